package io.gapura.validation;

import io.gapura.validation.ShapeNode.Form;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shapes in JSON Schema 2020-12, one component for each class, and one more where it holds other rules.
 * It says no more than is enforced: what it has no word for,
 * such as a constraint of this library, is left to the shape. A schema counts code points where {@code @Size} counts
 * UTF-16 units, so that it refuses no text that the shape lets pass. Used by one thread.
 */
final class EntitySchema {
    private final IdentityHashMap<ShapeNode, String> names = new IdentityHashMap<>();
    private final Map<String, Object> components = new TreeMap<>();

    /** Of all that were asked for, by name. */
    Map<String, Object> components() {
        return components;
    }

    /** Of a value. */
    Map<String, Object> of(ShapeSlot slot) {
        Map<String, Object> schema = value(slot);
        return slot.notNull() || slot.primitive() || schema.isEmpty() ? schema : orNull(schema);
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        if (schema.get("type") instanceof String type && !schema.containsKey("enum")) {
            Map<String, Object> either = new LinkedHashMap<>(schema);
            either.put("type", List.of(type, "null"));
            return either;
        }
        return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }

    private Map<String, Object> value(ShapeSlot slot) {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (slot.node().form) {
            case OBJECT -> schema.put("$ref", "#/components/schemas/" + name(slot.node()));
            case MAP -> map(slot, schema);
            case ARRAY -> array(slot, schema);
            case TEXT -> text(slot, schema);
            case INTEGER, NUMBER -> number(slot, schema);
            case BOOLEAN -> schema.put("type", "boolean");
            default -> {
                // anything
            }
        }
        return schema;
    }

    private String name(ShapeNode node) {
        String known = names.get(node);
        if (known != null) {
            return known;
        }
        String title = node.title.isEmpty() ? "Object" : node.title;
        List<String> like = new ArrayList<>();
        String name = title;
        for (int i = 2; components.containsKey(name); i++) {
            like.add(name);
            name = title + i;
        }
        names.put(node, name);
        components.put(name, Map.of()); // its place, while it is described: it may hold itself
        Map<String, Object> described = object(node);
        components.put(name, described);
        for (String other : like) {
            if (described.equals(components.get(other))) {
                components.remove(name);
                names.put(node, other);
                return other;
            }
        }
        return name;
    }

    private Map<String, Object> object(ShapeNode node) {
        Map<String, Object> properties = new LinkedHashMap<>();
        node.members.forEach((name, member) -> properties.put(name, of(member.slot())));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        List<String> required = new ArrayList<>();
        for (ShapeNode.Member member : node.required()) {
            if (hasOneName(member, node.members.values())) {
                required.add(member.name());
            }
        }
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    /** One that may come under another name, too, cannot be demanded by its name. */
    private static boolean hasOneName(ShapeNode.Member member, Collection<ShapeNode.Member> all) {
        return all.stream().filter(member::equals).count() == 1;
    }

    private void map(ShapeSlot slot, Map<String, Object> schema) {
        schema.put("type", "object");
        put(schema, "minProperties", least(slot), 0);
        put(schema, "maxProperties", Math.min(slot.node().most, slot.sizes().most()), Integer.MAX_VALUE);
        schema.put("additionalProperties", element(slot));
    }

    private void array(ShapeSlot slot, Map<String, Object> schema) {
        schema.put("type", "array");
        put(schema, "minItems", least(slot), 0);
        put(schema, "maxItems", slot.sizes().most(), Integer.MAX_VALUE);
        schema.put("items", element(slot));
    }

    private Map<String, Object> element(ShapeSlot slot) {
        @Nullable ShapeSlot element = slot.node().element;
        return element == null ? Map.of() : of(element);
    }

    private static int least(ShapeSlot slot) {
        return Math.max(slot.sizes().least(), slot.notEmpty() || slot.notBlank() ? 1 : 0);
    }

    private static void put(Map<String, Object> schema, String word, int value, int none) {
        if (value != none) {
            schema.put(word, value);
        }
    }

    private static void text(ShapeSlot slot, Map<String, Object> schema) {
        schema.put("type", "string");
        if (slot.node().words != null) {
            schema.put("enum", slot.node().words.stream().sorted().toList());
        }
        int most = slot.sizes().most();
        for (ShapeSlot.Text each : slot.texts()) {
            int stated = each.params().get("max") instanceof Integer max && max > 0 ? max : Integer.MAX_VALUE;
            most = Math.min(most, stated);
        }
        // a pair of surrogates is two of theirs and one of a schema's
        put(schema, "minLength", (least(slot) + 1) / 2, 0);
        put(schema, "maxLength", most, Integer.MAX_VALUE);
    }

    private static void number(ShapeSlot slot, Map<String, Object> schema) {
        boolean integer = slot.node().form == Form.INTEGER;
        schema.put("type", integer ? "integer" : "number");
        @Nullable NumberBounds type = integer ? slot.node().range : null;
        NumberBounds said = slot.number();
        end(schema, "Minimum", said.least(), said.leastOpen(), type == null ? null : type.least());
        end(schema, "Maximum", said.most(), said.mostOpen(), type == null ? null : type.most());
    }

    private static void end(
            Map<String, Object> schema,
            String word,
            @Nullable BigDecimal said,
            boolean open,
            @Nullable BigDecimal ofType) {
        String closed = word.toLowerCase(Locale.ROOT);
        if (said != null) {
            schema.put(open ? "exclusive" + word : closed, said);
        } else if (ofType != null) {
            schema.put(closed, ofType);
        }
    }
}
