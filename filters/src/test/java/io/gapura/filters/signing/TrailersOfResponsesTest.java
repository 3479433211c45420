package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9421 §2.1.4 for responses, whose trailers the client tells. */
class TrailersOfResponsesTest {
    private static final SignatureProfile OPEN = SignatureProfile.STRICT.trailers();

    private final Signing signing = new Signing();

    @ParameterizedTest
    @CsvSource({"7,", "8,signature", ",component-absent"})
    void theTrailersOfAResponseAreThoseThatTheClientGives(String sum, String reason) throws Exception {
        RequestView asked = Signing.get().view();
        Headers head = Headers.of("Content-Digest", ContentDigest.of(ContentDigest.Algorithm.SHA_256, empty()));
        Headers behind = Headers.of("X-Sum", "7");
        String input = "(\"@status\" \"content-digest\" \"@method\";req \"@authority\";req \"@path\";req \"@query\";req"
                + " \"x-sum\";tr);created=" + Signing.NOON.getEpochSecond() + ";keyid=\"" + Signing.KID + '"';
        Member.InnerList list = (Member.InnerList) StructuredFields.list(input).get(0);
        byte[] base = OPEN.bases().of(Message.response(200, head, asked).withTrailers(behind), SignatureInput.of(list));
        Headers answer = Headers.of(
                "Content-Digest",
                head.only("content-digest").orElseThrow(),
                "Signature-Input",
                "r=" + input,
                "Signature",
                "r=:" + Base64.getEncoder().encodeToString(signing.key.sign(base)) + ":");
        ResponseVerifier verifier = ResponseVerifier.with(signing.ring, OPEN).clock(signing.clock);
        Headers given = sum == null ? Headers.of() : Headers.of("X-Sum", sum);
        if (reason == null) {
            assertThat(verifier.verify(asked, 200, answer, empty(), given).coveredComponent("\"x-sum\";tr"))
                    .contains("7");
        } else {
            assertThatThrownBy(() -> verifier.verify(asked, 200, answer, empty(), given))
                    .isInstanceOfSatisfying(
                            ResponseRefusedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(reason));
        }
        assertThatThrownBy(() -> verifier.verify(asked, 200, answer, empty()))
                .isInstanceOf(ResponseRefusedException.class);
    }

    private static ByteBuffer empty() {
        return ByteBuffer.allocate(0);
    }
}
