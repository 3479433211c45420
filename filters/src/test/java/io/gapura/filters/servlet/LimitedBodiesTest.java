package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Pipeline;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.limits.Gzip;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.servlet.FakeApplication.Work;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bounds mean to an application behind the filter, however it reads. */
class LimitedBodiesTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Limits TEN = Limits.defaults().maxBody(DataSize.bytes(10));
    private static final Limits GZIP = Limits.defaults().gzip(100);

    private static FakeResponse run(Limits limits, FakeRequest request, Work work) throws Exception {
        return FakeApplication.of(Rules.pipeline(limits)).run(request, work);
    }

    /** As chunked content arrives: no length is told. */
    private static FakeRequest chunked(String type, byte[] content) {
        return FakeRequest.of("POST", "/app/orders")
                .raw(content)
                .header("Content-Type", type)
                .header("Transfer-Encoding", "chunked");
    }

    private static FakeRequest chunked(int length) {
        return chunked("text/plain", "x".repeat(length).getBytes(StandardCharsets.UTF_8));
    }

    /** The ways in which applications read. */
    private enum Reading {
        WHOLE {
            @Override
            int read(HttpServletRequest request) throws IOException {
                return request.getInputStream().readAllBytes().length;
            }
        },
        BY_BYTE {
            @Override
            int read(HttpServletRequest request) throws IOException {
                InputStream in = request.getInputStream();
                int count = 0;
                while (in.read() >= 0) {
                    count++;
                }
                return count;
            }
        },
        BY_READER {
            @Override
            int read(HttpServletRequest request) throws IOException {
                int count = 0;
                while (request.getReader().read() >= 0) {
                    count++;
                }
                return count;
            }
        },
        BY_SKIPPING {
            @Override
            int read(HttpServletRequest request) throws IOException {
                InputStream in = request.getInputStream();
                int count = 0;
                for (long n = in.skip(1); n > 0; n = in.skip(1)) {
                    count++;
                }
                return count;
            }
        };

        abstract int read(HttpServletRequest request) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void contentUpToTheBoundIsReadAndOneByteMoreEndsIt(Reading reading) throws Exception {
        FakeResponse within =
                run(TEN, chunked(10), (request, answer) -> answer.getWriter().print("read " + reading.read(request)));
        assertThat(within.content()).isEqualTo("read 10");
        FakeResponse over =
                run(TEN, chunked(11), (request, answer) -> answer.getWriter().print("read " + reading.read(request)));
        assertThat(over.getStatus()).isEqualTo(413);
        assertThat(over.content()).contains("body-too-large").doesNotContain("read");
        assertThat(over.getHeader("Connection")).isEqualTo("close");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void anApplicationThatSwallowsTheExceptionCannotSucceed(Reading reading) throws Exception {
        FakeResponse over = run(TEN, chunked(11), (request, answer) -> {
            try {
                reading.read(request);
            } catch (IOException swallowed) {
                assertThatThrownBy(() -> reading.read(request)).isInstanceOf(BodyRejectedException.class);
            }
            answer.getWriter().print("all is well");
        });
        assertThat(over.getStatus()).isEqualTo(413);
        assertThat(over.content()).doesNotContain("all is well");
    }

    @Test
    void anAnswerThatHadBegunToLeaveIsCutOff() throws Exception {
        FakeResponse response = new FakeResponse();
        FakeApplication application = FakeApplication.of(Rules.pipeline(TEN));
        assertThatThrownBy(() -> application.run(chunked(11), response, (request, answer) -> {
                    answer.getWriter().print("half");
                    answer.flushBuffer();
                    request.getInputStream().readAllBytes();
                }))
                .isInstanceOf(CutOffException.class);
        assertThat(response.left()).isEqualTo("half");
        assertThat(application.recording().only().rejection().orElseThrow().code())
                .isEqualTo("body-too-large");
    }

    @Test
    void aLengthOverTheBoundIsRefusedWithoutReading() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", "text/plain", "x".repeat(11));
        FakeResponse response =
                run(TEN, request, (given, answer) -> answer.getWriter().print("reached"));
        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(response.getHeader("Connection")).isEqualTo("close");
        assertThat(request.opened()).isZero();
    }

    @Test
    void parametersAndContentAreOneReading() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders?q=1", FORM, "a=1&a=2&b=%C3%BC");
        FakeResponse response = run(Limits.defaults(), request, (given, answer) -> {
            assertThat(given.getParameterMap()).containsOnlyKeys("q", "a", "b");
            assertThat(given.getParameterValues("a")).containsExactly("1", "2");
            assertThat(given.getParameter("b")).isEqualTo("ü");
            assertThat(given.getInputStream()).hasContent("a=1&a=2&b=%C3%BC");
            answer.getWriter().print("ok");
        });
        assertThat(response.content()).isEqualTo("ok");
        assertThat(request.opened()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_method=DELETE", "q=2", "%zz", "a=%00"})
    void aFormThatIsRefusedNeverReachesTheApplication(String content) throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders?q=1", FORM, content);
        FakeResponse response = run(
                Limits.defaults(),
                request,
                (given, answer) -> answer.getWriter().print("reached"));
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.content()).doesNotContain("reached");
    }

    @Test
    void aShadowedFormIsServedFromOneReadingAsWell() throws Exception {
        Limits limits = Limits.defaults().maxForm(DataSize.bytes(2)).shadowing(java.util.Set.of("form.size"));
        FakeResponse response = run(
                limits,
                chunked(FORM, "a=123".getBytes(StandardCharsets.UTF_8)),
                (given, answer) -> answer.getWriter().print("a is " + given.getParameter("a")));
        assertThat(response.content()).isEqualTo("a is 123");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void theApplicationReadsDecodedContentAndSeesNoCoding(Reading reading) throws Exception {
        byte[] wire = Gzip.of("decoded text".getBytes(StandardCharsets.UTF_8));
        FakeRequest request = FakeRequest.of("POST", "/app/orders")
                .raw(wire)
                .header("Content-Type", "text/plain")
                .header("Content-Encoding", "gzip")
                .header("Content-Length", Integer.toString(wire.length));
        FakeResponse response = run(GZIP, request, (given, answer) -> {
            assertThat(given.getHeader("content-encoding")).isNull();
            assertThat(given.getHeader("Content-Length")).isNull();
            assertThat(given.getHeaders("Content-Encoding").hasMoreElements()).isFalse();
            assertThat(Collections.list(given.getHeaderNames()))
                    .contains("Content-Type")
                    .doesNotContain("Content-Encoding", "Content-Length");
            assertThat(given.getIntHeader("Content-Length")).isEqualTo(-1);
            assertThat(given.getContentLength()).isEqualTo(-1);
            assertThat(given.getContentLengthLong()).isEqualTo(-1);
            answer.getWriter().print("read " + reading.read(given));
        });
        assertThat(response.content()).isEqualTo("read 12");
    }

    @Test
    void contentWithoutCodingKeepsItsHeaders() throws Exception {
        FakeResponse response = run(GZIP, FakeRequest.post("/app/orders", "text/plain", "abc"), (given, answer) -> {
            assertThat(given.getHeader("Content-Length")).isEqualTo("3");
            assertThat(given.getContentLengthLong()).isEqualTo(3);
            answer.getWriter().print(Collections.list(given.getHeaderNames()).size());
        });
        assertThat(response.content()).isEqualTo("3");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void corruptContentIs400HoweverItIsRead(Reading reading) throws Exception {
        FakeRequest request = chunked("text/plain", "no gzip".getBytes(StandardCharsets.UTF_8))
                .header("Content-Encoding", "gzip");
        FakeResponse response = run(GZIP, request, (given, answer) -> {
            try {
                reading.read(given);
            } catch (IOException swallowed) {
                answer.getWriter().print("all is well");
            }
        });
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.content()).contains("content-malformed");
    }

    @Test
    void aRefusalOfCodedContentThatNobodyReadClosesTheConnection() throws Exception {
        byte[] wire = Gzip.of("text".getBytes(StandardCharsets.UTF_8));
        FakeRequest request = FakeRequest.of("POST", "/app/orders")
                .raw(wire)
                .header("Content-Type", "text/plain")
                .header("Content-Encoding", "gzip")
                .header("Content-Length", Integer.toString(wire.length));
        FakeResponse response = run(GZIP, request, (given, answer) -> {
            throw new IllegalStateException("canary");
        });
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getHeader("Connection")).isEqualTo("close");
    }

    @Test
    void aFormInGzipHasParameters() throws Exception {
        FakeRequest request = chunked(FORM, Gzip.of("a=1&b=2".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Encoding", "gzip");
        FakeResponse response = run(GZIP, request, (given, answer) -> {
            assertThat(given.getParameter("b")).isEqualTo("2");
            answer.getWriter().print(new String(given.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        });
        assertThat(response.content()).isEqualTo("a=1&b=2");
    }

    @Test
    void aListenerIsGivenDecodedContent() throws Exception {
        List<String> told = new ArrayList<>();
        FakeRequest request = chunked("text/plain", Gzip.of("decoded".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Encoding", "gzip");
        run(GZIP, request, (given, answer) -> {
            given.startAsync();
            ServletInputStream in = given.getInputStream();
            in.setReadListener(new ReadListener() {
                @Override
                public void onDataAvailable() throws IOException {
                    byte[] piece = new byte[3];
                    while (in.isReady() && !in.isFinished()) {
                        int count = in.read(piece);
                        told.add(count < 0 ? "-" : new String(piece, 0, count, StandardCharsets.UTF_8));
                    }
                }

                @Override
                public void onAllDataRead() {
                    told.add("end");
                }

                @Override
                public void onError(Throwable thrown) {
                    told.add("error");
                }
            });
        });
        assertThat(told).containsExactly("dec", "ode", "d", "end");
    }

    @Test
    void multipartOfADeclaredLengthIsTheContainersWhenTheSettingSaysSo() throws Exception {
        Limits declared = Limits.defaults().multipartByTheContainer();
        String type = "multipart/form-data; boundary=x";
        FakeResponse served = run(
                declared,
                FakeRequest.post("/app/orders", type, "--x--"),
                (given, answer) ->
                        answer.getWriter().print("parts " + given.getParts().size() + given.getParameter("parsed-by")));
        assertThat(served.content()).isEqualTo("parts 0container");
        for (FakeRequest refused : List.of(
                chunked(type, new byte[5]),
                FakeRequest.post("/app/orders", type, "--x--").header("Content-Encoding", "gzip"))) {
            FakeResponse response = run(declared.gzip(100), refused, (given, answer) -> given.getParts());
            assertThat(response.getStatus()).isEqualTo(415);
        }
        FakeResponse over = run(
                declared.maxBody(DataSize.bytes(4)),
                FakeRequest.post("/app/orders", type, "--x--"),
                (given, answer) -> given.getParts());
        assertThat(over.getStatus()).isEqualTo(413);
    }

    @Test
    void partsAreRefusedInOurWordsUnlessTheSettingSaysSo() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", "multipart/form-data; boundary=x", "--x--");
        FakeResponse response = run(Limits.defaults(), request, (given, answer) -> given.getParts());
        assertThat(response.getStatus()).isEqualTo(415);
        assertThat(response.content()).contains("media-type-refused");
        assertThat(Limits.defaults().remarks()).containsExactly("getParts is refused");
        assertThat(Limits.defaults().deleteWithBody().remarks())
                .containsExactly("getParts is refused", "DELETE may have content");
        assertThat(Limits.defaults().multipartByTheContainer().remarks())
                .containsExactly("getParts is the container's, for declared lengths");
    }

    @Test
    void theCeilingHoldsBehindARefusalThatIsShadowed() throws Exception {
        FakeRequest request = FakeRequest.of("POST", "/app/orders?a&b")
                .raw(new byte[11])
                .header("Content-Type", "text/plain")
                .header("Transfer-Encoding", "chunked");
        FakeApplication application = FakeApplication.of(
                Pipeline.builder().shadow(TEN.maxQueryParameters(1)).build());
        FakeResponse response = application.run(
                request,
                (given, answer) -> answer.getWriter()
                        .print("read " + given.getInputStream().readAllBytes().length));
        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(application.recording().only().shadowed())
                .extracting(would -> would.rejection().reason())
                .containsExactly("param.count");
    }

    @Test
    void deleteHasNoContentUnlessTheSettingSaysSo() throws Exception {
        FakeRequest refused = FakeRequest.of("DELETE", "/app/orders").content("text/plain", "x");
        Work reads = (given, answer) ->
                answer.getWriter().print("read " + given.getInputStream().readAllBytes().length);
        FakeResponse response = run(Limits.defaults(), refused, reads);
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.content()).contains("request-malformed");
        FakeRequest unannounced = FakeRequest.of("DELETE", "/app/orders").raw(new byte[1]);
        assertThat(run(Limits.defaults(), unannounced, reads).getStatus()).isEqualTo(400);
        FakeRequest empty = FakeRequest.of("DELETE", "/app/orders");
        assertThat(run(Limits.defaults(), empty, reads).content()).isEqualTo("read 0");
        FakeRequest allowed = FakeRequest.of("DELETE", "/app/orders").content("text/plain", "x");
        assertThat(run(Limits.defaults().deleteWithBody(), allowed, reads).content())
                .isEqualTo("read 1");
    }
}
