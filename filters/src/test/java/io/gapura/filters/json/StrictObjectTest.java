package io.gapura.filters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictObjectTest {
    @Test
    void anObjectIsReadIntoPlainValues() throws IOException {
        assertThat(read("{\"a\":[1,-2,true,false,\"x\",{}],\"b\":{\"c\":9223372036854775807}}"))
                .isEqualTo(Map.of("a", List.of(1L, -2L, true, false, "x", Map.of()), "b", Map.of("c", Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "[]", "1", "null", "{\"a\":null}", "{\"a\":1.0}", "{\"a\":1e3}", "{\"a\":9223372036854775808}",
                "{\"a\":1,\"a\":2}", "{\"a\":1}{}", "{\"a\":1} x", "{\"a\":1", "{\"a\"", "{'a':1}", "{a:1}",
                        "{\"a\":01}",
                "{\"a\":NaN}", "{\"a\":\"\n\"}", "{\"a\":1,}", "{\"a\":[null]}", "/**/{}"
            })
    void whatTwoReadersCouldReadDifferentlyIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessage("not a strict JSON object");
    }

    @Test
    void depthIsBounded() throws IOException {
        assertThat(read("{\"a\":".repeat(15) + "{}" + "}".repeat(15))).hasSize(1);
        assertThatThrownBy(() -> read("{\"a\":".repeat(16) + "{}" + "}".repeat(16)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void stringsAreBounded() throws IOException {
        assertThat(read("{\"a\":\"" + "x".repeat(65_536) + "\"}")).hasSize(1);
        assertThatThrownBy(() -> read("{\"a\":\"" + "x".repeat(70_000) + "\"}")).isInstanceOf(IOException.class);
    }

    private static Map<String, Object> read(String text) throws IOException {
        return StrictObject.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
