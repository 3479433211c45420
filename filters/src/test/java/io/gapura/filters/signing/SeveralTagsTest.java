package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.signing.Signing.Message;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client and a proxy that both sign (RFC 9421 §4.3, §7.3.7). */
class SeveralTagsTest {
    private static final SignatureProfile BOTH = SignatureProfile.STRICT.all("client", "proxy");

    private final Signing signing = new Signing();

    private Signatures policy(SignatureProfile profile) {
        return Signatures.required(TestKeys.ring())
                .clock(signing.clock, new SecureRandom())
                .authorities("api.example.com")
                .profile(profile);
    }

    private RequestSigner signer(SigningKey key, String tag) {
        return RequestSigner.with(key, SignatureProfile.STRICT.tag(tag)).clock(signing.clock, new SecureRandom());
    }

    private Message byClient() {
        return Signing.post().signed(signer(TestKeys.ED25519, "client"));
    }

    private Message byBoth() {
        return byClient().signed(signer(TestKeys.P256, "proxy").beside("proxy"));
    }

    private String reason(SignatureProfile profile, Message message) throws Exception {
        return Signing.reason(policy(profile), message.view()).orElse(null);
    }

    @Test
    void oneOfEachTagPassesAsTheCallerOfTheFirstWithBothProofs() throws Exception {
        Decision decision = policy(BOTH).decide(byBoth().view());

        Caller caller = ((Decision.Proceed) decision).request().orElseThrow().caller();
        assertThat(caller).isEqualTo(Caller.of("signing", "caller of ed-1"));
        VerifiedSignature proof = caller.proof(VerifiedSignature.class).orElseThrow();
        assertThat(proof.tag()).contains("client");
        assertThat(proof.beside()).hasSize(1);
        assertThat(proof.beside().get(0).tag()).contains("proxy");
        assertThat(proof.beside().get(0).keyId()).isEqualTo("p256-1");
        assertThat(proof.attestation()).isEqualTo("key ed-1 and p256-1, profile strict");
    }

    @Test
    void theOrderOfTheTagsDecidesWhoTheCallerIs() throws Exception {
        Decision decision =
                policy(SignatureProfile.STRICT.all("proxy", "client")).decide(byBoth().view());
        assertThat(((Decision.Proceed) decision).request().orElseThrow().caller())
                .isEqualTo(Caller.of("signing", "caller of p256-1"));
    }

    @Test
    void oneAloneIsNotEnough() throws Exception {
        assertThat(reason(BOTH, byClient())).isEqualTo("tag");
        assertThat(reason(BOTH, Signing.post().signed(signer(TestKeys.P256, "proxy"))))
                .isEqualTo("tag");
        assertThat(reason(SignatureProfile.STRICT.tag("client"), byClient())).isNull();
    }

    @Test
    void oneKeyCannotSpeakForBoth() throws Exception {
        Message message = byClient().signed(signer(TestKeys.ED25519, "proxy").beside("proxy"));
        assertThat(reason(BOTH, message)).isEqualTo("tag");
    }

    @Test
    void eachMustBeGenuine() throws Exception {
        for (String tag : List.of("sig1", "proxy")) {
            Message message = byBoth();
            for (int i = 0; i < message.lines.size(); i++) {
                var line = message.lines.get(i);
                if (line.named("Signature") && line.value().startsWith(tag)) {
                    char c = line.value().charAt(20);
                    message.lines.set(
                            i,
                            new io.gapura.filters.HeaderLine(
                                    "Signature",
                                    line.value().substring(0, 20)
                                            + (c == 'x' ? 'y' : 'x')
                                            + line.value().substring(21)));
                }
            }
            assertThat(reason(BOTH, message)).as(tag).isEqualTo("signature");
        }
    }

    @Test
    void eachHasANonceOfItsOwnThatCountsOnce() throws Exception {
        Signatures policy = policy(BOTH);
        Message message = byBoth();
        List<ReplayKey> claimed = new ArrayList<>();
        policy.replay((key, caller, until) -> {
                    claimed.add(key);
                    return Claim.claimed();
                })
                .decide(message.view());
        assertThat(claimed).hasSize(2).doesNotHaveDuplicates();
        assertThat(Signing.reason(policy, message.view())).isEmpty();
        assertThat(Signing.reason(policy, message.view())).contains("replay");
    }

