package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: b",
                "a\nb",
                "a\rb",
                "a\0b",
                "a\u007Fb",
                "a\u000Bb",
                "caf\u00e9",
                "a\u2028b",
                "\u560a"
            })
    void aValueThatCouldSplitTheAnswerIsNoHeader(String value) {
        assertThatThrownBy(() -> new HeaderLine("X-Name", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Set-Cookie");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a:",
                "a\r\n",
                "a\tb",
                "caf\u00e9",
                "a\0",
                "(a)",
                "a,b",
                "a@",
                "a[",
                "a{",
                "a/",
                "a;",
                "a\u212A"
            })
    void aNameThatIsNoTokenIsNoHeader(String name) {
        assertThatThrownBy(() -> new HeaderLine(name, "value")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void visibleTextSpacesAndTabsAreAValue() {
        assertThat(new HeaderLine("X-Name", "a \t~!\"").value()).isEqualTo("a \t~!\"");
        assertThat(new HeaderLine("X-Name", "").named("x-nAME")).isTrue();
        assertThat(new HeaderLine("X-Name", "").named("x-nome")).isFalse();
        assertThat(new HeaderLine("azAZ09!#$%&'*+-.^_`|~", "").value()).isEmpty();
    }

    @Property
    void whateverExistsIsOneLine(@ForAll String value) {
        try {
            assertThat(new HeaderLine("X-Name", value).value().chars())
                    .allMatch(c -> c == '\t' || c >= ' ' && c <= '~');
        } catch (IllegalArgumentException refused) {
            assertThat(value.chars()).anyMatch(c -> c != '\t' && c < ' ' || c > '~');
        }
    }

    @Test
    void anAnswerCarriesTheSameRuleEverywhere() {
        assertThatThrownBy(() -> Decision.proceed().responseHeader("X-Name", "a\nb"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rejection.of(400, "request-malformed", "x").header("X-Name", "a\nb"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Vary, true",
        "vARY, true",
        "Set-Cookie, true",
        "set-cookie, true",
        "Accept, false",
        "Set-Cookie2, false"
    })
    void varyAndCookiesAddUp(String name, boolean adds) {
        assertThat(new HeaderLine(name, "x").adds()).isEqualTo(adds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Origin              | Origin             | true",
                "Origin              | Accept, oRIGIN     | true",
                "Origin, Accept      | accept ,Origin     | true",
                "Origin, Accept      | Origin             | false",
                "Origin              | *                  | true",
                "Origin              | Origin-Agent       | false",
                "Origin              | ''                 | false"
            })
    void aVaryIsSaidWhenEachMemberIs(String value, String line, boolean said) {
        assertThat(new HeaderLine("Vary", value).isSaidBy(List.of("X", line))).isEqualTo(said);
    }

    @Test
    void aCookieIsSaidByTheSameLineAlone() {
        HeaderLine cookie = new HeaderLine("Set-Cookie", "a=1");
        assertThat(cookie.isSaidBy(List.of("b=2", "a=1"))).isTrue();
        assertThat(cookie.isSaidBy(List.of("b=2", "A=1", "*"))).isFalse();
        assertThat(cookie.isSaidBy(List.of())).isFalse();
    }
}
