package io.gapura.filters.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        try (JsonParser parser = JsonTree.FACTORY.createParser(text(json))) {
            List<Map<String, Object>> read = read(parser, most);
            if (parser.nextToken() != null) {
                throw refused(null);
            }
            return read;
        } catch (IOException malformed) {
            throw refused(malformed);
        }
    }

    /**
     * The members of one object, in which fractions may stand, too: they are {@link Double}s.
     *
     * @throws IOException which says nothing of the content
     */
    public static Map<String, Object> object(byte[] json) throws IOException {
        try (JsonParser parser = JsonTree.FACTORY.createParser(text(json))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refused(null);
            }
            Map<String, Object> members =
                    new JsonTree(parser, JsonTree.Nulls.ABSENT, JsonTree.Fractions.READ).members();
            if (parser.nextToken() != null) {
                throw refused(null);
            }
            return members;
        } catch (IOException malformed) {
            throw refused(malformed);
        }
    }

    static String text(byte[] json) throws IOException {
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
        JsonTree tree = new JsonTree(parser, JsonTree.Nulls.ABSENT);
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            return List.of(tree.members());
        }
        if (first != JsonToken.START_ARRAY) {
            throw refused(null);
        }
        List<Map<String, Object>> all = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT || all.size() == most) {
                throw refused(null);
            }
            all.add(tree.members());
        }
        return all;
    }

    private static IOException refused(@Nullable Exception cause) {
        return new IOException("not strict JSON", cause);
    }
}
