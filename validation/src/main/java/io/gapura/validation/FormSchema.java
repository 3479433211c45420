package io.gapura.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema 2020-12 of a form, as OpenAPI 3.1 describes it: its parts, which are required, and no others. */
final class FormSchema {
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    /** The next one. */
    FormSchema with(String name, Map<String, Object> schema, boolean isRequired) {
        properties.put(name, schema);
        if (isRequired) {
            required.add(name);
        }
        return this;
    }

    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    /** What may come once is the value itself. */
    static Map<String, Object> atMost(int most, Map<String, Object> value) {
        if (most == 1) {
            return value;
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("items", value);
        if (most < Integer.MAX_VALUE) {
            list.put("maxItems", most);
        }
        return list;
    }
}
