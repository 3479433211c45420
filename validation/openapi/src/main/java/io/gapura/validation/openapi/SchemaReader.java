package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapura.validation.SafePattern;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes of the schemas of a document what a validator holds requests against: checked word by word, members closed where
 * nothing opens them, what only answers carry refused, references leading to {@code $defs} beside them. A reference leads
 * to a schema of the components and nowhere else.
 *
 * <p>Each schema of the components is made three times: as members are described by it among others, as it stands alone, and
 * as a condition ({@code not}, {@code
 * if} and the like), where closing would turn what is refused into what is let through. Used by one thread, at the start.
 */
final class SchemaReader {
    /** Before the names of the ones whose members are closed. */
    private static final String CLOSED = "c.";

    /** Before the names of those that are closed themselves, for where one stands alone. */
    private static final String PLACED = "p.";

    /** Before the names of the conditions. */
    private static final String CONDITION = "o.";

    private static final String COMPONENTS = "#/components/schemas/";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What is asserted, or only tells of a size that is stated beside. */
    private static final Set<String> FORMATS = Set.of(
            "date",
            "date-time",
            "time",
            "duration",
            "email",
            "hostname",
            "ipv4",
            "ipv6",
            "uri",
            "uri-reference",
            "uuid");

    /** What describes members beside those of the schema itself. */
    private static final Set<Keyword> TOGETHER = EnumSet.of(
            Keyword.REF,
            Keyword.ALL_OF,
            Keyword.ANY_OF,
            Keyword.ONE_OF,
            Keyword.IF,
            Keyword.THEN,
            Keyword.ELSE,
            Keyword.DEPENDENT_SCHEMAS);

    private static final Set<String> NOTES = Set.of("float", "double", "password", "binary", "byte");
    private static final Map<String, Integer> BITS = Map.of("int32", 31, "int64", 63);

    private final JsonNode components;
    private final ObjectNode definitions = NODES.objectNode();
    private final Set<String> names = new HashSet<>();
    private final SchemaCost cost = new SchemaCost(this);

    /**
     * Of the schemas of the components.
     *
     * @param components by name; missing: none
     */
    SchemaReader(JsonNode components, Place place) {
        this.components = components;
        components.fieldNames().forEachRemaining(name -> {
            if (!name.matches("[A-Za-z0-9._-]{1,128}")) {
                throw place.refused("the name of a schema must be 1 to 128 letters, digits, dots, hyphens");
            }
            definitions.set(CLOSED + name, made(components.path(name), place.at(name), true));
            definitions.set(PLACED + name, location(components.path(name), place.at(name), true));
            definitions.set(CONDITION + name, made(components.path(name), place.at(name), false));
        });
        components
                .fieldNames()
                .forEachRemaining(name -> cost.require(COMPONENTS + name, components.path(name), place.at(name)));
    }

    /** What a sound {@code $ref} leads to. */
    JsonNode component(String reference) {
        return components.path(reference.substring(COMPONENTS.length()));
    }

    /** What {@code $ref} leads to, as it is written. */
    JsonNode target(JsonNode reference, Place at) {
        String text = reference.textValue();
        String name = text.startsWith(COMPONENTS) ? text.substring(COMPONENTS.length()) : "";
        if (name.isEmpty() || !components.has(name)) {
            throw at.refused("a $ref of a schema must lead to a schema of this document: " + COMPONENTS + "NAME");
        }
        return components.path(name);
    }

    /** The names of all members that any schema describes. */
    Set<String> names() {
        return Set.copyOf(names);
    }

    /** A schema on its own, for one content: with all that it may refer to. */
    ObjectNode content(JsonNode written, Place at) {
        cost.require("", written, at);
        JsonNode made = location(written, at, true);
        ObjectNode root = NODES.objectNode();
        if (made.isObject()) {
            root.setAll((ObjectNode) made);
        } else {
            root.set("allOf", NODES.arrayNode().add(made));
        }
        root.set("$defs", definitions);
        return root;
    }

