package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapura.filters.ConfigurationException;
import io.gapura.validation.ParameterPlace;
import io.gapura.validation.ParameterRule;
import io.gapura.validation.ParameterType;
import io.gapura.validation.SafePattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes rules of parameters. What a rule cannot say is refused, never left out. Used by one thread, at the start. */
final class ParameterReader {
    private static final Set<String> KNOWN = Set.of(
            "name",
            "in",
            "description",
            "required",
            "deprecated",
            "allowEmptyValue",
            "allowReserved",
            "style",
            "explode",
            "schema",
            "example",
            "examples");

    private static final Map<String, ParameterPlace> PLACES = Map.of(
            "path", ParameterPlace.PATH,
            "query", ParameterPlace.QUERY,
            "header", ParameterPlace.HEADER,
            "cookie", ParameterPlace.COOKIE);

    /** OpenAPI 3.1, Parameter Object: these are none. */
    private static final Set<String> OTHERS = Set.of("accept", "content-type", "authorization");

    private static final Map<String, ParameterType> FORMATS = Map.of(
            "uuid", ParameterType.UUID,
            "date", ParameterType.DATE,
            "date-time", ParameterType.OFFSET_DATE_TIME,
            "password", ParameterType.TEXT,
            "int32", ParameterType.INT,
            "int64", ParameterType.LONG,
            "float", ParameterType.DECIMAL,
            "double", ParameterType.DECIMAL);

    private static final Set<Keyword> OF_TEXT =
            EnumSet.of(Keyword.MIN_LENGTH, Keyword.MAX_LENGTH, Keyword.PATTERN, Keyword.FORMAT);
    private static final Set<Keyword> OF_NUMBERS = EnumSet.of(
            Keyword.MINIMUM, Keyword.MAXIMUM, Keyword.EXCLUSIVE_MINIMUM, Keyword.EXCLUSIVE_MAXIMUM, Keyword.FORMAT);
    private static final Set<Keyword> OF_LISTS = EnumSet.of(Keyword.ITEMS, Keyword.MIN_ITEMS, Keyword.MAX_ITEMS);
    private static final Set<Keyword> OF_ALL = EnumSet.of(Keyword.TYPE, Keyword.ENUM, Keyword.CONST);

    private final SchemaReader schemas;

    ParameterReader(SchemaReader schemas) {
        this.schemas = schemas;
    }

    /** One parameter as a document declares it. */
    record Declared(ParameterPlace place, String name, ParameterRule rule) {}