    @Test
    void eachCoversAllThatTheProfileWants() throws Exception {
        long now = Signing.NOON.getEpochSecond();
        Message message = Signing.get().signed(signer(TestKeys.ED25519, "client"));
        Message less = Signing.signedAs(
                message, "(\"@method\");created=" + now + ";keyid=\"p256-1\";tag=\"proxy\"", TestKeys.P256);
        assertThat(reason(BOTH, less)).isEqualTo("coverage");
    }

    @Test
    void anExtraSignatureOfAnotherTagDoesNotCount() throws Exception {
        Message message = Signing.post()
                .signed(signer(TestKeys.ED25519, "other"))
                .signed(signer(TestKeys.P256, "another").beside("b"));
        assertThat(reason(SignatureProfile.STRICT.tag("client"), message)).isEqualTo("tag");
        assertThat(reason(BOTH, message)).isEqualTo("tag");
    }

    @Test
    void anExtraSignatureOfAnUnknownKeyDoesNotCountAndDoesNoHarm() throws Exception {
        Message message = byClient()
                .signed(RequestSigner.with(signing.key, SignatureProfile.STRICT.tag("client"))
                        .clock(signing.clock, new SecureRandom())
                        .beside("stranger"));
        Decision decision = policy(SignatureProfile.STRICT.tag("client")).decide(message.view());
        assertThat(((Decision.Proceed) decision).request().orElseThrow().caller())
                .isEqualTo(Caller.of("signing", "caller of ed-1"));
        Message stranger = Signing.post()
                .signed(RequestSigner.with(signing.key, SignatureProfile.STRICT.tag("client"))
                        .clock(signing.clock, new SecureRandom()));
        assertThat(reason(SignatureProfile.STRICT.tag("client"), stranger)).isEqualTo("key-unknown");
    }

    /** With two tags two of each are looked at, with four one. */
    @ParameterizedTest
    @CsvSource({"1, ", "2, signature"})
    void fourAreVerifiedAtMostWhateverTheTags(int before, String reason) throws Exception {
        Message message = Signing.post();
        long now = Signing.NOON.getEpochSecond();
        message.line(
                "Content-Digest",
                ContentDigest.of(ContentDigest.Algorithm.SHA_256, java.nio.ByteBuffer.wrap(message.content)));
        String list = "(\"@method\" \"@target-uri\" \"content-digest\" \"content-type\");created=" + now
                + ";nonce=\"0123456789abcdef\"";
        for (int i = 0; i < before; i++) {
            message.line("Signature-Input", "b" + i + "=" + list + ";keyid=\"ed-1\";tag=\"client\"")
                    .line("Signature", "b" + i + "=:AAAA:");
        }
        Signing.signedAs(message, list + ";keyid=\"ed-1\";tag=\"client\"", TestKeys.ED25519);
        message.signed(signer(TestKeys.P256, "proxy").beside("proxy"));
        assertThat(reason(BOTH, message)).isEqualTo(reason);
    }

    @Test
    void aProxyVouchesForTheInnerSignatureByCoveringIt() throws Exception {
        Message message = byClient().signed(signer(TestKeys.P256, "proxy").over("sig1", "proxy"));
        assertThat(message.lines.toString()).contains("\"signature\";key=\"sig1\"");
        assertThat(reason(BOTH, message)).isNull();
        assertThat(reason(SignatureProfile.STRICT.tag("proxy"), message)).isNull();

        // the outer signature counts no more once the inner one is another's
        String inner = byClient().value("Signature");
        for (int i = 0; i < message.lines.size(); i++) {
            if (message.lines.get(i).named("Signature")
                    && message.lines.get(i).value().startsWith("sig1")) {
                message.lines.set(i, new io.gapura.filters.HeaderLine("Signature", inner));
            }
        }
        assertThat(reason(SignatureProfile.STRICT.tag("proxy"), message)).isEqualTo("signature");
    }

    @Test
    void aProfileDemandsOneToFourDifferentTags() {
        SignatureProfile strict = SignatureProfile.STRICT;
        assertThat(strict.all("a", "b", "c", "d").tags()).hasSize(4);
        assertThatThrownBy(() -> strict.all("a", "b", "c", "d", "e")).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(strict::all).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> strict.all("a", "")).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> strict.all("a", "a")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> strict.responseTag("")).isInstanceOf(ConfigurationException.class);
    }
}
