package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What may stand in a schema, and how: the words of JSON Schema 2020-12 that are held, and those that only tell. One that
 * is none of them is refused, because it is a misspelling, or asks for something that nobody would do.
 */
enum Keyword {
    TYPE(Form.TYPE),
    ENUM(Form.VALUES),
    CONST(Form.VALUE),
    MULTIPLE_OF(Form.POSITIVE),
    MINIMUM(Form.NUMBER),
    MAXIMUM(Form.NUMBER),
    EXCLUSIVE_MINIMUM(Form.NUMBER),
    EXCLUSIVE_MAXIMUM(Form.NUMBER),
    MIN_LENGTH(Form.COUNT),
    MAX_LENGTH(Form.COUNT),
    PATTERN(Form.TEXT),
    FORMAT(Form.TEXT),
    MIN_ITEMS(Form.COUNT),
    MAX_ITEMS(Form.COUNT),
    UNIQUE_ITEMS(Form.FLAG),
    MIN_CONTAINS(Form.COUNT),
    MAX_CONTAINS(Form.COUNT),
    MIN_PROPERTIES(Form.COUNT),
    MAX_PROPERTIES(Form.COUNT),
    REQUIRED(Form.WORDS),
    DEPENDENT_REQUIRED(Form.WORDS_BY_NAME),
    PROPERTIES(Form.SCHEMA_BY_NAME),
    PATTERN_PROPERTIES(Form.SCHEMA_BY_NAME),
    DEPENDENT_SCHEMAS(Form.SCHEMA_BY_NAME),
    ADDITIONAL_PROPERTIES(Form.SCHEMA),
    UNEVALUATED_PROPERTIES(Form.SCHEMA),
    UNEVALUATED_ITEMS(Form.SCHEMA),
    PROPERTY_NAMES(Form.SCHEMA),
    ITEMS(Form.SCHEMA),
    CONTAINS(Form.SCHEMA),
    NOT(Form.SCHEMA),
    IF(Form.SCHEMA),
    THEN(Form.SCHEMA),
    ELSE(Form.SCHEMA),
    PREFIX_ITEMS(Form.SCHEMAS),
    ALL_OF(Form.SCHEMAS),
    ANY_OF(Form.SCHEMAS),
    ONE_OF(Form.SCHEMAS),
    REF("$ref", Form.TEXT),
    READ_ONLY(Form.FLAG),
    WRITE_ONLY(Form.NOTE),
    TITLE(Form.NOTE),
    DESCRIPTION(Form.NOTE),
    DEFAULT(Form.NOTE),
    EXAMPLE(Form.NOTE),
    EXAMPLES(Form.NOTE),
    DEPRECATED(Form.NOTE),
    COMMENT("$comment", Form.NOTE),
    DISCRIMINATOR(Form.NOTE),
    EXTERNAL_DOCS(Form.NOTE),
    XML(Form.NOTE),
    CONTENT_ENCODING(Form.NOTE),
    CONTENT_MEDIA_TYPE(Form.NOTE);

    private static final Map<String, Keyword> BY_WORD = byWord();
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "integer", "number", "boolean", "null");

    private final String word;
    private final Form form;

    /** What stands behind a word. */
    enum Form {
        COUNT,
        NUMBER,
        POSITIVE,
        FLAG,
        TEXT,
        TYPE,
        VALUE,
        VALUES,
        WORDS,
        WORDS_BY_NAME,
        SCHEMA,
        SCHEMAS,
        SCHEMA_BY_NAME,
        /** Read by people and tools alone. */
        NOTE
    }

    Keyword(Form form) {
        this.word = camel(name());
        this.form = form;
    }

    Keyword(String word, Form form) {
        this.word = word;
        this.form = form;
    }

    private static String camel(String name) {
        StringBuilder word = new StringBuilder();
        for (String part : name.toLowerCase(Locale.ROOT).split("_", -1)) {
            word.append(word.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return word.toString();
    }

    private static Map<String, Keyword> byWord() {
        Map<String, Keyword> all = new HashMap<>();
        for (Keyword each : values()) {
            all.put(each.word, each);
        }
        return Map.copyOf(all);
    }

    static Optional<Keyword> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    String word() {
        return word;
    }

    Form form() {
        return form;
    }

    /** What it is set to there. */
    Optional<JsonNode> in(JsonNode schema) {
        return Optional.ofNullable(schema.get(word));
    }

    /** Whether what stands behind it has the form. */
    boolean fits(JsonNode value) {
        return switch (form) {
            case COUNT -> value.isInt() && value.intValue() >= 0;
            case NUMBER -> value.isNumber();
            case POSITIVE -> value.isNumber() && value.decimalValue().signum() > 0;
            case FLAG -> value.isBoolean();
            case TEXT -> value.isTextual();
            case TYPE -> value.isTextual() ? TYPES.contains(value.textValue()) : isTypes(value);
            case VALUES -> value.isArray() && !value.isEmpty();
            case WORDS -> isWords(value);
            case WORDS_BY_NAME -> value.isObject() && all(value, Keyword::isWords);
            case SCHEMA -> isSchema(value);
            case SCHEMAS -> value.isArray() && !value.isEmpty() && all(value, Keyword::isSchema);
            case SCHEMA_BY_NAME -> value.isObject() && all(value, Keyword::isSchema);
            case VALUE, NOTE -> true;
        };
    }

    private static boolean isTypes(JsonNode value) {
        return isWords(value) && !value.isEmpty() && all(value, each -> TYPES.contains(each.textValue()));
    }

    private static boolean isWords(JsonNode value) {
        Set<String> seen = new HashSet<>();
        return value.isArray() && all(value, each -> each.isTextual() && seen.add(each.textValue()));
    }

    private static boolean isSchema(JsonNode value) {
        return value.isObject() || value.isBoolean();
    }

    private static boolean all(JsonNode values, java.util.function.Predicate<JsonNode> kept) {
        for (JsonNode each : values) {
            if (!kept.test(each)) {
                return false;
            }
        }
        return true;
    }

    /** The words of several, for messages. */
    static String words(Keyword... keywords) {
        return String.join(
                ", ",
                Arrays.stream(keywords)
                        .map(each -> Objects.requireNonNull(each).word)
                        .toList());
    }
}
