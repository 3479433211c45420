package io.gapura.filters.dpop;

import static io.gapura.filters.dpop.Scene.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.LocalReplayGuard;
import io.gapura.filters.signing.ReplayGuard;
import io.gapura.filters.signing.ReplayKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449 §7 to §8 and §11.1: who passes with a proof, how often, and what is answered to whom. */
class ProofUseTest extends OwnedToken {
    @Test
    void whoHoldsTheKeyPasses() {
        Verdict verdict = scene.verdict(request(token, OWNER.proof(scene.claims(token))));
        Caller caller = verdict.request().caller();

        assertThat(verdict.rejection()).isEmpty();
        assertThat(caller.mechanism()).isEqualTo("bearer");
        assertThat(caller.id()).isEqualTo("8f1c2d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "EdDSA", "Ed25519", "PS256", "RS256"})
    void eachAlgorithmThatTheChallengeNamesCounts(String algorithm) {
        KeyHolder client = KeyHolder.of(algorithm);
        String bound = scene.token(client);

        assertThat(scene.outcome(request(bound, client.proof(scene.claims(bound)))))
                .isEqualTo("passes");
        assertThat(ProofKey.ALGORITHMS).contains(algorithm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES512", "RS512", "PS384"})
    void anotherAlgorithmDoesNot(String algorithm) {
        KeyHolder client = KeyHolder.of(algorithm);
        String bound = scene.token(client);

        assertThat(scene.outcome(request(bound, client.proof(scene.claims(bound)))))
                .isEqualTo("proof: algorithm");
    }

    @Test
    void aLocalMemoryTakesNoProofFromBeforeItsStart() {
        long before = scene.now() - 1;

        assertThat(outcome(with("iat", before))).isEqualTo("proof: from before the start");
        assertThat(Scene.by(new Remembering()).outcome(request(token, OWNER.proof(with("iat", before)))))
                .isEqualTo("passes");
    }

    @Test
    void aProofIsUsedOnce() {
        String proof = OWNER.proof(scene.claims(token));

        assertThat(scene.outcome(request(token, proof))).isEqualTo("passes");
        assertThat(scene.outcome(request(token, proof))).isEqualTo("proof: used before");
        scene.clock.move(60);
        assertThat(scene.outcome(request(token, proof))).isEqualTo("proof: used before");
        scene.clock.move(1);
        assertThat(scene.outcome(request(token, proof))).isEqualTo("proof: too old");
    }

    @Test
    void theIdOfAProofIsItsOwnKeys() {
        KeyHolder other = KeyHolder.of("ES256");
        String theirs = scene.token(other);
        Map<String, Object> same = with("jti", "one");

        assertThat(outcome(same)).isEqualTo("passes");
        same.put("ath", KeyHolder.hash(theirs));
        assertThat(scene.outcome(request(theirs, other.proof(same)))).isEqualTo("passes");
    }

    @Test
    void anIdHasAtMost256Characters() {
        assertThat(outcome(with("jti", "x".repeat(256)))).isEqualTo("passes");
        assertThat(outcome(with("jti", "x".repeat(257)))).isEqualTo("proof: jti");
    }

    /** Counts what it is asked, and answers what it is told. */
    private static final class Remembering implements ReplayGuard {
        private final List<Instant> claims = new ArrayList<>();
        private Claim answer = Claim.claimed();

        @Override
        public Claim claim(ReplayKey key, String caller, Instant until) {
            claims.add(until);
            return answer;
        }

        @Override
        public Duration longestLife() {
            return Duration.ofSeconds(90);
        }

        @Override
        public List<String> remarks(Duration life) {
            return List.of("remembers " + life.toSeconds());
        }
    }

    @Test
    void onlyAProofThatCountsUsesUpItsId() {
        Remembering guard = new Remembering();
        Scene watched = Scene.by(guard);

        for (Map<String, Object> bad : List.of(
                with("htm", "PUT"), with("htu", "http://x/"), with("ath", "x"), with("iat", 1), without("jti"))) {
            watched.outcome(request(token, OWNER.proof(bad)));
        }
        watched.outcome(request(token, THIEF.proof(scene.claims(token))));
        assertThat(guard.claims).isEmpty();
        watched.outcome(request(token, OWNER.proof(scene.claims(token))));
        assertThat(guard.claims).containsExactly(Scene.NOON.plusSeconds(61));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULL", "QUOTA", "UNAVAILABLE", "PENDING"})
    void aStoreThatDoesNotAnswerLetsNobodyPass(String outcome) {
        Remembering guard = new Remembering();
        guard.answer = Claim.refused(Claim.Outcome.valueOf(outcome), Duration.ofSeconds(1));
        Rejection rejection = Scene.by(guard).refusal(request(token, OWNER.proof(scene.claims(token))));

        assertThat(rejection.status()).isEqualTo(503);
        assertThat(rejection.code()).isEqualTo("token-unavailable");
    }

    @Test
    void theAnswerSaysThatTheProofWasWrongAndNothingElse() {
        Rejection rejection = scene.refusal(request(token));

        assertThat(rejection.status()).isEqualTo(401);
        assertThat(rejection.code()).isEqualTo("token-refused");
        assertThat(rejection.reason()).isEqualTo("binding");
        assertThat(rejection.headers())
                .containsExactly(new HeaderLine(
                        "WWW-Authenticate",
                        "DPoP algs=\"ES256 Ed25519 EdDSA PS256 RS256 ES384\", error=\"invalid_dpop_proof\""));
        assertThat(rejection.violations()).isEmpty();
    }

    @Test
    void withoutTokenBothSchemesAreOffered() {
        assertThat(scene.refusal(RequestView.get("/orders")).headers())
                .extracting(HeaderLine::value)
                .containsExactly("Bearer realm=\"gapura\"", "DPoP algs=\"ES256 Ed25519 EdDSA PS256 RS256 ES384\"");
    }

    @Test
    void aBoundTokenIsNoBearerToken() {
        RequestView downgraded = RequestView.get("/orders")
                .header("Authorization", "Bearer " + token)
                .header("DPoP", OWNER.proof(scene.claims(token)));

        assertThat(scene.refusal(downgraded).reason()).isEqualTo("binding");
    }

    @Test
    void aBearerTokenIsNoBoundToken() {
        String unbound = scene.token(Map.of());

        assertThat(scene.refusal(request(unbound, OWNER.proof(scene.claims(unbound))))
                        .reason())
                .isEqualTo("binding");
        assertThat(scene.verdict(RequestView.get("/orders").header("Authorization", "Bearer " + unbound))
                        .rejection())
                .isEmpty();
    }

    @Test
    void aTokenThatIsKnownIsAskedForAProofAgain() {
        assertThat(outcome(scene.claims(token))).isEqualTo("passes");
        assertThat(scene.outcome(request(token))).isEqualTo("proof: missing");
        assertThat(outcome(scene.claims(token))).isEqualTo("passes");
    }

    @Test
    void anAgeIsWithinItsBounds() {
        DpopProofs proofs = DpopProofs.remembering(LocalReplayGuard.holding(1_000));

        for (Duration age : List.of(Duration.ZERO, Duration.ofSeconds(301), Duration.ofMillis(1_500))) {
            assertThatIllegalArgumentException().isThrownBy(() -> proofs.maxAge(age));
        }
        assertThat(proofs.maxAge(Duration.ofSeconds(300)).remarks()).anyMatch(line -> line.contains("of 300 s"));
        DpopProofs short60 = DpopProofs.remembering(new Remembering());
        assertThatThrownBy(() -> short60.maxAge(Duration.ofSeconds(61))).isInstanceOf(ConfigurationException.class);
        assertThat(short60.remarks()).containsExactly("remembers 60");
    }

    @Test
    void aLongerAgeIsRespected() {
        Scene patient = Scene.by((Scene.Clock clock) ->
                DpopProofs.remembering(new Remembering()).clock(clock).maxAge(Duration.ofSeconds(10)));
        Map<String, Object> claims = new LinkedHashMap<>(patient.claims(token));
        claims.put("iat", patient.now() - 10);
        assertThat(patient.outcome(request(token, OWNER.proof(claims)))).isEqualTo("passes");
        claims.put("iat", patient.now() - 11);
        assertThat(patient.outcome(request(token, OWNER.proof(claims)))).isEqualTo("proof: too old");
    }
}
