package io.gapura.filters.json;

import com.fasterxml.jackson.core.JacksonException;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads one small JSON object of our own making, such as a line of the audit log, into plain maps and lists: values are
 * {@link String}, {@link Long}, {@link Boolean}, {@link Map} and {@link List}. Duplicate names, fractions, integers of
 * more than 64 bits, {@code null} and trailing text are refused.
 *
 * <p>Bounds: depth 16, names of 128 and strings of 65,536 characters. Thread-safe.
 */
public final class StrictObject {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNameLength(128)
                    .maxStringLength(65_536)
                    .maxNumberLength(20)
                    .build())
            .build();

    private StrictObject() {}

    /** The members in their order, or an {@link IOException} that says nothing of the content. */
    public static Map<String, Object> read(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refused(null);
            }
            Map<String, Object> members = members(parser);
            if (parser.nextToken() != null) {
                throw refused(null);
            }
            return members;
        } catch (JacksonException malformed) {
            throw refused(malformed);
        }
    }

    private static Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw refused(null);
        };
    }

    private static List<Object> elements(JsonParser parser) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    private static IOException refused(@Nullable Exception cause) {
        return new IOException("not a strict JSON object", cause);
    }
}
