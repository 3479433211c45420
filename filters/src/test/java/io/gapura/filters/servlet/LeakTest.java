package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Pipeline;
import io.gapura.filters.errors.ProblemErrors;
import io.gapura.filters.servlet.FakeApplication.Work;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The canary is in everything a client sent and in everything an application said; no answer may repeat it. */
class LeakTest {
    private static final String CANARY = "canary";

    private static Map<String, Work> failures() {
        Map<String, Work> all = new LinkedHashMap<>();
        all.put("throw", (request, answer) -> {
            throw new IllegalStateException(request.getHeader("X-Input"));
        });
        all.put("checked", (request, answer) -> {
            throw new ServletException(CANARY, new IOException(CANARY));
        });
        all.put("error", (request, answer) -> {
            throw new AssertionError(CANARY);
        });
        all.put("memory", (request, answer) -> {
            throw new OutOfMemoryError(CANARY);
        });
        all.put("send-error", (request, answer) -> answer.sendError(409, request.getQueryString()));
        all.put("page", (request, answer) -> {
            answer.setStatus(503);
            answer.setHeader("X-Error", CANARY);
            answer.addCookie(new Cookie("a", CANARY));
            answer.getWriter().print(request.getParameter("input"));
        });
        all.put("redirected-status", (request, answer) -> {
            answer.setHeader("Location", CANARY);
            answer.setStatus(400);
        });
        all.put(
                "unreadable",
                (request, answer) -> answer.sendError(
                        400,
                        new String(request.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)));
        all.put("hostile", (request, answer) -> {
            throw new IllegalStateException() {
                private static final long serialVersionUID = 1L;

                @Override
                public String getMessage() {
                    throw new IllegalArgumentException(CANARY);
                }
            };
        });
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "application/xml", "text/plain", "canary/canary", ""})
    void noAnswerRepeatsWhatWasSentOrSaid(String accept) throws Exception {
        for (Map.Entry<String, Work> failure : failures().entrySet()) {
            FakeApplication application = FakeApplication.of(
                    Pipeline.builder().errors(ProblemErrors.standard()).build());
            FakeRequest request = FakeRequest.post("/app/orders/canary?input=canary", "text/canary", "canary")
                    .header("X-Input", CANARY)
                    .header("Cookie", "canary=canary")
                    .header("Accept", accept);
            FakeResponse response = application.run(request, failure.getValue());
            assertThat(response.getStatus()).as(failure.getKey()).isGreaterThanOrEqualTo(400);
            assertThat(response.content())
                    .as(failure.getKey())
                    .isNotEmpty()
                    .doesNotContain(CANARY, "Exception", "io.gapura", "java.");
            for (String name : response.getHeaderNames()) {
                assertThat(response.getHeaders(name))
                        .as(failure.getKey() + " " + name)
                        .noneMatch(value -> value.contains(CANARY));
            }
            assertThat(response.leaked()).isNull();
            assertThat(application.recording().requests()).as(failure.getKey()).hasSize(1);
        }
    }

    /** A container that fails over resets. */
    private static final class Failing extends HttpServletResponseWrapper {
        private int left;

        Failing(FakeResponse response, int times) {
            super(response);
            left = times;
        }

        @Override
        public void reset() {
            if (left-- > 0) {
                throw new IllegalStateException(CANARY);
            }
            super.reset();
        }
    }

    @Test
    void aContainerThatFailsOverTheAnswerIsGivenStaticBytes() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        FakeResponse response = new FakeResponse();
        application.run(
                FakeRequest.get("/app/orders"), new Failing(response, 1), (request, answer) -> answer.sendError(404));
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.content())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500}");
        assertThat(application.recording().requests()).hasSize(1);
    }

    @Test
    void aContainerThatFailsOverThoseTooIsLeftWithoutAWord() {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        FakeResponse response = new FakeResponse();
        assertThatThrownBy(() ->
                        application.run(FakeRequest.get("/app/orders"), new Failing(response, 9), (request, answer) -> {
                            throw new IllegalStateException(CANARY);
                        }))
                .isInstanceOf(CutOffException.class)
                .hasNoCause();
        assertThat(response.left()).isEmpty();
        assertThat(application.recording().requests()).hasSize(1);
    }
}
