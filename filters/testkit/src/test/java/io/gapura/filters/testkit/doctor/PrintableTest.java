package io.gapura.filters.testkit.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void whatMovesACursorIsSpelt() {
        assertThat(Printable.of("a\u001b[2J\r\n\t\u009b\u202e\\ \u00e9", 100))
                .isEqualTo("a\\u001b[2J\\r\\n\\t\\u009b\\u202e\\\\ \\u00e9");
    }

    @Test
    void bothSidesOfTheBound() {
        assertThat(Printable.of("a".repeat(97), 100)).isEqualTo("a".repeat(97));
        assertThat(Printable.of("a".repeat(98), 100)).isEqualTo("a".repeat(98));
        assertThat(Printable.of("a".repeat(100), 100)).isEqualTo("a".repeat(100));
        assertThat(Printable.of("a".repeat(101), 100)).isEqualTo("a".repeat(97) + "...");
    }

    @Property(tries = 500)
    void nothingElseComesOut(@ForAll String text) {
        assertThat(Printable.of(text, 40)).matches("[\\x20-\\x7E]{0,40}");
    }
}
