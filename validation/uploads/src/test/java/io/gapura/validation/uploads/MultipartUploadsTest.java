package io.gapura.validation.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Caller;
import io.gapura.filters.Completion;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.OnCompletion;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.Violation;
import io.gapura.validation.files.FileType;
import io.gapura.validation.files.StoredFile;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultipartUploadsTest extends UploadEndpoints {
    @Uploads(@UploadRule(part = "scan", types = FileType.TEXT))
    static final class Plain extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    @Uploads(
            value = @UploadRule(part = "scan", types = FileType.TEXT, maxFiles = 3),
            fields = @UploadField(name = "title", max = 5, required = true),
            maxBytes = "10B")
    static final class Tight extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    @Uploads({@UploadRule(part = "scan", types = FileType.TEXT), @UploadRule(part = "scan", types = FileType.PDF)})
    static final class Twice extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    static final class Bare extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    @Test
    void filesAreKeptAndTextsReadBeforeTheEndpointRuns() throws IOException {
        Uploaded uploaded = uploaded(decide(scan().file("extra", "a.txt", "text/plain", "a")
                .file("extra", "b.txt", "text/plain; charset=utf-8", "b")
                .field("title", "Grüße")
                .part(
                        "content-disposition: FORM-DATA ; name=note\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                                + "Content-Transfer-Encoding: 8bit",
                        "two\r\nlines")
                .end()));
        StoredFile scan = uploaded.file("scan").orElseThrow();
        assertThat(store.read(scan).readAllBytes()).asString().isEqualTo("hello");
        assertThat(scan.owner()).isEqualTo("anonymous");
        assertThat(uploaded.files("extra")).extracting(StoredFile::name).containsExactly("a.txt", "b.txt");
        assertThat(uploaded.files()).hasSize(3);
        assertThat(uploaded.field("title")).contains("Grüße");
        assertThat(uploaded.field("note")).contains("two\r\nlines");
        assertThat(uploaded.field("other")).isEmpty();
        assertThat(uploaded.file("other")).isEmpty();
    }

    @Test
    void theOwnerIsTheCaller() throws IOException {
        RequestView request = Form.request(scan().end()).withCaller(Caller.of("bearer", "https://idp.example", "ayu"));
        assertThat(uploaded(decide(Scans.class, request)).files())
                .extracting(StoredFile::owner)
                .containsExactly("https://idp.example ayu");
    }

    @Test
    void whereNothingIsDeclaredNothingIsRead() throws IOException {
        assertThat(decide(Bare.class, Form.request(scan().end())).attributes()).isEmpty();
        assertThat(decide(Scans.class, RequestView.get("/scans")).rejection()).isEmpty();
        assertThatThrownBy(() -> Uploaded.of(name -> null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void afterAnErrorFilesAreGoneAndAfterASuccessTheyStay() throws Exception {
        for (int status : new int[] {200, 303, 404, 500}) {
            Verdict verdict = decide(scan().end());
            StoredFile file = uploaded(verdict).file("scan").orElseThrow();
            for (OnCompletion told : verdict.onCompletion()) {
                told.completed(new Completion(status, false));
            }
            assertThat(store.find(file.id()).isPresent()).as("%d", status).isEqualTo(status < 400);
        }
    }

    @Test
    void partsAreThoseThatAreDeclaredAsOftenAsDeclared() throws IOException {
        assertThat(refusal(scan().field("other", "x").end()))
                .returns("parameters-refused", Rejection::code)
                .returns("param.unknown", Rejection::reason)
                .returns(List.of(new Violation(Violation.Place.PART, "", "param.unknown")), Rejection::violations);
        assertThat(refusal(scan().file("scan", "b.txt", "text/plain", "b").end())
                        .violations())
                .containsExactly(new Violation(Violation.Place.PART, "scan", "param.repeated"));
        assertThat(refusal(scan().field("title", "a").field("title", "b").end()).violations())
                .containsExactly(new Violation(Violation.Place.PART, "title", "param.repeated"));
        assertThat(refusal(new Form().field("title", "a").end()).violations())
                .containsExactly(new Violation(Violation.Place.PART, "scan", "param.required"));
    }

    @Test
    void aFieldThatIsRequiredMustCome() throws IOException {
        byte[] form = new Form().file("scan", "a.txt", "text/plain", "a").end();
        assertThat(refusal(decide(Tight.class, Form.request(form))).violations())
                .containsExactly(new Violation(Violation.Place.PART, "title", "param.required"));
    }

    @Test
    void partsAreCounted() throws IOException {
        Form five = scan().file("extra", "a.txt", "text/plain", "a")
                .field("title", "a")
                .field("note", "a");
        uploaded(decide(new Form()
                .raw(new String(five.open(), StandardCharsets.UTF_8))
                .file("extra", "b.txt", "text/plain", "b")
                .end()));
        store.removeUnless(file -> false, java.time.Duration.ofSeconds(-1));
        assertThat(refusal(five.file("extra", "b.txt", "text/plain", "b")
                                .field("more", "x")
                                .end())
                        .reason())
                .isEqualTo("multipart.parts");
    }

    @Test
    void aFormWithNoFileChosenHasNone() throws IOException {
        Form none = scan().file("extra", "", "application/octet-stream", "");
        assertThat(uploaded(decide(none.end())).files("extra")).isEmpty();
        store.removeUnless(file -> false, java.time.Duration.ofSeconds(-1));
        assertThat(refusal(new Form()
                                .file("scan", "", "application/octet-stream", "")
                                .end())
                        .reason())
                .isEqualTo("param.required");
    }

    @Test
    void filesAreHeldToTheirRule() throws IOException {
        assertThat(refusal(scan().file("extra", "a.html", "text/plain", "a").end()))
                .returns(422, Rejection::status)
                .returns(
                        List.of(new Violation(Violation.Place.PART, "extra", "upload.filename")),
                        Rejection::violations);
        assertThat(refusal(new Form().file("scan", "a.txt", "text/html", "a").end()))
                .returns(415, Rejection::status)
                .returns(List.of(new Violation(Violation.Place.PART, "scan", "upload.type")), Rejection::violations);
        assertThat(refusal(new Form()
                                .file("scan", "a.txt", "text/plain", "<html>")
                                .end())
                        .reason())
                .isEqualTo("upload.content");
        uploaded(decide(new Form()
                .file("scan", "a.txt", "text/plain", "a".repeat(1_024))
                .end()));
        store.removeUnless(file -> false, java.time.Duration.ofSeconds(-1));
        assertThat(refusal(new Form()
                        .file("scan", "a.txt", "text/plain", "a".repeat(1_025))
                        .end()))
                .returns(413, Rejection::status)
                .returns("body-too-large", Rejection::code)
                .returns("upload.size", Rejection::reason);
    }

    @Test
    void allPartsTogetherAreHeldToTheByte() throws IOException {
        Form form = new Form().file("scan", "a.txt", "text/plain", "12345").file("scan", "b.txt", "text/plain", "1234");
        byte[] ten = new Form()
                .raw(new String(form.open(), StandardCharsets.UTF_8))
                .field("title", "1")
                .end();
        uploaded(decide(Tight.class, Form.request(ten)));
        store.removeUnless(file -> false, java.time.Duration.ofSeconds(-1));
        assertThat(refusal(decide(
                                Tight.class,
                                Form.request(form.field("title", "12").end())))
                        .reason())
                .isEqualTo("upload.size");
    }

    @ParameterizedTest
    @CsvSource({
        "title, 12345, ''",
        "title, 123456, text.length",
        "title, 'a\n', text.line-break",
        "note, 'a\nb', ''",
        "note, 'a\u0001', text.control",
        "title, 𝔘𝔘𝔘𝔘𝔘, ''",
        "title, 𝔘𝔘𝔘𝔘𝔘𝔘, text.length",
        "title, 'aaaaaaaaaaaaaaaaaaaaa', text.length",
    })
    void textsAreHeldToTheirRule(String name, String value, String word) throws IOException {
        Verdict verdict = decide(scan().field(name, value).end());
        if (word.isEmpty()) {
            assertThat(uploaded(verdict).field(name)).contains(value);
        } else {
            assertThat(refusal(verdict))
                    .returns(400, Rejection::status)
                    .returns("parameters-refused", Rejection::code)
                    .returns(word, Rejection::reason);
        }
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        byte[] form = scan().field("title", "@").end();
        for (int i = 0; i < form.length; i++) {
            form[i] = form[i] == '@' ? (byte) 0xFF : form[i];
        }
        assertThat(refusal(form).reason()).isEqualTo("form.encoding");
    }

    @Test
    void theCeilingOfTheRequestHoldsWhileItIsRead() throws IOException {
        byte[] form = scan().field("note", "a").end();
        byte[] padded = new Form()
                .file("scan", "a.txt", "text/plain", "a".repeat(70_000))
                .end();
        RequestView chunked = Form.request(form).withBody(Body.from(() -> new ByteArrayInputStream(padded), -1));
        assertThat(refusal(decide(Plain.class, chunked)))
                .returns(413, Rejection::status)
                .returns("body.size", Rejection::reason);
    }

    @Test
    void aClientThatLeavesLeavesNothing() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        byte[] begun =
                scan().file("extra", "a.txt", "text/plain", "a".repeat(500)).open();
        for (int length = 1; length < begun.length; length += 7) {
            InputStream content = new SequenceInputStream(new ByteArrayInputStream(begun, 0, length), broken);
            RequestView request = Form.request(new byte[0]).withBody(Body.from(() -> content, -1));
            assertThatThrownBy(() -> decide(Scans.class, request))
                    .isInstanceOf(IOException.class)
                    .hasMessage("gone");
            assertThat(files()).isEmpty();
            assertThat(store.filesOf("anonymous")).isZero();
        }
    }

    @Test
    void shadowedItRefusesAllTheSame() throws IOException {
        pipeline = Pipeline.builder().shadow(MultipartUploads.into(store)).build();
        assertThat(refusal(scan().field("other", "x").end()).reason()).isEqualTo("param.unknown");
        assertThat(refusal(new Form()
                                .file("scan", "a.txt", "text/plain", "<html>")
                                .end())
                        .reason())
                .isEqualTo("upload.content");
        assertThat(uploaded(decide(scan().end())).files()).hasSize(1);
    }

    @Test
    void aDeclarationThatMakesNoSenseIsFoundAtTheStart() {
        MultipartUploads uploads = MultipartUploads.into(store);
        assertThatThrownBy(() -> uploads.ruling(Endpoint.servlet("POST", "/scans", Twice.class)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("different names");
        assertThat(uploads.ruling(Endpoint.servlet("POST", "/scans", Scans.class)))
                .isEmpty();
    }

    @Test
    void anEndpointThatDeclaresFilesDoesNotRunWithoutThePolicy() throws IOException {
        Verdict verdict = Pipeline.builder()
                .build()
                .decide(Form.request(scan().end()).withEndpoint(Endpoint.servlet("POST", "/scans", Scans.class)));
        assertThat(verdict.rejection().orElseThrow().code()).isEqualTo("gate-misconfigured");
    }
}
