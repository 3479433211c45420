package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Refuses schemas that cost more the deeper a client goes: where several of what is said of one value hold the schema again
 * below the same member, each level multiplies what a validator does. Also those that say too much of one value, or that
 * lead back to themselves before they have come to a member or an item. Used by one thread, at the start.
 */
final class SchemaCost {
    private static final int MOST = 1_000;
    private static final List<Keyword> IN_PLACE = List.of(
            Keyword.ALL_OF,
            Keyword.ANY_OF,
            Keyword.ONE_OF,
            Keyword.NOT,
            Keyword.IF,
            Keyword.THEN,
            Keyword.ELSE,
            Keyword.DEPENDENT_SCHEMAS);
    private static final List<Keyword> BY_NAME = List.of(Keyword.PROPERTIES, Keyword.PATTERN_PROPERTIES);
    private static final List<Keyword> OF_ANY_NAME =
            List.of(Keyword.ADDITIONAL_PROPERTIES, Keyword.UNEVALUATED_PROPERTIES);
    private static final List<Keyword> OF_ITEMS =
            List.of(Keyword.ITEMS, Keyword.PREFIX_ITEMS, Keyword.CONTAINS, Keyword.UNEVALUATED_ITEMS);

    private final SchemaReader schemas;
    private final Map<String, Integer> costs = new HashMap<>();
    private final Map<String, Set<String>> reached = new HashMap<>();

    SchemaCost(SchemaReader schemas) {
        this.schemas = schemas;
    }

    /** Of one of the components, and of a content by itself. */
    void require(String reference, JsonNode schema, Place at) {
        cost(schema, at, Set.of(reference));
        Map<String, Integer> again = new TreeMap<>();
        below(reference, schema, "", at, again);
        Set<String> several = new TreeSet<>();
        again.forEach((path, count) -> {
            if (count > 1) {
                several.add(path);
            }
        });
        if (!several.isEmpty()) {
            throw at.refused("several alternatives hold this schema again below " + several
                    + ", so that each level multiplies the cost: tell them apart by the name of the member");
        }
    }

    /** How many schemas are asked about one value. */
    private int cost(JsonNode schema, Place at, Set<String> before) {
        if (!schema.isObject()) {
            return 1;
        }
        int cost = 1;
        JsonNode reference = schema.path(Keyword.REF.word());
        if (reference.isTextual()) {
            cost += ofReference(reference, at, before);
        }
        for (Keyword each : IN_PLACE) {
            for (JsonNode part : parts(schema, each)) {
                cost += cost(part, at, before);
            }
        }
        if (cost > MOST) {
            throw at.refused("more than " + MOST + " schemas are asked about one value");
        }
        return cost;
    }

    private int ofReference(JsonNode reference, Place at, Set<String> before) {
        String name = reference.textValue();
        JsonNode target = schemas.target(reference, at);
        if (before.contains(name)) {
            throw at.refused("lint.contradiction the schema leads back to itself");
        }
        Integer known = costs.get(name);
        if (known == null) {
            Set<String> more = new HashSet<>(before);
            more.add(name);
            known = cost(target, at, more);
            costs.put(name, known);
        }
        return known;
    }

    /** What stands behind a word: one schema, or several in a list or by name. */
    private static Iterable<JsonNode> parts(JsonNode schema, Keyword keyword) {
        JsonNode value = schema.path(keyword.word());
        return keyword.form() == Keyword.Form.SCHEMA && value.isObject() ? List.of(value) : value;
    }

    /** Counts, by the way through members that have no name among the components, how often it is held again. */
    private void below(String origin, JsonNode schema, String path, Place at, Map<String, Integer> again) {
        if (!schema.isObject()) {
            return;
        }
        JsonNode reference = schema.path(Keyword.REF.word());
        if (reference.isTextual()) {
            String name = reference.textValue();
            JsonNode target = schemas.target(reference, at);
            if (path.isEmpty()) {
                below(origin, target, path, at, again);
            } else if (reached(name, at).contains(origin)) {
                again.merge(path, 1, Integer::sum);
            }
        }
        for (Keyword each : IN_PLACE) {
            for (JsonNode part : parts(schema, each)) {
                below(origin, part, path, at, again);
            }
        }
        for (Keyword each : BY_NAME) {
            for (Map.Entry<String, JsonNode> member : schema.path(each.word()).properties()) {
                below(origin, member.getValue(), path + "/" + member.getKey(), at, again);
            }
        }
        for (Keyword each : OF_ANY_NAME) {
            below(origin, schema.path(each.word()), path + "/{}", at, again);
        }
        for (Keyword each : OF_ITEMS) {
            for (JsonNode item : parts(schema, each)) {
                below(origin, item, path + "/[]", at, again);
            }
        }
    }

    /** What a component leads to, itself among it. */
    private Set<String> reached(String reference, Place at) {
        Set<String> known = reached.get(reference);
        if (known == null) {
            known = new HashSet<>();
            reached.put(reference, known);
            known.add(reference);
            reach(reference, at, known);
        }
        return known;
    }

    private void reach(String reference, Place at, Set<String> all) {
        for (JsonNode value : schemas.component(reference).findValues(Keyword.REF.word())) {
            if (value.isTextual() && all.add(value.textValue())) {
                JsonNode ignored = schemas.target(value, at);
                reach(value.textValue(), at, all);
            }
        }
    }
}
