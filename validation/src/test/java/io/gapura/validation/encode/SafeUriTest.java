package io.gapura.validation.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeUriTest {
    @Test
    void everyPieceStaysThePieceItIs() {
        assertThat(SafeUri.at("https://shop.example")
                        .segments("orders", "a/b?c#d;e")
                        .query("no&te", "1=1 + ü")
                        .query("empty", "")
                        .fragment("top?#")
                        .toURI())
                .hasToString("https://shop.example/orders/a%2Fb%3Fc%23d%3Be"
                        + "?no%26te=1%3D1%20%2B%20%C3%BC&empty=#top%3F%23");
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, https://shop.example/",
        "https://shop.example/, https://shop.example/",
        "http://shop.example:8080/app/, http://shop.example:8080/app",
        "HTTPS://shop.example/app, HTTPS://shop.example/app"
    })
    void aBaseOfTheWebIsTaken(String base, String uri) {
        assertThat(SafeUri.at(base)).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JAVASCRIPT://shop.example/%0aalert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "ftp://shop.example/",
                "//shop.example/",
                "/orders",
                "",
                "https:shop.example",
                "https:///orders",
                "https://user@shop.example/",
                "https://user:pass@shop.example/",
                "https://shop.example/?a=b",
                "https://shop.example/?",
                "https://shop.example/#",
                "https://shop.example/a/../b",
                "https://shop.example/./b",
                "https://shop.example//b",
                "https://shop.example/%zz",
                "https://shop.example/a b",
                " https://shop.example/",
                "https://shop.example/\n",
                "https://shöp.example/",
                "https://shop.example/\\evil.example"
            })
    void anotherBaseIsRefusedWithoutItsText(String base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SafeUri.at(base))
                .satisfies(refused -> assertThat(refused.getMessage()).startsWith("the "))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("shop", "alert", "passwd"));
    }

    @Test
    void otherSchemesAreTakenWhenTheyAreNamed() {
        assertThat(SafeUri.at("ftp://shop.example/pub", Set.of("ftp")).segments("a"))
                .hasToString("ftp://shop.example/pub/a");
        assertThatIllegalArgumentException().isThrownBy(() -> SafeUri.at("https://shop.example/", Set.of("ftp")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void aSegmentThatReadersResolveIsRefused(String segment) {
        assertThatIllegalArgumentException().isThrownBy(() -> SafeUri.here().segments(segment));
    }

    @Test
    void dotsInASegmentAreText() {
        assertThat(SafeUri.here().segments("...", "..a", "%2e%2e")).hasToString("/.../..a/%252e%252e");
    }

    @Test
    void whatIsOfThisSiteCannotLeadToAnother() {
        assertThat(SafeUri.here()).hasToString("/");
        assertThat(SafeUri.here().segments("/evil.example")).hasToString("/%2Fevil.example");
        assertThat(SafeUri.here().segments("\\evil.example")).hasToString("/%5Cevil.example");
        assertThat(SafeUri.here().segments("javascript:alert(1)")).hasToString("/javascript%3Aalert%281%29");
    }

    @Test
    void halfOfASurrogatePairIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SafeUri.here().segments("\uD83D"));
        assertThatIllegalArgumentException().isThrownBy(() -> SafeUri.here().query("a", "\uDE00\uD83D"));
        assertThat(SafeUri.here().segments("\uD83D\uDE00")).hasToString("/%F0%9F%98%80");
    }

    @Test
    void aRefinedUriIsACopy() {
        SafeUri base = SafeUri.here().segments("orders");
        base.segments("1").query("a", "b").fragment("c");
        assertThat(base).hasToString("/orders");
    }

    /** java.net.URI is another reader: it finds the same pieces. */
    @Property(tries = 300)
    void whatIsWrittenReadsBack(@ForAll @NotEmpty String segment, @ForAll String name, @ForAll String value) {
        Assume.that(List.of(segment, name, value).stream().allMatch(Text::isWhole));
        Assume.that(!segment.equals(".") && !segment.equals(".."));

        URI read = SafeUri.at("https://shop.example/app")
                .segments(segment, "end")
                .query(name, value)
                .fragment(value)
                .toURI();

        assertThat(read.getHost()).isEqualTo("shop.example");
        assertThat(read.normalize()).isEqualTo(read);
        String[] path = read.getRawPath().split("/", -1);
        assertThat(path).hasSize(4);
        assertThat(Text.decoded(path[2])).isEqualTo(segment);
        String[] pair = read.getRawQuery().split("[=&;]", -1);
        assertThat(Arrays.stream(pair).map(Text::decoded)).containsExactly(name, value);
        assertThat(Text.decoded(read.getRawFragment())).isEqualTo(value);
    }
}
