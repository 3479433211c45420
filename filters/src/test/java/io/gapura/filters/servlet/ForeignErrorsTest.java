package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Decision;
import io.gapura.filters.ErrorRules;
import io.gapura.filters.Exchange;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.errors.OwnErrorBody;
import io.gapura.filters.errors.ProblemErrors;
import io.gapura.filters.servlet.FakeApplication.Work;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the errors that an application answers itself, and of what it had set before. */
class ForeignErrorsTest {
    private static final Work PAGE = (request, answer) -> {
        answer.setStatus(418);
        answer.setContentType("text/html");
        answer.getWriter().print("<p>our own page</p>");
    };

    /** A servlet that answers for its own words. */
    @OwnErrorBody
    public static final class Outspoken extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    private static FakeApplication application(ErrorRules.Scrub scrub, boolean pages, String... cookies) {
        Policy gate = Policy.of(
                "Gate",
                request ->
                        Decision.proceed().responseHeader("X-Mark", "gate").responseHeader("Set-Cookie", "csrf=token"));
        FakeApplication application = FakeApplication.of(Rules.pipeline(gate));
        application
                .recording()
                .rules(new ErrorRules("X-Request-Id", ErrorRules.Trace.RESTART, scrub, pages, Set.of(cookies), 5, 100));
        application.context().servlet("outspoken", Outspoken.class.getName(), "/own/*");
        return application;
    }

    private static FakeApplication enforcing() {
        return application(ErrorRules.Scrub.ENFORCE, false);
    }

    private static FakeRequest own() {
        return FakeRequest.get("/app/own")
                .dispatched(DispatcherType.REQUEST, FakeRequest.mapping("outspoken", "/own/*"));
    }

