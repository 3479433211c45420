package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9421 §2.4 and §7.3.7: the answer of a known server to the request that was sent. */
class ResponseVerifierTest {
    private static final String OWN = "\"@status\" \"content-digest\" \"content-type\" ";
    private static final String TARGET = "\"@method\";req \"@authority\";req \"@path\";req \"@query\";req ";
    private static final String SENT = "\"content-digest\";req \"signature\";key=\"sig1\";req \"content-type\";req";
    private static final String ALL = "(" + OWN + TARGET + SENT + ")";

    private final Signing signing = new Signing();
    private final SigningKey key = TestKeys.ED25519;
    private final long now = Signing.NOON.getEpochSecond();
    private final ResponseVerifier verifier =
            ResponseVerifier.with(TestKeys.ring(), SignatureProfile.STRICT).clock(signing.clock);
    private final RequestView sent = Signing.post().signed(signing.signer).view();

    /** A response as it comes over the wire, which tests bend. */
    static final class Answer {
        int status = 201;
        byte[] content = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
        final List<HeaderLine> lines = new ArrayList<>();

        Answer line(String name, String value) {
            lines.add(new HeaderLine(name, value));
            return this;
        }

        Answer digested() {
            return line("Content-Digest", ContentDigest.of(ContentDigest.Algorithm.SHA_256, ByteBuffer.wrap(content)));
        }

        Headers headers() {
            List<String> flat = new ArrayList<>();
            lines.forEach(line -> flat.addAll(List.of(line.name(), line.value())));
            return Headers.of(flat.toArray(String[]::new));
        }

        /** Signed by hand. */
        Answer signed(RequestView request, String input, SigningKey key) throws Exception {
            Member.InnerList list =
                    (Member.InnerList) StructuredFields.list(input).get(0);
            byte[] base = SignatureProfile.STRICT
                    .bases()
                    .of(Message.response(status, headers(), request), SignatureInput.of(list));
            return line("Signature-Input", "r=" + input)
                    .line("Signature", "r=:" + Base64.getEncoder().encodeToString(key.sign(base)) + ":");
        }
    }

    private static Answer plain() {
        return new Answer().line("Content-Type", "application/json").line("Server", "x");
    }

    private String parameters() {
        return ";created=" + now + ";keyid=\"" + key.keyId() + "\"";
    }

    private Answer signed(String list) throws Exception {
        return plain().digested().signed(sent, list + parameters(), key);
    }

    private VerifiedSignature verify(RequestView request, Answer answer) throws IOException {
        return verifier.verify(request, answer.status, answer.headers(), ByteBuffer.wrap(answer.content));
    }

    private void assertRefused(Answer answer, String reason) {
        assertRefused(sent, answer, reason);
    }

