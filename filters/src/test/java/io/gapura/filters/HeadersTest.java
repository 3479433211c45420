package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    @Test
    void twoValuesOfOneFieldAreNeverChosenBetween() {
        Headers headers = Headers.of("X-Key", "a", "Other", "b", "x-kEY", "a");
        assertThatThrownBy(() -> headers.only("X-Key")).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.rejection().reason()).isEqualTo("header.repeated");
            assertThat(refused.rejection().hard()).isTrue();
        });
        assertThat(headers.all("x-key")).containsExactly("a", "a");
        assertThat(headers.only("OTHER")).contains("b");
        assertThat(headers.only("absent")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"cookie,coo\u212Aie", "if-range,\u0131f-range", "IF-RANGE,\u0130F-RANGE", "host,ho\u017Ft"})
    void aNameThatOnlyUnicodeCallsTheSameIsAnotherField(String ascii, String trap) {
        Headers headers = Headers.of(ascii, "1", trap, "2");
        assertThat(headers.only(ascii)).contains("1");
        assertThat(headers.only(trap)).contains("2");
        assertThat(Headers.of(trap, "2").contains(ascii)).isFalse();
    }

    @Property
    void everyCaseOfANameIsTheSameField(@ForAll("tokens") String name) {
        String other = swapped(name);
        assertThat(Headers.of(name, "1").only(other)).contains("1");
        assertThat(Headers.of(name, "1").contains(other)).isTrue();
        assertThatThrownBy(() -> Headers.of(name, "1", other, "1").only(name)).isInstanceOf(RefusedException.class);
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.strings()
                .withChars("!#$%&'*+-.^_`|~0123456789abcxyzABCXYZ".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(20);
    }

    private static String swapped(String name) {
        StringBuilder other = new StringBuilder();
        name.chars().forEach(c -> {
            boolean upper = c >= 'A' && c <= 'Z';
            boolean lower = c >= 'a' && c <= 'z';
            other.append((char) (upper ? c + 32 : lower ? c - 32 : c));
        });
        return other.toString();
    }

    @Test
    void theContainerIsAskedOnceAndForAll() {
        AtomicInteger asked = new AtomicInteger();
        Headers headers = Headers.of(line -> {
            asked.incrementAndGet();
            line.accept("A", "1");
            line.accept("B", "2");
        });
        assertThat(headers.size()).isEqualTo(2);
        assertThat(headers.only("a")).contains("1");
        assertThat(headers.contains("c")).isFalse();
        assertThat(headers.violations()).isEmpty();
        assertThat(asked).hasValue(1);
    }

    @Test
    void everyLineIsGivenInOrderWithRepetitions() {
        List<String> lines = new ArrayList<>();
        Headers.of("B", "1", "A", "2", "b", "3").each((name, value) -> lines.add(name + ":" + value));
        assertThat(lines).containsExactly("B:1", "A:2", "b:3");
    }

    @Test
    void aNameWithoutAValueIsAMistakeOfTheProgrammer() {
        assertThatThrownBy(() -> Headers.of("A")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSoleValueIsNeverOneOfTwo() {
        Headers headers = Headers.of("X-One", "1", "Content-Type", "a/b", "X-Two", "1", "x-two", "1");

        assertThat(headers.sole("x-one")).isEqualTo("1");
        assertThat(headers.sole("content-type")).isEqualTo("a/b");
        assertThat(headers.sole("X-Two")).isNull();
        assertThat(headers.sole("x-three")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "host", "hOST", "X-Own", "x-own", "Content-Digest", "SIGNATURE-INPUT"})
    void aFieldIsThereByEachSpellingOfItsName(String name) {
        assertThat(Headers.of(name, "1").contains(name.toLowerCase(Locale.ROOT)))
                .isTrue();
        assertThat(Headers.of(name, "1").contains(name.toUpperCase(Locale.ROOT)))
                .isTrue();
        assertThat(Headers.of(name + "s", "1").contains(name)).isFalse();
        assertThat(Headers.of().contains(name)).isFalse();
    }

    @Test
    void aValueIsPlainWhenItIsSpacesTabsAndVisibleAscii() {
        assertThat(Headers.of("A", "x \ty~").isPlain()).isTrue();
        assertThat(Headers.of("A", "x\u007F").isPlain()).isFalse();
        assertThat(Headers.of("A", "x\r\n y").isPlain()).isFalse();
        assertThat(Headers.of("A", "\u00E4").isPlain()).isFalse();
        assertThat(Headers.of("A", "\u0122").isPlain()).isFalse();
        assertThat(Headers.of("A", "x", "B", "\u0000").isPlain()).isFalse();
    }
}
