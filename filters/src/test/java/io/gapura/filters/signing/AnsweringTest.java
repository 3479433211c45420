package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.signing.Signing.Message;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server asks for with Accept-Signature is given whole, or not at all (RFC 9421 §5.2). */
class AnsweringTest {
    private static final String GET = "(\"@method\" \"@authority\" \"@path\" \"@query\")";
    private static final String POST =
            "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\" \"content-type\")";
    private static final String NONCE = ";nonce=\"the-nonce-of-the-server\"";

    private final Signing signing = new Signing();

    private List<HeaderLine> sign(RequestSigner signer, String method, String content) {
        List<HeaderLine> headers =
                content.isEmpty() ? List.of() : List.of(new HeaderLine("Content-Type", "text/plain"));
        return signer.sign(
                method,
                URI.create("https://api.example.com/orders?dry=1"),
                headers,
                content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private String input(String wish, String method, String content) {
        RequestSigner signer = signing.signer.answering(wish).orElseThrow();
        return sign(signer, method, content).stream()
                .filter(line -> line.named("Signature-Input"))
                .map(HeaderLine::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theAnswerHasTheLabelTheComponentsAndTheNonceOfTheWish() {
        assertThat(input("proof=" + GET + ";created" + NONCE, "GET", ""))
                .isEqualTo("proof=" + GET + ";created=" + Signing.NOON.getEpochSecond() + ";keyid=\"orders-2026-11\""
                        + NONCE);
    }

    @Test
    void eachWishOfTimeAlgorithmKeyAndTagIsGranted() {
        String input = input(
                "a=" + GET + ";created;expires;alg=\"hmac-sha256\";keyid=\"orders-2026-11\";tag=\"app\"", "GET", "");
        long now = Signing.NOON.getEpochSecond();
        assertThat(input)
                .isEqualTo("a=" + GET + ";created=" + now + ";expires=" + (now + 300)
                        + ";keyid=\"orders-2026-11\";alg=\"hmac-sha256\";tag=\"app\"");
    }

    @Test
    void theAnswerIsAcceptedByTheServer() throws Exception {
        Message message = Signing.post();
        RequestSigner answer =
                signing.signer.answering("s=" + POST + ";created" + NONCE).orElseThrow();
        assertThat(Signing.reason(signing.policy(), message.signed(answer).view()))
                .isEmpty();
    }

    @Test
    void theChallengeOfOurOwnGateIsAnswered() throws Exception {
        Message bare = Signing.post();
        var refused = (io.gapura.filters.Decision.Reject) signing.policy().decide(bare.view());
        String challenge = refused.rejection().headers().stream()
                .filter(line -> line.named("Accept-Signature"))
                .map(HeaderLine::value)
                .findFirst()
                .orElseThrow();
        Message answered =
                Signing.post().signed(signing.signer.answering(challenge).orElseThrow());
        assertThat(Signing.reason(signing.policy(), answered.view())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";keyid=\"another\"",
                ";alg=\"ed25519\"",
                ";tag=\"another\"",
                ";created=1",
                ";nonce=?1",
                ";unknown=\"x\""
            })
    void aWishThatCannotBeGrantedIsNotAnswered(String parameter) {
        RequestSigner signer = RequestSigner.with(signing.key, SignatureProfile.STRICT.tag("app"));
        assertThat(signer.answering("s=" + GET + parameter)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "s=1", "s=(", "s=(\"@method\" \"@method\")", "s=(\"@unknown\")", "s=(), s=()"})
    void whatIsNoWishIsNotAnswered(String field) {
        assertThat(signing.signer.answering(field)).isEmpty();
    }

    @Test
    void theFirstWishThatCanBeGrantedIs() {
        String wishes = "rsa=" + GET + ";alg=\"rsa-pss-sha512\", mine=" + GET + ";alg=\"hmac-sha256\"";
        assertThat(input(wishes, "GET", "")).startsWith("mine=");
    }

    @Test
    void aProfileThatSendsNoAlgorithmGrantsNone() {
        RequestSigner gnap =
                RequestSigner.with(signing.key, SignatureProfile.GNAP.algorithms(SignatureAlgorithm.HMAC_SHA256));
        assertThat(gnap.answering("s=(\"@method\" \"@target-uri\");alg=\"hmac-sha256\""))
                .isEmpty();
        assertThat(gnap.answering("s=(\"@method\" \"@target-uri\")")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            less than the profile wants       | GET  |      | ("@method" "@path")
            nothing                           | GET  |      | ()
            no digest for content             | POST | text | ("@method" "@authority" "@path" "@query" "content-type")
            no type for content               | POST | text | ("@method" "@authority" "@path" "@query" "content-digest")
            a field that is not there         | GET  |      | ("@method" "@target-uri" "x-absent")
            a field that changes on its way   | GET  |      | ("@method" "@target-uri" "host")
            a response                        | GET  |      | ("@method" "@target-uri" "@status")
            """)
    void aRequestIsNotSignedForAWishOf(String what, String method, String content, String components) {
        RequestSigner answer =
                signing.signer.answering("s=" + components + ";created").orElseThrow();
        assertThatThrownBy(() -> sign(answer, method, content == null ? "" : content))
                .as(what)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moreThanTheProfileWantsIsGiven() {
        assertThat(input("s=(\"@method\" \"@target-uri\" \"content-digest\" \"@scheme\");created", "GET", ""))
                .startsWith("s=(\"@method\" \"@target-uri\" \"content-digest\" \"@scheme\");created=");
    }

    @Test
    void anEndThatTheApplicationNamesIsTheOneThatIsGiven() {
        RequestSigner answer = signing.signer
                .expiresAfter(Duration.ofSeconds(7))
                .answering("s=" + GET + ";created;expires")
                .orElseThrow();
        assertThat(sign(answer, "GET", "").get(0).value()).contains(";expires=" + (Signing.NOON.getEpochSecond() + 7));
    }

    @Test
    void anAnswerKeepsTheClock() {
        signing.clock.move(5);
        RequestSigner answer = signing.signer
                .clock(signing.clock, new SecureRandom())
                .answering("s=" + GET + ";created")
                .orElseThrow();
        assertThat(sign(answer, "GET", "").get(0).value()).contains(";created=" + (Signing.NOON.getEpochSecond() + 5));
    }
}
