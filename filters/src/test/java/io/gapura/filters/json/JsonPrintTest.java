package io.gapura.filters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonPrintTest {
    @Test
    void aDocumentIsPrintedInItsOrderWithLineFeedsAlone() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("b", List.of(1, 2L, new BigDecimal("0.50")));
        document.put("a", Map.of("t", "x\"\n\u00e9"));
        document.put("c", true);
        assertThat(JsonPrint.of(document)).isEqualTo("""
                        {
                          "b" : [
                            1,
                            2,
                            0.50
                          ],
                          "a" : {
                            "t" : "x\\"\\n\u00e9"
                          },
                          "c" : true
                        }
                        """);
    }

    @Test
    void whatIsNoJsonIsAMistake() {
        assertThatThrownBy(() -> JsonPrint.of(Map.of("a", new Object()))).isInstanceOf(IllegalArgumentException.class);
    }
}
