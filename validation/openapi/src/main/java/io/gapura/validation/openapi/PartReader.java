package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapura.validation.PartRule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the parts of a multipart form: a file is a string with {@code contentMediaType} or {@code format: binary}, or an
 * empty schema (OpenAPI 3.1, 4.8.14.3), and any other string is text. Used by one thread, at the start.
 */
final class PartReader {
    private static final Set<String> OF_FORM = Set.of("type", "properties", "required", "additionalProperties");
    private static final Set<String> OF_PART = Set.of("type", "format", "contentMediaType", "maxLength");
    private static final Set<String> OF_LIST = Set.of("type", "items", "maxItems");

    private final SchemaReader schemas;

    PartReader(SchemaReader schemas) {
        this.schemas = schemas;
    }

    /** By name. */
    Map<String, PartRule> read(JsonNode written, Place at) {
        JsonNode form = target(written, at);
        if (!form.path("type").asText().equals("object")
                || form.path("additionalProperties").asBoolean(false)
                || form.path("additionalProperties").isObject()) {
            throw at.refused("a form must be an object of declared parts");
        }
        requireHeld(form, at, OF_FORM);
        Set<String> required = new HashSet<>();
        form.path("required").forEach(each -> required.add(each.asText()));
        Map<String, PartRule> parts = new HashMap<>();
        form.path("properties")
                .properties()
                .forEach(each -> parts.put(
                        each.getKey(),
                        part(
                                each.getValue(),
                                required.remove(each.getKey()),
                                at.at("properties").at(each.getKey()))));
        if (!required.isEmpty()) {
            throw at.refused("lint.contradiction a required part is not declared");
        }
        return parts;
    }

    private PartRule part(JsonNode written, boolean required, Place at) {
        JsonNode schema = target(written, at);
        if (!schema.path("type").asText().equals("array")) {
            return one(schema, required, 1, at);
        }
        requireHeld(schema, at, OF_LIST);
        JsonNode most = schema.path("maxItems");
        JsonNode item = target(schema.path("items"), at.at("items"));
        return one(item, required, most.isInt() ? most.intValue() : Integer.MAX_VALUE, at.at("items"));
    }

    private static PartRule one(JsonNode schema, boolean required, int most, Place at) {
        requireHeld(schema, at, OF_PART);
        String type = schema.path("type").asText("");
        String format = schema.path("format").asText("");
        if (!Set.of("", "string").contains(type) || !Set.of("", "binary").contains(format)) {
            throw at.refused("a part is a file or a text: type string, contentMediaType for a file, maxLength");
        }
        boolean file = type.isEmpty() || !format.isEmpty() || schema.has("contentMediaType");
        JsonNode longest = schema.path("maxLength");
        try {
            return new PartRule(
                    file,
                    required,
                    most,
                    longest.canConvertToLong() ? OptionalLong.of(longest.longValue()) : OptionalLong.empty());
        } catch (IllegalArgumentException impossible) {
            throw at.refused("lint.contradiction " + impossible.getMessage());
        }
    }

    private JsonNode target(JsonNode written, Place at) {
        JsonNode schema = written;
        for (int i = 0; schema.has("$ref"); i++) {
            if (schema.size() > 1 || i == 8) {
                throw at.refused("a $ref of a form must stand alone, and lead to an end");
            }
            schema = schemas.target(schema.get("$ref"), at);
        }
        if (!schema.isObject()) {
            throw at.refused("a schema must stand here");
        }
        return schema;
    }

    private static void requireHeld(JsonNode schema, Place at, Set<String> held) {
        schema.fieldNames().forEachRemaining(each -> {
            boolean told = Keyword.of(each)
                            .filter(word -> word.form() == Keyword.Form.NOTE)
                            .isPresent()
                    || each.startsWith("x-");
            if (!told && !held.contains(each)) {
                throw at.refused(each + " is not held in a multipart form");
            }
        });
    }
}
