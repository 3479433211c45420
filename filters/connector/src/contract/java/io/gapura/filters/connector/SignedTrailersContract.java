package io.gapura.filters.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.Signatures;
import io.gapura.filters.signing.SigningKey;
import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the container gives of the fields behind a content (RFC 9421 §2.1.4), asked over raw sockets of a server that has
 * {@link Echo} at {@code /app/echo} behind {@link #gate}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SignedTrailersContract {
    private static final SignatureProfile PROFILE = SignatureProfile.STRICT.trailers();
    private static final SigningKey KEY = SigningKey.hmac("partner-1", new SecureRandom().generateSeed(32));
    private static final List<HeaderLine> SIGNED =
            List.of(new HeaderLine("X-Sum", "7"), new HeaderLine("X-Rows", "12"));

    /** Says what it was sent. */
    public static final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String read = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            TreeMap<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            shown.putAll(request.getTrailerFields());
            response.getOutputStream().print(read + " " + shown);
        }
    }

    /** The filter in front of it. */
    protected static GapuraFilter gate() {
        return new GapuraFilter(Pipeline.builder()
                .add(Signatures.required(
                                KeyRing.builder().active(KEY, "partner").build())
                        .authorities("localhost")
                        .acceptingCreatedBeforeStart()
                        .profile(PROFILE))
                .build());
    }

    /** The port of a started server. */
    protected abstract int port();

    /** Whether several lines of one name are told as one value that has them all. */
    protected boolean isEveryLineTold() {
        return true;
    }

    private RawAnswer send(String... behind) throws IOException {
        byte[] content = "hello, trailers".getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder("POST /app/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum, X-Rows\r\n");
        RequestSigner.with(KEY, PROFILE)
                .sign(
                        "POST",
                        URI.create("http://localhost/app/echo"),
                        List.of(new HeaderLine("Content-Type", "text/plain")),
                        content,
                        SIGNED)
                .forEach(line -> text.append(line.name())
                        .append(": ")
                        .append(line.value())
                        .append("\r\n"));
        text.append("\r\n5\r\nhello\r\na\r\n, trailers\r\n0\r\n");
        for (String line : behind) {
            text.append(line).append("\r\n");
        }
        return RawHttp.to("127.0.0.1", port())
                .within(Duration.ofMinutes(5))
                .send(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void signedTrailersPassAndTheApplicationSeesThem() throws IOException {
        RawAnswer answer = send("X-Sum: 7", "X-Rows: 12");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).startsWith("hello, trailers {").containsIgnoringCase("x-rows=12, x-sum=7");
    }

    @Test
    void whatIsNotCoveredMayBeAdded() throws IOException {
        RawAnswer answer = send("X-Sum: 7", "X-Rows: 12", "X-Seen: proxy");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).containsIgnoringCase("x-seen=proxy");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Sum: 8, X-Rows: 12, 401",
        "X-Sum: 7, X-Seen: 12, 401",
        "X-Sum: 7, X-Rows: 13, 401",
        "X-Sum: 7, X-Forwarded-For: 192.0.2.1, 401",
        "X-Seen: 7, X-Other: 12, 401"
    })
    void oneByteOrOneFieldIsEnough(String first, String second, int status) throws IOException {
        RawAnswer answer = send(first, second);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains("signature-refused");
    }

    @Test
    void noneAtAllAreNoneOfTheCoveredOnes() throws IOException {
        assertThat(send().status()).isEqualTo(401);
    }

    /** Where one line of several is kept, gate and application are given the same one. */
    @ParameterizedTest
    @CsvSource({"X-Sum: 8, X-Sum: 7", "X-Sum: 7, X-Sum: 8"})
    void theApplicationSeesNoOtherLineThanTheProvenOne(String first, String second) throws IOException {
        RawAnswer answer = send(first, second, "X-Rows: 12");
        if (isEveryLineTold() || answer.status() != 200) {
            assertThat(answer.status()).isEqualTo(401);
        } else {
            assertThat(answer.text()).containsIgnoringCase("x-sum=7}").doesNotContain("8");
        }
    }

    @Test
    void whatHasToBeKnownBeforeTheContentIsRefusedBehindIt() throws IOException {
        assertThat(send("X-Sum: 7", "X-Rows: 12", "Content-Type: text/html").status())
                .isEqualTo(400);
    }

    /** By our bound, or by one of the container that comes first. */
    @Test
    void tooManyBytesAreRefused() throws IOException {
        String[] fit = {"X-Sum: 7", "X-Rows: 12", "X-Long: " + "a".repeat(5_000)};
        assertThat(send(fit).status()).isEqualTo(200);
        String[] larger = {"X-Sum: 7", "X-Rows: 12", "X-Long: " + "a".repeat(8_193)};
        RawAnswer answer = send(larger);
        assertThat(answer.status()).isIn(400, 431, 500);
        assertThat(answer.text()).doesNotContain("hello");
    }
}
