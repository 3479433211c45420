package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CanonicalLineTest {
    @Test
    void membersAreSortedByUtf16UnitAsRfc8785Section323Shows() {
        Map<String, Object> tree = Map.of(
                "\u20ac", "Euro Sign",
                "\r", "Carriage Return",
                "\ufb33", "Hebrew Letter Dalet With Dagesh",
                "1", "One",
                "\ud83d\ude00", "Emoji: Grinning Face",
                "\u0080", "Control",
                "\u00f6", "Latin Small Letter O With Diaeresis");

        assertThat(text(tree))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void stringsAreEscapedAsRfc8785Section3222Demands() {
        assertThat(text(Map.of("s", "\u20ac$\u000F\nA'B\"\\\\\"/\b\t\f\r\u007f")))
                .isEqualTo("{\"s\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\u007f\"}");
    }

    @Test
    void valuesOfAllKindsAreWritten() {
        assertThat(text(Map.of("a", List.of(), "b", List.of(1L, "x", true), "c", Map.of(), "d", false)))
                .isEqualTo("{\"a\":[],\"b\":[1,\"x\",true],\"c\":{},\"d\":false}");
    }

    @Test
    void aMemberOutOfOrderIsAMistake() {
        CanonicalLine line = new CanonicalLine().object().member("b").number(1);

        assertThatThrownBy(() -> line.member("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line.member("b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachObjectHasItsOwnOrder() {
        CanonicalLine line = new CanonicalLine()
                .object()
                .member("b")
                .object()
                .member("z")
                .number(1)
                .endObject();

        assertThat(new String(
                        line.member("c")
                                .object()
                                .member("a")
                                .number(2)
                                .endObject()
                                .endObject()
                                .toBytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"b\":{\"z\":1},\"c\":{\"a\":2}}");
    }

    @Test
    void integersStayWithinWhatADoubleHolds() {
        long largest = (1L << 53) - 1;

        assertThat(text(Map.of("n", largest, "o", -largest)))
                .isEqualTo("{\"n\":9007199254740991,\"o\":-9007199254740991}");
        assertThatThrownBy(() -> text(Map.of("n", largest + 1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text(Map.of("n", -largest - 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void depthIsBounded() {
        Map<String, Object> tree = Map.of();
        for (int depth = 1; depth < 8; depth++) {
            tree = Map.of("a", tree);
        }
        Map<String, Object> deepest = tree;

        assertThat(text(deepest)).endsWith("{}}}}}}}}");
        assertThatThrownBy(() -> text(Map.of("a", deepest))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLoneSurrogateIsRefused() {
        assertThatThrownBy(() -> text(Map.of("a", "x\ud800"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text(Map.of("a", "\udc00x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void whatIsWrittenReadsBack(@ForAll String value) {
        String text = new Neutralizer().text(value, 10_000);

        assertThat(Events.read(CanonicalLine.of(Map.of("v", text)))).isEqualTo(Map.of("v", text));
    }

    private static String text(Map<String, Object> tree) {
        return new String(CanonicalLine.of(tree), StandardCharsets.UTF_8);
    }
}
