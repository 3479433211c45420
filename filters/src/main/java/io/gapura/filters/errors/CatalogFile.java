package io.gapura.filters.errors;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Reads the two property files of one module. Not {@code ResourceBundle}: it falls back to the default locale of the
 * machine, and a code would speak another language on another server.
 */
final class CatalogFile {
    private static final String CODES = "errors.properties";
    private static final String TITLES = "errors_en.properties";

    private CatalogFile() {}

    static List<ErrorCatalog.Entry> entries(ErrorCatalog.Source source) {
        Map<String, String> codes = read(source, CODES);
        Map<String, String> titles = read(source, TITLES);
        List<ErrorCatalog.Entry> entries = new ArrayList<>();
        codes.forEach((code, value) -> entries.add(entry(code, value, codes, titles)));
        titles.keySet().stream()
                .filter(code -> !codes.containsKey(code))
                .findFirst()
                .ifPresent(code -> {
                    throw ConfigurationException.at(TITLES, code + " is not a code of " + CODES);
                });
        return entries;
    }

    private static ErrorCatalog.Entry entry(
            String code, String value, Map<String, String> codes, Map<String, String> titles) {
        String[] words = value.split(" +", -1);
        String type = words.length > 1 ? words[1] : code;
        boolean untyped = type.equals(ErrorCatalog.UNTYPED);
        String title = titles.get(untyped ? code : type);
        if (words.length > 2 || title == null && (untyped || codes.containsKey(type))) {
            throw ConfigurationException.at(CODES, code + " must have statuses, at most one type, and a title");
        }
        try {
            List<Integer> statuses =
                    Arrays.stream(words[0].split(",", -1)).map(Integer::valueOf).toList();
            return new ErrorCatalog.Entry(code, statuses, type, title == null ? type : title);
        } catch (IllegalArgumentException bad) {
            throw ConfigurationException.at(CODES, code + " must have statuses between 400 and 599, and a title");
        }
    }

    private static Map<String, String> read(ErrorCatalog.Source source, String name) {
        Map<String, String> lines = new TreeMap<>();
        try (InputStream file = source.open(name)) {
            if (file == null) {
                throw ConfigurationException.of("a catalogue of errors has no " + name);
            }
            new Once(lines, name).load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw ConfigurationException.at(name, "cannot be read");
        }
        return lines;
    }

    /** {@link Properties} alone keeps the last of two equal keys in silence. */
    private static final class Once extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> lines;
        private final String place;

        Once(Map<String, String> lines, String place) {
            this.lines = lines;
            this.place = place;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            if (lines.putIfAbsent((String) key, ((String) value).strip()) != null) {
                throw ConfigurationException.at(place, key + " stands twice");
            }
            return value;
        }
    }
}
