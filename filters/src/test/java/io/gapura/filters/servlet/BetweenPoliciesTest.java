package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Deployment;
import io.gapura.filters.ErrorRules;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Query;
import io.gapura.filters.Recording;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.TrustedProxies;
import io.gapura.filters.UriViolation;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.errors.ProblemErrors;
import io.gapura.filters.headers.SecurityHeader;
import io.gapura.filters.headers.SecurityHeaders;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.origin.Cors;
import io.gapura.filters.origin.OriginCheck;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.http.HttpServlet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one policy says and another, or the application, could undo. */
class BetweenPoliciesTest {
    private static final String ORIGIN = "https://shop.example";

    private static final String STRANGER = "GET /app/s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "X-Remote-User: admin\r\nX-Forwarded-For: 198.51.100.1\r\n\r\n";

    private static ErrorRules rules(String incidentHeader) {
        return new ErrorRules(
                incidentHeader, ErrorRules.Trace.RESTART, ErrorRules.Scrub.ENFORCE, true, Set.of(), 5, 100);
    }

    /** Answers 404 by a page of the application. */
    private static Reply page(SecurityHeaders headers, TomcatWork.Work work) throws Exception {
        try (TomcatServer server = new TomcatServer()) {
            server.recording().rules(rules("X-Request-Id"));
            HttpServlet failing = TomcatWork.does((request, answer) -> answer.sendError(404, "canary"));
            Pipeline pipeline =
                    Pipeline.builder().add(headers).add(Cors.allowing(ORIGIN)).build();
            server.gate("gapura", pipeline).servlet("s", "/s", failing).servlet("page", "/page", TomcatWork.does(work));
            ErrorPage page = new ErrorPage();
            page.setLocation("/page");
            server.context().addErrorPage(page);
            return server.start().send(STRANGER);
        }
    }

