package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request as a user captured it, from what {@code gapura sign} printed. */
class VerifyCommandTest {
    private static final Pattern HEADER = Pattern.compile("--header '([^']*)'");

    @TempDir
    private Path folder;

    private Path keys;
    private Path capture;
    private Run signed;

    /** What one run left. */
    private record Run(int code, String out, String err) {}

    private static Run gapura(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Gapura.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Run(code, out.toString(), err.toString());
    }

    @BeforeEach
    void sign() throws IOException {
        keys = folder.resolve("keys.json");
        capture = folder.resolve("request.txt");
        gapura("keygen", "--kid", "k1", "--caller", "orders", "--out", keys.toString());
        signed = gapura(
                "sign",
                "--keys",
                "file:" + keys,
                "--kid",
                "k1",
                "--explain",
                "--data",
                "{}",
                "https://api.example.com/orders?x=1");
        write("{}");
    }

    private void write(String content) throws IOException {
        StringBuilder raw = new StringBuilder("POST /orders?x=1 HTTP/1.1\r\nHost: api.example.com\r\n");
        Matcher header = HEADER.matcher(signed.out());
        while (header.find()) {
            raw.append(header.group(1)).append("\r\n");
        }
        Files.writeString(capture, raw.append("\r\n").append(content), StandardCharsets.ISO_8859_1);
    }

    private Run verify(String... more) {
        String[] fixed = {"verify", "--keys", "file:" + keys, capture.toString()};
        return gapura(Stream.concat(Stream.of(fixed), Stream.of(more)).toArray(String[]::new));
    }

    private void change(String from, String to) throws IOException {
        String raw = Files.readString(capture, StandardCharsets.ISO_8859_1);
        assertThat(raw).contains(from);
        Files.writeString(capture, raw.replace(from, to), StandardCharsets.ISO_8859_1);
    }

    private String now() {
        Matcher created = Pattern.compile(";created=([0-9]+)").matcher(signed.out());
        assertThat(created.find()).isTrue();
        return created.group(1);
    }

    @Test
    void whatHoldsEndsWithZero() {
        Run run = verify("--authority", "api.example.com");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("the signature is that of the base").doesNotContain("FAILS");
    }

    @Test
    void bothSidesPrintTheSameLines() {
        Run run = verify("--now", now());
        assertThat(run.out().lines().filter(line -> !line.startsWith("created")))
                .containsExactlyElementsOf(signed.err()
                        .lines()
                        .filter(line -> !line.startsWith("created"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    /orders?x=1,     /orders?x=2,      signature
                    POST /orders,    PUT /orders,      signature
                    keyid=\"k1\",   keyid=\"k2\",    key-unknown
                    Signature-Input:, X-Input:,        one-field-only
                    """)
    void whatDoesNotHoldEndsWithThreeAndSaysWhy(String from, String to, String reason) throws IOException {
        change(from, to);
        Run run = verify();
        assertThat(run.code()).isEqualTo(Gapura.REFUSED);
        assertThat(run.out()).contains("FAILS: " + reason);
    }

    @Test
    void timeHostAndContentAreAsked() throws IOException {
        assertThat(verify("--now", "2000-01-01T00:00:00Z").out()).contains("FAILS: future");
        assertThat(verify("--now", "4000000000").out()).contains("FAILS: too-old");
        assertThat(verify("--authority", "other.example").out()).contains("FAILS: authority");
        assertThat(verify("--profile", "fapi2").out()).contains("FAILS: tag");
        write("{} ");
        assertThat(verify().out()).contains("FAILS: digest");
    }

    @Test
    void theLengthThatWasDeclaredCutsAnEditorsLastLineEnd() throws IOException {
        write("{}\n");
        assertThat(verify().code()).isEqualTo(Gapura.REFUSED);
        change("Host:", "Content-Length: 2\r\nHost:");
        assertThat(verify().code()).isZero();
    }

    @Test
    void chunksArePutTogetherAndLinesMayEndWithLf() throws IOException {
        write("1;x=y\r\n{\r\n1\r\n}\r\n0\r\n\r\n");
        change("Host:", "Transfer-Encoding: chunked\r\nHost:");
        change("\r\n", "\n");
        assertThat(verify().code()).isZero();
    }

    @Test
    void machinesGetNoValueOfTheMessage() throws IOException {
        change("/orders?x=1", "/orders?x=2");
        Run run = verify("--json");
        assertThat(run.code()).isEqualTo(Gapura.REFUSED);
        assertThat(run.out()).doesNotContain("x=2", "api.example.com");
        String first = run.out().strip();
        Map<String, Object> found =
                StrictObject.read(first.substring(1, first.length() - 1).getBytes(StandardCharsets.UTF_8));
        assertThat(found).containsEntry("holds", false);
        assertThat((List<?>) found.get("steps"))
                .hasSize(10)
                .anySatisfy(step -> assertThat(step.toString()).contains("state=fails", "reason=signature"));
    }

    @Test
    void aResponseIsExplainedBesideItsRequest() throws IOException {
        Path response = folder.resolve("response.txt");
        Files.writeString(response, "HTTP/1.1 200 OK\nContent-Type: text/plain\n\nhello");
        Run run = verify("--response", response.toString());
        assertThat(run.code()).isEqualTo(Gapura.REFUSED);
        assertThat(run.out()).contains("message    request POST", "message    response 200", "FAILS: missing");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',                                  the capture is empty
                    GET,                                 must begin with a request line
                    'GET / HTTP/1.1\nno colon',         has no colon
                    'GET /%zz HTTP/1.1\nHost: a',       refused before its signature
                    'POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n1\nx',  a chunk of the capture is cut off
                    'POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n2\nx',  a chunk of the capture is cut off
                    'POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n1\nx\n', a chunk of the capture has no size
                    """)
    void whatIsNoRequestIsOneLine(String text, String problem) throws IOException {
        Files.writeString(capture, text.replace("\\n", "\n"));
        Run run = verify();
        assertThat(run.code()).isEqualTo(Gapura.FAILED);
        assertThat(run.err()).contains(problem).hasLineCount(1);
    }

    /** What comes after the bound must not become content. */
    @Test
    void aThousandLinesAreACaptureAndOneMoreIsNone() throws IOException {
        String most = "GET / HTTP/1.1\n" + "X: 1\n".repeat(999);
        Files.writeString(capture, most + "\n");
        assertThat(verify().code()).isEqualTo(Gapura.REFUSED);
        Files.writeString(capture, most + "X: 1\n\n");
        Run run = verify();
        assertThat(run.code()).isEqualTo(Gapura.FAILED);
        assertThat(run.err()).contains("at most 1000 lines").hasLineCount(1);
    }

    @Test
    void wrongWordsAreOneLine() {
        assertThat(verify("--profile", "lax").err()).contains("--profile is one of");
        assertThat(verify("--now", "yesterday").err()).contains("--now is a time");
    }
}
