package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.ResponseView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9421 §2.1.4: what stands behind the content, covered by {@code ;tr}. */
class SignedTrailersTest {
    private static final SignatureProfile OPEN = SignatureProfile.STRICT.trailers();
    private static final URI PLACE = URI.create("https://api.example.com/orders?dry=1");

    private final Signing signing = new Signing();
    private final RequestSigner signer = RequestSigner.with(signing.key, OPEN).clock(signing.clock, new SecureRandom());
    private final AtomicBoolean read = new AtomicBoolean();

    private String content = "{\"item\":7}";
    private boolean told = true;
    private final List<HeaderLine> trailers = new ArrayList<>(List.of(new HeaderLine("X-Sum", "7")));
    private final List<HeaderLine> headers =
            new ArrayList<>(List.of(new HeaderLine("Host", "api.example.com"), new HeaderLine("Content-Type", "a/b")));

    private Pipeline gate() {
        return gate(policy());
    }

    private Signatures policy() {
        return signing.policy().profile(OPEN).maxBody(DataSize.of("10KiB")).memoryBound(DataSize.of("1KiB"));
    }

    private static Pipeline gate(Signatures policy) {
        return Pipeline.builder().add(policy).build();
    }

    private SignedTrailersTest signed() {
        headers.addAll(
                signer.sign("POST", PLACE, List.copyOf(headers), content.getBytes(StandardCharsets.UTF_8), trailers));
        return this;
    }

    /** As a container gives it: the fields behind the content only when that has been read. */
    private RequestView view() {
        byte[] wire = content.getBytes(StandardCharsets.UTF_8);
        Body.Source source = new Body.Source() {
            @Override
            public InputStream open() {
                read.set(true);
                return new ByteArrayInputStream(wire);
            }

            @Override
            public boolean trailers(BiConsumer<String, String> line) {
                trailers.forEach(field -> line.accept(field.name(), field.value()));
                return told;
            }
        };
        return RequestView.read(
                "POST",
                Target.parse("/orders?dry=1"),
                "https",
                Headers.of(flat(headers)),
                Body.from(source, -1),
                Client.unknown());
    }

    private static String[] flat(List<HeaderLine> lines) {
        List<String> flat = new ArrayList<>();
        lines.forEach(line -> flat.addAll(List.of(line.name(), line.value())));
        return flat.toArray(String[]::new);
    }

    private static Rejection refused(Verdict verdict) {
        return verdict.rejection().orElseThrow();
    }

    private void trailer(String name, String value) {
        trailers.add(new HeaderLine(name, value));
    }

