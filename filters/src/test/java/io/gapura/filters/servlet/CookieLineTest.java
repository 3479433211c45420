package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieLineTest {
    @Test
    void aCookieIsALineWithItsAttributes() {
        Cookie cookie = new Cookie("basket", "a=b");
        cookie.setPath("/app");
        cookie.setMaxAge(60);
        cookie.setSecure(true);
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
        assertThat(CookieLine.of(cookie))
                .hasValueSatisfying(line -> assertThat(line)
                        .startsWith("basket=a=b; ")
                        .contains("; Path=/app", "; Max-Age=60", "; Secure", "; HttpOnly", "; SameSite=Lax")
                        .doesNotContain("Secure=", "HttpOnly="));
    }

    @Test
    void aFlagThatIsOffIsLeftOut() {
        Cookie cookie = new Cookie("basket", null);
        cookie.setSecure(false);
        cookie.setAttribute("HttpOnly", "false");
        assertThat(CookieLine.of(cookie)).contains("basket=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;b", "a,b", "\"a\"", "a\\b", "a\r\nX: y", "ä"})
    void whatWouldNeedQuotesIsLeftToTheContainer(String value) {
        assertThat(CookieLine.of(new Cookie("basket", value))).isEmpty();
    }

    @Test
    void anAttributeCannotBeginAnother() {
        Cookie cookie = new Cookie("basket", "1");
        cookie.setAttribute("SameSite", "Lax; Domain=evil.example");
        assertThat(CookieLine.of(cookie)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a=b, a", "a =b, a", "=b, ''", "ab, ''", "a=b=c; Path=/, a"})
    void theNameIsWhatStandsBeforeTheFirstSign(String line, String name) {
        assertThat(CookieLine.nameOf(line)).isEqualTo(name);
    }
}
