package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeutralizerTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0xAD, 0x061C, 0x180E, 0x200B, 0x200C,
                0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xFDD0, 0xFDEF,
                0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xE0001, 0xE0041, 0xD800, 0xDFFF
            })
    void aHostileCharacterIsMadeVisible(int point) {
        Neutralizer neutralizer = new Neutralizer();

        assertThat(neutralizer.text("a" + unit(point) + "b", 100)).isEqualTo(String.format("a<U+%04X>b", point));
        assertThat(neutralizer.changed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x7E, 0xA0, 0xE9, 0x0130, 0x3042, 0xFDCF, 0xFFFD, 0x1F600, 0x10FFFD})
    void anOrdinaryCharacterStays(int point) {
        Neutralizer neutralizer = new Neutralizer();

        assertThat(neutralizer.text("a" + unit(point) + "b", 100)).isEqualTo("a" + unit(point) + "b");
        assertThat(neutralizer.changed()).isFalse();
    }

    @Test
    void aTextIsCutAtItsBoundAndSaysSo() {
        Neutralizer neutralizer = new Neutralizer();

        assertThat(neutralizer.text("abcd", 4)).isEqualTo("abcd");
        assertThat(neutralizer.dropped()).isZero();
        assertThat(neutralizer.text("abcde", 4)).isEqualTo("abcd");
        assertThat(neutralizer.dropped()).isPositive();
    }

    @Test
    void aBoundCountsCodePoints() {
        Neutralizer neutralizer = new Neutralizer();

        assertThat(neutralizer.text("\uD83D\uDE00".repeat(3), 3)).isEqualTo("\uD83D\uDE00".repeat(3));
        assertThat(neutralizer.dropped()).isZero();
        assertThat(neutralizer.text("\uD83D\uDE00".repeat(4), 3)).isEqualTo("\uD83D\uDE00".repeat(3));
    }

    @Test
    void anExpansionIsNeverCutApart() {
        assertThat(new Neutralizer().text("ab\n", 9)).isEqualTo("ab");
        assertThat(new Neutralizer().text("ab\n", 10)).isEqualTo("ab<U+000A>");
    }

    @Property
    void whatComesOutIsVisibleAndBounded(@ForAll String raw, @ForAll @IntRange(min = 0, max = 300) int bound) {
        String text = new Neutralizer().text(raw, bound);

        assertThat(text.codePoints().noneMatch(Neutralizer::isHostile)).isTrue();
        assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(bound);
    }

    @Property
    void whatWasNeutralisedStaysAsItIs(@ForAll String raw) {
        String once = new Neutralizer().text(raw, 10_000);
        Neutralizer again = new Neutralizer();

        assertThat(again.text(once, 10_000)).isEqualTo(once);
        assertThat(again.changed()).isFalse();
    }

    private static String unit(int point) {
        return new String(Character.toChars(point));
    }
}
