package io.gapura.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules of parameters in JSON Schema 2020-12. What it has no word for is in the description. */
final class ParameterSchema {
    private ParameterSchema() {}

    static Map<String, Object> of(ParameterRule rule) {
        Map<String, Object> value = value(rule);
        if (rule.most() == 1) {
            return value;
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("items", value);
        if (rule.most() < Integer.MAX_VALUE) {
            list.put("maxItems", rule.most());
        }
        return list;
    }

    private static Map<String, Object> value(ParameterRule rule) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", rule.type().json());
        if (!rule.type().format().isEmpty()) {
            schema.put("format", rule.type().format());
        }
        rule.words().ifPresent(words -> schema.put("enum", words));
        if (rule.bounds().min() != null) {
            schema.put("minimum", rule.bounds().min());
        }
        if (rule.bounds().max() != null) {
            schema.put("maximum", rule.bounds().max());
        }
        if (rule.minLength() > 0) {
            schema.put("minLength", rule.minLength());
        }
        if (rule.maxLength() < Integer.MAX_VALUE) {
            schema.put("maxLength", rule.maxLength());
        }
        List<String> titles = rule.checks().stream().map(TextCheck::title).toList();
        if (!titles.isEmpty()) {
            schema.put("description", String.join(", ", titles));
        }
        return schema;
    }

    /** The fields of a form, and no others. */
    static Map<String, Object> form(EndpointContract contract) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        contract.parameters(ParameterPlace.FORM).forEach((name, rule) -> {
            properties.put(name, of(rule));
            if (rule.isRequired()) {
                required.add(name);
            }
        });
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }
}
