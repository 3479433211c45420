package io.gapura.rbac;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON Schema (2020-12) of policy documents, for editors: made from the {@link PolicyForm} that the reader reads by,
 * and shipped as {@code META-INF/gapura/policy.schema.json}. It says what a document may look like; what names refer to
 * only the reader knows.
 */
final class PolicySchema {
    private final StringBuilder text = new StringBuilder();

    private PolicySchema() {}

    static String json() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:gapura:policy:1");
        schema.put("title", "Gapura access policy");
        schema.putAll(PolicyForm.DOCUMENT.schema());
        PolicySchema json = new PolicySchema();
        json.value(schema, 0);
        return json.text.append('\n').toString();
    }

    private void value(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            object(map, depth);
        } else if (value instanceof List<?> list) {
            array(list, depth);
        } else if (value instanceof String word) {
            YamlText.quote(word, text);
        } else {
            text.append(value);
        }
    }

    /** Maps that keep no order are written in that of their keys: the text is the same in every process. */
    private void object(Map<?, ?> map, int depth) {
        Map<?, ?> ordered = map instanceof LinkedHashMap<?, ?> ? map : new TreeMap<>(map);
        text.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = ordered.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            line(depth + 1);
            YamlText.quote(String.valueOf(entry.getKey()), text);
            text.append(": ");
            value(entry.getValue(), depth + 1);
            text.append(entries.hasNext() ? "," : "");
        }
        line(depth);
        text.append('}');
    }

    private void array(List<?> list, int depth) {
        text.append('[');
        for (int i = 0; i < list.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            value(list.get(i), depth + 1);
        }
        text.append(']');
    }

    private void line(int depth) {
        text.append('\n').append("  ".repeat(depth));
    }
}
