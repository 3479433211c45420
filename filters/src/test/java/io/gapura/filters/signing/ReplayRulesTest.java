package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.Claim.Outcome;
import io.gapura.filters.signing.ReplayGuardProvider.Demand;
import io.gapura.filters.signing.SignatureSettings.OnStoreUnavailable;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store says, and what becomes of the request. */
class ReplayRulesTest {
    @TempDir
    private Path folder;

    private final Signing signing = new Signing();
    private final FakeStore store = new FakeStore();

    private static Rejection rejection(Signatures policy, RequestView view) throws Exception {
        return ((Decision.Reject) policy.decide(view)).rejection();
    }

    private RequestView get(String nonce) throws Exception {
        return Signing.signedAs(
                        Signing.get(),
                        "(\"@method\" \"@authority\" \"@path\" \"@query\");created="
                                + signing.clock.instant().getEpochSecond() + ";keyid=\"" + Signing.KID + "\";nonce=\""
                                + nonce + "\"",
                        signing.key)
                .view();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            FULL,        503, store-unavailable, store-full,        7
            QUOTA,       503, store-unavailable, quota,             7
            UNAVAILABLE, 503, store-unavailable, store-unavailable, 7
            PENDING,     503, store-unavailable, store-unavailable, 7
            """)
    void whatTheStoreCannotDecideIsRefusedAndNeverPasses(
            Outcome outcome, int status, String code, String reason, String retryAfter) throws Exception {
        store.instead = outcome;
        Rejection rejection = rejection(
                signing.policy().replay(store),
                Signing.post().signed(signing.signer).view());
        assertThat(rejection.status()).isEqualTo(status);
        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.headers().toString()).contains("Retry-After").contains(retryAfter);
    }

    @Test
    void safeMethodsPassWithoutTheStoreOnlyWhereThatWasAskedFor() throws Exception {
        store.instead = Outcome.UNAVAILABLE;
        Signatures refusing = signing.policy().replay(store);
        Signatures lenient = refusing.acceptingSafeMethodsWithoutStore();
        RequestView post = Signing.post().signed(signing.signer).view();

        assertThat(Signing.reason(refusing, get("0123456789abcdef"))).contains("store-unavailable");
        assertThat(Signing.reason(lenient, get("0123456789abcdef"))).isEmpty();
        assertThat(Signing.reason(lenient, post)).contains("store-unavailable");
        store.instead = Outcome.FULL;
        assertThat(Signing.reason(lenient, get("0123456789abcdef"))).contains("store-full");
        store.instead = Outcome.CLAIMED;
        assertThat(Signing.reason(lenient, get("0123456789abcdef"))).isEmpty();
        assertThat(Signing.reason(lenient, get("0123456789abcdef"))).contains("replay");
        assertThat(lenient.remarks()).anyMatch(line -> line.contains("GET and HEAD"));
        assertThat(refusing.remarks()).noneMatch(line -> line.contains("GET and HEAD"));
    }

    /** The store may have forgotten the nonce by then: it keeps it for as long as the message could be accepted. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            300, -
            301, too-old
            """)
    void contentThatComesUntilItsMessageIsTooOldComesTooLate(long seconds, String reason) throws Exception {
        Signing.Message post = Signing.post().signed(signing.signer);
        RequestView view = RequestView.read(
                post.method,
                Target.parse(post.target),
                post.scheme,
                post.view().headers(),
                Body.from(
                        () -> {
                            signing.clock.move(seconds);
                            return new ByteArrayInputStream(post.content);
                        },
                        post.declared),
                Client.unknown());

        assertThat(Signing.reason(signing.policy().replay(store), view).orElse(null))
                .isEqualTo(reason);
        assertThat(store.seen).hasSize(reason == null ? 1 : 0);
    }

