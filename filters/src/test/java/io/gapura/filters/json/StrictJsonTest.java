package io.gapura.filters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private static List<Map<String, Object>> read(String json) throws IOException {
        return StrictJson.objects(json.getBytes(StandardCharsets.UTF_8), 2);
    }

    @Test
    void anObjectOrAnArrayOfObjectsIsRead() throws IOException {
        assertThat(read("{\"a\": 1, \"b\": [true, null, \"x\"], \"c\": {\"d\": false}, \"e\": null}"))
                .containsExactly(Map.of("a", 1L, "b", List.of(true, "x"), "c", Map.of("d", false)));
        assertThat(read("[]")).isEmpty();
        assertThat(read("[{}, {\"a\": \"\u00e9\"}]")).containsExactly(Map.of(), Map.of("a", "\u00e9"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "null",
                "\"x\"",
                "[1]",
                "[null]",
                "[{}, {}, {}]",
                "{} {}",
                "[{}",
                "{\"a\": 1",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": 1.0}",
                "{\"a\": 1e3}",
                "{\"a\": 9223372036854775808}",
                "{\"a\": NaN}",
                "{'a': 1}",
                "{\"a\": 1,}",
                "{\"a\": 01}",
                "// x\n{}"
            })
    void anythingElseIsRefusedWithoutBeingRepeated(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class).hasMessage("not strict JSON");
    }

    @Test
    void depthIsBounded() throws IOException {
        assertThat(read("{\"a\":".repeat(15) + "{}" + "}".repeat(15))).hasSize(1);
        assertThatThrownBy(() -> read("{\"a\":".repeat(16) + "{}" + "}".repeat(16)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNotUtf8IsNotGuessedAt() {
        assertThatThrownBy(() -> StrictJson.objects("{}".getBytes(StandardCharsets.UTF_16BE), 1))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> StrictJson.objects(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', '}'}, 1))
                .isInstanceOf(IOException.class);
    }

    @Property
    void noBytesMakeItThrowAnythingElse(@ForAll byte[] bytes) {
        try {
            assertThat(StrictJson.objects(bytes, 2)).hasSizeLessThanOrEqualTo(2);
        } catch (IOException declared) {
            assertThat(declared).hasMessage("not strict JSON");
        }
    }
}
