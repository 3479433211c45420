package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.base64;
import static io.gapura.filters.bearer.Minting.claims;
import static io.gapura.filters.bearer.Minting.json;
import static io.gapura.filters.bearer.Minting.jwk;
import static io.gapura.filters.bearer.Minting.set;
import static io.gapura.filters.bearer.Minting.signed;
import static io.gapura.filters.bearer.Rfc9068Test.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.KeyState;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that an issuer publishes: rotation, floods of unknown ids, outages. Time is moved by hand. */
class IssuerKeysTest {
    private static final Minting.Pair OLD = Minting.Pair.of(KeyKind.P_256);
    private static final Minting.Pair NEW = Minting.Pair.of(KeyKind.P_256);

    private final Minting.Clock clock = new Minting.Clock();
    private final AtomicInteger fetches = new AtomicInteger();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private String document = set(jwk(OLD, "old"));
    private IOException outage;
    private Executor beside = Runnable::run;
    private IssuerKeys keys;

    private byte[] fetch() throws IOException {
        fetches.incrementAndGet();
        if (outage != null) {
            throw outage;
        }
        return document.getBytes(StandardCharsets.UTF_8);
    }

    private BearerTokens policy() {
        keys = IssuerKeys.fetched(this::fetch, "idp.example", clock, task -> beside.execute(task));
        return BearerTokens.required(
                        TrustedIssuer.of(Minting.ISSUER, Minting.AUDIENCE).keys(keys))
                .uncached()
                .clock(clock);
    }

    /** One of now, whenever that is. */
    private String token(Minting.Pair pair, String id) {
        var claims = claims();
        long now = clock.instant().getEpochSecond();
        claims.put("iat", String.valueOf(now));
        claims.put("exp", String.valueOf(now + 300));
        String header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + id + "\"}";
        return signed(pair, TokenAlgorithm.ES256, base64(header) + "." + base64(json(claims)));
    }

    private void move(long seconds) {
        clock.move(seconds);
    }

    @Test
    void theFirstTokenOfANewKeyIsTaken() {
        BearerTokens policy = policy();
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
        document = set(jwk(OLD, "old"), jwk(NEW, "new"));
        assertThat(reason(policy, token(NEW, "new"))).isEmpty();
        assertThat(fetches).hasValue(2);
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
    }

