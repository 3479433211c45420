package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Policy;
import io.gapura.filters.headers.CspReports;
import io.gapura.filters.headers.SecurityHeader;
import io.gapura.filters.headers.SecurityHeaders;
import io.gapura.filters.servlet.FakeApplication.Work;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which an answer leaves the Servlet adapter, and what it carries. */
class HeadersOnEveryBranchTest {
    private static final SecurityHeaders STRICT = SecurityHeaders.strict();
    private static final Set<SecurityHeader> NOT_ON_PLAIN_HTTP =
            Set.of(SecurityHeader.STRICT_TRANSPORT_SECURITY, SecurityHeader.CLEAR_SITE_DATA);

    private static FakeApplication behind(Policy... policies) {
        return FakeApplication.of(Rules.pipeline(policies));
    }

    static Stream<Arguments> works() {
        Map<String, Work> works = Map.of(
                "nothing", (request, response) -> {},
                "content", (request, response) -> response.getWriter().write("x"),
                "a flush", (request, response) -> response.flushBuffer(),
                "much content",
                        (request, response) -> response.getOutputStream().write(new byte[2_000]),
                "an empty status", (request, response) -> response.setStatus(304),
                "a redirect", (request, response) -> response.sendRedirect("/elsewhere"),
                "sendError", (request, response) -> response.sendError(404),
                "a status of failure", (request, response) -> response.setStatus(500),
                "a throwable",
                        (request, response) -> {
                            throw new IllegalStateException("canary");
                        },
                "a reset",
                        (request, response) -> {
                            response.setHeader("X-Frame-Options", "ALLOWALL");
                            response.reset();
                        });
        return works.entrySet().stream().map(work -> Arguments.of(work.getKey(), work.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("works")
    void whateverTheApplicationDoesItsAnswerCarriesThemOnce(String name, Work work) throws Exception {
        for (String method : List.of("GET", "HEAD", "POST")) {
            FakeResponse response = behind(STRICT).run(FakeRequest.of(method, "/app/orders"), work);
            assertDressed(response);
        }
    }

    @Test
    void aRefusalAnAnswerOfTheGateAndWhatCannotBeReadCarryThem() throws Exception {
        assertDressed(behind(STRICT, Rules.closed()).run(FakeRequest.get("/app/orders"), (request, response) -> {}));
        assertDressed(behind(STRICT, Rules.preflight())
                .run(FakeRequest.of("OPTIONS", "/app/orders"), (request, response) -> {}));
        assertDressed(behind(STRICT, CspReports.at("/r")).run(FakeRequest.get("/app/r"), (request, response) -> {}));
        assertDressed(behind(STRICT).run(FakeRequest.get("/app/a%2fb"), (request, response) -> {}));
    }

    @Test
    void anErrorDispatchCarriesThem() throws Exception {
        FakeRequest request = FakeRequest.get("/app/orders")
                .dispatched(DispatcherType.ERROR, null)
                .attribute(RequestDispatcher.ERROR_STATUS_CODE, 404);
        assertDressed(behind(STRICT).run(request, (seen, response) -> {}));
    }

    @Test
    void whatIsRefusedBeforeTheirTurnCarriesThem() throws Exception {
        assertDressed(behind(Rules.closed(), STRICT).run(FakeRequest.get("/app/orders"), (request, response) -> {}));
        assertDressed(FakeApplication.of(Rules.pipeline(Rules.mark("Mark"), Rules.closed()), Rules.pipeline(STRICT))
                .run(FakeRequest.get("/app/orders"), (request, response) -> {}));
        FakeApplication application = behind(STRICT);
        application.recording().breakDown();
        assertDressed(application.run(FakeRequest.get("/app/orders"), (request, response) -> {}));
    }

    private static void assertDressed(HttpServletResponse response) {
        for (SecurityHeader header : SecurityHeader.values()) {
            Collection<String> values = response.getHeaders(header.field());
            if (NOT_ON_PLAIN_HTTP.contains(header)) {
                assertThat(values).isEmpty();
            } else if (header == SecurityHeader.CACHE_CONTROL) {
                assertThat(values).singleElement().asString().startsWith("no-store");
            } else {
                assertThat(values).containsExactly(header.standard());
            }
        }
    }

    @Test
    void whatTheApplicationSaysOverOursIsSaidOverAgain() throws Exception {
        FakeResponse response = behind(STRICT).run(FakeRequest.get("/app/orders"), (request, answer) -> {
            answer.setHeader("X-Frame-Options", "ALLOWALL");
            answer.addHeader("Content-Security-Policy", "default-src *");
            answer.getWriter().write("x");
            answer.setHeader("Referrer-Policy", "unsafe-url");
        });
        assertDressed(response);
    }

    @Test
    void theApplicationAloneSaysWhatMayBeStored() throws Exception {
        List<Work> ways = List.of(
                (request, answer) -> answer.setHeader("Cache-Control", "max-age=60"),
                (request, answer) -> answer.addHeader("cache-control", "max-age=60"),
                (request, answer) -> {
                    answer.setHeader("Cache-Control", "private");
                    answer.reset();
                    answer.setHeader("Cache-Control", "max-age=60");
                    answer.flushBuffer();
                });
        for (Work way : ways) {
            FakeResponse response = behind(STRICT).run(FakeRequest.get("/app/orders"), way);
            assertThat(response.getHeaders("Cache-Control")).containsExactly("max-age=60");
        }
    }

    @Test
    void twoLinesOfTheApplicationStayTwo() throws Exception {
        FakeResponse response = behind(STRICT).run(FakeRequest.get("/app/orders"), (request, answer) -> {
            answer.addHeader("Cache-Control", "private");
            answer.addHeader("Cache-Control", "max-age=60");
        });
        assertThat(response.getHeaders("Cache-Control")).containsExactly("private", "max-age=60");
    }

    @Test
    void whatAFilterInFrontSaidOfStorageStands() throws Exception {
        FakeApplication application = behind(STRICT).foreign(0, (request, response, chain) -> {
            ((HttpServletResponse) response).setHeader("Cache-Control", "public");
            chain.doFilter(request, response);
        });
        FakeResponse response = application.run(FakeRequest.get("/app/orders"), (request, answer) -> {});
        assertThat(response.getHeaders("Cache-Control")).containsExactly("public");
    }

    @Test
    void anApplicationThatLooksBeforeItSetsDoesNotSeeWhatYields() throws Exception {
        behind(STRICT).run(FakeRequest.get("/app/orders"), (request, answer) -> {
            assertThat(answer.containsHeader("Cache-Control")).isFalse();
            assertThat(answer.getHeader("Cache-Control")).isNull();
            assertThat(answer.getHeaders("Cache-Control")).isEmpty();
            assertThat(answer.containsHeader("X-Frame-Options")).isTrue();
            answer.setHeader("Cache-Control", "private");
            assertThat(answer.getHeader("Cache-Control")).isEqualTo("private");
            assertThat(answer.getHeaders("cache-control")).containsExactly("private");
            assertThat(answer.containsHeader("Cache-Control")).isTrue();
        });
    }

    @Test
    void theSuccessOfALogoutAloneClearsSiteData() throws Exception {
        SecurityHeaders leaving = STRICT.logout("/orders");
        List<Work> successes = List.of(
                (request, answer) -> {},
                (request, answer) -> answer.getWriter().write("bye"),
                (request, answer) -> answer.sendRedirect("/"));
        for (Work success : successes) {
            assertThat(behind(leaving)
                            .run(FakeRequest.get("/app/orders"), success)
                            .getHeaders("Clear-Site-Data"))
                    .containsExactly("\"cache\", \"cookies\", \"storage\"");
        }
        assertThat(behind(leaving, Rules.closed())
                        .run(FakeRequest.get("/app/orders"), (request, answer) -> {})
                        .getHeader("Clear-Site-Data"))
                .isNull();
        assertThat(behind(leaving)
                        .run(FakeRequest.get("/app/orders"), (request, answer) -> answer.sendError(403))
                        .getHeader("Clear-Site-Data"))
                .isNull();
        assertThat(behind(leaving)
                        .run(FakeRequest.get("/app/other"), (request, answer) -> {})
                        .getHeader("Clear-Site-Data"))
                .isNull();
    }

    @Test
    void noBannerOfTheApplicationLeaves() throws Exception {
        FakeResponse response = behind(STRICT).run(FakeRequest.get("/app/orders"), (request, answer) -> {
            answer.setHeader("Server", "banner");
            answer.addHeader("x-powered-by", "banner");
            answer.setIntHeader("X-AspNet-Version", 4);
            answer.addIntHeader("X-CMS", 4);
            answer.setDateHeader("X-Generator", 0);
            answer.addDateHeader("X-Framework", 0);
            answer.setHeader("X-Other", "stays");
        });
        assertThat(response.getHeaderNames())
                .contains("X-Other")
                .doesNotContain("Server", "x-powered-by", "X-AspNet-Version", "X-CMS", "X-Generator", "X-Framework");
    }

    @Test
    void aBannerThatStoodThereBeforeIsTakenOffAndTheRestStays() throws Exception {
        FakeApplication application = behind(STRICT).foreign(0, (request, response, chain) -> {
            HttpServletResponse answer = (HttpServletResponse) response;
            answer.setStatus(202);
            answer.addHeader("Set-Cookie", "a=1");
            answer.addHeader("Set-Cookie", "b=2");
            answer.setHeader("X-Powered-By", "banner");
            chain.doFilter(request, response);
        });
        FakeResponse response = application.run(FakeRequest.get("/app/orders"), (request, answer) -> {});
        assertThat(response.getHeader("X-Powered-By")).isNull();
        assertThat(response.getHeaders("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(response.getStatus()).isEqualTo(202);
        assertDressed(response);
    }

    /** As Jetty does with its Server field. */
    private static final class Stubborn extends jakarta.servlet.http.HttpServletResponseWrapper {
        private int resets;

        Stubborn(HttpServletResponse response) {
            super(response);
            super.setHeader("Server", "Stubborn");
        }

        @Override
        public void reset() {
            super.reset();
            resets++;
            super.setHeader("Server", "Stubborn");
        }
    }

    @Test
    void aBannerThatComesBackIsToldOfOnceAndThenLeftAlone() throws Exception {
        Set<String> told = new HashSet<>();
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getMessage().contains("no filter can remove")) {
                    assertThat(told.add(entry.getMessage())).isTrue();
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.gapura");
        logger.addHandler(listening);
        try {
            FakeApplication application = behind(STRICT);
            for (int expected : new int[] {1, 0, 0}) {
                Stubborn response = new Stubborn(new FakeResponse());
                application.run(FakeRequest.get("/app/orders"), response, (request, answer) -> {});
                assertThat(response.resets).isEqualTo(expected);
                assertDressed(response);
            }
        } finally {
            logger.removeHandler(listening);
        }
        assertThat(told).singleElement().asString().contains("Server", "sendServerVersion");
    }

    @Test
    void thePageFindsTheNonceThatItsHeaderNames() throws Exception {
        FakeApplication application = behind(STRICT.csp("default-src 'none'; script-src 'nonce'"));
        FakeResponse response = application.run(
                FakeRequest.get("/app/orders"),
                (request, answer) -> answer.getWriter().print(request.getAttribute("cspNonce")));
        String nonce = response.content();
        assertThat(nonce).matches("[A-Za-z0-9+/]{24}");
        assertThat(response.getHeaders("Content-Security-Policy"))
                .containsExactly("default-src 'none'; script-src 'nonce-" + nonce + "'");
        assertThat(application.recording().only().toString()).doesNotContain(nonce);
    }

    @Test
    void theBodyOfARefusalDoesNotHoldTheNonceOfItsHeader() throws Exception {
        FakeResponse response = behind(STRICT.csp("default-src 'none'; script-src 'nonce'"), Rules.closed())
                .run(FakeRequest.get("/app/orders"), (request, answer) -> {});
        String header = response.getHeader("Content-Security-Policy");
        assertThat(header).contains("'nonce-");
        String nonce = header.replaceAll(".*'nonce-([^']*)'.*", "$1");
        assertThat(response.content()).isNotEmpty().doesNotContain(nonce);
    }

    @Test
    void aHeaderThatIsTheApplicationsIsFilledInWhereItIsSilent() throws Exception {
        SecurityHeaders open = STRICT.application(SecurityHeader.X_FRAME_OPTIONS);
        assertThat(behind(open)
                        .run(
                                FakeRequest.get("/app/orders"),
                                (request, answer) -> answer.setHeader("X-Frame-Options", "SAMEORIGIN"))
                        .getHeaders("X-Frame-Options"))
                .containsExactly("SAMEORIGIN");
        assertDressed(behind(open).run(FakeRequest.get("/app/orders"), (request, answer) -> {}));
    }

    @Test
    void linesOfTwoRegistrationsYieldEachForItself() throws Exception {
        Policy other = Policy.of(
                "other",
                request -> Decision.proceed()
                        .answerRules(io.gapura.filters.AnswerRules.none()
                                .unlessSaid(List.of(new HeaderLine("X-Other", "ours")))));
        FakeApplication application = FakeApplication.of(Rules.pipeline(STRICT), Rules.pipeline(other));
        FakeResponse response = application.run(
                FakeRequest.get("/app/orders"), (request, answer) -> answer.addHeader("X-Other", "theirs"));
        assertThat(response.getHeaders("X-Other")).containsExactly("theirs");
        assertDressed(response);
        assertThat(Arrays.asList("Cache-Control", "X-Other")).allMatch(response.getHeaderNames()::contains);
    }
}
