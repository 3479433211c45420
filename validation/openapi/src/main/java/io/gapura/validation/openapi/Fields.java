package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of one object of the document, each known: a member that nobody here reads is a misspelling, or asks for
 * something that nobody would hold. Those that begin with {@code x-} are for others.
 */
record Fields(JsonNode object, Place place) {
    private static final int LONGEST_CHAIN = 8;

    /** @throws io.gapura.filters.ConfigurationException for what is no object of these members */
    static Fields of(JsonNode node, Place place, Set<String> known) {
        if (!node.isObject()) {
            throw place.refused("an object must stand here");
        }
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(known);
        unknown.removeIf(each -> each.startsWith("x-"));
        if (!unknown.isEmpty()) {
            throw place.refused(unknown + " may not stand here; known are " + new TreeSet<>(known));
        }
        return new Fields(node, place);
    }

    /** What an object is, or the reference in it leads to: a component of this document of the kind. */
    static Map.Entry<JsonNode, Place> followed(JsonNode written, Place at, JsonNode root, String kind) {
        JsonNode node = written;
        Place place = at;
        Set<String> seen = new HashSet<>();
        while (node.path("$ref").isTextual()) {
            String reference = node.path("$ref").textValue();
            String before = "#/components/" + kind + "/";
            JsonNode found = reference.startsWith(before)
                    ? root.path("components").path(kind).path(reference.substring(before.length()))
                    : root.path("nowhere");
            if (found.isMissingNode() || node.size() > 1 || seen.size() == LONGEST_CHAIN || !seen.add(reference)) {
                throw place.refused("a $ref here must stand alone, and lead to " + before + "NAME of this document");
            }
            node = found;
            place = Place.root(at.document()).at("components").at(kind).at(reference.substring(before.length()));
        }
        return Map.entry(node, place);
    }

    JsonNode get(String name) {
        return object.path(name);
    }

    Place at(String name) {
        return place.at(name);
    }

    /** Text; the fallback where there is none. */
    String text(String name, String fallback) {
        JsonNode value = get(name);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw at(name).refused("a text must stand here");
        }
        return value.isTextual() ? value.textValue() : fallback;
    }

    /** True or false; the fallback where there is neither. */
    boolean flag(String name, boolean fallback) {
        JsonNode value = get(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw at(name).refused("true or false must stand here");
        }
        return value.isBoolean() ? value.booleanValue() : fallback;
    }
}