    private void assertRefused(RequestView request, Answer answer, String reason) {
        assertThatThrownBy(() -> verify(request, answer))
                .isInstanceOfSatisfying(
                        ResponseRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining("step ");
    }

    @Test
    void theAnswerToWhatWasSentPassesWithItsProof() throws Exception {
        VerifiedSignature proof = verify(sent, signed(ALL));

        assertThat(proof.keyId()).isEqualTo("ed-1");
        assertThat(proof.created()).isEqualTo(Signing.NOON);
        assertThat(proof.covered("content-type")).contains("application/json");
        assertThat(proof.covered("@status")).contains("201");
        assertThat(proof.covered("@method")).isEmpty();
        assertThat(proof.coveredComponent("\"@method\";req")).contains("POST");
        assertThat(proof.coveredComponent("\"content-type\";req")).contains("application/json");
        assertThat(proof.covered("server")).isEmpty();
        assertThat(proof.coveredComponents()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"@status\" ",
                "\"content-digest\" ",
                "\"content-type\" ",
                "\"@method\";req ",
                "\"@authority\";req ",
                "\"@path\";req ",
                "\"@query\";req ",
                "\"content-digest\";req ",
                "\"signature\";key=\"sig1\";req ",
                " \"content-type\";req"
            })
    void eachThingThatBindsItMustBeCovered(String component) throws Exception {
        assertRefused(signed(ALL.replace(component, "")), "coverage");
    }

    @Test
    void theSignatureOfTheRequestAloneDoesNotBindIt() throws Exception {
        String list = "(" + OWN + TARGET + "\"content-digest\";req \"signature\";req;key=\"sig1\")";
        assertRefused(signed(list), "coverage");
    }

    @Test
    void anAnswerToAnotherRequestIsRefused() throws Exception {
        Answer answer = signed(ALL);
        RequestView other = new Signing.Message("POST", "/orders?dry=2", "{\"item\":7}")
                .line("Content-Type", "application/json")
                .signed(signing.signer)
                .view();
        assertRefused(other, answer, "signature");
    }

    @Test
    void anAnswerToAnEarlierRequestThatWasTheSameButForItsNonceIsRefused() throws Exception {
        Answer answer = signed(ALL);
        RequestView again = Signing.post().signed(signing.signer).view();
        assertRefused(again, answer, "signature");
        assertThat(verify(sent, answer).keyId()).isEqualTo("ed-1");
    }

    @Test
    void anAnswerToARequestThatWasNotSignedCoversItsTarget() throws Exception {
        RequestView bare = Signing.get().view();
        String list = "(" + OWN + TARGET + ")";
        Answer answer = plain().digested().signed(bare, list.replace(" )", ")") + parameters(), key);
        assertThat(verify(bare, answer).keyId()).isEqualTo("ed-1");
    }

    @Test
    void withoutSignatureItIsRefused() {
        assertRefused(plain().digested(), "missing");
        assertRefused(plain().digested().line("Signature", "r=:AAAA:"), "one-field-only");
    }

    @Test
    void anotherStatusIsRefused() throws Exception {
        Answer answer = signed(ALL);
        answer.status = 200;
        assertRefused(answer, "signature");
    }

    @Test
    void everyByteOfItsContentCounts() throws Exception {
        Answer answer = signed(ALL);
        for (int i = 0; i < answer.content.length; i++) {
            answer.content[i] ^= 1;
            assertRefused(answer, "digest");
            answer.content[i] ^= 1;
        }
        answer.content = new byte[0];
        assertRefused(answer, "digest");
    }

    @Test
    void everyByteOfWhatItCoversCountsAndOfTheRestNone() throws Exception {
        Answer answer = signed(ALL);
        for (int line = 0; line < answer.lines.size(); line++) {
            HeaderLine original = answer.lines.get(line);
            for (int at = 0; at < original.value().length(); at++) {
                String value = original.value();
                char other = value.charAt(at) == 'x' ? 'y' : 'x';
                String bent = value.substring(0, at) + other + value.substring(at + 1);
                answer.lines.set(line, new HeaderLine(original.name(), bent));
                if (original.named("Server")) {
                    assertThat(verify(sent, answer).keyId()).isEqualTo("ed-1");
                } else {
                    assertThatThrownBy(() -> verify(sent, answer)).isInstanceOf(ResponseRefusedException.class);
                }
            }
            answer.lines.set(line, original);
        }
    }

    @Test
    void fieldsMayBeAddedAndReorderedAndTheLabelRenamed() throws Exception {
        Answer answer = signed(ALL).line("Date", "now");
        Collections.reverse(answer.lines);
        assertThat(verify(sent, answer).keyId()).isEqualTo("ed-1");
        answer.lines.replaceAll(line -> line.named("Signature") || line.named("Signature-Input")
                ? new HeaderLine(line.name(), "z" + line.value().substring(1))
                : line);
        assertThat(verify(sent, answer).keyId()).isEqualTo("ed-1");
    }

    @Test
    void aCoveredFieldThatComesTwiceOrNotAtAllIsRefused() throws Exception {
        assertRefused(signed(ALL).line("Content-Type", "application/json"), "signature");
        Answer less = signed(ALL);
        less.lines.removeIf(line -> line.named("Content-Type"));
        assertRefused(less, "component-absent");
    }

    @ParameterizedTest
    @CsvSource({"300, ", "301, too-old", "-30, ", "-31, future"})
    void itCountsForTheWindowOfTheProfile(long later, String reason) throws Exception {
        Answer answer = signed(ALL);
        signing.clock.move(later);
        if (reason == null) {
            assertThat(verify(sent, answer).keyId()).isEqualTo("ed-1");
        } else {
            assertRefused(answer, reason);
        }
    }

    @Test
    void aKeyThatIsNotOfTheServerProvesNothing() throws Exception {
        Answer answer = plain().digested().signed(sent, ALL + ";created=" + now + ";keyid=\"x\"", key);
        assertRefused(answer, "key-unknown");
        Answer wrong = plain().digested().signed(sent, ALL + ";created=" + now + ";keyid=\"p256-1\"", key);
        assertRefused(wrong, "signature");
    }

    @Test
    void aDigestMustBeStrongAndParse() throws Exception {
        Answer weak = plain().line("Content-Digest", "md5=:Sd/dVLAcvNLSq16eXua5uQ==:");
        assertRefused(weak.signed(sent, ALL + parameters(), key), "digest-weak");
        Answer broken = plain().line("Content-Digest", "sha-256=AA");
        assertRefused(broken.signed(sent, ALL + parameters(), key), "parse");
    }

    @Test
    void anAnswerToHeadHasADigestAndNoContent() throws Exception {
        RequestView head = new Signing.Message("HEAD", "/orders/7", "").view();
        String list = "(" + OWN + TARGET.strip() + ")";
        Answer answer = plain().digested().signed(head, list + parameters(), key);
        assertThatThrownBy(() -> verifier.verify(
                        head, 201, answer.headers(), ByteBuffer.wrap("x".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(ResponseRefusedException.class);
        assertThat(verifier.verify(head, 201, answer.headers(), ByteBuffer.allocate(0))
                        .keyId())
                .isEqualTo("ed-1");
    }

    @Test
    void theTagOfTheProfileAloneCounts() throws Exception {
        ResponseVerifier tagged = ResponseVerifier.with(TestKeys.ring(), SignatureProfile.STRICT.responseTag("answers"))
                .clock(signing.clock);
        Answer without = signed(ALL);
        assertThatThrownBy(() -> tagged.verify(sent, 201, without.headers(), ByteBuffer.wrap(without.content)))
                .isInstanceOf(ResponseRefusedException.class)
                .hasMessageContaining("tag");
        Answer with = plain().digested().signed(sent, ALL + parameters() + ";tag=\"answers\"", key);
        assertThat(tagged.verify(sent, 201, with.headers(), ByteBuffer.wrap(with.content))
                        .tag())
                .contains("answers");
    }

    @Test
    void fapiWantsTheDigestOfTheRequestAndNotItsSignature() throws Exception {
        ResponseVerifier fapi =
                ResponseVerifier.with(TestKeys.ring(), SignatureProfile.FAPI2).clock(signing.clock);
        String list = "(\"@status\" \"content-digest\" \"@method\";req \"@target-uri\";req \"content-digest\";req)";
        Answer answer = plain().digested().signed(sent, list + parameters() + ";tag=\"fapi-2-response\"", key);
        assertThat(fapi.verify(sent, 201, answer.headers(), ByteBuffer.wrap(answer.content))
                        .coveredComponents())
                .hasSize(5);
        Answer less = plain().digested()
                .signed(
                        sent,
                        list.replace(" \"content-digest\";req", "") + parameters() + ";tag=\"fapi-2-response\"",
                        key);
        assertThatThrownBy(() -> fapi.verify(sent, 201, less.headers(), ByteBuffer.wrap(less.content)))
                .hasMessageContaining("coverage");
    }

    @Test
    void nothingOfTheResponseStandsInTheException() throws Exception {
        Answer answer = signed(ALL);
        answer.content = "secret".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> verify(sent, answer))
                .hasMessageNotContainingAny("secret", "json", "ed-1")
                .hasNoCause();
        assertThat(verifier).hasToString("ResponseVerifier[strict]");
    }
}