    @Test
    void aNodeStandsInForTheStoreAndForgetsNothingWhenThatIsBack() throws Exception {
        Signatures policy = signing.policy()
                .replay(LocalReplayGuard.holding(1_000, signing.clock).standingInFor(store));
        RequestView before = Signing.post().signed(signing.signer).view();
        RequestView during = Signing.post().signed(signing.signer).view();

        assertThat(Signing.reason(policy, before)).isEmpty();
        store.instead = Outcome.UNAVAILABLE;
        assertThat(Signing.reason(policy, before)).contains("replay");
        assertThat(Signing.reason(policy, during)).isEmpty();
        assertThat(Signing.reason(policy, during)).contains("replay");
        store.instead = Outcome.CLAIMED;
        assertThat(Signing.reason(policy, during)).contains("replay");
        assertThat(policy.remarks()).anyMatch(line -> line.contains("local-fallback"));
    }

    @Test
    void whatTheStoreRefusesNoNodeMakesGood() throws Exception {
        Signatures policy = signing.policy()
                .replay(LocalReplayGuard.holding(1_000, signing.clock).standingInFor(store));
        store.instead = Outcome.FULL;
        assertThat(Signing.reason(policy, Signing.post().signed(signing.signer).view()))
                .contains("store-full");
    }

    @Test
    void aNodeThatStandsInRefusesWhatWasMadeBeforeItsStart() throws Exception {
        Signing.Message early = Signing.post().signed(signing.signer);
        signing.clock.move(1);
        Signatures policy = signing.policy()
                .replay(LocalReplayGuard.holding(1_000, signing.clock).standingInFor(store));
        assertThat(Signing.reason(policy, early.view())).contains("before-start");
        assertThat(Signing.reason(signing.policy().replay(store), early.view())).isEmpty();
    }