    /** Empty for a header that is no parameter to OpenAPI. */
    Optional<Declared> read(JsonNode node, Place at) {
        if (node.has("content")) {
            throw at.refused("content of a parameter is not held; declare it by schema");
        }
        Fields fields = Fields.of(node, at, KNOWN);
        String name = fields.text("name", "");
        ParameterPlace place = Optional.ofNullable(PLACES.get(fields.text("in", "")))
                .orElseThrow(() -> at.refused("in must be path, query, header or cookie"));
        if (name.isEmpty()) {
            throw at.refused("a parameter must have a name");
        }
        if (place == ParameterPlace.HEADER && OTHERS.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        requirePlain(fields, place);
        boolean required = fields.flag("required", false);
        if (place == ParameterPlace.PATH && !required) {
            throw at.refused("a parameter of the path must be required: true");
        }
        ParameterRule rule = rule(fields.get("schema"), fields.at("schema"));
        if (rule.most() > 1 && (place != ParameterPlace.QUERY || !fields.flag("explode", true))) {
            throw at.refused("a list is held in a query alone, one parameter for each value (explode: true)");
        }
        return Optional.of(new Declared(place, name, required ? rule.required() : rule));
    }

    private static void requirePlain(Fields fields, ParameterPlace place) {
        boolean form = place == ParameterPlace.QUERY || place == ParameterPlace.COOKIE;
        String standard = form ? "form" : "simple";
        if (!fields.text("style", standard).equals(standard)) {
            throw fields.at("style").refused("the style of " + place + " must be " + standard);
        }
        if (fields.flag("allowReserved", false) || fields.flag("allowEmptyValue", false)) {
            throw fields.place().refused("allowReserved and allowEmptyValue are not held");
        }
    }

    /** Of a value, or a list of values; may be a reference. */
    ParameterRule rule(JsonNode written, Place at) {
        JsonNode schema = written;
        for (int i = 0; schema.has("$ref"); i++) {
            if (schema.size() > 1 || i == 8) {
                throw at.refused("a $ref of a parameter must stand alone, and lead to an end");
            }
            schema = schemas.target(schema.get("$ref"), at);
        }
        if (!schema.isObject()) {
            throw at.refused("a parameter must have a schema");
        }
        String type = schema.path("type").asText();
        try {
            return switch (type) {
                case "string" -> value(schema, at, text(schema, at), OF_TEXT);
                case "integer" -> value(schema, at, formatted(schema, at, ParameterType.INTEGER), OF_NUMBERS);
                case "number" -> value(schema, at, formatted(schema, at, ParameterType.DECIMAL), OF_NUMBERS);
                case "boolean" -> value(schema, at, ParameterRule.of(ParameterType.BOOLEAN), Set.of());
                case "array" -> list(schema, at);
                default ->
                    throw at.refused("the type of a parameter must be string, integer, number, boolean or array");
            };
        } catch (IllegalArgumentException impossible) {
            throw at.refused("lint.contradiction " + impossible.getMessage());
        }
    }

    private static void requireHeld(JsonNode schema, Place at, Set<Keyword> held) {
        schema.properties().forEach(member -> {
            Optional<Keyword> keyword = Keyword.of(member.getKey());
            boolean told =
                    keyword.filter(each -> each.form() == Keyword.Form.NOTE).isPresent()
                            || member.getKey().startsWith("x-");
            boolean kept = keyword.filter(each -> held.contains(each) || OF_ALL.contains(each))
                    .isPresent();
            if (!told && !kept) {
                throw at.refused(member.getKey() + " is not held in a parameter of this type");
            }
            if (kept && !keyword.orElseThrow().fits(member.getValue())) {
                throw at.at(member.getKey()).refused("this is not what may stand here");
            }
        });
    }

    private static ParameterRule formatted(JsonNode schema, Place at, ParameterType standard) {
        String format = schema.path("format").asText();
        if (format.isEmpty()) {
            return ParameterRule.of(standard);
        }
        ParameterType type = FORMATS.get(format);
        boolean numbers = standard != ParameterType.TEXT;
        boolean fits = type != null
                && (numbers ? type.compareTo(standard) <= 0 : true)
                && numbers
                        == (type == ParameterType.INT || type == ParameterType.LONG || type == ParameterType.DECIMAL);
        if (type == null || !fits) {
            throw at.at("format").refused("this format is not held in a parameter of this type; use pattern");
        }
        return ParameterRule.of(type);
    }

    private static ParameterRule text(JsonNode schema, Place at) {
        ParameterRule rule = formatted(schema, at, ParameterType.TEXT);
        JsonNode pattern = schema.path("pattern");
        if (pattern.isTextual()) {
            try {
                rule = rule.pattern(SafePattern.within(pattern.textValue()));
            } catch (IllegalArgumentException unsafe) {
                throw at.at("pattern").refused("lint.regex " + unsafe.getMessage());
            }
        }
        return rule;
    }

    private static ParameterRule value(JsonNode schema, Place at, ParameterRule typed, Set<Keyword> held) {
        requireHeld(schema, at, held);
        ParameterRule rule = typed;
        if (schema.has("minLength") || schema.has("maxLength")) {
            int most = schema.has("maxLength") ? schema.get("maxLength").intValue() : Integer.MAX_VALUE;
            rule = rule.length(schema.path("minLength").asInt(), most);
        }
        rule = ranged(schema, rule);
        List<String> words = words(schema, at, rule.type());
        return words.isEmpty() ? rule : rule.words(words);
    }

    private static ParameterRule ranged(JsonNode schema, ParameterRule rule) {
        ParameterRule ranged = rule;
        for (String end : List.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")) {
            if (schema.has(end)) {
                BigDecimal value = schema.get(end).decimalValue();
                boolean least = end.endsWith("inimum");
                ranged = ranged.range(end(least, value), end(!least, value));
                ranged = end.startsWith("exclusive") ? ranged.except(value) : ranged;
            }
        }
        return ranged;
    }

    private static @Nullable BigDecimal end(boolean meant, BigDecimal value) {
        return meant ? value : null;
    }

    private static List<String> words(JsonNode schema, Place at, ParameterType type) {
        List<String> words = new ArrayList<>();
        schema.path("enum").forEach(each -> words.add(each.asText()));
        if (schema.has("const")) {
            words.add(schema.get("const").asText());
        }
        if (schema.has("const") && schema.has("enum")) {
            throw at.refused("enum and const do not stand together in a parameter");
        }
        if (!words.stream().allMatch(type::accepts)) {
            throw at.refused("lint.contradiction a word is not of the type");
        }
        return words;
    }

    private ParameterRule list(JsonNode schema, Place at) {
        requireHeld(schema, at, OF_LISTS);
        if (schema.has("enum") || schema.has("const") || schema.path("minItems").asInt() > 1) {
            throw at.refused("a list is bounded by maxItems, and its items by their schema; more is not held");
        }
        ParameterRule item = rule(schema.path("items"), at.at("items"));
        if (item.most() > 1) {
            throw at.refused("a list of lists is not held");
        }
        JsonNode most = schema.path("maxItems");
        ParameterRule list = item.many(most.isInt() ? most.intValue() : Integer.MAX_VALUE);
        return schema.path("minItems").asInt() == 1 ? list.required() : list;
    }

    /** The fields of an urlencoded form, by name. */
    List<Declared> form(JsonNode written, Place at) {
        JsonNode schema = written.has("$ref") ? schemas.target(written.get("$ref"), at) : written;
        if (!schema.path("type").asText().equals("object")
                || schema.path("additionalProperties").asBoolean(false)
                || schema.path("additionalProperties").isObject()) {
            throw at.refused("a form must be an object of declared members");
        }
        schema.fieldNames().forEachRemaining(each -> {
            boolean told = Keyword.of(each)
                            .filter(word -> word.form() == Keyword.Form.NOTE)
                            .isPresent()
                    || each.startsWith("x-");
            if (!told
                    && !Set.of("type", "properties", "required", "additionalProperties")
                            .contains(each)) {
                throw at.refused(each + " is not held in a form");
            }
        });
        Set<String> required = new java.util.HashSet<>();
        schema.path("required").forEach(each -> required.add(each.asText()));
        List<Declared> fields = new ArrayList<>();
        schema.path("properties").properties().forEach(each -> {
            ParameterRule rule = rule(each.getValue(), at.at("properties").at(each.getKey()));
            boolean demanded = required.remove(each.getKey());
            fields.add(new Declared(ParameterPlace.FORM, each.getKey(), demanded ? rule.required() : rule));
        });
        if (!required.isEmpty()) {
            throw ConfigurationException.at(at.toString(), "lint.contradiction a required field is not declared");
        }
        return fields;
    }
}