    /** Where a value stands: an object there has no member that nothing describes. */
    private JsonNode location(JsonNode written, Place at, boolean closing) {
        JsonNode made = made(written, at, closing);
        boolean decided = made.has(Keyword.UNEVALUATED_PROPERTIES.word())
                || made.has(Keyword.ADDITIONAL_PROPERTIES.word())
                || !made.isObject();
        if (!closing || decided || !mayBeObject(made)) {
            return made;
        }
        ObjectNode closed = (ObjectNode) made;
        String reference = made.path("$ref").asText();
        if (!reference.isEmpty() && made.size() == 1) {
            return closed.put("$ref", reference.replace("/" + CLOSED, "/" + PLACED));
        }
        boolean alone = TOGETHER.stream().noneMatch(each -> made.has(each.word()));
        // what needs no annotations costs a fraction
        return closed.put((alone ? Keyword.ADDITIONAL_PROPERTIES : Keyword.UNEVALUATED_PROPERTIES).word(), false);
    }

    private static boolean mayBeObject(JsonNode schema) {
        JsonNode type = schema.path(Keyword.TYPE.word());
        if (type.isTextual()) {
            return type.textValue().equals("object");
        }
        for (JsonNode each : type) {
            if (each.textValue().equals("object")) {
                return true;
            }
        }
        return !type.isArray();
    }

