package io.gapura.filters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {
    private static Map<String, String> read(String json, String... paths) throws IOException {
        return JsonValues.read(json.getBytes(StandardCharsets.UTF_8), Set.of(paths));
    }

    @Test
    void valuesArePickedByTheirPath() throws IOException {
        String json =
                "{\"id\":\"evt_1\",\"amount\":{\"value\":1130,\"rate\":0.10},\"live\":true,\"items\":[{\"a\":\"b\"}]}";
        assertThat(read(json, "id", "amount/value", "amount/rate", "live", "items/[]/a"))
                .isEqualTo(Map.of(
                        "id",
                        "evt_1",
                        "amount/value",
                        "1130",
                        "amount/rate",
                        "0.10",
                        "live",
                        "true",
                        "items/[]/a",
                        "b"));
    }

    @Test
    void whatIsAbsentNullOrNoScalarHasNone() throws IOException {
        assertThat(read("{\"id\":null,\"a\":{\"id\":1},\"b\":[1]}", "id", "a", "b", "c/d"))
                .isEmpty();
        assertThat(read("[]", "id")).isEmpty();
        assertThat(read("7", "id")).isEmpty();
    }

    @Test
    void aNameWithASlashIsNoPath() throws IOException {
        assertThat(read("{\"a/b\":1}", "a/b")).isEmpty();
        assertThat(read("{\"[]\":{\"a\":1}}", "[]/a"))
                .as("an object may have such a name")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}{}",
                "{} x",
                "{\"id\":1,\"id\":2}",
                "{\"x\":{\"y\":1,\"y\":2}}",
                "{\"items\":[{\"a\":1},{\"a\":2}]}",
                "{'id':1}",
                "{\"id\":01}",
                "{\"id\":NaN}",
                "{\"id\":\"\u0001\"}"
            })
    void whatTwoReadersReadDifferentlyIsRefused(String json) {
        assertThatThrownBy(() -> read(json, "id", "items/[]/a"))
                .isInstanceOf(IOException.class)
                .hasMessage("not strict JSON");
    }

    @Test
    void severalElementsAreNothingToWhoReadsNoneOfThem() throws IOException {
        assertThat(read("{\"items\":[1,2],\"id\":3}", "id")).containsEntry("id", "3");
    }

    @Test
    void depthHasABound() throws IOException {
        assertThat(read("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}", "id"))
                .isEmpty();
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}", "id"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThatThrownBy(() -> JsonValues.read(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}, Set.of("id")))
                .isInstanceOf(IOException.class);
    }
}
