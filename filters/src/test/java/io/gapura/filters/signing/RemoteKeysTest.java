package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that somebody publishes: cache, refresh, outage. */
class RemoteKeysTest {
    private final Signing.Clock clock = new Signing.Clock();
    private final AtomicInteger fetches = new AtomicInteger();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private KeyPair pair;
    private String document;
    private IOException outage;
    private Executor beside = Runnable::run;

    @BeforeEach
    void publish() throws Exception {
        pair = Jwks.pair("Ed25519");
        document = Jwks.published(Jwks.ed25519("k", pair, false));
    }

    private byte[] fetch() throws IOException {
        fetches.incrementAndGet();
        if (outage != null) {
            throw outage;
        }
        return document.getBytes(StandardCharsets.UTF_8);
    }

    private KeyRing ring() {
        return KeyRing.fetched(this::fetch, "partner.example", "partner", clock, task -> beside.execute(task));
    }

    private void move(Duration time) {
        clock.move(time.toSeconds());
    }

    @Test
    void theKeysProveTheCallerOfTheConfigurationWhateverTheDocumentSays() {
        document = Jwks.set(Jwks.ed25519("k", pair, false));
        KeyRing ring = ring();
        assertThat(ring.find("k").orElseThrow().caller()).isEqualTo("partner");
        assertThat(ring.state().condition()).isEqualTo(KeyState.Condition.CURRENT);
        assertThat(fetches).hasValue(1);
        assertThatThrownBy(() -> ring.signingKey("k")).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aSetIsFetchedAheadOfItsEndAndNotBefore() {
        KeyRing ring = ring();
        move(RemoteKeys.CACHE.minus(RemoteKeys.AHEAD).minusSeconds(1));
        ring.find("k");
        assertThat(fetches).hasValue(1);
        move(Duration.ofSeconds(1));
        beside = waiting::add;
        assertThat(ring.find("k")).as("nobody waits").isPresent();
        assertThat(waiting).hasSize(1);
        assertThat(ring.find("k")).isPresent();
        assertThat(waiting).as("one fetch at a time").hasSize(1);
        waiting.remove().run();
        assertThat(fetches).hasValue(2);
        ring.find("k");
        assertThat(waiting).isEmpty();
    }

    @Test
    void aRequestThatFindsTheSetTooOldDecidesByTheNewOne() throws Exception {
        KeyRing ring = ring();
        document = Jwks.published(Jwks.ed25519("next", Jwks.pair("Ed25519"), false));
        move(RemoteKeys.CACHE);
        assertThat(ring.find("k")).as("a key that was withdrawn").isEmpty();
        assertThat(ring.find("next")).isPresent();
    }

    @Test
    void anOutageIsBridgedForFourHoursAndThenSignedRequestsAreTemporarilyRefused() throws Exception {
        KeyRing ring = ring();
        outage = new IOException("answered with status 500");
        move(RemoteKeys.OUTAGE);
        assertThat(ring.find("k")).isPresent();
        ring.requireLoaded();
        assertThat(ring.state().condition()).isEqualTo(KeyState.Condition.LAST_GOOD);
        assertThat(ring.state().problem()).contains("answered with status 500");
        move(Duration.ofSeconds(1));
        assertThat(ring.find("k")).isEmpty();
        assertThat(ring.state().condition()).isEqualTo(KeyState.Condition.TOO_OLD);
        assertThatThrownBy(ring::requireLoaded)
                .isInstanceOf(SignatureRefusedException.class)
                .hasMessage("store-unavailable");
        outage = null;
        move(RemoteKeys.PAUSE);
        assertThat(ring.find("k")).isEmpty(); // the fetch runs beside; after a failure nobody waits for it
        assertThat(ring.find("k")).isPresent();
        assertThat(ring.state().condition()).isEqualTo(KeyState.Condition.CURRENT);
    }

    @Test
    void aSourceThatFailsIsAskedOnceInTenSeconds() {
        KeyRing ring = ring();
        outage = new IOException("answered with status 500");
        move(RemoteKeys.CACHE);
        for (int i = 0; i < 100; i++) {
            ring.find("k");
        }
        assertThat(fetches).hasValue(2);
        move(RemoteKeys.PAUSE);
        ring.find("k");
        assertThat(fetches).hasValue(3);
    }

    @Test
    void aKeyThatIsUnknownHasTheSetFetchedOnceInTenSecondsAndNobodyWaits() throws Exception {
        KeyRing ring = ring();
        document = Jwks.published(Jwks.ed25519("k", pair, false), Jwks.ed25519("n", Jwks.pair("Ed25519"), false));
        move(RemoteKeys.PAUSE);
        beside = waiting::add;
        for (int i = 0; i < 50; i++) {
            assertThat(ring.find("n" + i)).isEmpty();
        }
        assertThat(waiting).hasSize(1);
        waiting.remove().run();
        assertThat(ring.find("n")).isPresent();
        ring.find("n51");
        assertThat(waiting).isEmpty();
    }

    @Test
    void aSourceThatWasNeverReadStartsAndAnswers503() throws Exception {
        outage = new IOException("cannot be fetched: ConnectException");
        KeyRing ring = ring();
        assertThat(ring.state().condition()).isEqualTo(KeyState.Condition.NEVER_LOADED);
        Signatures policy =
                Signatures.required(ring).clock(clock, new SecureRandom()).authorities("api.example.com");
        RequestSigner signer = RequestSigner.with(SigningKey.ed25519("k", pair), SignatureProfile.STRICT)
                .clock(clock, new SecureRandom());

        Decision decision = policy.decide(Signing.post().signed(signer).view());
        assertThat(((Decision.Reject) decision).rejection().status()).isEqualTo(503);
        assertThat(((Decision.Reject) decision).rejection().code()).isEqualTo("store-unavailable");
        assertThat(policy.remarks()).contains("keys: cannot be fetched: ConnectException");
        Decision streamed = policy.dangerouslyStreamBody("a quarantine first")
                .decide(Signing.post().signed(signer).view());
        assertThat(((Decision.Reject) streamed).rejection().status()).isEqualTo(503);
        Decision unsigned = policy.decide(Signing.post().view());
        assertThat(((Decision.Reject) unsigned).rejection().status()).isEqualTo(401);

        outage = null;
        move(RemoteKeys.PAUSE);
        policy.decide(Signing.post().signed(signer).view());
        assertThat(policy.decide(Signing.post().signed(signer).view())).isNotInstanceOf(Decision.Reject.class);
    }

    @Test
    void aSetWithASecretIsRefusedWhole() {
        document = Jwks.published(Jwks.ed25519("k", pair, true));
        assertThat(ring().state().problem()).get().asString().contains("only public keys");
        document = Jwks.published(Jwks.ed25519("k", pair, false), Jwks.oct("s", Signing.secret(1)));
        assertThat(ring().state().problem()).get().asString().contains("only public keys");
    }

    @Test
    void aBrokenSetKeepsTheLastGoodOne() {
        KeyRing ring = ring();
        document = "<html>";
        move(RemoteKeys.CACHE);
        assertThat(ring.find("k")).isPresent();
        assertThat(ring.state().condition()).isEqualTo(KeyState.Condition.LAST_GOOD);
    }

    @Test
    void aThreadThatCannotBeStartedLeavesTheLastGoodSet() {
        KeyRing ring = ring();
        beside = task -> {
            throw new java.util.concurrent.RejectedExecutionException();
        };
        move(RemoteKeys.CACHE);
        assertThat(ring.find("k")).isPresent();
        beside = Runnable::run;
        ring.find("k");
        assertThat(fetches).as("the next request tries again").hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://partner.example/keys",
                "ftp://partner.example/keys",
                "https:///keys",
                "https://user@partner.example/keys",
                "https://partner.example/keys#part",
                "keys.json",
                "file:/keys.json"
            })
    void onlyAnAbsoluteHttpsUrlIsFetched(String url) {
        assertThatThrownBy(() -> KeyRing.fetched(URI.create(url), "partner"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("https");
    }

    @Test
    void keysThatAreFetchedNeedACaller() {
        assertThatThrownBy(() -> KeyRing.fetched(this::fetch, "p", " ", clock, beside))
                .isInstanceOf(ConfigurationException.class);
    }
}