    @Test
    void whoLooksWhenOthersHaveJustFoundTheNewKeyHasItToo() {
        BearerTokens policy = policy();
        document = set(jwk(OLD, "old"), jwk(NEW, "new"));
        assertThat(reason(policy, token(NEW, "new"))).isEmpty();
        // Had read the earlier keys, and comes when no further look is due.
        TokenKeys found = keys.lookingFor("new");
        assertThat(found).isNotNull().isSameAs(keys.current());
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aFloodOfUnknownIdsHasTheSetFetchedOnceInTenSeconds() {
        BearerTokens policy = policy();
        for (int i = 0; i < 100; i++) {
            assertThat(reason(policy, token(OLD, "x" + i))).isEqualTo("key");
        }
        assertThat(fetches).hasValue(2);
        move(9);
        assertThat(reason(policy, token(OLD, "y"))).isEqualTo("key");
        assertThat(fetches).hasValue(2);
        move(1);
        assertThat(reason(policy, token(OLD, "z"))).isEqualTo("key");
        assertThat(fetches).hasValue(3);
    }

    @Test
    void aFloodKeepsNoNewKeyFromBeingFound() {
        BearerTokens policy = policy();
        assertThat(reason(policy, token(OLD, "flood"))).isEqualTo("key");
        document = set(jwk(OLD, "old"), jwk(NEW, "new"));
        assertThat(reason(policy, token(NEW, "new"))).as("for ten seconds").isEqualTo("key");
        for (int second = 1; second < 10; second++) {
            move(1);
            assertThat(reason(policy, token(OLD, "flood" + second))).isEqualTo("key");
        }
        move(1);
        assertThat(reason(policy, token(OLD, "last of the flood"))).isEqualTo("key");
        assertThat(reason(policy, token(NEW, "new")))
                .as("fetched by the flood itself")
                .isEmpty();
    }

    @Test
    void anIdThatWasLookedForIsAnsweredFromMemoryForAMinute() {
        BearerTokens policy = policy();
        assertThat(reason(policy, token(OLD, "gone"))).isEqualTo("key");
        assertThat(fetches).hasValue(2);
        move(59);
        assertThat(reason(policy, token(OLD, "gone"))).isEqualTo("key");
        assertThat(fetches).hasValue(2);
        move(1);
        assertThat(reason(policy, token(OLD, "gone"))).isEqualTo("key");
        assertThat(fetches).hasValue(3);
    }

    @Test
    void anIdThatCouldNotBeLookedForIsLookedForAgain() {
        BearerTokens policy = policy();
        outage = new IOException("answered with status 500");
        assertThat(reason(policy, token(NEW, "new"))).isEqualTo("key");
        outage = null;
        document = set(jwk(NEW, "new"));
        move(10);
        assertThat(reason(policy, token(NEW, "new"))).isEmpty();
    }

    @Test
    void aKnownIdOfAnotherAlgorithmIsNoReasonToLook() {
        BearerTokens policy = policy();
        String header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"old\"}";
        String input = base64(header) + "." + base64(json(claims()));
        assertThat(reason(policy, signed(TokenAlgorithm.RS256, input))).isEqualTo("key");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aFetchOutOfTurnDoesNotTakeThePlaceOfOneThatIsDue() {
        BearerTokens policy = policy();
        move(265);
        assertThat(reason(policy, token(OLD, "flood"))).isEqualTo("key");
        assertThat(fetches).hasValue(2);
        move(269);
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
        assertThat(fetches).hasValue(2);
        move(1);
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
        assertThat(fetches).as("30 seconds ahead").hasValue(3);
        document = set(jwk(NEW, "new"));
        assertThat(reason(policy, token(NEW, "new")))
                .as("and out of turn at once")
                .isEmpty();
    }

    @Test
    void nobodyWaitsForTheFetchAheadOfTime() {
        BearerTokens policy = policy();
        beside = waiting::add;
        move(270);
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
        assertThat(waiting).hasSize(1);
        waiting.remove().run();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aWithdrawnKeyIsTrustedForFiveMinutesAtMostOrUntilItIsPurged() {
        BearerTokens policy = policy();
        document = set(jwk(NEW, "new"));
        move(269);
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
        move(31);
        assertThat(reason(policy, token(OLD, "old"))).isEqualTo("key");
        document = set(jwk(OLD, "old"));
        keys.purge();
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
        assertThat(reason(policy, token(NEW, "new"))).isEqualTo("key");
    }

    @Test
    void anOutageIsBridgedForFourHoursAndIs503AfterThat() {
        BearerTokens policy = policy();
        outage = new IOException("answered with status 500");
        move(4 * 3_600);
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
        assertThat(keys.state().condition()).isEqualTo(KeyState.Condition.LAST_GOOD);
        assertThat(policy.remarks()).anyMatch(line -> line.contains("answered with status 500"));
        move(1);
        assertThat(reason(policy, token(OLD, "old"))).isEqualTo("keys-unavailable");
        assertThat(keys.state().condition()).isEqualTo(KeyState.Condition.TOO_OLD);
        outage = null;
        move(10);
        reason(policy, token(OLD, "old"));
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
        assertThat(keys.state().condition()).isEqualTo(KeyState.Condition.CURRENT);
    }

    @Test
    void beforeTheFirstSuccessTheAnswerIs503AndNeverAnonymous() {
        outage = new IOException("cannot be fetched: ConnectException");
        BearerTokens policy = policy();
        Decision.Reject refused = (Decision.Reject) policy.decide(Minting.request(token(OLD, "old")));
        assertThat(refused.rejection().status()).isEqualTo(503);
        assertThat(refused.rejection().code()).isEqualTo("token-unavailable");
        assertThat(keys.state().condition()).isEqualTo(KeyState.Condition.NEVER_LOADED);
        for (int i = 0; i < 50; i++) {
            policy.decide(Minting.request(token(OLD, "old")));
        }
        assertThat(fetches).hasValue(1);
        outage = null;
        move(10);
        policy.decide(Minting.request(token(OLD, "old")));
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"keys\":[]}", "<html>", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"})
    void aSetThatIsNoGoodLeavesTheLastGoodOne(String bad) {
        BearerTokens policy = policy();
        document = bad;
        move(300);
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
        assertThat(keys.state().condition()).isEqualTo(KeyState.Condition.LAST_GOOD);
        assertThat(keys.state().problem()).isPresent();
    }

    @Test
    void afterItsEndNothingIsFetchedAnyMore() {
        BearerTokens policy = policy();
        policy.close();
        move(300);
        policy.decide(Minting.request(token(OLD, "old")));
        policy.decide(Minting.request(token(OLD, "x")));
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aFileIsReadAgainAndAtOnceWhenItIsPurged(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.json"), document);
        IssuerKeys own = IssuerKeys.load(Reference.file(file), clock);
        BearerTokens policy = BearerTokens.required(
                        TrustedIssuer.of(Minting.ISSUER, Minting.AUDIENCE).keys(own))
                .clock(clock);
        assertThat(reason(policy, token(OLD, "old"))).isEmpty();
        Files.writeString(file, set(jwk(NEW, "new")));
        assertThat(reason(policy, token(NEW, "new"))).isEqualTo("key");
        own.purge();
        assertThat(reason(policy, token(NEW, "new"))).isEmpty();
        assertThat(own.state().keys()).isEqualTo(1);
        assertThatThrownBy(() -> IssuerKeys.load(Reference.file(folder.resolve("none"))))
                .isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://idp.example/keys",
                "https://user@idp.example/keys",
                "https://idp.example/keys#x",
                "/keys",
                "file:///etc/keys",
                "https:keys"
            })
    void onlyAnHttpsAddressIsFetched(String uri) {
        assertThatThrownBy(() -> IssuerKeys.fetched(URI.create(uri))).isInstanceOf(ConfigurationException.class);
    }
}