    /** The same as a validator reads it. */
    private JsonNode made(JsonNode written, Place at, boolean closing) {
        if (written.isBoolean()) {
            return written;
        }
        if (!written.isObject()) {
            throw at.refused("a schema must be an object, true or false");
        }
        ObjectNode made = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : written.properties()) {
            if (!member.getKey().startsWith("x-")) {
                add(keyword(member, at), member.getValue(), made, at, closing);
            }
        }
        Integer bits = BITS.get(written.path(Keyword.FORMAT.word()).asText());
        if (bits != null) {
            range(bits, made);
        }
        if (closing) {
            refuseReadOnly(written, made, at);
        }
        return made;
    }

    /** A size in bits is the range that it means. */
    private static void range(int bits, ObjectNode made) {
        BigInteger end = BigInteger.ONE.shiftLeft(bits);
        made.withArray(Keyword.ALL_OF.word())
                .addObject()
                .put(Keyword.MINIMUM.word(), end.negate())
                .put(Keyword.MAXIMUM.word(), end.subtract(BigInteger.ONE));
    }

    private static Keyword keyword(Map.Entry<String, JsonNode> member, Place at) {
        Keyword keyword = Keyword.of(member.getKey())
                .orElseThrow(() -> at.refused(
                        member.getKey().equals("nullable")
                                ? "nullable is of OpenAPI 3.0; write type: [string, \"null\"]"
                                : member.getKey() + " is no word of a schema that is held here"));
        if (!keyword.fits(member.getValue())) {
            throw at.at(member.getKey()).refused("this is not what may stand here");
        }
        return keyword;
    }

    private void add(Keyword keyword, JsonNode value, ObjectNode made, Place at, boolean closing) {
        Place here = at.at(keyword.word());
        switch (keyword) {
            case REF -> made.put("$ref", reference(value, here, closing));
            case PATTERN -> made.set(keyword.word(), pattern(value, here));
            case FORMAT -> format(value.textValue(), made, here);
            case PATTERN_PROPERTIES -> {
                value.fieldNames().forEachRemaining(each -> requireSafe(each, here));
                made.set(keyword.word(), byName(value, here, closing));
            }
            case PROPERTIES -> {
                value.fieldNames().forEachRemaining(names::add);
                made.set(keyword.word(), byName(value, here, closing));
            }
            case NOT, IF, CONTAINS, PROPERTY_NAMES -> made.set(keyword.word(), made(value, here, false));
            case THEN, ELSE -> made.set(keyword.word(), made(value, here, closing));
            case DEPENDENT_SCHEMAS -> made.set(keyword.word(), conditions(value, here));
            case ALL_OF, ANY_OF, ONE_OF -> made.set(keyword.word(), inPlace(value, here, closing));
            case PREFIX_ITEMS -> made.set(keyword.word(), items(value, here, closing));
            default -> {
                if (keyword.form() == Keyword.Form.SCHEMA) {
                    made.set(keyword.word(), location(value, here, closing));
                } else if (keyword.form() != Keyword.Form.NOTE && keyword != Keyword.READ_ONLY) {
                    made.set(keyword.word(), value);
                }
            }
        }
    }

    private String reference(JsonNode value, Place at, boolean closing) {
        JsonNode ignored = target(value, at);
        return "#/$defs/" + (closing ? CLOSED : CONDITION) + value.textValue().substring(COMPONENTS.length());
    }

    private static JsonNode pattern(JsonNode value, Place at) {
        requireSafe(value.textValue(), at);
        return value;
    }

    private static void requireSafe(String expression, Place at) {
        try {
            SafePattern ignored = SafePattern.within(expression);
        } catch (IllegalArgumentException unsafe) {
            throw at.refused("lint.regex " + unsafe.getMessage());
        }
    }

    private static void format(String format, ObjectNode made, Place at) {
        if (FORMATS.contains(format)) {
            made.put(Keyword.FORMAT.word(), format);
        } else if (!NOTES.contains(format) && !BITS.containsKey(format)) {
            throw at.refused("this format is not held; use pattern, or one of " + new TreeSet<>(FORMATS));
        }
    }

    private ObjectNode byName(JsonNode schemas, Place at, boolean closing) {
        ObjectNode made = NODES.objectNode();
        schemas.properties()
                .forEach(each -> made.set(each.getKey(), location(each.getValue(), at.at(each.getKey()), closing)));
        return made;
    }

    private ObjectNode conditions(JsonNode schemas, Place at) {
        ObjectNode made = NODES.objectNode();
        schemas.properties()
                .forEach(each -> made.set(each.getKey(), made(each.getValue(), at.at(each.getKey()), false)));
        return made;
    }

    private ArrayNode inPlace(JsonNode schemas, Place at, boolean closing) {
        ArrayNode made = NODES.arrayNode();
        for (int i = 0; i < schemas.size(); i++) {
            made.add(made(schemas.get(i), at.at(i), closing));
        }
        return made;
    }

    private ArrayNode items(JsonNode schemas, Place at, boolean closing) {
        ArrayNode made = NODES.arrayNode();
        for (int i = 0; i < schemas.size(); i++) {
            made.add(location(schemas.get(i), at.at(i), closing));
        }
        return made;
    }

    /** What only answers carry is no member of a request: it need not be there, and must not. */
    private void refuseReadOnly(JsonNode written, ObjectNode made, Place at) {
        Set<String> readOnly = new LinkedHashSet<>();
        written.path(Keyword.PROPERTIES.word()).properties().forEach(each -> {
            if (isReadOnly(each.getValue(), at, 0)) {
                readOnly.add(each.getKey());
            }
        });
        if (readOnly.isEmpty()) {
            return;
        }
        ObjectNode properties = (ObjectNode) made.path(Keyword.PROPERTIES.word());
        readOnly.forEach(each -> properties.put(each, false));
        if (made.path(Keyword.REQUIRED.word()) instanceof ArrayNode required) {
            ArrayNode left = NODES.arrayNode();
            required.forEach(each -> {
                if (!readOnly.contains(each.textValue())) {
                    left.add(each);
                }
            });
            made.set(Keyword.REQUIRED.word(), left);
        }
    }

    private boolean isReadOnly(JsonNode schema, Place at, int depth) {
        if (schema.path(Keyword.READ_ONLY.word()).asBoolean()) {
            return true;
        }
        Optional<JsonNode> reference = Keyword.REF.in(schema);
        return depth < 16 && reference.isPresent() && isReadOnly(target(reference.get(), at), at, depth + 1);
    }
}
