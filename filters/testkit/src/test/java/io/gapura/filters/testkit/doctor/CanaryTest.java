package io.gapura.filters.testkit.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {
    private static final Canary CANARY = new Canary("tamarind7");
    private static final List<Function<String, String>> ENCODERS = List.of(
            word -> each(word, "%%%02x"),
            word -> each(word, "&#%d;"),
            word -> each(word, "&#x%X;"),
            word -> each(word, "\\u%04x"));

    private static String each(String word, String form) {
        return word.chars().mapToObj(c -> String.format(Locale.ROOT, form, c)).collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tamarind7",
                "before TAMARIND7 behind",
                "%74amarind7",
                "%74%61%6d%61%72%69%6e%64%37",
                "&#116;amarind7",
                "&#x74;amarind&#55;",
                "\\u0074amarind7",
                "\\x74amarind7",
                "%2574amarind7",
                "&#37;74amarind7",
                "74616d6172696e6437",
                "dGFtYXJpbmQ3",
                "xxx dGFtYXJpbmQ3 yyy"
            })
    void itIsFoundAsItIsAndEncoded(String text) {
        assertThat(CANARY.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tamarind", "tamarin d7", "%74", "100 % of it", "&#; &#x; \\u00 %zz", "dGFtYXJp", "7"})
    void whatIsNotItIsNotFound(String text) {
        assertThat(CANARY.isIn(text)).isFalse();
    }

    @Property(tries = 300)
    void twoEncodingsInARowHideNothing(
            @ForAll("words") String word, @ForAll @IntRange(max = 3) int inner, @ForAll @IntRange(max = 3) int outer) {
        String hidden = ENCODERS.get(outer).apply(ENCODERS.get(inner).apply(word));
        assertThat(new Canary(word).isIn("<p>" + hidden + "</p>")).isTrue();
    }

    @Property(tries = 300)
    void base64HidesNothingWhateverStandsBefore(@ForAll("words") String word, @ForAll @IntRange(max = 5) int before) {
        byte[] bytes = ("-".repeat(before) + word + "--").getBytes(StandardCharsets.US_ASCII);
        assertThat(new Canary(word).isIn(Base64.getEncoder().encodeToString(bytes)))
                .isTrue();
        assertThat(new Canary(word).isIn(Base64.getUrlEncoder().encodeToString(bytes)))
                .isTrue();
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().alpha().numeric().ofMinLength(6).ofMaxLength(64);
    }
}
