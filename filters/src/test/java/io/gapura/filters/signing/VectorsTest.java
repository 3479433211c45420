package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Headers;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The printed examples of RFC 9421 and RFC 9530. */
class VectorsTest {
    /** Opens all that the RFC knows; what a profile leaves out has tests of its own. */
    private static final SignatureBase BASES = new SignatureBase(new ComponentRules(
            SignatureProfile.STRICT
                    .structured("example-dict", FieldType.DICTIONARY)
                    .types(),
            true,
            true));

    static Stream<Arguments> components() {
        return Vectors.maps(Vectors.map(Vectors.read("rfc9421-components.json")).get("cases")).stream()
                .map(test -> Arguments.of("§" + test.get("section") + " " + test.get("identifier"), test));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("components")
    void aComponentHasTheValueOfTheRfc(String name, Map<String, Object> test) {
        Map<String, Object> described = Vectors.map(test.get("message"));
        String identifier = Vectors.text(test, "identifier");
        if ("CONNECT".equals(described.get("method"))) {
            assertThatThrownBy(() -> Vectors.message(described, null)).isInstanceOf(RefusedException.class);
        } else if (test.get("error") == Boolean.TRUE) {
            assertThatThrownBy(() -> value(Vectors.message(described, null), identifier))
                    .isInstanceOf(SignatureRefusedException.class);
        } else {
            assertThatCode(() -> assertThat(value(Vectors.message(described, null), identifier))
                            .isEqualTo(test.get("value")))
                    .doesNotThrowAnyException();
        }
    }

    private static String value(Message message, String identifier) throws Exception {
        return BASES.value(message, Component.of(StructuredFields.item(identifier)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"@request-target\"", "\"date\";tr", "\"date\";req", "\"@method\";req", "\"@status\""})
    void noProfileTakesTheseOfARequest(String identifier) {
        RequestView request = RequestView.get("/").header("Date", "x");
        assertThatThrownBy(
                        () -> SignatureProfile.STRICT.bases().value(Message.of(request), Component.parse(identifier)))
                .isInstanceOf(SignatureRefusedException.class)
                .hasMessage("component-unknown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "@method"        | component-unknown
            "@path"          | component-unknown
            "@query-param";name="a" | component-unknown
            "@status";req    | component-unknown
            "x";tr           | component-absent
            "x"              | component-absent
            "x";tr;req       | component-absent
            "@method";req    | component-absent
            "host";req       | component-absent
            """)
    void aResponseHasNoTargetOfItsOwnAndWithoutItsRequestNothingOfThat(String identifier, String reason) {
        Message response = Message.response(200, Headers.of("Date", "now"));
        assertThatThrownBy(() -> value(response, identifier))
                .isInstanceOf(SignatureRefusedException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "@method";req                 | GET
            "@query-param";req;name="a"   | 1
            "@query-param";name="a";req   | 1
            "@target-uri";req             | http://app.example/x?a=1
            "date";req                    | then
            "date"                        | now
            "date";tr                     | later
            "sum";req;key="a"             | 1
            "sum";key="a";req             | 1
            "date";bs;req                 | :dGhlbg==:
            "@status"                     | 204
            """)
    void aResponseCoversItsOwnValuesItsTrailersAndThoseOfTheRequest(String identifier, String value) throws Exception {
        RequestView request = RequestView.get("/x?a=1").header("Date", "then").header("Sum", "a=1, b=2");
        Message response =
                Message.response(204, Headers.of("Date", "now"), request).withTrailers(Headers.of("Date", "later"));
        assertThat(value(response, identifier)).isEqualTo(value);
    }

    @Test
    void aRequestTargetBelongsToHttp11() {
        Message message = Message.of(RequestView.get("/x").protocol("HTTP/2.0"));
        assertThatThrownBy(() -> value(message, "\"@request-target\"")).hasMessage("component-absent");
    }

    static Stream<Arguments> messages() {
        return Vectors.maps(Vectors.map(Vectors.read("rfc9421-vectors.json")).get("vectors")).stream()
                .map(test -> Arguments.of(test.get("id") + " " + test.get("title"), test));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void theBaseOfAMessageIsThatOfTheRfcByteForByte(String name, Map<String, Object> test) throws Exception {
        String base = new String(base(test), StandardCharsets.US_ASCII);
        if (test.get("signatureBase") != null) {
            assertThat(base).isEqualTo(test.get("signatureBase"));
        }
        assertThat(base).contains("\"@signature-params\": (");
    }

    /** Checks the bases that are not printed too. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void theSignatureOfAMessageIsGenuineExactlyWhenTheRfcSaysSo(String name, Map<String, Object> test)
            throws Exception {
        byte[] signature =
                SignatureFields.read(signed(test).headers()).orElseThrow().signature(Vectors.text(test, "label"));
        assertThat(PublishedKeys.verifies(test, base(test), signature)).isEqualTo(test.get("expectValid"));
    }

    private static byte[] base(Map<String, Object> test) throws Exception {
        Message message = signed(test);
        SignatureFields fields = SignatureFields.read(message.headers()).orElseThrow();
        return BASES.of(message, SignatureInput.of(fields.input(Vectors.text(test, "label"))));
    }

    private static Message signed(Map<String, Object> test) {
        return Vectors.message(
                Vectors.map(test.get("message")),
                test.get("relatedRequest"),
                "Signature-Input",
                Vectors.text(test, "signatureInput"),
                "Signature",
                Vectors.text(test, "signature"));
    }

    @Test
    void theSharedSecretOfTheRfcSignsAndProvesB25() throws Exception {
        Map<String, Object> file = Vectors.map(Vectors.read("rfc9421-vectors.json"));
        Map<String, Object> vector = Vectors.maps(file.get("vectors")).stream()
                .filter(test -> test.get("id").equals("B.2.5"))
                .findFirst()
                .orElseThrow();
        HmacKey key = new HmacKey("test-shared-secret", publishedSecret(file));
        byte[] signature =
                SignatureFields.read(signed(vector).headers()).orElseThrow().signature("sig-b25");

        assertThat(key.sign(base(vector))).isEqualTo(signature);
        assertThat(key.verifies(base(vector), signature)).isTrue();
    }

    static Stream<Arguments> signedRequests() {
        return Vectors.maps(Vectors.map(Vectors.read("rfc9421-vectors.json")).get("vectors")).stream()
                .filter(test -> Vectors.map(test.get("message")).containsKey("method"))
                .map(test -> Arguments.of(test.get("id") + " " + test.get("title"), test));
    }

    /** All that a vector covers is enough for a profile that wants nothing; ours wants more than any of them has. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("signedRequests")
    void aSignedRequestOfTheRfcPassesAPolicyThatWantsNoMoreThanItCoversAndStrictRefusesIt(
            String name, Map<String, Object> test) throws Exception {
        RequestView request = Objects.requireNonNull(signed(unindented(test)).request());
        SignatureFields fields = SignatureFields.read(request.headers()).orElseThrow();
        SignatureInput input = SignatureInput.of(fields.input(Vectors.text(test, "label")));
        Signing.Clock created = new Signing.Clock();
        created.set(Instant.ofEpochSecond(input.created().orElseThrow()));
        Signatures strict = Signatures.required(KeyRing.builder()
                        .active(PublishedKeys.of(test), "example")
                        .build())
                .clock(created, new SecureRandom())
                .authorities(request.authority());
        SignatureProfile printed = new SignatureProfile(SignatureProfile.STRICT
                .data()
                .withAlgorithms(Set.of(SignatureAlgorithm.values()))
                .with(CoverageRules.always(List.of(List.of())))
                .with(new ParameterRules(ParameterRules.Nonce.OPTIONAL, 16, true, false)));

        assertThat(Signing.reason(strict.profile(printed), request).orElse(null))
                .isEqualTo(test.get("expectValid") == Boolean.TRUE ? null : "signature");
        assertThat(Signing.reason(
                        strict, Objects.requireNonNull(signed(unindented(test)).request())))
                .isNotEmpty();
    }

    /** Two bodies are printed with an empty line before them, which is no part of what was digested. */
    private static Map<String, Object> unindented(Map<String, Object> test) {
        Map<String, Object> message = new HashMap<>(Vectors.map(test.get("message")));
        message.computeIfPresent("body", (key, body) -> ((String) body).stripLeading());
        Map<String, Object> copy = new HashMap<>(test);
        copy.put("message", message);
        return copy;
    }

    static Stream<Arguments> deterministic() {
        return Vectors.maps(Vectors.map(Vectors.read("rfc9421-vectors.json")).get("vectors")).stream()
                .filter(test -> Set.of("hmac-sha256", "ed25519").contains(Vectors.text(test, "alg")))
                .filter(test -> test.get("expectValid") == Boolean.TRUE)
                .map(test -> Arguments.of(test.get("id"), test));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deterministic")
    void whatIsDeterministicIsSignedTheSameAgain(String name, Map<String, Object> test) throws Exception {
        byte[] printed =
                SignatureFields.read(signed(test).headers()).orElseThrow().signature(Vectors.text(test, "label"));
        assertThat(PublishedKeys.of(test).sign(base(test))).isEqualTo(printed);
    }

    /** The RFC's answer to a signed request leaves that signature out: our rule would refuse it, and is left out too. */
    @Test
    void theSignedResponsesOfTheRfcAnswerTheirRequests() throws Exception {
        List<String> bound = new ArrayList<>();
        for (Map<String, Object> test : signedResponses()) {
            boolean requestSigned =
                    Objects.requireNonNull(signed(test).request()).headers().contains("signature");
            VerifiedSignature proof = answer(test, !requestSigned);
            assertThat(proof.keyId()).isEqualTo("test-key-ecc-p256");
            bound.add(test.get("id") + " " + requestSigned);
        }
        assertThat(bound).containsExactly("2.4-1 false", "2.4-2b true");
    }

    /** Section 7.3.7: nonce and time of a request stand in its signature alone. */
    @Test
    void theSignedResponseOfTheRfcThatLeavesTheSignatureOfItsRequestOutCouldAnswerAnother() {
        Map<String, Object> test = signedResponses().get(1);
        assertThatThrownBy(() -> answer(test, true))
                .isInstanceOf(ResponseRefusedException.class)
                .hasMessageContaining("coverage");
    }

    private static List<Map<String, Object>> signedResponses() {
        return Vectors.maps(Vectors.map(Vectors.read("rfc9421-vectors.json")).get("vectors")).stream()
                .filter(test -> test.get("relatedRequest") != null)
                .toList();
    }

    private static VerifiedSignature answer(Map<String, Object> test, boolean boundToSignature) throws Exception {
        Message response = signed(test);
        SignatureProfile printed = new SignatureProfile(SignatureProfile.STRICT
                .data()
                .with(new ResponseRules(
                        List.of("@status", "content-digest"),
                        List.of("content-type"),
                        List.of("@authority", "@method", "@path"),
                        List.of("content-digest"),
                        boundToSignature,
                        null)));
        Instant created = Instant.ofEpochSecond(1_618_884_479L);
        KeyRing keys =
                KeyRing.builder().active(PublishedKeys.of(test), "server").build();
        byte[] content = Vectors.text(Vectors.map(test.get("message")), "body").getBytes(StandardCharsets.UTF_8);
        return ResponseVerifier.with(keys, printed)
                .clock(() -> created)
                .verify(
                        Objects.requireNonNull(response.request()),
                        response.status(),
                        response.headers(),
                        ByteBuffer.wrap(content));
    }

    static byte[] publishedSecret(Map<String, Object> file) {
        Map<String, Object> secret = Vectors.map(Vectors.map(file.get("keys")).get("test-shared-secret"));
        return Base64.getDecoder().decode(Vectors.text(secret, "base64"));
    }

    static Stream<Arguments> digests() {
        return Vectors.maps(Vectors.map(Vectors.read("rfc9530-digests.json")).get("digests")).stream()
                .filter(test -> Set.of("sha-256", "sha-512").contains(Vectors.text(test, "algorithm")))
                .map(test -> Arguments.of(test.get("id"), test));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("digests")
    void aDigestOfTheRfcMatchesItsContentAndNoOther(String name, Map<String, Object> test) throws Exception {
        byte[] content = Base64.getDecoder().decode(Vectors.text(test, "contentBase64"));
        ContentDigest digest = ContentDigest.read(Headers.of("Content-Digest", Vectors.text(test, "member")));

        digest.verify(ByteBuffer.wrap(content));

        byte[] more = java.util.Arrays.copyOf(content, content.length + 1);
        assertThatThrownBy(() -> digest.verify(ByteBuffer.wrap(more)))
                .isInstanceOf(SignatureRefusedException.class)
                .hasMessage("digest");
    }

    static Stream<Arguments> weakDigests() {
        return Vectors.maps(Vectors.map(Vectors.read("rfc9530-digests.json")).get("digests")).stream()
                .filter(test -> !Set.of("sha-256", "sha-512").contains(Vectors.text(test, "algorithm")))
                .map(test -> Arguments.of(test.get("id"), test));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weakDigests")
    void aDeprecatedDigestNeverCounts(String name, Map<String, Object> test) throws Exception {
        byte[] content = Base64.getDecoder().decode(Vectors.text(test, "contentBase64"));
        ContentDigest digest = ContentDigest.read(Headers.of("Content-Digest", Vectors.text(test, "member")));

        assertThatThrownBy(() -> digest.verify(ByteBuffer.wrap(content))).hasMessage("digest-weak");
    }

    static Stream<Arguments> digestFields() {
        return Vectors.maps(Vectors.map(Vectors.read("rfc9530-digests.json")).get("policyCases")).stream()
                .map(test -> Arguments.of(test.get("name"), test));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("digestFields")
    void aWholeDigestFieldIsAcceptedOrRefused(String name, Map<String, Object> test) throws Exception {
        byte[] content = Vectors.text(test, "content").getBytes(StandardCharsets.UTF_8);
        if (test.get("expect").equals("accept")) {
            verify(test, content);
        } else {
            assertThatThrownBy(() -> verify(test, content)).isInstanceOf(SignatureRefusedException.class);
        }
    }

    private static void verify(Map<String, Object> test, byte[] content) throws SignatureRefusedException {
        ContentDigest.read(Headers.of("Content-Digest", Vectors.text(test, "field")))
                .verify(ByteBuffer.wrap(content));
    }

    static Stream<Arguments> macs() {
        List<Map<String, Object>> groups = Vectors.maps(
                Vectors.map(Vectors.read("wycheproof/hmac_sha256_test.json")).get("testGroups"));
        return groups.stream()
                .flatMap(group -> Vectors.maps(group.get("tests")).stream()
                        .map(test -> Arguments.of("tcId " + test.get("tcId"), group.get("tagSize"), test)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("macs")
    void aMacOfWycheproofIsJudgedRightlyAndACutOneIsRefused(String name, long tagSize, Map<String, Object> test) {
        java.util.HexFormat hex = java.util.HexFormat.of();
        HmacKey key = new HmacKey("k", hex.parseHex(Vectors.text(test, "key")));
        boolean whole = tagSize == 256;

        assertThat(key.verifies(hex.parseHex(Vectors.text(test, "msg")), hex.parseHex(Vectors.text(test, "tag"))))
                .isEqualTo(whole && test.get("result").equals("valid"));
    }
}
