package io.gapura.filters.origin;

import static io.gapura.filters.origin.ShopCors.CORS;
import static io.gapura.filters.origin.ShopCors.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Preflights and actual requests: who may read, who may act, and what nobody is told. */
class CorsRequestsTest {
    private static RequestView of(String method, String... namesAndValues) {
        RequestView view = RequestView.of(method, "/orders");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            view = view.header(namesAndValues[i], namesAndValues[i + 1]);
        }
        return view;
    }

    private static RequestView preflight(String origin, String method) {
        return of("OPTIONS", "Origin", origin, "Access-Control-Request-Method", method);
    }

    private static Verdict decide(Policy policy, RequestView request) throws IOException {
        return Pipeline.builder().add(policy).build().decide(request);
    }

    private static List<String> lines(List<HeaderLine> lines) {
        return lines.stream().map(line -> line.name() + ": " + line.value()).toList();
    }

    private static boolean speaks(List<HeaderLine> lines) {
        return lines.stream()
                .anyMatch(line -> line.name().toLowerCase(Locale.ROOT).startsWith("access-control"));
    }

    private static String refusal(Policy policy, RequestView request) throws IOException {
        Verdict verdict = decide(policy, request);
        Rejection rejection = verdict.rejection().orElseThrow();
        assertThat(rejection).returns(403, Rejection::status).returns("origin-refused", Rejection::code);
        assertThat(speaks(rejection.headers())).isFalse();
        assertThat(speaks(verdict.responseHeaders())).isFalse();
        assertThat(lines(rejection.headers()))
                .anyMatch(line -> line.startsWith("Vary: Origin, Access-Control-Request-M"));
        return rejection.reason();
    }

    @Test
    void aTruePreflightIsAnsweredFromTheLists() throws IOException {
        Verdict verdict =
                decide(CORS, preflight(SHOP, "PUT").header("Access-Control-Request-Headers", "content-type,x-trace"));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(lines(verdict.answer().orElseThrow().headers()))
                .containsExactly(
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Methods: GET, PUT",
                        "Access-Control-Allow-Headers: content-type, x-trace",
                        "Access-Control-Max-Age: 300",
                        "Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
    }

    @Test
    void withCredentialsThePreflightSaysSo() throws IOException {
        assertThat(lines(decide(CORS.withCredentials(), preflight(SHOP, "GET"))
                        .answer()
                        .orElseThrow()
                        .headers()))
                .startsWith(
                        "Access-Control-Allow-Origin: https://shop.example", "Access-Control-Allow-Credentials: true");
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, PUT, origin.not-listed",
        "https://shop.example.evil, PUT, origin.not-listed",
        "https://x.shop.example, PUT, origin.not-listed",
        "http://shop.example, PUT, origin.not-listed",
        "https://shop.example:8443, PUT, origin.not-listed",
        "HTTPS://shop.example, PUT, origin.malformed",
        "https://shop.example/, PUT, origin.malformed",
        "null, PUT, origin.null",
        "*, PUT, origin.malformed",
        "https://shop.example, DELETE, preflight.method",
        "https://shop.example, put, preflight.method",
        "https://shop.example, 'P T', preflight.malformed",
        "https://shop.example, '', preflight.malformed"
    })
    void aPreflightThatAsksTooMuchIsRefusedWithoutAWord(String origin, String method, String reason)
            throws IOException {
        assertThat(refusal(CORS, preflight(origin, method))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, preflight.header",
        "'content-type,authorization', preflight.header",
        "'content-type,,x-trace', preflight.malformed",
        "'', preflight.malformed",
        "'content type', preflight.malformed"
    })
    void aHeaderThatIsNotListedIsRefused(String names, String reason) throws IOException {
        RequestView request = preflight(SHOP, "PUT").header("Access-Control-Request-Headers", names);
        assertThat(refusal(CORS, request)).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-type", "Content-Type", "x-trace, content-type", " x-trace\t"})
    void listedHeadersAreAllowedInAnySpelling(String names) throws IOException {
        RequestView request = preflight(SHOP, "PUT").header("Access-Control-Request-Headers", names);
        assertThat(decide(CORS, request).answer()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void upToAHundredHeadersAreLookedAt(int count, boolean answered) throws IOException {
        String names = IntStream.range(0, count).mapToObj(i -> "x-trace").collect(Collectors.joining(","));
        RequestView request = preflight(SHOP, "PUT").header("Access-Control-Request-Headers", names);
        assertThat(decide(CORS, request).answer().isPresent()).isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, preflight.private-network",
        "yes, true, preflight.malformed",
        "'', true, preflight.malformed"
    })
    void aPrivateNetworkIsClosedUntilItIsOpened(String value, boolean open, String reason) throws IOException {
        RequestView request = preflight(SHOP, "PUT").header("Access-Control-Request-Private-Network", value);
        assertThat(refusal(open ? CORS.withPrivateNetwork() : CORS, request)).isEqualTo(reason);
    }

    @Test
    void anOpenedPrivateNetworkIsSaidToThoseWhoAsk() throws IOException {
        Cors open = CORS.withPrivateNetwork();
        RequestView asking = preflight(SHOP, "PUT").header("Access-Control-Request-Private-Network", "true");
        assertThat(lines(decide(open, asking).answer().orElseThrow().headers()))
                .contains("Access-Control-Allow-Private-Network: true")
                .anyMatch(line -> line.endsWith(", Access-Control-Request-Private-Network"));
        assertThat(lines(decide(open, preflight(SHOP, "PUT"))
                        .answer()
                        .orElseThrow()
                        .headers()))
                .noneMatch(line -> line.startsWith("Access-Control-Allow-Private-Network"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"})
    void aFieldThatStandsTwiceIsAHardRefusal(String name) throws IOException {
        RequestView request = preflight(SHOP, "PUT")
                .header("Access-Control-Request-Headers", "x-trace")
                .header(name, "x-trace");
        assertThat(Pipeline.builder()
                        .shadow(CORS)
                        .build()
                        .decide(request)
                        .rejection()
                        .orElseThrow())
                .returns(400, Rejection::status)
                .returns("header.repeated", Rejection::reason);
    }

    @Test
    void aPlainOptionsGoesOn() throws IOException {
        Verdict verdict = decide(CORS, of("OPTIONS", "Origin", SHOP));
        assertThat(verdict.answer()).isEmpty();
        assertThat(verdict.rejection()).isEmpty();
        assertThat(decide(CORS, of("OPTIONS", "Access-Control-Request-Method", "PUT"))
                        .answer())
                .isEmpty();
        assertThat(decide(CORS, of("GET", "Origin", SHOP, "Access-Control-Request-Method", "PUT"))
                        .answer())
                .isEmpty();
    }

    @Test
    void anActualRequestOfAListedOriginMayBeRead() throws IOException {
        assertThat(lines(decide(CORS, of("GET", "Origin", SHOP)).responseHeaders()))
                .containsExactly(
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Expose-Headers: x-request-id",
                        "Vary: Origin");
        assertThat(lines(decide(CORS.withCredentials(), of("GET", "Origin", SHOP))
                        .responseHeaders()))
                .contains("Access-Control-Allow-Credentials: true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "*", "HTTPS://SHOP.EXAMPLE", "https://shop.example "})
    void anActualRequestOfAnotherOriginGoesOnAndIsNeverReflected(String origin) throws IOException {
        Verdict verdict = decide(CORS, of("GET", "Origin", origin));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(lines(verdict.responseHeaders())).containsExactly("Vary: Origin");
        assertThat(verdict.request().isOriginAllowed()).isFalse();
    }

    @Test
    void withoutAnOriginTheAnswerStillDependsOnIt() throws IOException {
        assertThat(lines(decide(CORS, of("GET")).responseHeaders())).containsExactly("Vary: Origin");
        assertThat(CORS.decide(of("GET"))).isSameAs(CORS.decide(of("POST")));
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, X-Nothing, false, true",
        "PUT, Cookie, false, false",
        "PUT, Cookie, true, true",
        "DELETE, X-Nothing, true, false",
        "POST, X-Nothing, false, false"
    })
    void anOriginMayActByListedMethodsAndWithCookiesOnlyWhereTheyAreAllowed(
            String method, String header, boolean credentials, boolean acts) throws IOException {
        Cors cors = credentials ? CORS.withCredentials() : CORS;
        assertThat(decide(cors, of(method, "Origin", SHOP, header, "a=1"))
                        .request()
                        .isOriginAllowed())
                .isEqualTo(acts);
    }

    @Test
    void anybodyMayReadWithoutCookies() throws IOException {
        Cors anybody = Cors.allowingAnybody();
        assertThat(lines(decide(anybody, of("GET", "Origin", "https://any.example"))
                        .responseHeaders()))
                .containsExactly("Access-Control-Allow-Origin: *");
        assertThat(lines(decide(anybody, of("GET")).responseHeaders()))
                .containsExactly("Access-Control-Allow-Origin: *");
        assertThat(lines(decide(anybody, preflight("https://any.example", "POST"))
                        .answer()
                        .orElseThrow()
                        .headers()))
                .startsWith("Access-Control-Allow-Origin: *");
        assertThat(refusal(anybody, preflight("null", "POST"))).isEqualTo("origin.null");
    }

    @ParameterizedTest
    @CsvSource({"https://any.example, X-A, true", "https://any.example, Cookie, false", "null, X-A, false"})
    void anybodyMayActOnlyWithoutCookiesAndNullNever(String origin, String header, boolean acts) throws IOException {
        assertThat(decide(Cors.allowingAnybody(), of("POST", "Origin", origin, header, "a=1"))
                        .request()
                        .isOriginAllowed())
                .isEqualTo(acts);
    }

    @Test
    void onWhatCouldNotBeReadOnlyLeaveForEverybodyIsGiven() {
        assertThat(lines(CORS.headersOfUnread("https"))).containsExactly("Vary: Origin");
        assertThat(lines(Cors.allowingAnybody().headersOfUnread("http")))
                .containsExactly("Access-Control-Allow-Origin: *");
    }

    @Test
    void eachRuleCanBeShadowedAlone() throws IOException {
        Policy shadowed = CORS.shadowing(Set.of("origin.not-listed"));
        Verdict verdict = decide(shadowed, preflight("https://evil.example", "PUT"));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.answer()).isEmpty();
        assertThat(verdict.shadowed())
                .extracting(would -> would.rejection().reason())
                .containsExactly("origin.not-listed");
        assertThat(decide(shadowed, preflight("null", "PUT")).rejection()).isPresent();
    }

    @Test
    void whatTheApplicationSaysItselfIsKeptBack() throws IOException {
        Decision.Proceed other = (Decision.Proceed) CORS.decide(of("GET", "Origin", "https://evil.example"));
        Decision.Proceed listed = (Decision.Proceed) CORS.decide(of("GET", "Origin", SHOP));
        for (String name : List.of("Access-Control-Allow-Origin", "access-control-allow-credentials")) {
            assertThat(other.answerRules().removes(name)).as(name).isTrue();
            assertThat(listed.answerRules().removes(name)).as(name).isTrue();
        }
        assertThat(other.answerRules().removes("Vary")).isFalse();
    }

    @Test
    void anAllowedOriginReadsTheRefusalOfALaterPolicyAndActsPastTheOriginCheck() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .add(CORS)
                .add(OriginCheck.sameOrigin())
                .add(Policy.of("access", request -> Decision.reject(403, "forbidden", "role")))
                .build();
        RequestView request = of("PUT", "Origin", SHOP, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors");
        Verdict verdict = pipeline.decide(request);
        assertThat(verdict.policy()).contains("access");
        assertThat(lines(verdict.responseHeaders()))
                .contains("Access-Control-Allow-Origin: https://shop.example", "Vary: Origin")
                .anyMatch(line -> line.startsWith("Vary: Sec-Fetch-Site"));
        assertThat(verdict.shadowed()).isEmpty();
    }

    @Test
    void aMethodThatCorsDoesNotListIsRefusedByTheOriginCheckAndReadable() throws IOException {
        Pipeline pipeline =
                Pipeline.builder().add(CORS).add(OriginCheck.sameOrigin()).build();
        Verdict verdict = pipeline.decide(of("POST", "Origin", SHOP, "Sec-Fetch-Site", "cross-site"));
        assertThat(verdict.rejection()).map(Rejection::reason).contains("site.cross");
        assertThat(lines(verdict.responseHeaders())).contains("Access-Control-Allow-Origin: https://shop.example");
    }
}
