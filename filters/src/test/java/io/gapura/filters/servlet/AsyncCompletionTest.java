package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Rejection;
import io.gapura.filters.servlet.FakeApplication.Work;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

class AsyncCompletionTest {
    private final FakeApplication application = FakeApplication.of(Rules.pipeline(Rules.mark("Mark")));
    private final FakeRequest request = FakeRequest.get("/app/orders");
    private final FakeResponse response = new FakeResponse();

    private void run(Work work) throws Exception {
        application.run(request, response, work);
    }

    @Test
    void anAnswerThatComesLaterIsCompletedOnceWhenItCame() throws Exception {
        run((given, answer) -> given.startAsync());
        assertThat(application.recording().requests()).isEmpty();
        HttpServletResponse later = (HttpServletResponse) request.async().getResponse();
        later.getWriter().print("later");
        request.async().complete();
        assertThat(response.content()).isEqualTo("later");
        assertThat(application.recording().only().status()).isEqualTo(200);
    }

    @Test
    void theBareResponseIsNotHandedOut() throws Exception {
        run((given, answer) -> given.startAsync());
        assertThat(request.async().getResponse()).isInstanceOf(GuardedResponse.class);
        assertThat(request.async().getRequest()).isInstanceOf(ReplayedRequest.class);
    }

    @Test
    void aSendErrorOfAnotherThreadIsRenderedAtOnce() throws Exception {
        run((given, answer) -> given.startAsync());
        ((HttpServletResponse) request.async().getResponse()).sendError(404, "canary");
        assertThat(response.left()).contains("not-found").doesNotContain("canary");
        request.async().complete();
        assertThat(application.recording().only().status()).isEqualTo(404);
    }

    @Test
    void aTimeoutIsAnsweredAndEnded() throws Exception {
        run((given, answer) -> given.startAsync());
        request.async().timeOut();
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.content()).contains("timed-out");
        assertThat(response.getHeader("X-Mark")).isEqualTo("gate");
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(request.async().isCompleted()).isTrue();
        assertThat(application.recording().only().status()).isEqualTo(503);
    }

    @Test
    void anErrorOfAnotherThreadIsAnsweredAndEnded() throws Exception {
        run((given, answer) -> given.startAsync());
        request.async().fail(new IllegalStateException("canary"));
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.content()).contains("internal-error").doesNotContain("canary");
        assertThat(request.async().isCompleted()).isTrue();
    }

    @Test
    void anErrorWithoutAThrowableIsOneToo() throws Exception {
        run((given, answer) -> given.startAsync());
        request.async().fail(null);
        assertThat(response.getStatus()).isEqualTo(500);
    }

    @Test
    void anErrorAfterTheAnswerHasLeftIsTheContainersToBreakOff() throws Exception {
        run((given, answer) -> given.startAsync());
        HttpServletResponse later = (HttpServletResponse) request.async().getResponse();
        later.getWriter().print("begun");
        later.flushBuffer();
        request.async().fail(new IllegalStateException("late"));
        assertThat(request.async().isCompleted()).isFalse();
        assertThat(response.left()).isEqualTo("begun");
        assertThat(application.recording().only().kind()).isEqualTo(AuditEvent.Kind.FAILED);
    }

    @Test
    void aListenerThatEndedFirstIsNoFailure() throws Exception {
        run((given, answer) -> given.startAsync());
        request.async().complete();
        request.async().timeOut();
        assertThat(application.recording().requests()).hasSize(1);
    }

    @Test
    void everyFurtherCycleHasOurListenerOnce() throws Exception {
        run((given, answer) -> {
            given.startAsync();
            request.async().dispatch();
            for (int cycle = 0; cycle < 3; cycle++) {
                given.startAsync();
                assertThat(request.async().listening()).isEqualTo(1);
            }
        });
        request.async().complete();
        assertThat(application.recording().requests()).hasSize(1);
    }

    @Test
    void aCycleThatWasStartedBehindOurBackIsJoined() throws Exception {
        run((given, answer) -> request.startAsync(request, response));
        assertThat(request.async().listening()).isEqualTo(1);
        assertThat(application.recording().requests()).isEmpty();
        request.async().complete();
        assertThat(application.recording().requests()).hasSize(1);
    }

    @Test
    void anExceptionAfterStartIsRenderedAndCompletedOnce() throws Exception {
        run((given, answer) -> {
            given.startAsync();
            throw new IllegalStateException("canary");
        });
        assertThat(response.getStatus()).isEqualTo(500);
        request.async().complete();
        assertThat(application.recording().requests()).hasSize(1);
    }

    @Test
    void anAsyncDispatchRunsNothingAgainAndItsExceptionIsRendered() throws Exception {
        run((given, answer) -> given.startAsync());
        request.async().dispatch();
        request.dispatched(DispatcherType.ASYNC, FakeRequest.mapping("orders", "/orders/*"));
        application.run(request, response, (given, answer) -> {
            assertThat(given).isInstanceOf(ReplayedRequest.class);
            assertThat(answer).isInstanceOf(GuardedResponse.class);
            throw new IllegalStateException("canary");
        });
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.content()).doesNotContain("canary");
        request.async().complete();
        assertThat(application.recording().requests()).hasSize(1);
    }

    @Test
    void anAsyncDispatchToAnotherServletIsDecidedAgain() throws Exception {
        FakeApplication ruled = FakeApplication.of(Rules.pipeline(Rules.only(FakeApplication.Orders.class)));
        ruled.run(request, response, (given, answer) -> given.startAsync());
        request.async().dispatch();
        request.dispatched(DispatcherType.ASYNC, FakeRequest.mapping("other", "/other"));
        ruled.run(request, response, (given, answer) -> {
            throw new AssertionError("the application was called");
        });
        assertThat(response.getStatus()).isEqualTo(403);
    }

    @Test
    void aSuccessThatIsWithheldDoesNotLeaveLaterEither() throws Exception {
        FakeApplication rest = FakeApplication.of(Endpoints.JAXRS, Rules.pipeline());
        rest.context().servlet("rest", "org.glassfish.jersey.servlet.ServletContainer", "/api/*");
        request.dispatched(DispatcherType.REQUEST, FakeRequest.mapping("rest", "/api/*"));
        rest.run(request, response, (given, answer) -> given.startAsync());
        HttpServletResponse later = (HttpServletResponse) request.async().getResponse();
        later.getWriter().print("secret");
        request.async().complete();
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.content()).doesNotContain("secret");
    }

    @Test
    void anAnswerThatComesLaterAndCannotBeRecordedDoesNotLeave() throws Exception {
        run((given, answer) -> given.startAsync());
        ((HttpServletResponse) request.async().getResponse()).getWriter().print("paid");
        application.recording().breakDown();
        request.async().complete();
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.content()).doesNotContain("paid");
    }

    @Test
    void streamsOfLaterAnswersAreReallyClosed() throws Exception {
        run((given, answer) -> given.startAsync());
        HttpServletResponse later = (HttpServletResponse) request.async().getResponse();
        later.getWriter().print("done");
        later.getWriter().close();
        assertThat(response.left()).isEqualTo("done");
    }

    @Test
    void aRegistrationThatDoesNotSupportAsyncIsSaidSo() throws Exception {
        FakeRequest without = FakeRequest.get("/app/orders").withoutAsync();
        FakeResponse answer = application.run(without, (given, guarded) -> {
            assertThatThrownBy(given::startAsync).isInstanceOf(IllegalStateException.class);
        });
        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.content()).contains("gate-misconfigured");
        assertThat(application.recording().only().rejection())
                .map(Rejection::code)
                .contains("gate-misconfigured");
    }
}
