package io.gapura.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules of parameters in JSON Schema 2020-12. What it has no word for is in the description. */
final class ParameterSchema {
    private ParameterSchema() {}

    static Map<String, Object> of(ParameterRule rule) {
        return FormSchema.atMost(rule.most(), value(rule));
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
        FormSchema form = new FormSchema();
        contract.parameters(ParameterPlace.FORM).forEach((name, rule) -> form.with(name, of(rule), rule.isRequired()));
        return form.schema();
    }
}
