package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.signing.Signing.Message;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which signature and which key count, when there is a choice (RFC 9421 §4.3). */
class SeveralSignaturesTest {
    private static final String LIST = "(\"@method\" \"@target-uri\")";

    private final Signing signing = new Signing();
    private final long now = Signing.NOON.getEpochSecond();

    private Message signed(String parameters) throws Exception {
        return Signing.signedAs(Signing.get(), LIST + ";created=" + now + parameters, signing.key);
    }

    private static String kid(String kid) {
        return ";keyid=\"" + kid + "\"";
    }

    private Signatures policy(KeyRing ring, SignatureProfile profile) {
        return Signatures.required(ring)
                .clock(signing.clock, new SecureRandom())
                .authorities("api.example.com")
                .profile(profile);
    }

    private KeyRing ring(Instant notBefore, Instant notAfter, Set<String> tags) {
        return KeyRing.builder()
                .add(new KeyRing.Entry(signing.key, "orders", notBefore, notAfter, tags, true))
                .build();
    }

    private static Message beside(Message good, String label, String list) {
        return good.line("Signature-Input", label + "=" + list).line("Signature", label + "=:AAAA:");
    }

    @Test
    void aGoodSignatureBesideABadOneSuffices() throws Exception {
        Message first =
                Signing.get().line("Signature-Input", "bad=(\"@unknown\")").line("Signature", "bad=:AAAA:");
        Message message = Signing.signedAs(first, LIST + ";created=" + now + kid(Signing.KID), signing.key);
        assertThat(Signing.reason(signing.policy(), message.view())).isEmpty();
    }

    @Test
    void theKnownKeyIsTriedBeforeFiveUnknownOnes() throws Exception {
        Message message = Signing.get();
        for (int i = 0; i < 5; i++) {
            beside(message, "u" + i, LIST + ";created=" + now + kid("u" + i));
        }
        Message signed = Signing.signedAs(message, LIST + ";created=" + now + kid(Signing.KID), signing.key);
        assertThat(Signing.reason(signing.policy(), signed.view())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, ", "4, signature"})
    void noMoreThanFourAreVerified(int before, String reason) throws Exception {
        Message message = Signing.get();
        for (int i = 0; i < before; i++) {
            beside(message, "b" + i, LIST + ";created=" + now + kid(Signing.KID));
        }
        Message signed = Signing.signedAs(message, LIST + ";created=" + now + kid(Signing.KID), signing.key);
        assertThat(Signing.reason(signing.policy(), signed.view()).orElse(null)).isEqualTo(reason);
    }

    @Test
    void labelsMeanNothingAndMayBeRenamedInBoth() throws Exception {
        Message message = signed(kid(Signing.KID));
        String input = message.value("Signature-Input").substring(2);
        String signature = message.value("Signature").substring(2);
        message.replace("Signature-Input", "other=" + input).replace("Signature", "other=" + signature);
        assertThat(Signing.reason(signing.policy(), message.view())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"orders-app, ", "other-app, tag", ", tag"})
    void onlySignaturesWithTheTagOfTheProfileAreCandidates(String tag, String reason) throws Exception {
        Signatures policy = policy(signing.ring, SignatureProfile.STRICT.tag("orders-app"));
        Message message = signed(kid(Signing.KID) + (tag == null ? "" : ";tag=\"" + tag + "\""));
        assertThat(Signing.reason(policy, message.view()).orElse(null)).isEqualTo(reason);
    }

    @Test
    void theTagOfTheProfileIsAskedForAndSigned() throws Exception {
        SignatureProfile profile = SignatureProfile.STRICT.tag("orders-app");
        Decision.Reject refused = (Decision.Reject)
                policy(signing.ring, profile).decide(Signing.get().view());
        assertThat(refused.rejection().headers().get(1).value()).endsWith(";created;tag=\"orders-app\"");

        RequestSigner signer = RequestSigner.with(signing.key, profile).clock(signing.clock, new SecureRandom());
        Message message = Signing.post().signed(signer);
        assertThat(Signing.reason(policy(signing.ring, profile), message.view()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a, ", "b, ", "c, tag", ", tag"})
    void aKeyWithTagsMaySignWithNoOther(String tag, String reason) throws Exception {
        Signatures policy = policy(ring(null, null, Set.of("a", "b")), SignatureProfile.STRICT);
        Message message = signed(kid(Signing.KID) + (tag == null ? "" : ";tag=\"" + tag + "\""));
        assertThat(Signing.reason(policy, message.view()).orElse(null)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"-1, ", "0, ", "1, key-validity", "100, key-validity"})
    void aKeyThatIsNotYetValidProvesNothing(long begins, String reason) throws Exception {
        KeyRing ring = KeyRing.builder()
                .add(new KeyRing.Entry(signing.key, "orders", Signing.NOON.plusSeconds(begins), null, Set.of(), true))
                .active(SigningKey.hmac("other", Signing.secret(5)), "billing")
                .build();
        Message message = signed(kid(Signing.KID));
        assertThat(Signing.reason(policy(ring, SignatureProfile.STRICT), message.view())
                        .orElse(null))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"0, 99, ", "0, 100, key-validity", "0, 101, key-validity"})
    void aKeyThatHasEndedProvesNothing(long created, long later, String reason) throws Exception {
        KeyRing ring = KeyRing.builder()
                .verifyOnly(signing.key, "orders", Signing.NOON.plusSeconds(100))
                .build();
        Signatures policy = policy(ring, SignatureProfile.STRICT);
        Message message = signed(kid(Signing.KID));
        signing.clock.move(later);
        assertThat(Signing.reason(policy, message.view()).orElse(null)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"30, ", "31, key-validity"})
    void aKeyMustHaveBeenValidWhenTheMessageWasMadeGiveOrTakeTheSkew(long begins, String reason) throws Exception {
        Signatures policy = policy(
                KeyRing.builder()
                        .add(new KeyRing.Entry(
                                signing.key, "orders", Signing.NOON.plusSeconds(begins), null, Set.of(), true))
                        .active(SigningKey.hmac("other", Signing.secret(5)), "billing")
                        .build(),
                SignatureProfile.STRICT);
        Message message = signed(kid(Signing.KID));
        signing.clock.move(100);
        assertThat(Signing.reason(policy, message.view()).orElse(null)).isEqualTo(reason);
    }

    @Test
    void theProfileMayWantMoreFieldsAndKnowMoreStructures() throws Exception {
        SignatureProfile profile = SignatureProfile.STRICT
                .coveringIfPresent("Cookie")
                .structured("Priority", FieldType.DICTIONARY)
                .maxAge(Duration.ofSeconds(10))
                .futureSkew(Duration.ZERO);
        Signatures policy = policy(signing.ring, profile);
        Message bare = Signing.get().line("Cookie", "s=1");
        assertThat(Signing.reason(
                        policy,
                        Signing.signedAs(bare, LIST + ";created=" + now + kid(Signing.KID), signing.key)
                                .view()))
                .contains("coverage");

        RequestSigner signer = RequestSigner.with(signing.key, profile).clock(signing.clock, new SecureRandom());
        Message covered = Signing.get().line("Cookie", "s=1").signed(signer);
        assertThat(Signing.reason(policy, covered.view())).isEmpty();
        signing.clock.move(11);
        assertThat(Signing.reason(policy, covered.view())).contains("too-old");
    }
}