    @Test
    void aCoveredTrailerIsProvenWithAllTheRest() throws Exception {
        Verdict verdict = gate().decide(signed().view());
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.request().caller().id()).isEqualTo("orders");
        VerifiedSignature proof =
                verdict.request().caller().proof(VerifiedSignature.class).orElseThrow();
        assertThat(proof.coveredComponents()).contains("\"x-sum\";tr", "\"content-digest\"");
        assertThat(proof.coveredComponent("\"x-sum\";tr")).contains("7");
        assertThat(proof.covered("x-sum")).isEmpty();
        assertThat(verdict.request().body().replay().readAllBytes())
                .isEqualTo(content.getBytes(StandardCharsets.UTF_8));
    }

    /** The second message comes by a list that was learned. */
    @Test
    void theQuickWayReadsTrailersAsWell() throws Exception {
        Pipeline gate = gate();
        List<HeaderLine> bare = List.copyOf(headers);
        for (int i = 0; i < 3; i++) {
            headers.clear();
            headers.addAll(bare);
            assertThat(gate.decide(signed().view()).rejection()).isEmpty();
        }
        trailers.set(0, new HeaderLine("X-Sum", "8"));
        headers.clear();
        headers.addAll(bare);
        signed();
        trailers.set(0, new HeaderLine("X-Sum", "9"));
        assertThat(refused(gate.decide(view())).reason()).isEqualTo("signature");
    }

    @ParameterizedTest
    @CsvSource({"8,signature", "'7 ',", "' 7',", "77,signature", "'',signature"})
    void oneByteOfACoveredTrailerIsEnough(String value, String reason) throws Exception {
        signed();
        trailers.set(0, new HeaderLine("x-sum", value));
        Verdict verdict = gate().decide(view());
        assertThat(verdict.rejection().map(Rejection::reason).orElse(null)).isEqualTo(reason);
    }

    @Test
    void oneThatDidNotComeIsRefusedLikeAnythingElse() throws Exception {
        signed();
        headers.add(new HeaderLine("Trailer", "X-Sum"));
        trailers.clear();
        Rejection missing = refused(gate().decide(view()));
        assertThat(missing.reason()).isEqualTo("component-absent");
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.code()).isEqualTo("signature-refused");
    }

    @Test
    void aHeaderOfTheSameNameIsNotIt() throws Exception {
        signed();
        trailers.clear();
        headers.add(new HeaderLine("X-Sum", "7"));
        assertThat(refused(gate().decide(view())).reason()).isEqualTo("component-absent");
    }

    @Test
    void whatIsNotCoveredMayChangeOrBeAdded() throws Exception {
        signed();
        trailer("X-Seen-By", "proxy");
        assertThat(gate().decide(view()).rejection()).isEmpty();
    }

    @Test
    void whereNobodyTellsTrailersItSaysSo() throws Exception {
        told = false;
        Rejection untold = refused(gate().decide(signed().view()));
        assertThat(untold.reason()).isEqualTo("component-absent");
        assertThat(untold.note()).contains("step 7, no trailers are told here");
        assertThat(untold.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"X-Sum,8,trailer.repeated,400", "Cookie,a=b,trailer.forbidden,400"})
    void whatMayNotStandThereIsRefusedEvenBesideAGoodSignature(String name, String value, String reason, int status)
            throws Exception {
        signed();
        trailer(name, value);
        Rejection refused = refused(gate().decide(view()));
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"8186,0", "8187,431"})
    void trailersAreBounded(int length, int status) throws Exception {
        signed();
        trailer("x", "a".repeat(length - "X-Sum7".length() + 5));
        assertThat(gate().decide(view()).rejection().map(Rejection::status).orElse(0))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"10240,", "10241,body-limit"})
    void theContentInFrontIsBoundedAsAlways(int length, String reason) throws Exception {
        content = "a".repeat(length);
        Verdict verdict = gate().decide(signed().view());
        assertThat(verdict.rejection().map(Rejection::reason).orElse(null)).isEqualTo(reason);
        assertThat(verdict.rejection().map(Rejection::status).orElse(413)).isEqualTo(413);
    }

    @Test
    void contentThatIsNotWhatWasSignedIsRefusedAfterTheTrailersWereRight() throws Exception {
        signed();
        content = "{\"item\":8}";
        assertThat(refused(gate().decide(view())).reason()).isEqualTo("digest");
    }

    /** Steps 3 to 6 come before the content, as far as they are not about the key. */
    @ParameterizedTest
    @ValueSource(strings = {"too-old", "authority", "coverage", "component-unknown"})
    void nothingIsReadForAMessageThatIsRefusedAnyway(String reason) throws Exception {
        Signatures policy = policy();
        switch (reason) {
            case "too-old" -> {
                signed();
                signing.clock.move(301);
            }
            case "authority" -> {
                signed();
                policy = Signatures.required(signing.ring)
                        .clock(signing.clock, new SecureRandom())
                        .authorities("other.example")
                        .profile(OPEN);
            }
            case "coverage" -> byHand("(\"@method\" \"x-sum\";tr)");
            default -> byHand("(\"@method\" \"@target-uri\" \"content-type\" \"content-digest\" \"x-sum\";tr;bs)");
        }
        assertThat(refused(gate(policy.acceptingCreatedBeforeStart()).decide(view()))
                        .reason())
                .isEqualTo(reason);
        assertThat(read).isFalse();
    }

    private void byHand(String list) {
        long now = Signing.NOON.getEpochSecond();
        headers.add(new HeaderLine(
                "Content-Digest",
                ContentDigest.of(
                        ContentDigest.Algorithm.SHA_256, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)))));
        headers.add(new HeaderLine(
                "Signature-Input",
                "s=" + list + ";created=" + now + ";nonce=\"0123456789abcdef\";keyid=\"" + Signing.KID + '"'));
        headers.add(new HeaderLine("Signature", "s=:" + Base64.getEncoder().encodeToString(new byte[32]) + ":"));
    }

    /** The time and the answer are those of a wrong signature: the content was read for both. */
    @Test
    void aKeyThatNobodyKnowsIsToldNoSoonerThanAWrongSignature() throws Exception {
        signed();
        headers.replaceAll(line -> line.named("Signature-Input")
                ? new HeaderLine(line.name(), line.value().replace(Signing.KID, "nobody"))
                : line);
        assertThat(refused(gate().decide(view())).reason()).isEqualTo("key-unknown");
        assertThat(read).isTrue();
    }

    @Test
    void aProfileThatDoesNotTakeThemReadsNothingForThem() throws Exception {
        signed();
        assertThat(refused(gate(signing.policy()).decide(view())).reason()).isEqualTo("component-unknown");
        assertThat(read).isFalse();
    }

    @Test
    void theSignerTakesWhatAServerWillTake() {
        for (List<HeaderLine> bad : List.of(
                List.of(new HeaderLine("X-Sum", "1"), new HeaderLine("x-sum", "2")),
                List.of(new HeaderLine("Content-Type", "a/b")),
                List.of(new HeaderLine("X-Forwarded-For", "192.0.2.1")),
                List.of(new HeaderLine("Date", "now")))) {
            assertThatThrownBy(() -> signer.sign("POST", PLACE, headers, new byte[1], bad))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        RequestSigner strict = RequestSigner.with(signing.key, SignatureProfile.STRICT);
        assertThatThrownBy(() -> strict.sign("POST", PLACE, headers, new byte[1], trailers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component-unknown");
        assertThatCode(() -> strict.sign("POST", PLACE, headers, new byte[1], List.of()))
                .doesNotThrowAnyException();
    }

    /** No chunk is content as well: nobody may add one. */
    @Test
    void emptyContentInFrontOfTrailersIsDigested() throws Exception {
        content = "";
        signed();
        assertThat(headers).anyMatch(line -> line.named("Content-Digest"));
        assertThat(gate().decide(view()).rejection()).isEmpty();
    }

    @Test
    void aPolicyThatStreamsItsContentCannotWaitForTrailers() {
        Signatures streaming = policy().dangerouslyStreamBody("a quarantine first");
        assertThatThrownBy(() -> gate(streaming))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("takes trailers, which follow the content");
        assertThatCode(() -> gate(signing.policy().dangerouslyStreamBody("a quarantine first")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> gate(signing.policy()
                        .dangerouslyStreamBody("a quarantine first")
                        .alsoBy(OPEN.named("sums").tag("sums"))))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aSignedAnswerCoversTheTrailersOfItsRequest() throws Exception {
        Verdict verdict = gate(policy().signResponses(
                                ResponseSigner.with(signing.key, OPEN).clock(signing.clock, new SecureRandom())))
                .decide(signed().view());
        Headers plain = Headers.of("Content-Type", "a/b");
        ByteBuffer text = ByteBuffer.wrap("done".getBytes(StandardCharsets.UTF_8));
        Decision.Proceed answer = (Decision.Proceed)
                verdict.responseGuards().get(0).decide(ResponseView.of(200, plain, text.duplicate()));
        List<HeaderLine> lines = new ArrayList<>(List.of(new HeaderLine("Content-Type", "a/b")));
        lines.addAll(answer.responseHeaders());
        Headers fields = Headers.of(flat(lines));
        ResponseVerifier verifier = ResponseVerifier.with(signing.ring, OPEN).clock(signing.clock);
        VerifiedSignature proof = verifier.verify(sent("7"), 200, fields, text.duplicate());
        assertThat(proof.coveredComponents()).contains("\"x-sum\";tr;req");
        for (RequestView other : List.of(sent("8"), view())) {
            assertThatThrownBy(() -> verifier.verify(other, 200, fields, text.duplicate()))
                    .isInstanceOf(ResponseRefusedException.class);
        }
    }

    /** The request as the client knows it. */
    private RequestView sent(String sum) {
        Body body = Body.of(content.getBytes(StandardCharsets.UTF_8)).withTrailers(Headers.of("X-Sum", sum));
        return view().withBody(body);
    }

    @Test
    void answersAreSignedByAProfileThatTakesThemToo() {
        assertThatThrownBy(
                        () -> gate(policy().signResponses(ResponseSigner.with(signing.key, SignatureProfile.STRICT))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signed responses");
    }

    @Test
    void theDiagnosticsReadThemToo() throws Exception {
        signed();
        SignatureDiagnostics diagnostics =
                SignatureDiagnostics.with(signing.ring, OPEN).clock(signing.clock);
        assertThat(diagnostics.request(view()).toString()).contains("\"x-sum\";tr", "7");
        assertThat(diagnostics.request(view()).holds()).isTrue();
        trailers.clear();
        assertThat(diagnostics.request(view()).failed().orElseThrow().reason()).isEqualTo("component-absent");
        RequestView unread = view();
        read.set(false);
        diagnostics.received(unread);
        assertThat(read).isFalse();
    }
}
