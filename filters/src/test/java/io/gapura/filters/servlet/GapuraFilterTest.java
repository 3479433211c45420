package io.gapura.filters.servlet;

import static io.gapura.filters.servlet.FilterWorks.HELLO;
import static io.gapura.filters.servlet.FilterWorks.UNREACHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GapuraFilterTest {
    @Test
    void anAdmittedRequestIsServedAndCompletedOnce() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline(Rules.mark("Mark")));
        FakeResponse response = application.run(FakeRequest.get("/app/orders"), HELLO);
        assertThat(response.content()).isEqualTo("hello");
        assertThat(response.getHeader("X-Mark")).isEqualTo("gate");
        assertThat(application.recording().only())
                .returns(AuditEvent.Kind.COMPLETED, AuditEvent::kind)
                .returns(200, AuditEvent::status);
        assertThat(response.getHeader("X-Request-Id"))
                .isEqualTo(application.recording().only().incident().toString());
    }

    @Test
    void aRefusedRequestNeverReachesTheApplication() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline(Rules.mark("Mark"), Rules.closed()));
        FakeResponse response = application.run(FakeRequest.get("/app/orders"), UNREACHED);
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.content()).contains("access-denied").doesNotContain("closed");
        assertThat(response.getHeader("X-Mark")).isEqualTo("gate");
        assertThat(response.getHeader("Content-Length"))
                .isEqualTo(Integer.toString(response.content().length()));
        assertThat(application.recording().only().policy()).contains("closed");
    }

    @Test
    void aRefusedHeadHasTheLengthAndNoContent() throws Exception {
        FakeResponse response = FakeApplication.of(Rules.pipeline(Rules.closed()))
                .run(FakeRequest.of("HEAD", "/app/orders"), UNREACHED);
        assertThat(response.content()).isEmpty();
        assertThat(Integer.parseInt(response.getHeader("Content-Length"))).isPositive();
    }

    @Test
    void anAnswerOfTheGateItselfHasNoContent() throws Exception {
        FakeResponse response = FakeApplication.of(Rules.pipeline(Rules.preflight()))
                .run(FakeRequest.of("OPTIONS", "/app/orders"), UNREACHED);
        assertThat(response.getStatus()).isEqualTo(204);
        assertThat(response.getHeader("X-Allowed")).isEqualTo("yes");
        assertThat(response.getHeader("Content-Length")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"/app/%2e%2e/x, 400", "/app/x%00, 400", "/app/..;/x, 400", "/elsewhere/x, 400", "/app/x?a=%zz, 400"})
    void aRequestThatCannotBeReadIsRefusedBeforeAnyPolicy(String target, int status) throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline(Policy.of("never", request -> {
            throw new AssertionError("a policy was asked");
        })));
        FakeResponse response = application.run(FakeRequest.get(target), UNREACHED);
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(application.recording().only().unread()).isPresent();
    }

    @Test
    void rulesSeeThePathWithinTheApplicationAndSignaturesTheRawOne() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        application.run(FakeRequest.get("/app/orders/%41;v=1"), HELLO);
        AuditEvent event = application.recording().only();
        assertThat(event.request().orElseThrow().target().path()).isEqualTo("/orders/A");
        assertThat(event.request().orElseThrow().target().rawPath()).isEqualTo("/app/orders/%41;v=1");
    }

    @Test
    void theSchemeAndThePeerAreThoseOfTheConnection() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        application.run(FakeRequest.get("/app/orders").secure().header("X-Forwarded-For", "10.0.0.1"), HELLO);
        var view = application.recording().only().request().orElseThrow();
        assertThat(view.scheme()).isEqualTo("https");
        assertThat(view.client().address()).isEqualTo("192.0.2.1");
    }

    @Test
    void repeatedHeaderLinesAreAllRead() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        application.run(
                FakeRequest.get("/app/orders")
                        .header("X-A", "1")
                        .header("X-B", "2")
                        .header("x-a", "3"),
                HELLO);
        var headers = application.recording().only().request().orElseThrow().headers();
        assertThat(headers.all("X-A")).containsExactly("1", "3");
    }

    @Test
    void anEscapingExceptionIsRenderedAndItsTextIsNot() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline(Rules.mark("Mark")));
        FakeResponse response = application.run(FakeRequest.get("/app/orders"), (request, answer) -> {
            answer.setHeader("ETag", "\"canary\"");
            answer.getWriter().print("half of it");
            throw new ServletException("canary");
        });
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.content())
                .contains("internal-error")
                .doesNotContain("canary")
                .doesNotContain("half");
        assertThat(response.getHeader("ETag")).isNull();
        assertThat(response.getHeader("X-Mark")).isEqualTo("gate");
        assertThat(application.recording().only().status()).isEqualTo(500);
    }

    @Test
    void anErrorIsRenderedLikeAnException() throws Exception {
        FakeResponse response = FakeApplication.of(Rules.pipeline())
                .run(FakeRequest.get("/app/orders"), (request, answer) -> {
                    throw new StackOverflowError();
                });
        assertThat(response.getStatus()).isEqualTo(500);
    }

    @Test
    void aRejectionThatWasThrownDecidesTheAnswer() throws Exception {
        FakeResponse response = FakeApplication.of(Rules.pipeline())
                .run(FakeRequest.get("/app/orders"), (request, answer) -> {
                    throw new ServletException(new RefusedException(Rejection.of(409, "conflict-found", "test")));
                });
        assertThat(response.getStatus()).isEqualTo(409);
    }

    @Test
    void anAnswerThatHasLeftIsCutOffAndNothingIsAppended() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        FakeResponse response = new FakeResponse();
        assertThatThrownBy(() -> application.run(FakeRequest.get("/app/orders"), response, (request, answer) -> {
                    answer.getWriter().print("begun");
                    answer.flushBuffer();
                    throw new IllegalStateException("late");
                }))
                .isInstanceOf(CutOffException.class);
        assertThat(response.content()).isEqualTo("begun");
        assertThat(application.recording().only())
                .returns(AuditEvent.Kind.FAILED, AuditEvent::kind)
                .returns(200, AuditEvent::status);
    }

    @Test
    void aClientThatLeftMayReadThatItDidAndLeavesOneEvent() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        FakeResponse response = new FakeResponse();
        FakeRequest request =
                FakeRequest.post("/app/orders", "text/plain", "content").leaving();
        application.run(
                request, response, (given, answer) -> given.getInputStream().read());
        assertThat(response.content()).contains("request-malformed").doesNotContain("gone");
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getHeader("Connection")).isEqualTo("close");
        assertThat(response.leaked()).isNull();
        assertThat(application.recording().only().rejection())
                .map(Rejection::reason)
                .contains("client-gone");
    }

    @Test
    void aClientThatLeftIsKnownHoweverItsExceptionIsWrapped() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        FakeRequest request =
                FakeRequest.post("/app/orders", "text/plain", "content").leaving();
        FakeResponse response = application.run(request, (given, answer) -> {
            try {
                given.getInputStream().read();
            } catch (IOException gone) {
                throw new ServletException(gone);
            }
        });
        assertThat(response.content()).contains("request-malformed").doesNotContain("gone");
        assertThat(application.recording().only().rejection())
                .map(Rejection::reason)
                .contains("client-gone");
    }

    @Test
    void anIoExceptionOfTheApplicationsOwnIsAFailure() throws Exception {
        FakeResponse response = FakeApplication.of(Rules.pipeline())
                .run(FakeRequest.get("/app/orders"), (request, answer) -> {
                    throw new IOException("a file is missing");
                });
        assertThat(response.getStatus()).isEqualTo(500);
    }

    @Test
    void anAnswerThatCannotBeRecordedDoesNotLeave() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        FakeResponse response = application.run(FakeRequest.get("/app/orders"), (request, answer) -> {
            answer.getOutputStream().print("paid");
            answer.getOutputStream().close();
            application.recording().breakDown();
        });
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.content()).doesNotContain("paid");
    }

    @Test
    void nothingRunsWhileTheSinkIsDown() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        application.recording().breakDown();
        assertThat(application.run(FakeRequest.get("/app/orders"), UNREACHED).getStatus())
                .isEqualTo(503);
    }

    @Test
    void aForgottenFeatureIsRefused() throws Exception {
        FakeApplication application = FakeApplication.of(Endpoints.JAXRS, Rules.pipeline());
        application.context().servlet("rest", "org.glassfish.jersey.servlet.ServletContainer", "/api/*");
        FakeResponse response = application.run(
                FakeRequest.get("/app/api").dispatched(DispatcherType.REQUEST, FakeRequest.mapping("rest", "/api/*")),
                HELLO);
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.content()).doesNotContain("hello");
        assertThat(application.recording().only().rejection())
                .map(Rejection::reason)
                .contains("feature-missing");
    }

    @Test
    void aFeatureThatEnteredTheEndpointLetsTheAnswerLeave() throws Exception {
        FakeApplication application = FakeApplication.of(Endpoints.JAXRS, Rules.pipeline());
        application.context().servlet("rest", "org.glassfish.jersey.servlet.ServletContainer", "/api/*");
        FakeRequest request =
                FakeRequest.get("/app/api").dispatched(DispatcherType.REQUEST, FakeRequest.mapping("rest", "/api/*"));
        FakeResponse response = application.run(request, (given, answer) -> {
            Exchange exchange = (Exchange) given.getAttribute(Exchange.ATTRIBUTE);
            assertThat(exchange.enter(io.gapura.filters.Endpoint.unknown("GET", "/x", "feature")))
                    .isEmpty();
            answer.getWriter().print("hello");
            request.dispatched(DispatcherType.ASYNC, FakeRequest.mapping("rest", "/api/*"));
            application.run(given, answer, (again, same) -> {});
        });
        assertThat(response.content()).isEqualTo("hello");
    }

    @Test
    void anAnswerThatTheFeatureDecidedReplacesWhatTheRuntimeWrites() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        FakeResponse response = application.run(FakeRequest.get("/app/orders"), (given, answer) -> {
            Exchange exchange = (Exchange) given.getAttribute(Exchange.ATTRIBUTE);
            exchange.refuse(Rejection.of(422, "content-refused", "test"));
            answer.setStatus(200);
            answer.getWriter().print("something else");
        });
        assertThat(response.getStatus()).isEqualTo(422);
        assertThat(response.content()).contains("content-refused").doesNotContain("something");
    }

    @Test
    void aServletBesideTheRestRuntimeIsDecidedByTheFilter() throws Exception {
        FakeApplication application =
                FakeApplication.of(Endpoints.JAXRS, Rules.pipeline(Rules.only(FakeApplication.Orders.class)));
        assertThat(application.run(FakeRequest.get("/app/orders"), HELLO).getStatus())
                .isEqualTo(200);
        assertThat(application
                        .run(
                                FakeRequest.get("/app/other")
                                        .dispatched(DispatcherType.REQUEST, FakeRequest.mapping("other", "/other")),
                                UNREACHED)
                        .getStatus())
                .isEqualTo(403);
    }

    @Test
    void twoRequestsShareNothing() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline(Rules.caller(), Rules.callersOnly()));
        FakeRequest known = FakeRequest.get("/app/orders").header("X-Caller", "ann");
        FakeResponse inner = new FakeResponse();
        FakeResponse outer = application.run(known, (given, answer) -> {
            application.run(FakeRequest.get("/app/orders"), inner, UNREACHED);
            answer.getWriter().print(given.getUserPrincipal().getName());
        });
        assertThat(inner.getStatus()).isEqualTo(401);
        assertThat(outer.content()).isEqualTo("ann");
    }

    @Test
    void aFilterThatWasNotStartedPassesNothing() {
        GapuraFilter filter = new GapuraFilter(Pipeline.builder().build());
        assertThatThrownBy(() -> filter.doFilter(FakeRequest.get("/app"), new FakeResponse(), (request, response) -> {
                    throw new AssertionError("passed");
                }))
                .isInstanceOf(ServletException.class);
    }

    @Test
    void onHttp2NoFieldOfTheConnectionIsSent() throws Exception {
        FakeApplication closed = FakeApplication.of(Rules.pipeline(Rules.closed()));
        for (String protocol : new String[] {"HTTP/1.1", "HTTP/2.0", "HTTP/1.0"}) {
            FakeResponse response = new FakeResponse();
            HttpServletRequestWrapper request =
                    new HttpServletRequestWrapper(FakeRequest.post("/app/orders", "text/plain", "content")) {
                        @Override
                        public String getProtocol() {
                            return protocol;
                        }
                    };
            closed.run(request, response, (given, answer) -> {});
            assertThat(response.getStatus()).isEqualTo(403);
            assertThat(response.getHeader("Connection")).isEqualTo(protocol.equals("HTTP/1.1") ? "close" : null);
        }
    }

    @Test
    void anErrorWhileTheRequestIsReadIsAnsweredAndRecordedToo() throws Exception {
        FakeApplication open = FakeApplication.of(Rules.pipeline(Rules.mark("Mark")));
        FakeResponse response = new FakeResponse();
        HttpServletRequestWrapper request = new HttpServletRequestWrapper(FakeRequest.get("/app/orders")) {
            @Override
            public String getRequestURI() {
                throw new StackOverflowError("canary");
            }
        };
        open.run(request, response, (given, answer) -> answer.getWriter().print("secret"));
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.content()).contains("internal-error").doesNotContain("canary");
        assertThat(open.recording().only().rejection()).map(Rejection::reason).contains("unreadable");
    }

    @Test
    void contentThatTheApplicationFindsTooLargeClosesTheConnectionToo() throws Exception {
        FakeApplication open = FakeApplication.of(Rules.pipeline(Rules.mark("Mark")));
        for (int status : new int[] {413, 408, 409}) {
            FakeResponse response =
                    open.run(FakeRequest.post("/app/orders", "text/plain", "content"), (given, answer) -> {
                        given.getInputStream().readAllBytes();
                        answer.sendError(status);
                    });
            assertThat(response.getHeader("Connection")).isEqualTo(status == 409 ? null : "close");
        }
    }
}
