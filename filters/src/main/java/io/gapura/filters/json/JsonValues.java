package io.gapura.filters.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Picks single values out of a JSON document that somebody else wrote, and checks the rest without building it. A name
 * that stands twice in one object, anything behind the document and bytes that are not UTF-8 are refused, because two
 * readers would read them differently.
 *
 * <p>Bounds: depth 64, names of 1,024 and strings of 1,048,576 characters, numbers of 64, and whatever length the caller
 * hands in. Thread-safe.
 */
public final class JsonValues {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNameLength(1_024)
                    .maxStringLength(1 << 20)
                    .maxNumberLength(64)
                    .build())
            .build();

    /** The wanted values below one place, by name. */
    private static final class Place {
        private final Map<String, Place> below = new LinkedHashMap<>();
        private String path = "";
    }

    private final JsonParser parser;
    private final Map<String, String> found = new LinkedHashMap<>();

    private JsonValues(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The values that are there, by path: text without quotes, numbers and booleans as they were written. An absent one,
     * one that is {@code null} and one that is no scalar have none.
     *
     * @param paths names joined by {@code /}; {@code []} is the only element of an array, and more of them are refused
     * @throws IOException which says nothing of the content
     */
    public static Map<String, String> read(byte[] json, Set<String> paths) throws IOException {
        try (JsonParser parser = FACTORY.createParser(StrictJson.text(json))) {
            JsonValues reading = new JsonValues(parser);
            if (parser.nextToken() == null) {
                throw new IOException("no document");
            }
            reading.value(places(paths));
            if (parser.nextToken() != null) {
                throw new IOException("a second document");
            }
            return reading.found;
        } catch (IOException malformed) {
            throw new IOException("not strict JSON", malformed);
        }
    }

    private static Place places(Set<String> paths) {
        Place root = new Place();
        for (String path : paths) {
            Place at = root;
            for (String name : path.split("/", -1)) {
                at = at.below.computeIfAbsent(name, absent -> new Place());
            }
            at.path = path;
        }
        return root;
    }

    private void value(Place place) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            members(place);
        } else if (token == JsonToken.START_ARRAY) {
            elements(place);
        } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL && !place.path.isEmpty()) {
            found.put(place.path, parser.getText());
        }
    }

    private void members(Place place) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place below = place.below.get(parser.currentName());
            parser.nextToken();
            valueOrSkipped(below);
        }
    }

    private void elements(Place place) throws IOException {
        Place below = place.below.get("[]");
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i > 0 && below != null) {
                throw new IOException("several elements where one is read");
            }
            valueOrSkipped(below);
        }
    }

    private void valueOrSkipped(@Nullable Place below) throws IOException {
        if (below == null) {
            parser.skipChildren();
        } else {
            value(below);
        }
    }
}
