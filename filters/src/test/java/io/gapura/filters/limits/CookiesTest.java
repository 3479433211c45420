package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {
    private static final Firewall STRICT = Firewall.strict();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1; b=2",
                "a=\"1\"; b=\"\"",
                "a=b\"c\"d",
                "a=\"b\\\\\"",
                "a=\"b\\\"c\"",
                "a=1,2; b=3 4",
                "a==",
                "a",
                "=a",
                ";;",
                "a=1;",
                "_ga=GA1.2.3.4; _gid=GA1.2",
                "a=%7B%22b%22%3A1%7D",
                "a={\"b\":1}",
                "a=1; a=2",
                "__host=1; __host=2",
                "jsessionid=1; jsessionid=2",
                "JSESSIONID=1",
                "__Host-a=1; __Host-b=2"
            })
    void whatBrowsersAndScriptsSendPasses(String cookie) throws IOException {
        assertThat(STRICT.decide(RequestView.get("/").header("Cookie", cookie))).isSameAs(Decision.proceed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=\"1; b=2",
                "a=\"",
                "a=\"1; b=2\"",
                "b=1; a=\"x\"y",
                "a=\"1\"; b=\"2",
                "\"a; b=1",
                "a=\"x\\\"; b=\"2\"",
                "a=\"\\\\\\\""
            })
    void aQuoteThatCouldSwallowTheNextCookieIsRefused(String cookie) throws IOException {
        assertRefused(cookie, "cookie.malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__Host-s=1; __Host-s=2",
                "__Host-s=1; a=b; __Host-s=1",
                "__Secure-s=1; __Secure-s=",
                "__host-s=1; __host-s=2",
                "JSESSIONID=1; JSESSIONID=2",
                "JSESSIONID=1;JSESSIONID =2",
                "JSESSIONID = 1; JSESSIONID\t=2"
            })
    void aGuardedCookieThatComesTwiceIsRefused(String cookie) throws IOException {
        assertRefused(cookie, "cookie.repeated");
    }

    @Test
    void twoLinesAreOneOnHttp2AndARepetitionOnHttp1() throws IOException {
        RequestView twice = RequestView.get("/").header("Cookie", "a=1").header("Cookie", "b=2");
        assertThat(STRICT.decide(twice.protocol("HTTP/2.0"))).isSameAs(Decision.proceed());
        assertThat(FirewallTest.refused(STRICT, twice.protocol("HTTP/1.1")).reason())
                .isEqualTo("header.repeated");
        RequestView split =
                RequestView.get("/").header("Cookie", "JSESSIONID=1").header("Cookie", "JSESSIONID=2");
        assertThat(FirewallTest.refused(STRICT, split.protocol("HTTP/2.0")).reason())
                .isEqualTo("cookie.repeated");
    }

    @Test
    void anotherSessionMayHaveAnotherName() throws IOException {
        Firewall firewall = STRICT.sessionCookies("SID");
        RequestView twice = RequestView.get("/").header("Cookie", "SID=1; SID=2");
        assertThat(FirewallTest.refused(firewall, twice).reason()).isEqualTo("cookie.repeated");
        assertThat(STRICT.decide(twice)).isSameAs(Decision.proceed());
        assertThat(firewall.decide(RequestView.get("/").header("Cookie", "JSESSIONID=1; JSESSIONID=2")))
                .isSameAs(Decision.proceed());
    }

    @Test
    void piecesWithoutNumberAreNotRead() throws IOException {
        assertThat(STRICT.maxHeaderValue(DataSize.of("4KiB"), DataSize.of("64KiB"))
                        .decide(RequestView.get("/").header("Cookie", "a;".repeat(999))))
                .isSameAs(Decision.proceed());
        assertRefused("a;".repeat(1_000), "cookie.malformed");
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll("cookies") List<Cookies.Cookie> cookies) {
        String line = cookies.stream().map(c -> c.name() + "=" + c.value()).collect(Collectors.joining("; "));
        assertThat(Cookies.parse(line)).isEqualTo(cookies);
    }

    @Property
    void noTextMakesItThrow(@ForAll String line) {
        assertThat(Cookies.parse(line)).hasSizeLessThanOrEqualTo(line.split(";", -1).length);
    }

    @Provide
    Arbitrary<List<Cookies.Cookie>> cookies() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("!#$%&'*+-.^_`|~0123456789abcXYZ".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<String> values = Arbitraries.strings()
                .withCharRange('\u0021', '\u00FF')
                .excludeChars(';', '\u007F', '\u0085', '\u00A0')
                .ofMaxLength(20);
        return Combinators.combine(names, values).as(Cookies.Cookie::new).list().ofMaxSize(8);
    }

    private static void assertRefused(String cookie, String word) throws IOException {
        Rejection rejection = FirewallTest.refused(STRICT, RequestView.get("/").header("Cookie", cookie));
        assertThat(rejection.reason()).isEqualTo(word);
        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.code()).isEqualTo("request-malformed");
        assertThat(rejection.violations()).containsExactly(new Violation(Violation.Place.COOKIE, "", word));
    }
}
