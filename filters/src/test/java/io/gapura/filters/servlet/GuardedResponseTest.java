package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Decision;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedResponseTest extends GuardedAnswers {
    @ParameterizedTest
    @CsvSource({"404, not-found", "405, method-not-allowed", "400, status-400", "503, status-503", "599, status-599"})
    void aStatusOfTheApplicationIsRenderedByItsCode(int status, String code) throws Exception {
        FakeResponse response = run((request, answer) -> answer.sendError(status, "canary"));
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.content()).contains("\"" + code + "\"").doesNotContain("canary");
        assertThat(response.leaked()).isNull();
        assertThat(response.getHeader("X-Mark")).isEqualTo("gate");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 399, 600, 0})
    void anErrorThatIsNoneIsAServersFault(int status) throws Exception {
        assertThat(run((request, answer) -> answer.sendError(status)).getStatus())
                .isEqualTo(500);
    }

    @Test
    void anApplicationsErrorIsRecordedAsItsOwnAnswer() throws Exception {
        run((request, answer) -> answer.sendError(404));
        assertThat(application.recording().only())
                .returns(AuditEvent.Kind.COMPLETED, AuditEvent::kind)
                .returns(404, AuditEvent::status);
    }

    @Test
    void anApplicationsFailureIsRecordedAsOne() throws Exception {
        run((request, answer) -> answer.setStatus(502));
        assertThat(application.recording().only())
                .returns(AuditEvent.Kind.FAILED, AuditEvent::kind)
                .returns(502, AuditEvent::status);
    }

    @Test
    void afterSendErrorTheResponseBehavesAsCommitted() throws Exception {
        FakeResponse response = run((request, answer) -> {
            answer.sendError(404);
            assertThat(answer.isCommitted()).isTrue();
            assertThat(answer.getStatus()).isEqualTo(404);
            answer.setStatus(200);
            answer.reset();
            answer.resetBuffer();
            answer.flushBuffer();
            answer.sendError(500);
            answer.sendRedirect("/elsewhere");
            answer.setHeader("ETag", "x");
            answer.getWriter().print("more");
            answer.getWriter().flush();
        });
        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(response.content()).contains("not-found").doesNotContain("more");
        assertThat(response.getHeader("ETag")).isNull();
        assertThat(response.getHeader("Location")).isNull();
    }

    @Test
    void afterSendErrorAStreamGoesNowhereToo() throws Exception {
        FakeResponse response = run((request, answer) -> {
            answer.sendError(404);
            answer.getOutputStream().print("more");
            answer.getOutputStream().write('!');
            answer.getOutputStream().flush();
            answer.getOutputStream().close();
            assertThat(answer.getOutputStream().isReady()).isTrue();
            assertThatThrownBy(() -> answer.getOutputStream().setWriteListener(null))
                    .isInstanceOf(IllegalStateException.class);
        });
        assertThat(response.content()).doesNotContain("more").doesNotContain("!");
    }

    @Test
    void sendErrorAfterTheAnswerHasLeftIsAMistake() {
        assertThatThrownBy(() -> run((request, answer) -> {
                    answer.flushBuffer();
                    answer.sendError(500);
                }))
                .isInstanceOf(CutOffException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aForeignErrorBodyIsReplaced() throws Exception {
        FakeResponse response = run((request, answer) -> {
            answer.setStatus(418);
            answer.setContentType("text/html");
            answer.getWriter().print("canary");
        });
        assertThat(response.content()).contains("status-418").doesNotContain("canary");
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void anErrorStatusSetAfterTheBodyIsReplacedToo() throws Exception {
        FakeResponse response = run((request, answer) -> {
            answer.getWriter().print("canary");
            answer.setStatus(400);
        });
        assertThat(response.content()).contains("status-400").doesNotContain("canary");
    }

    @Test
    void anErrorStatusWithoutBodyIsRendered() throws Exception {
        FakeResponse response = run((request, answer) -> answer.setStatus(404));
        assertThat(response.content()).contains("not-found");
    }

    @Test
    void anErrorThatIsFlushedIsReplacedFirst() throws Exception {
        FakeResponse response = run((request, answer) -> {
            answer.getWriter().print("canary");
            answer.setStatus(404);
            answer.flushBuffer();
        });
        assertThat(response.content()).contains("not-found").doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "405, Allow, GET",
        "401, WWW-Authenticate, Basic",
        "429, Retry-After, 7",
        "503, Retry-After, 7",
        "415, Accept, text/plain",
        "415, Accept-Patch, text/plain",
        "416, Content-Range, bytes */9"
    })
    void whatAnErrorMustSayIsKept(int status, String name, String value) throws Exception {
        FakeResponse response = run((request, answer) -> {
            answer.setHeader(name, value);
            answer.setHeader("ETag", "x");
            answer.sendError(status);
        });
        assertThat(response.getHeaders(name)).containsExactly(value);
        assertThat(response.getHeader("ETag")).isNull();
    }

    @Test
    void aHeaderThatNobodyMaySendIsNotKept() throws Exception {
        FakeResponse response = run((request, answer) -> {
            answer.setHeader("Allow", "GET\r\nX-Split: 1");
            answer.sendError(405);
        });
        assertThat(response.getStatus()).isEqualTo(405);
        assertThat(response.getHeader("Allow")).isNull();
    }

    @Test
    void severalChallengesAreSeveralLines() throws Exception {
        FakeResponse response = run((request, answer) -> {
            answer.addHeader("WWW-Authenticate", "Basic");
            answer.addHeader("WWW-Authenticate", "Bearer");
            answer.sendError(401);
        });
        assertThat(response.getHeaders("WWW-Authenticate")).containsExactly("Basic", "Bearer");
    }

    @Test
    void theHeadersOfTheGateOutliveAReset() throws Exception {
        FakeResponse response = run((request, answer) -> {
            answer.reset();
            assertThat(answer.getHeaders("X-Mark")).containsExactly("gate");
        });
        assertThat(response.getHeader("X-Mark")).isEqualTo("gate");
    }

    @Test
    void theApplicationCannotTakeAHeaderOfTheGateAway() throws Exception {
        FakeResponse response = run((request, answer) -> {
            answer.setHeader("X-Mark", "application");
            answer.getWriter().print("hello");
        });
        assertThat(response.getHeaders("X-Mark")).containsExactly("gate");
        FakeResponse empty = run((request, answer) -> answer.setHeader("X-Mark", "application"));
        assertThat(empty.getHeaders("X-Mark")).containsExactly("gate");
    }

    @Test
    void varyIsAListThatBothMayFill() throws Exception {
        FakeApplication varying = FakeApplication.of(
                Rules.pipeline(Policy.of("vary", request -> Decision.proceed().responseHeader("Vary", "Origin"))));
        FakeResponse response = varying.run(FakeRequest.get("/app/orders"), (request, answer) -> {
            answer.addHeader("Vary", "Accept");
            answer.getWriter().print("hello");
        });
        assertThat(response.getHeaders("Vary")).containsExactlyInAnyOrder("Origin", "Accept");
    }

    @Test
    void aRedirectOfAnAdmittedRequestLeavesAndIsRecordedFirst() throws Exception {
        FakeResponse response = run((request, answer) -> answer.sendRedirect("/elsewhere"));
        assertThat(response.getStatus()).isEqualTo(302);
        assertThat(response.getHeader("Location")).isEqualTo("/elsewhere");
        assertThat(application.recording().only().status()).isEqualTo(302);
    }

    @Test
    void aRedirectThatCannotBeRecordedDoesNotLeave() throws Exception {
        FakeResponse response = run((request, answer) -> {
            application.recording().breakDown();
            answer.sendRedirect("/elsewhere");
        });
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Location")).isNull();
    }

    @Test
    void theRedirectOfServlet61IsCaughtToo() throws Exception {
        Method redirect = GuardedResponse.class.getMethod("sendRedirect", String.class, int.class, boolean.class);
        assertThat(redirect.getDeclaringClass()).isEqualTo(GuardedResponse.class);
        FakeResponse response = run((request, answer) -> {
            answer.getWriter().print("before");
            ((GuardedResponse) answer).sendRedirect("/elsewhere", 303, true);
        });
        assertThat(response.getStatus()).isEqualTo(303);
        assertThat(response.getHeader("Location")).isEqualTo("/elsewhere");
        assertThat(response.content()).isEmpty();
    }

    @Test
    void streamAndWriterExcludeEachOtherUntilAReset() throws Exception {
        run((request, answer) -> {
            PrintWriter writer = answer.getWriter();
            assertThat(answer.getWriter()).isSameAs(writer);
            assertThatThrownBy(answer::getOutputStream).isInstanceOf(IllegalStateException.class);
            answer.reset();
            answer.getOutputStream();
            assertThatThrownBy(answer::getWriter).isInstanceOf(IllegalStateException.class);
        });
        assertThat(application.recording().only().status()).isEqualTo(200);
    }

    @Test
    void nothingIsWrittenAfterClose() throws Exception {
        FakeResponse response = run((request, answer) -> {
            answer.getWriter().print("hello");
            answer.getWriter().close();
            answer.getWriter().print("more");
        });
        assertThat(response.content()).isEqualTo("hello");
        FakeResponse stream = run((request, answer) -> {
            answer.getOutputStream().print("hello");
            answer.getOutputStream().close();
            answer.getOutputStream().print("more");
            answer.getOutputStream().write('!');
            answer.getOutputStream().flush();
        });
        assertThat(stream.content()).isEqualTo("hello");
    }

    @Test
    void aWriterTellsThatTheClientLeft() throws Exception {
        FakeResponse leaving = new FakeResponse().leaving();
        application.run(FakeRequest.get("/app/orders"), leaving, (request, answer) -> {
            answer.getWriter().print("hello");
            assertThat(answer.getWriter().checkError()).isTrue();
            throw new java.io.IOException("gave up");
        });
        assertThat(leaving.left()).isEmpty();
        assertThat(application.recording().only().rejection())
                .map(Rejection::reason)
                .contains("client-gone");
    }

    @Test
    void aStreamThatThrowsMeansThatTheClientLeft() throws Exception {
        FakeResponse leaving = new FakeResponse().leaving();
        application.run(FakeRequest.get("/app/orders"), leaving, (request, answer) -> {
            answer.getOutputStream().print("hello");
            answer.getOutputStream().flush();
        });
        assertThat(leaving.left()).isEmpty();
        assertThat(application.recording().only().rejection())
                .map(Rejection::reason)
                .contains("client-gone");
    }

    @Test
    void aClientThatLeftBeforeARefusalChangesNothing() throws Exception {
        FakeApplication closed = FakeApplication.of(Rules.pipeline(Rules.closed()));
        closed.run(FakeRequest.get("/app/orders"), new FakeResponse().leaving(), (request, answer) -> {});
        assertThat(closed.recording().only().status()).isEqualTo(403);
    }
}
