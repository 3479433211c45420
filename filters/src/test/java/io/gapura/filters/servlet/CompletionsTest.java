package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Completion;
import io.gapura.filters.Decision;
import io.gapura.filters.Endings;
import io.gapura.filters.ErrorRules;
import io.gapura.filters.Policy;
import io.gapura.filters.Stage;
import io.gapura.filters.servlet.FakeApplication.Work;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a request ended is told once, on every way out of the servlet adapter. */
class CompletionsTest {
    private final Endings endings = new Endings();
    private final FakeRequest request = FakeRequest.get("/app/orders");
    private final FakeResponse response = new FakeResponse();

    private FakeApplication application(Policy... more) {
        Policy[] all = new Policy[more.length + 1];
        all[0] = endings;
        System.arraycopy(more, 0, all, 1, more.length);
        return FakeApplication.of(Rules.pipeline(all));
    }

    private void run(Work work, Policy... more) throws Exception {
        application(more).run(request, response, work);
    }

    private void assertEnded(int status, boolean cut) {
        assertThat(endings.seen()).containsExactly(new Completion(status, cut));
    }

    @Test
    void anAnswerEndsWhenTheApplicationIsDone() throws Exception {
        run((given, answer) -> {
            answer.setStatus(201);
            answer.getWriter().print("made");
            assertThat(endings.seen()).isEmpty();
        });
        assertEnded(201, false);
    }

    @Test
    void aRefusalOfALaterPolicyEndsIt() throws Exception {
        run(
                (given, answer) -> {
                    throw new AssertionError("the application was called");
                },
                Rules.closed());
        assertEnded(403, false);
    }

    @Test
    void aRefusalOfALaterRegistrationEndsItOnce() throws Exception {
        FakeApplication.of(Rules.pipeline(endings), Rules.pipeline(Rules.closed()))
                .run(request, response, (given, answer) -> {});
        assertEnded(403, false);
    }

    @Test
    void anExceptionOfTheApplicationEndsIt() throws Exception {
        run((given, answer) -> {
            throw new IllegalStateException("canary");
        });
        assertEnded(500, false);
    }

    @Test
    void aSuccessThatIsWithheldHasNotSucceeded() throws Exception {
        FakeApplication rest = FakeApplication.of(Endpoints.JAXRS, Rules.pipeline(endings));
        rest.context().servlet("rest", "org.glassfish.jersey.servlet.ServletContainer", "/api/*");
        request.dispatched(DispatcherType.REQUEST, FakeRequest.mapping("rest", "/api/*"));
        rest.run(request, response, (given, answer) -> answer.getWriter().print("secret"));
        assertEnded(500, false);
    }

    @Test
    void anEndThatCannotBeRecordedIsA503() throws Exception {
        FakeApplication application = application();
        application.run(request, response, (given, answer) -> {
            answer.getWriter().print("paid");
            application.recording().breakDown();
        });
        assertEnded(503, false);
    }

    @Test
    void anAnswerThatIsCutOffIsSaidSo() {
        assertThatThrownBy(() -> run((given, answer) -> {
                    answer.getWriter().print("begun");
                    answer.flushBuffer();
                    throw new IllegalStateException("late");
                }))
                .isInstanceOf(CutOffException.class);
        assertEnded(200, true);
    }

    @Test
    void aClientThatLeavesWhileItIsWrittenToIsSaidSo() throws Exception {
        response.leaving();
        run((given, answer) -> {
            answer.getOutputStream().write('x');
            answer.getOutputStream().flush();
        });
        assertThat(endings.seen()).hasSize(1).allMatch(Completion::cut);
    }

    @Test
    void aClientThatLeavesWhileItIsReadIsSaidSo() throws Exception {
        FakeRequest leaving =
                FakeRequest.post("/app/orders", "text/plain", "content").leaving();
        application().run(leaving, response, (given, answer) -> {
            try {
                given.getInputStream().readAllBytes();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
        assertThat(endings.seen()).hasSize(1).allMatch(Completion::cut);
    }

    @Test
    void anAnswerThatComesLaterEndsWhenItCame() throws Exception {
        run((given, answer) -> given.startAsync());
        assertThat(endings.seen()).isEmpty();
        ((HttpServletResponse) request.async().getResponse()).setStatus(202);
        request.async().complete();
        assertEnded(202, false);
    }

    @Test
    void anAnswerThatNeverComesEndsWithTheTimeout() throws Exception {
        run((given, answer) -> given.startAsync());
        request.async().timeOut();
        assertEnded(503, false);
    }

    @Test
    void anErrorOfAnotherThreadEndsIt() throws Exception {
        run((given, answer) -> given.startAsync());
        request.async().fail(new IllegalStateException("canary"));
        assertEnded(500, false);
    }

    @Test
    void anAsynchronousAnswerThatIsCutOffIsSaidSoWhenItEnds() throws Exception {
        run((given, answer) -> given.startAsync());
        HttpServletResponse later = (HttpServletResponse) request.async().getResponse();
        later.getWriter().print("begun");
        later.flushBuffer();
        request.async().fail(new IllegalStateException("late"));
        request.async().complete();
        assertEnded(200, true);
    }

    @Test
    void aCutDuringTheFirstDispatchIsNotLeftToTheListener() {
        assertThatThrownBy(() -> run((given, answer) -> {
                    given.startAsync();
                    answer.getWriter().print("begun");
                    answer.flushBuffer();
                    throw new IllegalStateException("late");
                }))
                .isInstanceOf(CutOffException.class);
        assertEnded(200, true);
        request.async().complete();
        assertEnded(200, true);
    }

    @Test
    void aForwardIsPartOfTheSameRequest() throws Exception {
        Endings atEndpoint = new Endings("unused");
        Policy endpoint = Policy.of("endpoint", Stage.ENDPOINT, atEndpoint::decide);
        FakeApplication application = application(endpoint);
        application.run(request, response, (given, answer) -> {
            request.dispatched(DispatcherType.FORWARD, FakeRequest.mapping("other", "/other"));
            application.run(request, response, (inner, forwarded) -> forwarded.setStatus(204));
            request.dispatched(DispatcherType.REQUEST, FakeRequest.mapping("orders", "/orders/*"));
            assertThat(endings.seen()).isEmpty();
        });
        assertEnded(204, false);
        assertThat(atEndpoint.seen()).containsExactly(new Completion(204, false), new Completion(204, false));
    }

    @Test
    void anErrorThatGoesToAPageOfTheApplicationEndsWithItsStatus() throws Exception {
        FakeApplication application = application();
        application
                .recording()
                .rules(new ErrorRules(
                        "X-Request-Id", ErrorRules.Trace.RESTART, ErrorRules.Scrub.ENFORCE, true, Set.of(), 5, 100));
        application.run(request, response, (given, answer) -> answer.sendError(404));
        request.dispatched(DispatcherType.ERROR, null);
        application.run(
                request, new FakeResponse(), (given, page) -> page.getWriter().print("page"));
        assertEnded(404, false);
    }

    @Test
    void aShadowedPolicyIsTold() throws Exception {
        FakeApplication.of(io.gapura.filters.Pipeline.builder().shadow(endings).build())
                .run(request, response, (given, answer) -> {});
        assertEnded(200, false);
    }

    @Test
    void oneWhoThrowsAltersNothing() throws Exception {
        run(
                (given, answer) -> answer.getWriter().print("whole"),
                Policy.of(
                        "throws",
                        view -> Decision.proceed().onCompletion(end -> {
                            throw new IllegalStateException("canary");
                        })));
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.content()).isEqualTo("whole");
    }
}