    @Test
    void anErrorPageOfTheApplicationSeesNoClaimOfAStranger() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        Reply reply = page(SecurityHeaders.strict(), (request, answer) -> {
            seen.set(request.getHeader("X-Remote-User") + Collections.list(request.getHeaderNames()));
            answer.getWriter().print("our page");
        });
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("our page");
        assertThat(seen.get()).isEqualTo("null[host, connection]");
    }

    @Test
    void anErrorPageOfTheApplicationUndoesNothingOfTheGate() throws Exception {
        Reply reply = page(SecurityHeaders.strict(), (request, answer) -> {
            answer.reset();
            answer.setHeader("Access-Control-Allow-Origin", "*");
            answer.setHeader("content-security-policy", "default-src *");
            answer.addHeader("Content-Security-Policy", "default-src *");
            answer.setDateHeader("X-Frame-Options", 0);
            answer.addDateHeader("X-Frame-Options", 0);
            answer.setIntHeader("X-Content-Type-Options", 0);
            answer.addIntHeader("X-Powered-By", 0);
            answer.setHeader("X-Request-Id", "canary");
            answer.setHeader("X-Own", "1");
            answer.setStatus(200);
            answer.getWriter().print("our page");
        });
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.has("X-Own: 1")).isTrue();
        assertThat(reply.has("Content-Security-Policy: default-src 'none'")).isTrue();
        assertThat(reply.has("X-Frame-Options: DENY")).isTrue();
        assertThat(reply.has("X-Content-Type-Options: nosniff")).isTrue();
        assertThat(reply.head())
                .doesNotContain("Jan 1970", "default-src *", "canary")
                .doesNotContainIgnoringCase("Access-Control")
                .doesNotContainIgnoringCase("X-Powered-By");
    }

    @Test
    void anErrorPageSaysWhatIsLeftToTheApplicationAndNoMore() throws Exception {
        SecurityHeaders headers = SecurityHeaders.strict().application(SecurityHeader.REFERRER_POLICY);
        Reply silent = page(headers, (request, answer) -> answer.getWriter().print("our page"));
        assertThat(silent.has("Referrer-Policy: no-referrer")).isTrue();
        Reply speaking = page(headers, (request, answer) -> answer.addHeader("Referrer-Policy", "same-origin"));
        assertThat(speaking.has("Referrer-Policy: same-origin")).isTrue();
        assertThat(speaking.head()).doesNotContain("no-referrer");
    }

    @Test
    void theTextOfAnErrorThatAnErrorPageSendsIsNotShown() throws Exception {
        Reply reply = page(SecurityHeaders.strict(), (request, answer) -> answer.sendError(410, "canary"));
        assertThat(reply.status()).isEqualTo(410);
        assertThat(reply.head() + reply.body()).doesNotContain("canary");
    }

    @Test
    void aClaimOfAStrangerIsNoneTheBetterInATrailer() throws Exception {
        try (TomcatServer server = new TomcatServer()) {
            server.connector().setProperty("allowedTrailerHeaders", "x-remote-user,x-sum");
            server.gate("gapura", Pipeline.builder().add(Limits.defaults()).build())
                    .servlet("s", "/s", TomcatWork.does((request, answer) -> {
                        request.getInputStream().readAllBytes();
                        answer.getWriter().print(request.getTrailerFields());
                    }));
            Reply reply = server.start()
                    .send("POST /app/s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding:"
                            + " chunked\r\n\r\n1\r\na\r\n0\r\nX-Remote-User: admin\r\nX-Sum: 1\r\n\r\n");
            assertThat(reply.body()).containsIgnoringCase("X-Sum=1").doesNotContain("admin");
        }
    }

    @Test
    void aDateIsNoWayAroundAHeaderOfTheGate() throws Exception {
        try (TomcatServer server = new TomcatServer()) {
            server.gate(
                            "gapura",
                            Pipeline.builder().add(SecurityHeaders.strict()).build())
                    .servlet("s", "/s", TomcatWork.does((request, answer) -> {
                        answer.getWriter().print("begun");
                        answer.setDateHeader("Content-Security-Policy", 0);
                        answer.addDateHeader("X-Frame-Options", 0);
                        answer.addDateHeader("Cache-Control", 0);
                        answer.setDateHeader("Expires", 0);
                    }));
            Reply reply = server.start().get("/app/s");
            assertThat(reply.has("Content-Security-Policy: default-src 'none'")).isTrue();
            assertThat(reply.has("X-Frame-Options: DENY")).isTrue();
            assertThat(reply.has("X-Frame-Options: Thu")).isFalse();
            assertThat(reply.has("Cache-Control: no-store")).isFalse();
            assertThat(reply.has("Expires: Thu, 01 Jan 1970")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Set-Cookie",
                "content-length",
                "Content-Type",
                "Content-Security-Policy",
                "Transfer-Encoding",
                "Access-Control-Allow-Origin",
                "Cross-Origin-Opener-Policy",
                "Location",
                "VARY"
            })
    void anIncidentHasNoHeaderThatMeansSomethingElse(String name) {
        assertThatThrownBy(() -> rules(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("incident-header must be a name that has no other meaning");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Request-Id", "Request-Id", "X-Correlation-Id", "Incident"})
    void anIncidentHasAHeaderOfItsOwn(String name) {
        assertThat(rules(name).incidentHeader()).isEqualTo(name);
    }

    @Test
    void whatCorsAllowedIsNotForgottenByWhoReadsTheContent() throws Exception {
        Pipeline pipeline = Pipeline.builder()
                .add(Cors.allowing(ORIGIN).withCredentials())
                .add(Limits.defaults().gzip(100))
                .add(OriginCheck.sameOrigin())
                .build();
        RequestView form = RequestView.post("/s")
                .header("Origin", ORIGIN)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body("a=1");
        assertThat(pipeline.decide(form).rejection()).isEmpty();
        RequestView coded = RequestView.post("/s")
                .header("Origin", ORIGIN)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Content-Encoding", "gzip")
                .body("zipped");
        assertThat(pipeline.decide(coded).rejection()).isEmpty();
    }

    @Test
    void aCopyOfAViewKnowsWhatWasTakenOutOfTheFirst() {
        RequestView view = TrustedProxies.none()
                .read(
                        "GET",
                        Target.parse("/s"),
                        "http",
                        Headers.of("Host", "app.example", "X-Remote-User", "admin"),
                        Body.none(),
                        new Client("192.0.2.1"));
        for (RequestView copy : List.of(
                view,
                view.header("X-Tenant", "a"),
                view.protocol("HTTP/2.0"),
                view.withForm(Query.empty()),
                view.withBody(Body.none()))) {
            assertThat(copy.isConcealing()).isTrue();
            assertThat(copy.header("X-Remote-User", "admin").headers().contains("X-Remote-User"))
                    .isFalse();
        }
    }

    /** The path rule for {@code /files/priv/} that a decoding container would be led around. */
    @ParameterizedTest
    @CsvSource({
        "decode, /files/priv%2Fx, 400",
        "decode, /files/a%2fb, 400",
        "decode, /files/ab, 200",
        "passthrough, /files/priv%2Fx, 200",
        "passthrough, /files/a%2fb/c, 200"
    })
    void anEncodedSlashIsAdmittedOnlyWhereTheContainerLeavesItEncoded(String handling, String path, int status)
            throws Exception {
        try (TomcatServer server = new TomcatServer()) {
            server.connector().setEncodedSolidusHandling(handling);
            Firewall firewall = Firewall.strict().allow(UriViolation.ENCODED_SLASH, "/files/");
            server.gate("gapura", Pipeline.builder().add(firewall).build())
                    .servlet("files", "/files/*", TomcatWork.does((request, answer) -> {}))
                    .servlet("priv", "/files/priv/*", TomcatWork.does((request, answer) -> answer.setStatus(202)));
            assertThat(server.start().get("/app" + path).status()).isEqualTo(status);
        }
    }

    @Test
    void thePostureSaysWhatErrorsLetPassAndWhoIsBelieved() throws Exception {
        List<String> plain = new Recording().deployment().posture();
        assertThat(plain).noneMatch(line -> line.startsWith("errors"));
        ErrorRules open = new ErrorRules(
                "X-Request-Id", ErrorRules.Trace.CONTINUE, ErrorRules.Scrub.SHADOW, true, Set.of("b", "a"), 5, 100);
        Deployment deployment = new Recording().deployment();
        List<LogRecord> logged = logged(() -> {
            deployment.join(
                    "filter gapura",
                    Pipeline.builder()
                            .add(Limits.defaults())
                            .errors(ProblemErrors.standard().rules(open))
                            .proxies(TrustedProxies.of(TrustedProxies.Family.FORWARDED, "10.0.0.0/8"))
                            .build());
            return "";
        });
        String[] said = {
            "errors: error bodies of the application pass (errors.scrub)",
            "errors: error pages of the application are shown (errors.application-pages)",
            "errors: anybody's trace goes on (errors.trace)",
            "errors: cookies outlive an error: a b",
            "proxies: 10.0.0.0/8 trusted by forwarded"
        };
        assertThat(deployment.posture()).contains(said);
        assertThat(logged)
                .singleElement()
                .extracting(LogRecord::getMessage)
                .asString()
                .contains(said);
    }

    /** Everything that is logged below {@code io.gapura} while something runs. */
    private static List<LogRecord> logged(Callable<?> work) throws Exception {
        Logger logger = Logger.getLogger("io.gapura");
        List<LogRecord> logged = new CopyOnWriteArrayList<>();
        Handler handler = new StreamHandler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line);
            }
        };
        logger.addHandler(handler);
        try {
            work.call();
        } finally {
            logger.removeHandler(handler);
        }
        return logged;
    }

    @Test
    void whatFailsBehindAnErrorThatWasSentIsLogged() throws Exception {
        FakeApplication application = FakeApplication.of(Pipeline.builder().build());
        List<LogRecord> logged = logged(() -> application.run(FakeRequest.get("/app/orders"), (request, answer) -> {
            answer.sendError(404);
            throw new IllegalStateException("canary");
        }));
        assertThat(logged)
                .filteredOn(line -> line.getThrown() != null)
                .singleElement()
                .satisfies(line -> assertThat(line.getMessage())
                        .contains(application.recording().only().incident().toString())
                        .contains("after the answer was decided"));
    }

    @Test
    void whatOurOwnRefusalBroughtTheApplicationToThrowIsNoNews() throws Exception {
        FakeApplication application = FakeApplication.of(Pipeline.builder()
                .add(Limits.defaults().maxBody(DataSize.of("1B")))
                .build());
        FakeRequest request =
                FakeRequest.post("/app/orders", "text/plain", "too long").header("Transfer-Encoding", "chunked");
        List<LogRecord> logged = logged(() -> application.run(request, (given, answer) -> {
            answer.sendError(404);
            throw new IllegalStateException(new RefusedException(Body.tooLarge()));
        }));
        assertThat(logged).noneMatch(line -> line.getThrown() != null);
    }
}
