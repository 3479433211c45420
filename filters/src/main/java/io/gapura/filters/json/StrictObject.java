package io.gapura.filters.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
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
    private StrictObject() {}

    /** The members in their order, or an {@link IOException} that says nothing of the content. */
    public static Map<String, Object> read(byte[] json) throws IOException {
        try (JsonParser parser = JsonTree.FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refused(null);
            }
            Map<String, Object> members = new JsonTree(parser, JsonTree.Nulls.REFUSED).members();
            if (parser.nextToken() != null) {
                throw refused(null);
            }
            return members;
        } catch (IOException malformed) {
            throw refused(malformed);
        }
    }

    private static IOException refused(@Nullable Exception cause) {
        return new IOException("not a strict JSON object", cause);
    }
}
