package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A path that a locator may have matched always fits, and finding that out is cheap whatever the path is. */
class LocatorPathTest {
    @ParameterizedTest
    @CsvSource({
        "a,            a,            true",
        "a,            x/a/,         true",
        "a,            xa,           false",
        "a,            a/x,          false",
        "/,            '',           true",
        "'',           anything/at,  true",
        "{id},         a,            true",
        "{id},         a/b,          true",
        "{id},         '',           false",
        "a/{id},       a/b,          true",
        "a/{id},       x/a/b,        true",
        "a/{id},       a/,           false",
        "a/{id},       xa/b,         false",
        "a{id},        ab,           true",
        "a{id},        x/ab,         true",
        "a{id},        xab,          false",
        "{a}/b,        a/b,          true",
        "{a}/b,        b,            false",
        "{a}/b/{c},    a/b/c,        true",
        "{a}/b/{c},    a/b,          false",
        "{a}-{b},      a-b,          true",
        "{a}-{b},      a--b,         true",
        "{a}-{b},      -b,           false",
        "{a}{b},       ab,           true",
        "{a}{b},       a,            false",
        "{a}{b}{c},    ab,           false",
        "{a}{b}{c},    abc,          true",
        "'{a: x{2}}/b', xx/b,        true",
        "{a}bab,       xbab,         true",
        "{a}ba{b}ab,   xbaab,        false",
        "{a}ba{b}ab,   xbayab,       true",
    })
    void itFitsWhatEndsInIt(String template, String path, boolean fits) {
        assertThat(LocatorPath.of(template).fits(path)).isEqualTo(fits);
    }

    /** The same said as an expression, which looks back as often as there are variables. */
    private static boolean oracle(String template, String path) {
        String bare = template.replaceAll("^/|/$", "");
        String variables = Pattern.quote(bare).replace("{v}", "\\E.+\\Q");
        return Pattern.compile(bare.isEmpty() ? ".*" : "(?:.*/)?" + variables)
                .matcher(path.replaceAll("^/|/$", ""))
                .matches();
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.of("a", "b", "/", "{v}", "{v}").list().ofMaxSize(7).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings().withChars('a', 'b', '/').ofMaxLength(10);
    }

    @Property(tries = 5_000)
    void itFitsWhatTheExpressionFits(@ForAll("templates") String template, @ForAll("paths") String path) {
        assertThat(LocatorPath.of(template).fits(path)).isEqualTo(oracle(template, path));
    }

    @Test
    void aPathOfOneLetterCostsNoMoreForItsLength() {
        LocatorPath many = LocatorPath.of("{a}/a/{b}/a/{c}/a/{d}/a/{e}/a/{f}/a/{g}/z");
        String path = "a/".repeat(4_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> assertThat(many.fits(path)).isFalse());
    }
}