    @Test
    void anEndpointWithTheAnnotationKeepsItsBody() throws Exception {
        FakeApplication application = enforcing();
        application.recording().leaveAlone(Outspoken.class);
        FakeResponse response = application.run(own(), PAGE);
        assertThat(response.content()).isEqualTo("<p>our own page</p>");
        assertThat(response.getStatus()).isEqualTo(418);
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.getHeader("X-Mark")).isEqualTo("gate");
        assertThat(application.recording().only())
                .returns(AuditEvent.Kind.COMPLETED, AuditEvent::kind)
                .returns(418, AuditEvent::status);
    }

    @Test
    void whatItSaysOfStorageStays() throws Exception {
        FakeApplication application = enforcing();
        application.recording().leaveAlone(Outspoken.class);
        FakeResponse response = application.run(own(), (request, answer) -> {
            answer.setHeader("Cache-Control", "max-age=5");
            PAGE.run(request, answer);
        });
        assertThat(response.getHeader("Cache-Control")).isEqualTo("max-age=5");
    }

    @Test
    void itsExceptionsAndSentErrorsAreAnsweredByTheGateAllTheSame() throws Exception {
        for (Work work : List.<Work>of((request, answer) -> answer.sendError(418, "canary"), (request, answer) -> {
            throw new IllegalStateException("canary");
        })) {
            FakeApplication application = enforcing();
            application.recording().leaveAlone(Outspoken.class);
            FakeResponse response = application.run(own(), work);
            assertThat(response.content()).contains("instance").doesNotContain("canary");
            assertThat(response.leaked()).isNull();
        }
    }

    @Test
    void theAnnotationIsReadByTheErrorsOfTheProduct() {
        assertThat(ProblemErrors.standard()
                        .leavesAlone(io.gapura.filters.Endpoint.servlet("GET", "/own/*", Outspoken.class)))
                .isTrue();
        assertThat(ProblemErrors.standard()
                        .leavesAlone(io.gapura.filters.Endpoint.servlet("GET", "/s", FakeApplication.Orders.class)))
                .isFalse();
    }

    @Test
    void aServletMayOptInForOneRequest() throws Exception {
        FakeResponse response = enforcing().run(FakeRequest.get("/app/orders"), (request, answer) -> {
            ((Exchange) request.getAttribute(Exchange.ATTRIBUTE)).keepErrorBody();
            PAGE.run(request, answer);
        });
        assertThat(response.content()).isEqualTo("<p>our own page</p>");
    }

    @Test
    void aBodyThatWasKeptStaysBackWhileAStageIsDue() throws Exception {
        FakeApplication application = FakeApplication.of(Endpoints.JAXRS, Rules.pipeline());
        application.context().servlet("rest", "org.glassfish.jersey.servlet.ServletContainer", "/api/*");
        FakeResponse response = application.run(
                FakeRequest.get("/app/api").dispatched(DispatcherType.REQUEST, FakeRequest.mapping("rest", "/api/*")),
                (request, answer) -> {
                    ((Exchange) request.getAttribute(Exchange.ATTRIBUTE)).keepErrorBody();
                    PAGE.run(request, answer);
                });
        assertThat(response.content()).doesNotContain("our own page").contains("status-418");
    }

    @Test
    void inShadowABodyPassesAndIsReported() throws Exception {
        FakeApplication application = application(ErrorRules.Scrub.SHADOW, false);
        FakeResponse response = application.run(FakeRequest.get("/app/orders"), (request, answer) -> {
            PAGE.run(request, answer);
            answer.getWriter().flush();
            answer.addHeader("X-Late", "1");
            answer.getWriter().print("!");
        });
        assertThat(response.content()).isEqualTo("<p>our own page</p>!");
        AuditEvent event = application.recording().only();
        assertThat(event.shadowed()).singleElement().satisfies(would -> {
            assertThat(would.policy()).isEqualTo("errors");
            assertThat(would.rejection()).returns("error-body", Rejection::reason);
        });
        assertThat(event.endpoint()).isPresent();
    }

    @Test
    void inShadowExceptionsTextsAndEmptyErrorsAreAnsweredAsEver() throws Exception {
        for (Work work : List.<Work>of(
                (request, answer) -> answer.sendError(418, "canary"),
                (request, answer) -> answer.setStatus(418),
                (request, answer) -> {
                    answer.setStatus(418);
                    answer.flushBuffer();
                },
                (request, answer) -> {
                    answer.getWriter().print("canary");
                    answer.reset();
                    answer.setStatus(418);
                },
                (request, answer) -> {
                    answer.getWriter().print("canary");
                    answer.resetBuffer();
                    answer.setStatus(418);
                },
                (request, answer) -> {
                    throw new IllegalStateException("canary");
                })) {
            FakeApplication application = application(ErrorRules.Scrub.SHADOW, false);
            FakeResponse response = application.run(FakeRequest.get("/app/orders"), work);
            assertThat(response.content()).contains("instance").doesNotContain("canary");
            assertThat(application.recording().only().shadowed()).isEmpty();
        }
    }

    @Test
    void whatDescribedTheContentOfASuccessIsGone() throws Exception {
        FakeResponse response = enforcing().run(FakeRequest.get("/app/orders"), (request, answer) -> {
            for (String name : List.of(
                    "ETag",
                    "Last-Modified",
                    "Expires",
                    "Content-Disposition",
                    "Content-Encoding",
                    "Content-Range",
                    "Accept-Ranges",
                    "Link",
                    "Location")) {
                answer.setHeader(name, "canary");
            }
            answer.setHeader("Retry-After", "7");
            answer.sendError(503);
        });
        assertThat(response.getHeaderNames()).contains("Retry-After", "X-Mark", "X-Request-Id");
        assertThat(response.getHeaderNames().stream().flatMap(name -> response.getHeaders(name).stream()))
                .doesNotContain("canary");
    }

    @Test
    void cookiesOfTheEndpointAreGoneAndThoseOfTheGateStay() throws Exception {
        FakeResponse response = enforcing().run(FakeRequest.get("/app/orders"), (request, answer) -> {
            answer.addCookie(new Cookie("basket", "canary"));
            answer.addHeader("Set-Cookie", "other=canary");
            answer.getWriter().print("begun");
            throw new IllegalStateException("late");
        });
        assertThat(response.getHeaders("Set-Cookie")).containsExactly("csrf=token");
    }

    @Test
    void aCookieThatIsListedStays() throws Exception {
        FakeResponse response = application(ErrorRules.Scrub.ENFORCE, false, "session")
                .run(FakeRequest.get("/app/orders"), (request, answer) -> {
                    answer.addHeader("Set-Cookie", "session=; Max-Age=0");
                    answer.addHeader("Set-Cookie", "sessions=canary");
                    answer.sendError(401);
                });
        assertThat(response.getHeaders("Set-Cookie")).containsExactlyInAnyOrder("csrf=token", "session=; Max-Age=0");
    }

    @Test
    void onASuccessTheCookiesOfBothStay() throws Exception {
        FakeResponse response = enforcing().run(FakeRequest.get("/app/orders"), (request, answer) -> {
            answer.addHeader("Set-Cookie", "basket=1");
            answer.getWriter().print("hello");
        });
        assertThat(response.getHeaders("Set-Cookie")).containsExactlyInAnyOrder("csrf=token", "basket=1");
    }

    @Test
    void trailersEndWithTheAnswerTheyWereFor() throws Exception {
        FakeResponse refused = enforcing().run(FakeRequest.get("/app/orders"), (request, answer) -> {
            answer.setTrailerFields(() -> Map.of("X-Sum", "canary"));
            answer.sendError(500);
        });
        assertThat(refused.trailers()).isEmpty();
        FakeResponse served = enforcing().run(FakeRequest.get("/app/orders"), (request, answer) -> {
            answer.setTrailerFields(() -> Map.of("X-Sum", "1"));
            answer.getWriter().print("hello");
        });
        assertThat(served.trailers()).containsEntry("X-Sum", "1");
    }

    @Test
    void withPagesOfTheApplicationAStatusGoesOnWithoutItsText() throws Exception {
        FakeApplication application = application(ErrorRules.Scrub.ENFORCE, true);
        FakeResponse response = application.run(FakeRequest.get("/app/orders"), (request, answer) -> {
            answer.sendError(404, "canary");
            assertThat(answer.isCommitted()).isTrue();
            answer.getWriter().print("canary");
            answer.sendError(500);
        });
        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(response.leaked()).isEqualTo("the container's page");
        assertThat(application.recording().only())
                .returns(AuditEvent.Kind.COMPLETED, AuditEvent::kind)
                .returns(404, AuditEvent::status);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 399, 600})
    void aStatusThatIsNoErrorGoesOnAsAFault(int status) throws Exception {
        FakeResponse response = application(ErrorRules.Scrub.ENFORCE, true)
                .run(FakeRequest.get("/app/orders"), (request, answer) -> answer.sendError(status, "canary"));
        assertThat(response.getStatus()).isEqualTo(500);
    }

    private static FakeResponse page(FakeApplication application, Work work) throws Exception {
        FakeRequest request = FakeRequest.get("/app/orders");
        application.run(request, (given, answer) -> answer.sendError(404, "canary"));
        FakeResponse response = new FakeResponse();
        response.setStatus(404);
        application.run(
                request.dispatched(DispatcherType.ERROR, null).attribute(RequestDispatcher.ERROR_STATUS_CODE, 404),
                response,
                work);
        return response;
    }

    @Test
    void thePageOfTheApplicationRunsWithTheHeadersOfTheGate() throws Exception {
        FakeApplication application = application(ErrorRules.Scrub.ENFORCE, true);
        FakeResponse response =
                page(application, (given, answer) -> answer.getWriter().print("our page"));
        assertThat(response.content()).isEqualTo("our page");
        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(response.getHeader("X-Mark")).isEqualTo("gate");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(application.recording().requests()).hasSize(1);
    }

    @Test
    void aPageThatFailsIsAnsweredByTheGate() throws Exception {
        FakeApplication application = application(ErrorRules.Scrub.ENFORCE, true);
        FakeResponse response = page(application, (given, answer) -> {
            throw new IllegalStateException("canary");
        });
        assertThat(response.content()).contains("internal-error").doesNotContain("canary");
        assertThat(application.recording().requests()).hasSize(1);
    }

    @Test
    void aPageThatFailsAfterItLeftIsCutOff() {
        FakeApplication application = application(ErrorRules.Scrub.ENFORCE, true);
        assertThatThrownBy(() -> page(application, (given, answer) -> {
                    answer.flushBuffer();
                    throw new IllegalStateException("canary");
                }))
                .isInstanceOf(CutOffException.class)
                .hasNoCause();
    }

    @Test
    void anExceptionIsNeverLeftToAPage() throws Exception {
        FakeResponse response = application(ErrorRules.Scrub.ENFORCE, true)
                .run(FakeRequest.get("/app/orders"), (request, answer) -> {
                    throw new IllegalStateException("canary");
                });
        assertThat(response.content()).contains("internal-error").doesNotContain("canary");
        assertThat(response.leaked()).isNull();
    }
}