    @Test
    void aMessageThatOutlivesTheGuardStopsTheStart() {
        store.longest = Duration.ofSeconds(360); // 300 of age, 30 of skew on either side
        assertThat(signing.policy().replay(store).name()).isEqualTo("signing");
        store.longest = Duration.ofSeconds(359);
        assertThatThrownBy(() -> signing.policy().replay(store))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("360 s")
                .hasMessageContaining("359 s");
        assertThatThrownBy(() ->
                        signing.policy().replay(LocalReplayGuard.holding(1_000).standingInFor(store)))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aNonceOfTheServerThatOutlivesTheGuardStopsTheStart() throws Exception {
        Reference key = Reference.file(Files.write(folder.resolve("nonce.key"), Signing.secret(9)));
        store.longest = Duration.ofSeconds(630); // two buckets, and the clock of a node ahead
        assertThat(signing.policy().replay(store).serverNonces(key).name()).isEqualTo("signing");
        store.longest = Duration.ofSeconds(629);
        Signatures without = signing.policy().replay(store);
        assertThatThrownBy(() -> without.serverNonces(key))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("630 s");
    }

    @Test
    void everyProfileFitsIntoTheLocalGuard() {
        for (SignatureSettings.Profile profile : SignatureSettings.Profile.values()) {
            assertThat(signing.policy().profile(profile.profile()).remarks())
                    .anyMatch(line -> line.startsWith("replay: local, 262144 nonces"));
        }
    }

    @Test
    void theStartSaysWhatRateTheCapacityAllows() {
        Signatures policy = signing.policy().replay(LocalReplayGuard.holding(262_144));
        assertThat(policy.remarks())
                .contains("replay: local, 262144 nonces of 330 s, 582 a second can be sustained, 582 by one caller");
        assertThat(policy.acceptingCreatedBeforeStart().remarks()).anyMatch(line -> line.contains("before the start"));
    }

    @ParameterizedTest
    @CsvSource({"1, 4, 250", "10, 20, 100", "50, 4, 500", "100, 4, 1000", "25, 2, 500"})
    void theQuotaIsAShareOrTheEvenPartWhereThatIsMore(int percent, int callers, int expected) {
        LocalReplayGuard guard = LocalReplayGuard.holding(1_000, signing.clock).quota(percent);
        guard.sharedBy(callers);
        int claimed = 0;
        for (int i = 0; i < 1_000; i++) {
            ReplayKey key = ReplayKey.of("signing", "k", "n" + i);
            claimed += guard.claim(key, "orders", signing.clock.instant()).outcome() == Outcome.CLAIMED ? 1 : 0;
        }
        assertThat(claimed).isEqualTo(expected);
    }

    @Test
    void aQuotaOutOfBoundsDoesNotStart() {
        for (int percent : new int[] {0, 101, -1}) {
            assertThatThrownBy(() -> LocalReplayGuard.holding(1_000).quota(percent))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("replay-quota");
        }
    }

    @Test
    void theStoreIsClosedWithTheDeployment() {
        Deployment deployment = Deployment.of(
                Pipeline.builder().add(signing.policy().replay(store)).build());
        assertThat(store.closed).isFalse();
        deployment.close();
        assertThat(store.closed).isTrue();
    }

    private SignatureSettings settings(
            String replay, Optional<Reference> storeAt, OnStoreUnavailable unavailable, Optional<Reference> nonce)
            throws Exception {
        SignatureSettings plain = SignatureSettings.DEFAULTS;
        Path keys = Files.writeString(folder.resolve("keys.json"), Signing.jwkSet());
        return new SignatureSettings(
                Optional.of(Reference.file(keys)),
                plain.keysUrl(),
                plain.keysCaller(),
                Set.of("api.example.com"),
                plain.required(),
                plain.profile(),
                plain.algorithms(),
                plain.tag(),
                plain.maxAge(),
                plain.futureSkew(),
                plain.maxBody(),
                plain.memoryBound(),
                replay,
                storeAt,
                plain.replayCapacity(),
                plain.replayQuota(),
                unavailable,
                plain.rejectCreatedBeforeStart(),
                plain.replaySafeMethods(),
                plain.signResponses(),
                plain.responseKey(),
                nonce,
                plain.realm(),
                plain.scheme(),
                plain.diagnostics());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            redis,  io.gapura:gapura-redis
            jcache, io.gapura:gapura-jcache
            other,  'must be local, redis, jcache'
            Local,  'must be local, redis, jcache'
            """)
    void aStoreWhoseArtifactIsMissingStopsTheStartAndNamesIt(String name, String message) throws Exception {
        SignatureSettings settings = settings(name, Optional.empty(), OnStoreUnavailable.REFUSE, Optional.empty());
        assertThatThrownBy(settings::policy)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void settingsForASharedStoreMeanNothingToTheLocalOne() throws Exception {
        SignatureSettings stored = settings(
                "local", Optional.of(Reference.file(folder.resolve("x"))), OnStoreUnavailable.REFUSE, Optional.empty());
        SignatureSettings fallen =
                settings("local", Optional.empty(), OnStoreUnavailable.LOCAL_FALLBACK, Optional.empty());
        for (SignatureSettings settings : List.of(stored, fallen)) {
            assertThatThrownBy(settings::policy)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("signing.replay is local");
        }
    }

    @Test
    void aProviderIsOpenedByItsNameWithWhatIsAskedOfIt() {
        Demand demand = new Demand(Optional.empty(), Duration.ofSeconds(360), true);
        assertThat(ReplayStores.open("fake", demand, List.of(store))).isSameAs(store);
        assertThat(store.demand).isSameAs(demand);
        assertThatThrownBy(() -> ReplayStores.open("redis", demand, List.of(store)))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void serverNoncesAreASetting() throws Exception {
        Path key = Files.write(folder.resolve("nonce.key"), Signing.secret(9));
        SignatureSettings settings =
                settings("local", Optional.empty(), OnStoreUnavailable.REFUSE, Optional.of(Reference.file(key)));
        assertThat(settings.policy().remarks()).anyMatch(line -> line.contains("server-nonce"));
    }
}
