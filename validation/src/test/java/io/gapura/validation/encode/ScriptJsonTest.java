package io.gapura.validation.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ScriptJsonTest {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @Test
    void noTextEndsTheElement() {
        assertThat(ScriptJson.escape("{\"a\":\"</script><!--&\u2028\u2029 é 'x'\"}"))
                .isEqualTo("{\"a\":\"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\\u2029 é 'x'\"}");
    }

    @Test
    void whatNeedsNothingStays() {
        assertThat(ScriptJson.escape("[1,true,null,{\"a\":\"b\\\\\"}]")).isEqualTo("[1,true,null,{\"a\":\"b\\\\\"}]");
    }

    @Property(tries = 300)
    void itIsTheSameDocumentToAReader(@ForAll String name, @ForAll String value) throws Exception {
        String json = JSON.writeValueAsString(Map.of(name, "</script" + value + "\u2028<!--"));
        String escaped = ScriptJson.escape(json);
        assertThat(escaped).doesNotContain("<", ">", "&", "\u2028", "\u2029");
        assertThat(JSON.readTree(escaped)).isEqualTo(JSON.readTree(json));
    }
}
