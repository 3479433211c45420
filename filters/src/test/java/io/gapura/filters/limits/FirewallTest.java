package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallTest {
    private static final Firewall STRICT = Firewall.strict();

    @Test
    void anOrdinaryRequestPassesWithoutAnyChange() throws IOException {
        RequestView request = RequestView.get("/orders/7?page=2")
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) \"<quoted>\"")
                .header("Accept", "text/html")
                .header("Accept", "application/json")
                .header("Access-Control-Request-Private-Network1", "a header of 39 characters")
                .header("Cookie", "a=1; b=\"2\"");
        assertThat(STRICT.decide(request)).isSameAs(Decision.proceed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void theCommonMethodsAreLetIn(String method) throws IOException {
        assertThat(STRICT.decide(RequestView.of(method, "/"))).isSameAs(Decision.proceed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK", "CONNECT", "PROPFIND", "QUERY", "PRI"})
    void aKnownMethodThatIsNotAllowedIsToldWhichAre(String method) throws IOException {
        Rejection rejection = refused(STRICT.methods("POST", "GET"), RequestView.of(method, "/"));
        assertThat(rejection.status()).isEqualTo(405);
        assertThat(rejection.code()).isEqualTo("method-not-allowed");
        assertThat(rejection.headers()).containsExactly(new HeaderLine("Allow", "GET, POST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "Get", "FOO", "GETT", "G", "M-SEARCH", "JEFF"})
    void aMethodThatNobodyRegisteredIsNotImplemented(String method) throws IOException {
        Rejection rejection = refused(STRICT, RequestView.of(method, "/"));
        assertThat(rejection.status()).isEqualTo(501);
        assertThat(rejection.code()).isEqualTo("method-unknown");
        assertThat(rejection.headers()).isEmpty();
    }

    @Test
    void aMethodMayBeAllowedOrTakenAway() throws IOException {
        assertThat(STRICT.methods("QUERY").decide(RequestView.of("QUERY", "/"))).isSameAs(Decision.proceed());
        assertThat(refused(STRICT.methods("QUERY"), RequestView.get("/")).status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK", "CONNECT", "PRI", "get", "FOO", ""})
    void noSettingAllowsADangerousOrUnknownMethod(String method) {
        assertThatThrownBy(() -> STRICT.methods("GET", method)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyListOfMethodsIsAMistake() {
        assertThatThrownBy(STRICT::methods).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "X-HTTP-Method-Override,DELETE",
        "x-http-method-override,''",
        "X-HTTP-Method,PUT",
        "X-Method-Override,GET"
    })
    void aHeaderThatReplacesTheMethodIsRefused(String name, String value) throws IOException {
        assertMalformed(RequestView.post("/").header(name, value), "header.method-override");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?_method=DELETE", "/?a=1&_method", "/?%5Fmethod=PUT", "/?_method=a&_method=b"})
    void aParameterThatReplacesTheMethodIsRefused(String target) throws IOException {
        assertMalformed(RequestView.post(target), "header.method-override");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?method=DELETE", "/?_METHOD=DELETE", "/_method", "/?a=_method"})
    void otherUsesOfTheWordPass(String target) throws IOException {
        assertThat(STRICT.decide(RequestView.post(target))).isSameAs(Decision.proceed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a:b", "a\tb", "caf\u00e9", "a\0", "a,b", "(a)", "a\u212A", "a\u0080", "a\u007F"})
    void aHeaderNameThatIsNoTokenIsRefused(String name) throws IOException {
        assertMalformed(request("GET", -1, "Host", "app.example", name, "x"), "header.character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\n b", "a\0b", "\u0001", "\u001F", "\u007F"})
    void aHeaderValueWithAControlIsRefused(String value) throws IOException {
        Rejection rejection = refused(STRICT, RequestView.get("/").header("X-Name", value));
        assertThat(rejection.reason()).isEqualTo("header.character");
        assertThat(rejection.hard()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", "\u00c3\u00a9", "J\u00f6rg", "<script>", "' OR 1=1 --", "~"})
    void aHeaderValueMayHoldAnyText(String value) throws IOException {
        assertThat(STRICT.decide(RequestView.get("/").header("X-Name", value))).isSameAs(Decision.proceed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "Content-Type",
                "Authorization",
                "Origin",
                "Referer",
                "User-Agent",
                "Expect",
                "Range",
                "If-Match",
                "If-None-Match",
                "If-Modified-Since",
                "If-Unmodified-Since",
                "If-Range",
                "Sec-Fetch-Site",
                "Sec-Fetch-Mode",
                "Sec-Fetch-Dest",
                "Sec-Fetch-User",
                "Sec-Fetch-Storage-Access",
                "Access-Control-Request-Method",
                "Access-Control-Request-Headers",
                "Access-Control-Request-Private-Network",
                "X-Forwarded-Proto",
                "X-Forwarded-Host",
                "X-Forwarded-Port"
            })
    void aFieldThatDecisionsHangOnComesOnce(String name) throws IOException {
        String value = name.equals("Expect") ? "100-continue" : name.equals("Host") ? "app.example" : "x";
        List<String> once = new ArrayList<>(name.equals("Host") ? List.of() : List.of("Host", "app.example"));
        once.addAll(List.of(name, value));
        assertThat(STRICT.decide(request("GET", -1, once.toArray(String[]::new))))
                .isSameAs(Decision.proceed());
        once.addAll(List.of(name.toUpperCase(Locale.ROOT), value));
        assertMalformed(request("GET", -1, once.toArray(String[]::new)), "header.repeated");
    }

    @Test
    void aFieldWhoseNameOnlyUnicodeCallsTheSameIsRefusedAsNoToken() throws IOException {
        assertMalformed(request("GET", -1, "Host", "app.example", "Ho\u017Ft", "evil.example"), "header.character");
    }

    @ParameterizedTest
    @CsvSource({
        "framing.cl-te,Content-Length,5,Transfer-Encoding,chunked",
        "framing.cl-te,transfer-encoding,CHUNKED,content-length,0",
        "framing.length,Content-Length,5,Content-Length,5",
        "framing.length,Content-Length,5,content-length,6",
        "framing.length,Content-Length,+5,X-A,b",
        "framing.length,Content-Length,-1,X-A,b",
        "framing.length,Content-Length,0x5,X-A,b",
        "framing.length,Content-Length,'5,5',X-A,b",
        "framing.length,Content-Length,'',X-A,b",
        "framing.length,Content-Length,\u0665,X-A,b",
        "framing.length,Content-Length,1000000000000000000,X-A,b",
        "framing.coding,Transfer-Encoding,gzip,X-A,b",
        "framing.coding,Transfer-Encoding,'gzip, chunked',X-A,b",
        "framing.coding,Transfer-Encoding,' chunked',X-A,b",
        "framing.coding,Transfer-Encoding,chunked,Transfer-Encoding,chunked",
        "framing.coding,Transfer-Encoding,identity,X-A,b"
    })
    void aBodyFramedInTwoWaysIsRefused(String word, String name, String value, String other, String otherValue)
            throws IOException {
        RequestView request = request("POST", 5, "Host", "app.example", name, value, other, otherValue);
        assertMalformed(request, word);
        assertThat(refused(STRICT, request).hard()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length,5",
        "Content-Length,999999999999999999",
        "Transfer-Encoding,chunked",
        "Transfer-Encoding,Chunked"
    })
    void aBodyFramedInOneWayPasses(String name, String value) throws IOException {
        assertThat(STRICT.decide(request("POST", 5, "Host", "app.example", name, value)))
                .isSameAs(Decision.proceed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void aBodyWhereNoneHasAMeaningIsRefused(String method) throws IOException {
        assertMalformed(request(method, 1, "Host", "app.example"), "body.unexpected");
        assertMalformed(request(method, -1, "Host", "app.example", "Transfer-Encoding", "chunked"), "body.unexpected");
        assertThat(STRICT.decide(request(method, 0, "Host", "app.example", "Content-Length", "0")))
                .isSameAs(Decision.proceed());
        assertThat(STRICT.decide(request(method, -1, "Host", "app.example"))).isSameAs(Decision.proceed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void otherMethodsMayCarryABody(String method) throws IOException {
        assertThat(STRICT.decide(request(method, 1, "Host", "app.example"))).isSameAs(Decision.proceed());
    }

    @Test
    void theOnlyExpectationIsToContinue() throws IOException {
        assertThat(STRICT.decide(RequestView.post("/").header("Expect", "100-Continue")))
                .isSameAs(Decision.proceed());
        Rejection rejection = refused(STRICT, RequestView.post("/").header("Expect", "200-ok"));
        assertThat(rejection.status()).isEqualTo(417);
        assertThat(rejection.code()).isEqualTo("expectation-refused");
        assertThat(rejection.reason()).isEqualTo("header.expect");
    }

    @Test
    void aRefusalShowsAWordAndNoPartOfTheRequest() throws IOException {
        Rejection rejection = refused(STRICT, RequestView.post("/").header("X-HTTP-Method", "secret"));
        assertThat(rejection.violations())
                .containsExactly(new Violation(Violation.Place.HEADER, "", "header.method-override"));
        assertThat(rejection.note()).isEmpty();
    }

    @Test
    void malformedFramingAndTracingAreRefusedInShadowToo() throws IOException {
        Pipeline shadow = Pipeline.builder().shadow(STRICT).build();
        assertThat(shadow.decide(request("POST", 5, "Host", "a", "Content-Length", "x"))
                        .rejection())
                .isPresent();
        assertThat(shadow.decide(RequestView.of("TRACE", "/")).rejection()).isPresent();
        assertThat(shadow.decide(RequestView.of("PROPFIND", "/")).rejection()).isEmpty();
        assertThat(shadow.decide(RequestView.of("PROPFIND", "/")).shadowed()).hasSize(1);
    }

    private static RequestView request(String method, long length, String... headers) {
        return RequestView.read(
                method,
                Target.parse("/"),
                "http",
                Headers.of(headers),
                Body.from(InputStream::nullInputStream, length),
                new Client("192.0.2.1"));
    }

    static Rejection refused(Firewall firewall, RequestView request) throws IOException {
        Optional<Rejection> rejection =
                Pipeline.builder().add(firewall).build().decide(request).rejection();
        assertThat(rejection).isPresent();
        return rejection.orElseThrow();
    }

    private static void assertMalformed(RequestView request, String word) throws IOException {
        Rejection rejection = refused(STRICT, request);
        assertThat(rejection.reason()).isEqualTo(word);
        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.code()).isEqualTo("request-malformed");
    }
}
