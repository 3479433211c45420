package io.gapura.filters.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parser's values as plain maps and lists; what the readers of this package share. Belongs to one reading. */
record JsonTree(JsonParser parser, Nulls nulls, Fractions fractions) {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNameLength(128)
                    .maxStringLength(65_536)
                    .maxNumberLength(20)
                    .build())
            .build();

    /** What {@code null} means. */
    enum Nulls {
        /** Nobody of ours writes it. */
        REFUSED,
        /** As if the member or element were not there. */
        ABSENT
    }

    /** What a number with a fraction or an exponent means. */
    enum Fractions {
        REFUSED,
        /** A {@link Double}, which it must fit. */
        READ
    }

    JsonTree(JsonParser parser, Nulls nulls) {
        this(parser, nulls, Fractions.REFUSED);
    }

    /** The members of the object that the parser has entered. */
    Map<String, Object> members() throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (!isAbsent()) {
                members.put(name, value());
            }
        }
        return members;
    }

    private List<Object> elements() throws IOException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!isAbsent()) {
                elements.add(value());
            }
        }
        return elements;
    }

    private boolean isAbsent() {
        return nulls == Nulls.ABSENT && parser.currentToken() == JsonToken.VALUE_NULL;
    }

    private Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members();
            case START_ARRAY -> elements();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> fraction();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new IOException("a value of a kind that is not read");
        };
    }

    private Object fraction() throws IOException {
        double value = parser.getDoubleValue();
        if (fractions == Fractions.REFUSED || !Double.isFinite(value)) {
            throw new IOException("a value of a kind that is not read");
        }
        return value;
    }
}
