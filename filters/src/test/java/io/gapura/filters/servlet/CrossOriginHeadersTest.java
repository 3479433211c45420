package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Policy;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import io.gapura.filters.origin.Cors;
import io.gapura.filters.origin.CsrfToken;
import io.gapura.filters.origin.CsrfTokens;
import io.gapura.filters.origin.OriginCheck;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application says of origins, of Vary and of cookies meets what the gate says. */
class CrossOriginHeadersTest {
    private static final String SHOP = "https://shop.example";

    private final FakeApplication application =
            FakeApplication.of(Rules.pipeline(Cors.allowing(SHOP).methods("GET", "POST"), OriginCheck.sameOrigin()));

    private static FakeRequest from(String origin) {
        return FakeRequest.get("/app/orders").header("Origin", origin);
    }

    private static List<String> vary(FakeResponse response) {
        return List.of(String.join(", ", response.getHeaders("Vary")).split(", ", -1));
    }

    private static void speak(HttpServletResponse answer) {
        answer.setHeader("Access-Control-Allow-Origin", "*");
        answer.addHeader("access-control-allow-origin", "https://evil.example");
        answer.setHeader("Access-Control-Allow-Credentials", "true");
        answer.addIntHeader("Access-Control-Max-Age", 99);
    }

    @Test
    void theApplicationsOwnLeaveIsDroppedForAForeignOrigin() throws Exception {
        FakeResponse response = application.run(from("https://evil.example"), (request, answer) -> speak(answer));
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeaderNames())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }

    @Test
    void theApplicationsOwnLeaveDoesNotDoubleThatOfTheGate() throws Exception {
        FakeResponse response = application.run(from(SHOP), (request, answer) -> speak(answer));
        assertThat(response.getHeaders("Access-Control-Allow-Origin")).containsExactly(SHOP);
        assertThat(response.getHeader("Access-Control-Allow-Credentials")).isNull();
    }

    @Test
    void anApplicationWithoutTheGatesLeaveSpeaksForItself() throws Exception {
        FakeResponse response = FakeApplication.of(Rules.pipeline(Rules.mark("Mark")))
                .run(from(SHOP), (request, answer) -> answer.setHeader("Access-Control-Allow-Origin", "*"));
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept-Encoding", "origin", "Accept-Encoding, ORIGIN", "Sec-Fetch-Site"})
    void whatTheApplicationsAnswerVariesByIsJoined(String own) throws Exception {
        FakeResponse response = application.run(from(SHOP), (request, answer) -> {
            answer.setHeader("Vary", own);
            answer.getWriter().print("one");
            answer.flushBuffer();
        });
        String vary = String.join(", ", response.getHeaders("Vary"));
        assertThat(vary).startsWith(own).containsIgnoringCase("Origin").contains("Sec-Fetch-Dest");
        assertThat(response.getHeaders("Vary").stream().filter("Origin"::equals).count())
                .isEqualTo(own.toLowerCase(Locale.ROOT).contains("origin") ? 0 : 1);
    }

    @Test
    void anAnswerThatVariesByEverythingNeedsNoMore() throws Exception {
        FakeResponse response = application.run(from(SHOP), (request, answer) -> answer.setHeader("Vary", "*"));
        assertThat(response.getHeaders("Vary")).containsExactly("*");
    }

    @Test
    void aCookieOfTheGateStandsBesideThatOfTheApplication() throws Exception {
        Policy cookies = Policy.of("c", request -> Decision.proceed().responseHeader("Set-Cookie", "gate=1"));
        FakeResponse response = FakeApplication.of(Rules.pipeline(cookies))
                .run(FakeRequest.get("/app/orders"), (request, answer) -> {
                    answer.addHeader("Set-Cookie", "application=1");
                    answer.getWriter().print("one");
                    answer.flushBuffer();
                });
        assertThat(response.getHeaders("Set-Cookie")).containsExactlyInAnyOrder("gate=1", "application=1");
    }

    @Test
    void anErrorOfTheApplicationIsReadableByTheListedOriginAlone() throws Exception {
        FakeResponse listed = application.run(from(SHOP), (request, answer) -> answer.sendError(404));
        assertThat(listed.getHeaders("Access-Control-Allow-Origin")).containsExactly(SHOP);
        assertThat(vary(listed)).contains("Origin");
        FakeResponse other = application.run(from("https://evil.example"), (request, answer) -> {
            speak(answer);
            answer.sendError(404);
        });
        assertThat(other.getHeader("Access-Control-Allow-Origin")).isNull();
        assertThat(vary(other)).contains("Origin");
    }

    @Test
    void aRefusalKeepsWhatItsOwnAnswerDependsOnBesideThatOfOthers() throws Exception {
        FakeResponse response = application.run(
                from("https://evil.example").header("Sec-Fetch-Site", "cross-site"),
                (request, answer) -> speak(answer));
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(vary(response)).contains("Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest", "Origin");
    }

    @Test
    void aPageRendersTheTokenThatItsFormSendsBack(@TempDir Path folder) throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=");
        CsrfTokens tokens = CsrfTokens.doubleSubmit(Reference.file(key)).field("csrf", DataSize.of("4KiB"));
        FakeApplication pages =
                FakeApplication.of(Rules.pipeline(OriginCheck.sameOrigin().tokens(tokens)));
        FakeResponse page =
                pages.run(FakeRequest.get("/app/orders").header("Accept", "text/html"), (request, answer) -> {
                    CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.ATTRIBUTE);
                    answer.getWriter().print(token.getValue());
                });
        String cookie = page.getHeaders("Set-Cookie").iterator().next().split(";", 2)[0];
        String type = "application/x-www-form-urlencoded";
        FakeResponse sent = pages.run(
                FakeRequest.post("/app/orders", type, "a=1&csrf=" + page.content())
                        .header("Cookie", cookie),
                (request, answer) -> answer.getWriter().print("a is " + request.getParameter("a")));
        assertThat(sent.content()).isEqualTo("a is 1");
        FakeResponse forged = pages.run(
                FakeRequest.post("/app/orders", type, "a=1").header("Cookie", cookie), (request, answer) -> {});
        assertThat(forged.getStatus()).isEqualTo(403);
    }
}
