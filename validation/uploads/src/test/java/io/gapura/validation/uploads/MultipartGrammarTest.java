package io.gapura.validation.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Body;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A multipart is read as its grammar says, and where readers cut it differently it is refused. */
class MultipartGrammarTest extends UploadEndpoints {
    @Test
    void aFormOfWhichOnlyTheBrowserKnowsTheContentIsReadInSmallPieces() throws IOException {
        byte[] content = scan().end();
        InputStream slow = new InputStream() {
            private int at;

            @Override
            public int read() {
                return at == content.length ? -1 : content[at++] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int octet = read();
                if (octet < 0) {
                    return -1;
                }
                target[offset] = (byte) octet;
                return 1;
            }
        };
        RequestView request = Form.request(new byte[0]).withBody(Body.from(() -> slow, -1));
        assertThat(uploaded(decide(Scans.class, request)).files()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "multipart/mixed; boundary=x",
                "text/plain",
                "multipart/form-datax; boundary=x"
            })
    void anotherMediaTypeIsRefused(String type) throws IOException {
        assertThat(refusal(decide(Scans.class, Form.request(new byte[] {1}, type))))
                .returns(415, Rejection::status)
                .returns("media-type-refused", Rejection::code)
                .returns("media.type", Rejection::reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "; boundary=",
                "; boundary=\"\"",
                "; boundary=a b",
                "; boundary=a; boundary=b",
                "; boundary=a; charset=utf-8",
                "; charset=utf-8; boundary=a",
                "; boundary=\"a\" ",
                "; boundary=\"a \"",
                "; boundary=a,b",
                "; boundary=\u00e9",
                "; boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void aBoundaryThatReadersCutDifferentlyIsRefused(String parameters) throws IOException {
        RequestView request =
                Form.request(scan().end(), "multipart/form-data" + parameters.replace("\"a\" ", "\"a\"b"));
        assertThat(refusal(decide(Scans.class, request)))
                .returns(400, Rejection::status)
                .returns("content-malformed", Rejection::code)
                .returns("multipart.boundary", Rejection::reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "\"gc0pJq0M:08jU534c0p\"",
                "a'_-+.9"
            })
    void everyBoundaryOfTheGrammarIsRead(String boundary) throws IOException {
        String bare = boundary.replace("\"", "");
        String content = new String(scan().end(), StandardCharsets.UTF_8).replace(Form.BOUNDARY, bare);
        RequestView request =
                Form.request(content.getBytes(StandardCharsets.UTF_8), "Multipart/Form-Data;Boundary=" + boundary);
        assertThat(uploaded(decide(Scans.class, request)).files()).hasSize(1);
    }

    @Test
    void aFormCutAnywhereIsRefusedAndLeavesNothing() throws IOException {
        byte[] whole = scan().field("title", "x").end();
        for (int length = 0; length < whole.length - 2; length++) {
            Rejection refusal = refusal(java.util.Arrays.copyOf(whole, length));
            assertThat(refusal.reason()).as("cut at %d", length).isIn("multipart.syntax", "multipart.header");
        }
        uploaded(decide(java.util.Arrays.copyOf(whole, whole.length - 2)));
    }

    @Test
    void whatStandsBeforeTheFirstDelimiterIsRefused() throws IOException {
        assertThat(refusal(new Form()
                                .raw("hello\r\n")
                                .file("scan", "a.txt", "text/plain", "a")
                                .end())
                        .reason())
                .isEqualTo("multipart.syntax");
        assertThat(refusal(new Form()
                                .raw("\r\n")
                                .file("scan", "a.txt", "text/plain", "a")
                                .end())
                        .reason())
                .isEqualTo("multipart.syntax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\r\nx", "\n", "\r", "\r\n\r\n", "--", " "})
    void whatStandsBehindTheLastDelimiterIsRefused(String epilogue) throws IOException {
        byte[] form = scan().raw("--" + Form.BOUNDARY + "--" + epilogue).open();
        assertThat(refusal(form).reason()).isEqualTo("multipart.syntax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n--%s\r\n", "\r\n--%s\n", "\r\n--%s \r\n", "\r\n--%s-\r\n", "\r\n--%s\r\r\n", "\r\n--%sx\r\n"})
    void aDelimiterThatOnlySomeReadersSeeIsRefused(String delimiter) throws IOException {
        byte[] form = new Form()
                .file("scan", "a.txt", "text/plain", "a" + delimiter.formatted(Form.BOUNDARY) + "b")
                .end();
        assertThat(refusal(form).reason()).isEqualTo("multipart.syntax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain",
                "Content-Disposition: form-data",
                "Content-Disposition: attachment; name=\"scan\"; filename=\"a.txt\"",
                "Content-Disposition: form-datax; name=\"scan\"; filename=\"a.txt\"",
                "Content-Disposition: form-data; name=\"scan\"; name=\"scan\"; filename=\"a.txt\"",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"; filename=\"b.txt\"",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"; filename*=UTF-8''b.txt",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"; size=4",
                "Content-Disposition: form-data; name=\"scan; filename=a.txt",
                "Content-Disposition: form-data; name=\"scan\" filename=\"a.txt\"",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"a.txt\";",
                "Content-Disposition: form-data; name=; filename=\"a.txt\"",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"\r\nContent-Disposition: form-data; name=\"x\"",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\nContent-Type: text/html",
                "Content-Disposition: form-data; name=\"scan\";\r\n filename=\"a.txt\"",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"\r\nContent-Transfer-Encoding: base64",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"\r\nContent-Type: multipart/mixed; boundary=x",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"\r\nno colon",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"\r\n: no name",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"\r\nX y: z",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"a\u0001.txt\"",
                "Content-Disposition: form-data; name=\"scan\"",
                "Content-Disposition: form-data; name=\"title\"; filename=\"a.txt\"",
                "Content-Disposition: form-data; name=\"title\"\r\nContent-Type: text/html",
                "Content-Disposition: form-data; name=\"title\"\r\nContent-Type: text/plain; charset=iso-8859-1",
                "Content-Disposition: form-data; name=\"scan\"; filename=\"\"",
            })
    void headersOfAPartThatReadersReadDifferentlyAreRefused(String headers) throws IOException {
        assertThat(refusal(new Form().part(headers, "a").end()))
                .returns(400, Rejection::status)
                .returns("content-malformed", Rejection::code)
                .returns("multipart.header", Rejection::reason);
    }

    @Test
    void headersOfAPartAreBounded() throws IOException {
        String headers = "Content-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"";
        String seven = "\r\nA: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\nF: 1\r\nG: 1";
        uploaded(decide(new Form().part(headers + seven, "a").end()));
        store.delete(store.find(idOfTheOnly()).orElseThrow());
        assertThat(refusal(new Form().part(headers + seven + "\r\nH: 1", "a").end())
                        .reason())
                .isEqualTo("multipart.header");
        assertThat(refusal(new Form()
                                .part(headers + "\r\nA: " + "a".repeat(600), "a")
                                .end())
                        .reason())
                .isEqualTo("multipart.header");
    }

    private String idOfTheOnly() throws IOException {
        return files().get(0).getFileName().toString();
    }
}
