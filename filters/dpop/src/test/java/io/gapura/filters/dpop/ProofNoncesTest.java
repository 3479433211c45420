package io.gapura.filters.dpop;

import static io.gapura.filters.dpop.Scene.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Rejection;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.LocalReplayGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RFC 9449 §8: nonces of the server, how a client learns one, and how long it is good. */
class ProofNoncesTest {
    private static final KeyHolder OWNER = KeyHolder.of("ES256");

    @TempDir
    private Path folder;

    private Scene scene;
    private String token;

    @BeforeEach
    void issue() throws IOException {
        Reference key = key("0123456789abcdef0123456789ABCDEF");
        scene = Scene.by((Scene.Clock clock) -> DpopProofs.remembering(LocalReplayGuard.holding(1_000, clock))
                .nonces(key)
                .clock(clock));
        scene.clock.move(-Scene.NOON.getEpochSecond() % 300); // noon begins a period anyway
        token = scene.token(OWNER);
    }

    private Reference key(String text) throws IOException {
        return Reference.file(Files.writeString(folder.resolve("key-" + text.length()), text));
    }

    private String proof(String nonce) {
        Map<String, Object> claims = scene.claims(token);
        claims.put("nonce", nonce);
        return OWNER.proof(claims);
    }

    private static String nonce(Rejection rejection) {
        return rejection.headers().stream()
                .filter(line -> line.name().equals("DPoP-Nonce"))
                .map(HeaderLine::value)
                .findFirst()
                .orElseThrow();
    }

    /** What the server hands out to a proof without one. */
    private String offered() {
        return nonce(scene.refusal(request(token, OWNER.proof(scene.claims(token)))));
    }

    @Test
    void aProofWithoutNonceLearnsOne() {
        Rejection rejection = scene.refusal(request(token, OWNER.proof(scene.claims(token))));

        assertThat(rejection.status()).isEqualTo(401);
        assertThat(rejection.note()).contains("proof: without nonce");
        assertThat(rejection.headers().get(0).value()).endsWith(", error=\"use_dpop_nonce\"");
        assertThat(nonce(rejection)).matches("[A-Za-z0-9_-]{22}");
        assertThat(scene.outcome(request(token, proof(nonce(rejection))))).isEqualTo("passes");
    }

    @Test
    void aNonceOfNobodyIsRefusedWithAGoodOne() {
        Rejection rejection = scene.refusal(request(token, proof("AAAAAAAAAAAAAAAAAAAAAA")));

        assertThat(rejection.note()).contains("proof: nonce of another time");
        assertThat(rejection.headers().get(0).value()).contains("use_dpop_nonce");
        assertThat(nonce(rejection)).isEqualTo(offered());
    }

    @Test
    void anotherFaultIsNotBlamedOnTheNonceButOffersOneToo() {
        Rejection rejection = scene.refusal(request(token));

        assertThat(rejection.headers().get(0).value()).endsWith(", error=\"invalid_dpop_proof\"");
        assertThat(nonce(rejection)).isEqualTo(offered());
    }

    @Test
    void aNonceIsGoodInItsPeriodAndTheNext() {
        String nonce = offered();

        scene.clock.move(299);
        assertThat(scene.outcome(request(token, proof(nonce)))).isEqualTo("passes");
        scene.clock.move(300);
        token = scene.token(OWNER);
        assertThat(scene.outcome(request(token, proof(nonce)))).isEqualTo("passes");
        scene.clock.move(1);
        assertThat(scene.outcome(request(token, proof(nonce)))).isEqualTo("proof: nonce of another time");
    }

    @Test
    void aNonceOfANodeThatIsAheadIsGood() {
        scene.clock.move(300);
        String ahead = offered();
        scene.clock.move(-1);

        assertThat(scene.outcome(request(token, proof(ahead)))).isEqualTo("passes");
        scene.clock.move(-300);
        token = scene.token(OWNER);
        assertThat(scene.outcome(request(token, proof(ahead)))).isNotEqualTo("passes");
    }

    @Test
    void whoComesWithAnOldNonceIsToldTheNextWithTheAnswer() {
        String nonce = offered();
        assertThat(scene.verdict(request(token, proof(nonce))).responseHeaders())
                .isEmpty();
        scene.clock.move(300);

        Verdict verdict = scene.verdict(request(token, proof(nonce)));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.responseHeaders()).containsExactly(new HeaderLine("DPoP-Nonce", offered()));
    }

    @Test
    void whereNoNonceIsAskedForOneIsNotLookedAt() {
        Scene without = Scene.standard();
        Map<String, Object> claims = without.claims(token);
        claims.put("nonce", "whatever");

        assertThat(without.outcome(request(token, OWNER.proof(claims)))).isEqualTo("passes");
    }

    @Test
    void nodesWithOneKeyTakeEachOthers() throws IOException {
        Reference key = key("0123456789abcdef0123456789ABCDEF");
        String nonce = ProofNonces.by(key).fresh(scene.now());

        assertThat(scene.outcome(request(token, proof(nonce)))).isEqualTo("passes");
        assertThat(ProofNonces.by(key("another key of 32 bytes and a few more")).isGood(nonce, scene.now()))
                .isFalse();
    }

    @Test
    void aKeyHasAtLeast32VariedBytes() {
        assertThatThrownBy(() -> ProofNonces.by(key("x123456789abcdef0123456789ABCDE")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at least 32 random bytes");
        assertThatThrownBy(() -> ProofNonces.by(key("a".repeat(40))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("aaaa");
    }
}
