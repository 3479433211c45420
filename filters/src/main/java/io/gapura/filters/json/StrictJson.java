package io.gapura.filters.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads small JSON that strangers sent: one object, or an array of them, as maps of {@link String}, {@link Long}, {@link
 * Boolean}, {@link Map} and {@link List}. As strict as {@link StrictObject}, but a member that is {@code null} is as if
 * it were absent. UTF-8 alone: what is not, no parser guesses at.
 *
 * <p>Bounds: depth 16, names of 128 and strings of 65,536 characters, and whatever length the caller hands in.
 * Thread-safe.
 */
public final class StrictJson {
    private StrictJson() {}

    /**
     * The objects in their order.
     *
     * @param most more are refused
     * @throws IOException which says nothing of the content
     */
    public static List<Map<String, Object>> objects(byte[] json, int most) throws IOException {
        try (JsonParser parser = StrictObject.FACTORY.createParser(text(json))) {
            List<Map<String, Object>> read = read(parser, most);
            if (parser.nextToken() != null) {
                throw refused(null);
            }
            return read;
        } catch (JacksonException malformed) {
            throw refused(malformed);
        }
    }

    private static String text(byte[] json) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw refused(notUtf8);
        }
    }

    private static List<Map<String, Object>> read(JsonParser parser, int most) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            return List.of(members(parser));
        }
        if (first != JsonToken.START_ARRAY) {
            throw refused(null);
        }
        List<Map<String, Object>> all = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT || all.size() == most) {
                throw refused(null);
            }
            all.add(members(parser));
        }
        return all;
    }

    private static Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                members.put(name, value(parser));
            }
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
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                elements.add(value(parser));
            }
        }
        return elements;
    }

    private static IOException refused(@Nullable Exception cause) {
        return new IOException("not strict JSON", cause);
    }
}
