package io.gapura.filters.errors;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.PropertiesFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The property files of one module or application: one without language, and one for each language. Not {@code
 * ResourceBundle}: it falls back to the default locale of the machine, and a code would speak another language on
 * another server.
 *
 * @param lines of {@code errors.properties}
 * @param texts by language, of {@code errors_<tag>.properties}
 */
record CatalogFile(Map<String, String> lines, Map<String, Map<String, String>> texts) {
    static final String CODES = "errors.properties";
    private static final int LARGEST = 256 * 1024;

    static CatalogFile read(ErrorCatalog.Source source, List<String> languages) {
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        for (String language : languages) {
            lines(source, ofLanguage(language)).ifPresent(lines -> texts.put(language, lines));
        }
        return new CatalogFile(lines(source, CODES).orElse(Map.of()), texts);
    }

    static String ofLanguage(String tag) {
        return "errors_" + Language.tag(tag) + ".properties";
    }

    boolean isEmpty() {
        return lines.isEmpty() && texts.isEmpty();
    }

    private static Optional<Map<String, String>> lines(ErrorCatalog.Source source, String name) {
        try (InputStream file = source.open(name)) {
            if (file == null) {
                return Optional.empty();
            }
            byte[] content = file.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw ConfigurationException.at(name, "is larger than " + LARGEST + " bytes");
            }
            return Optional.of(PropertiesFile.read(content, name));
        } catch (IOException unreadable) {
            throw ConfigurationException.at(name, "cannot be read");
        }
    }
}
