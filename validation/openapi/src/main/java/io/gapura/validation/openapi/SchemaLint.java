package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapura.validation.JsonShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names what a schema leaves open or unbounded, in the words and places of the check of classes, so that what one of both
 * bounds counts as bounded. What conditions say bounds nothing.
 */
final class SchemaLint {
    private static final Set<String> FORMED =
            Set.of("date", "date-time", "time", "duration", "ipv4", "ipv6", "uuid", "hostname", "email");

    private final SchemaReader schemas;
    private final Place place;
    private final Set<JsonShape.Finding> findings = new LinkedHashSet<>();

    /** The components that are being looked at: what holds itself is looked at once. */
    private final Set<String> open = new HashSet<>();

    private SchemaLint(SchemaReader schemas, Place place) {
        this.schemas = schemas;
        this.place = place;
    }

    /** Of one content. */
    static List<JsonShape.Finding> of(SchemaReader schemas, JsonNode written, Place place) {
        SchemaLint lint = new SchemaLint(schemas, place);
        lint.value(written, "");
        return List.copyOf(lint.findings);
    }

    /** Where a value stands: all that is said of it without a condition, taken together. */
    private void value(JsonNode schema, String at) {
        Set<String> entered = new HashSet<>();
        List<List<JsonNode>> ways = ways(schema, entered);
        if (ways.isEmpty()) {
            return; // inside of itself
        }
        open.addAll(entered);
        ways.forEach(way -> way(way, at));
        open.removeAll(entered);
    }

    /** Of each alternative everything that is said together; none: a schema is inside of itself. */
    private List<List<JsonNode>> ways(JsonNode schema, Set<String> entered) {
        List<List<JsonNode>> ways = new ArrayList<>();
        ways.add(new ArrayList<>(List.of(schema)));
        Optional<JsonNode> reference = Keyword.REF.in(schema);
        if (reference.isPresent()) {
            if (open.contains(reference.get().textValue())) {
                return List.of();
            }
            entered.add(reference.get().textValue());
            ways = joined(ways, ways(schemas.target(reference.get(), place), entered));
        }
        for (JsonNode part : schema.path(Keyword.ALL_OF.word())) {
            ways = joined(ways, ways(part, entered));
        }
        for (Keyword each : List.of(Keyword.ANY_OF, Keyword.ONE_OF)) {
            if (each.in(schema).isPresent()) {
                List<List<JsonNode>> branches = new ArrayList<>();
                schema.path(each.word()).forEach(part -> branches.addAll(ways(part, entered)));
                ways = joined(ways, branches);
            }
        }
        return ways;
    }

    /** Each of these with each of those, as far as anybody would follow. */
    private static List<List<JsonNode>> joined(List<List<JsonNode>> these, List<List<JsonNode>> those) {
        List<List<JsonNode>> all = new ArrayList<>();
        for (List<JsonNode> one : these) {
            for (List<JsonNode> other : those) {
                List<JsonNode> both = new ArrayList<>(one);
                both.addAll(other);
                all.add(both);
            }
        }
        return all.size() > 1_000 ? all.subList(0, 1_000) : all;
    }

    private void way(List<JsonNode> said, String at) {
        if (said.stream().anyMatch(each -> each.isBoolean() && !each.booleanValue()) || isListed(said)) {
            return;
        }
        Set<String> types = types(said);
        if (types.isEmpty()) {
            find("lint.open-object", at, "any value: say its type");
            return;
        }
        if (types.contains("string")) {
            text(said, at);
        }
        if (types.contains("integer") || types.contains("number")) {
            number(said, at);
        }
        if (types.contains("array")) {
            array(said, at);
        }
        if (types.contains("object")) {
            object(said, at);
        }
    }

    private static boolean has(List<JsonNode> said, Keyword... keywords) {
        return said.stream().anyMatch(each -> {
            for (Keyword keyword : keywords) {
                if (keyword.in(each).isPresent()) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean isListed(List<JsonNode> said) {
        return has(said, Keyword.ENUM, Keyword.CONST);
    }

    private static Set<String> types(List<JsonNode> said) {
        Set<String> types = new LinkedHashSet<>();
        for (JsonNode each : said) {
            JsonNode type = each.path(Keyword.TYPE.word());
            if (type.isTextual()) {
                types.add(type.textValue());
            }
            type.forEach(one -> types.add(one.textValue()));
        }
        return types;
    }

    private void text(List<JsonNode> said, String at) {
        boolean formed = said.stream()
                .anyMatch(
                        each -> FORMED.contains(each.path(Keyword.FORMAT.word()).asText()));
        if (!formed && !has(said, Keyword.MAX_LENGTH, Keyword.PATTERN)) {
            find("lint.unconstrained-parameter", at, "a text without a constraint: add maxLength, pattern or enum");
        }
    }

    private void number(List<JsonNode> said, String at) {
        boolean from = has(said, Keyword.MINIMUM, Keyword.EXCLUSIVE_MINIMUM);
        boolean to = has(said, Keyword.MAXIMUM, Keyword.EXCLUSIVE_MAXIMUM);
        if (!from || !to) {
            find("lint.number-range", at, "a number without a range: add minimum and maximum");
        }
    }

    private void array(List<JsonNode> said, String at) {
        if (!has(said, Keyword.MAX_ITEMS)) {
            find("lint.array-length", at, "a list without a maximum: add maxItems");
        }
        if (!has(said, Keyword.ITEMS, Keyword.UNEVALUATED_ITEMS)) {
            find("lint.open-object", at + "/*", "its elements have no schema: add items");
        }
        below(said, Keyword.ITEMS, at);
        below(said, Keyword.UNEVALUATED_ITEMS, at);
        for (JsonNode each : said) {
            each.path(Keyword.PREFIX_ITEMS.word()).forEach(item -> value(item, at + "/*"));
        }
    }

    private void object(List<JsonNode> said, String at) {
        boolean opened = said.stream()
                .anyMatch(each -> opens(each, Keyword.ADDITIONAL_PROPERTIES)
                        || opens(each, Keyword.UNEVALUATED_PROPERTIES)
                        || Keyword.PATTERN_PROPERTIES.in(each).isPresent());
        if (opened && !has(said, Keyword.MAX_PROPERTIES)) {
            find("lint.open-object", at, "members of any name: add maxProperties, or declare them");
        }
        below(said, Keyword.ADDITIONAL_PROPERTIES, at);
        below(said, Keyword.UNEVALUATED_PROPERTIES, at);
        for (JsonNode each : said) {
            each.path(Keyword.PATTERN_PROPERTIES.word()).forEach(member -> value(member, at + "/*"));
            each.path(Keyword.PROPERTIES.word()).properties().forEach(member -> {
                boolean answered =
                        member.getValue().path(Keyword.READ_ONLY.word()).asBoolean();
                if (!answered) {
                    value(member.getValue(), at + "/" + member.getKey());
                }
            });
        }
    }

    private static boolean opens(JsonNode schema, Keyword keyword) {
        return keyword.in(schema)
                .filter(value -> !value.isBoolean() || value.booleanValue())
                .isPresent();
    }

    private void below(List<JsonNode> said, Keyword keyword, String at) {
        for (JsonNode each : said) {
            keyword.in(each).ifPresent(inner -> value(inner, at + "/*"));
        }
    }

    private void find(String code, String at, String fix) {
        findings.add(new JsonShape.Finding(code, at, fix));
    }
}
