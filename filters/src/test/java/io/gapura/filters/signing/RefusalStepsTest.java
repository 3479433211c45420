package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.signing.Signing.Message;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each refusal says in private which step found it, and in public what every other says. */
class RefusalStepsTest {
    private static final String LIST = "(\"@method\" \"@target-uri\")";

    private final Signing signing = new Signing();
    private final long now = Signing.NOON.getEpochSecond();

    private Signatures policy() {
        return Signatures.required(TestKeys.ring())
                .clock(signing.clock, new SecureRandom())
                .authorities("api.example.com");
    }

    private static Rejection refusal(Signatures policy, Message message) throws Exception {
        Decision decision = policy.decide(message.view());
        assertThat(decision).isInstanceOf(Decision.Reject.class);
        return ((Decision.Reject) decision).rejection();
    }

    private static Message bare(String input, byte[] signature) {
        return Signing.get()
                .line("Signature-Input", "s=" + input)
                .line("Signature", "s=:" + java.util.Base64.getEncoder().encodeToString(signature) + ":");
    }

    static Stream<Arguments> refusals() {
        String now = ";created=" + Signing.NOON.getEpochSecond();
        String kid = ";keyid=\"ed-1\"";
        return Stream.of(
                Arguments.of(1, "one-field-only", "", null),
                Arguments.of(2, "parse", "(", null),
                Arguments.of(2, "component-duplicate", "(\"date\" \"date\")" + now + kid, null),
                Arguments.of(3, "component-unknown", "(\"@nothing\")" + now + kid, null),
                Arguments.of(3, "coverage", "(\"@method\")" + now + kid, null),
                Arguments.of(3, "parameter", LIST + kid, null),
                Arguments.of(3, "alg", LIST + now + kid + ";alg=\"hmac-md5\"", null),
                Arguments.of(4, "too-old", LIST + ";created=1" + kid, null),
                Arguments.of(4, "future", LIST + ";created=99999999999" + kid, null),
                Arguments.of(4, "expired", LIST + now + kid + ";expires=1", null),
                Arguments.of(5, "authority", LIST + now + kid, "other.example.com"),
                Arguments.of(5, "key-unknown", LIST + now + ";keyid=\"nobody\"", null),
                Arguments.of(5, "alg", LIST + now + ";keyid=\"p384-1\"", null),
                Arguments.of(7, "component-absent", "(\"@method\" \"@target-uri\" \"date\")" + now + kid, null),
                Arguments.of(7, "component-unknown", "(\"@method\" \"@target-uri\" \"date\";sf)" + now + kid, null),
                Arguments.of(7, "signature", LIST + now + kid, null));
    }

    @ParameterizedTest(name = "step {0}: {1}")
    @MethodSource("refusals")
    void aRefusalNamesItsStep(int step, String reason, String input, String host) throws Exception {
        Message message = input.isEmpty() ? Signing.get().line("Signature", "s=:AAAA:") : bare(input, new byte[64]);
        Rejection rejection = refusal(policy(), host == null ? message : message.replace("Host", host));
        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.note().orElseThrow()).startsWith("step " + step);
    }

    @Test
    void lengthBodyAndNonceNameTheirsToo() throws Exception {
        Message good = Signing.post()
                .signed(RequestSigner.with(TestKeys.ED25519, SignatureProfile.STRICT)
                        .clock(signing.clock, new SecureRandom()));
        Signatures policy = policy();
        good.declared = 5_000_000;
        assertThat(refusal(policy, good).note().orElseThrow()).startsWith("step 6");
        good.declared = good.content.length;
        byte[] right = good.content;
        good.content = "{\"item\":8}".getBytes(StandardCharsets.UTF_8);
        assertThat(refusal(policy, good).note().orElseThrow()).startsWith("step 8");
        good.content = right;
        assertThat(Signing.reason(policy, good.view())).isEmpty();
        assertThat(refusal(policy, good).note().orElseThrow()).startsWith("step 9");
    }

    /** For every algorithm: who does not know a key cannot tell it from one that is there. */
    @Test
    void anUnknownKeyIsAnsweredLikeAWrongSignatureOfEachAlgorithm() throws Exception {
        Signatures policy = policy();
        for (SigningKey key : List.of(TestKeys.ED25519, TestKeys.P256, TestKeys.RSA)) {
            for (String alg : List.of("", ";alg=\"" + key.algorithm().registeredName() + "\"")) {
                String known = LIST + ";created=" + now + ";keyid=\"" + key.keyId() + "\"" + alg;
                String unknown = LIST + ";created=" + now + ";keyid=\"" + key.keyId() + "x\"" + alg;
                byte[] wrong = new byte[key.signatureLength()];
                Rejection first = refusal(policy, bare(known, wrong));
                Rejection second = refusal(policy, bare(unknown, wrong));
                assertThat(first.reason()).isEqualTo("signature");
                assertThat(second.reason()).isEqualTo("key-unknown");
                assertThat(List.of(first.status(), first.code(), first.headers(), first.violations()))
                        .isEqualTo(List.of(second.status(), second.code(), second.headers(), second.violations()));
            }
        }
    }

    /** Told, not judged: a machine under load proves nothing about time. */
    @Test
    void theTimeOfAnUnknownKeyIsReportedBesideThatOfAWrongSignature() throws Exception {
        Signatures policy = policy();
        String known = LIST + ";created=" + now + ";keyid=\"ed-1\"";
        String unknown = LIST + ";created=" + now + ";keyid=\"ed-9\"";
        byte[] wrong = new byte[64];
        List<Long> ofKnown = new ArrayList<>();
        List<Long> ofUnknown = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ofKnown.add(nanos(policy, bare(known, wrong)));
            ofUnknown.add(nanos(policy, bare(unknown, wrong)));
        }
        Collections.sort(ofKnown);
        Collections.sort(ofUnknown);
        System.out.printf(
                "median of a wrong signature %d ns, of an unknown key %d ns%n", ofKnown.get(150), ofUnknown.get(150));
        assertThat(ofUnknown.get(150)).isPositive();
    }

    private static long nanos(Signatures policy, Message message) throws Exception {
        var view = message.view();
        long start = System.nanoTime();
        policy.decide(view);
        return System.nanoTime() - start;
    }
}
