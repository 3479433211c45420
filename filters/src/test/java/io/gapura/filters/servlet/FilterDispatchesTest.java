package io.gapura.filters.servlet;

import static io.gapura.filters.servlet.FilterWorks.HELLO;
import static io.gapura.filters.servlet.FilterWorks.UNREACHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Policy;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Forwards, includes and error dispatches: decided for what they lead to, rendered once. */
class FilterDispatchesTest {
    @Test
    void aForwardToAnotherServletIsDecidedAgain() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline(Rules.only(FakeApplication.Orders.class)));
        FakeRequest request = FakeRequest.get("/app/orders");
        FakeResponse response = application.run(request, (given, answer) -> {
            request.dispatched(DispatcherType.FORWARD, FakeRequest.mapping("other", "/other"))
                    .attribute(RequestDispatcher.FORWARD_REQUEST_URI, "/app/orders");
            application.run(given, answer, UNREACHED);
        });
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(application.recording().requests()).hasSize(1);
    }

    @Test
    void aNamedForwardGoesToAnEndpointThatNoRuleCovers() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline(Rules.only(FakeApplication.Orders.class)));
        FakeRequest request = FakeRequest.get("/app/orders");
        FakeResponse response = application.run(request, (given, answer) -> {
            request.dispatched(DispatcherType.FORWARD, FakeRequest.mapping("orders", "/orders/*"));
            application.run(given, answer, UNREACHED);
        });
        assertThat(response.getStatus()).isEqualTo(403);
    }

    @Test
    void anIncludeOfAnotherServletIsDecidedAgainAndAnsweredAfterwards() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline(Rules.only(FakeApplication.Orders.class)));
        FakeRequest request = FakeRequest.get("/app/orders");
        FakeResponse raw = new FakeResponse();
        application.run(request, raw, (given, answer) -> {
            answer.getWriter().print("begun");
            request.dispatched(DispatcherType.INCLUDE, FakeRequest.mapping("orders", "/orders/*"))
                    .attribute(RequestDispatcher.INCLUDE_MAPPING, FakeRequest.mapping("other", "/other"));
            application.run(given, answer, UNREACHED);
            request.dispatched(DispatcherType.REQUEST, FakeRequest.mapping("orders", "/orders/*"));
            assertThat(answer.isCommitted()).isTrue();
            answer.getWriter().print("after");
        });
        assertThat(raw.getStatus()).isEqualTo(403);
        assertThat(raw.content()).doesNotContain("begun").doesNotContain("after");
    }

    @Test
    void aForwardThatDidNotPassTheFilterIsNotServed() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        FakeRequest request = FakeRequest.get("/app/orders");
        FakeResponse response = application.run(request, (given, answer) -> {
            request.dispatched(DispatcherType.FORWARD, FakeRequest.mapping("other", "/other"));
            answer.getWriter().print("secret");
        });
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.content()).contains("gate-misconfigured").doesNotContain("secret");
    }

    @Test
    void aSecondEntryOfTheSameRequestRunsNothingAgain() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        FakeApplication application = FakeApplication.of(Rules.pipeline(Policy.of("count", request -> {
            runs.incrementAndGet();
            return io.gapura.filters.Decision.proceed();
        })));
        FakeRequest request = FakeRequest.get("/app/orders");
        application.run(request, (given, answer) -> {
            request.dispatched(DispatcherType.ASYNC, FakeRequest.mapping("orders", "/orders/*"));
            application.run(request, (FakeResponse) raw(answer), HELLO);
        });
        assertThat(runs).hasValue(1);
        assertThat(application.recording().requests()).hasSize(1);
    }

    private static Object raw(jakarta.servlet.http.HttpServletResponse answer) {
        return ((jakarta.servlet.ServletResponseWrapper) answer).getResponse();
    }

    @Test
    void anErrorDispatchIsRenderedWithoutPolicyOrPage() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline(Rules.closed()));
        FakeRequest request = FakeRequest.get("/app/orders")
                .dispatched(DispatcherType.ERROR, null)
                .attribute(RequestDispatcher.ERROR_STATUS_CODE, 401)
                .attribute(RequestDispatcher.ERROR_MESSAGE, "canary");
        FakeResponse response = application.run(request, UNREACHED);
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.content()).contains("status-401").doesNotContain("canary");
        assertThat(application.recording().only().status()).isEqualTo(401);
    }

    @Test
    void anErrorDispatchAfterTheEndHasTheSameIncident() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        FakeRequest request = FakeRequest.get("/app/orders");
        FakeResponse first = application.run(request, (given, answer) -> answer.setStatus(200));
        request.dispatched(DispatcherType.ERROR, null).attribute(RequestDispatcher.ERROR_STATUS_CODE, 500);
        FakeResponse second = application.run(request, UNREACHED);
        assertThat(second.getStatus()).isEqualTo(500);
        assertThat(second.getHeader("X-Request-Id")).isEqualTo(first.getHeader("X-Request-Id"));
        assertThat(application.recording().requests()).hasSize(1);
    }

    @Test
    void anErrorDispatchOfACommittedAnswerWritesNothing() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        FakeResponse response = new FakeResponse();
        response.flushBuffer();
        application.run(FakeRequest.get("/app/orders").dispatched(DispatcherType.ERROR, null), response, UNREACHED);
        assertThat(response.content()).isEmpty();
    }
}
