package io.gapura.filters.config;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads a properties file in UTF-8 in which no key stands twice: {@link Properties} alone keeps the last in silence. */
public final class PropertiesFile {
    private static final int LARGEST = 256 * 1024;

    private PropertiesFile() {}

    static Map<String, String> read(Reference file) {
        return read(file.read(LARGEST), file.place());
    }

    /**
     * The lines by key, values without blanks around them.
     *
     * @param place for messages
     * @throws ConfigurationException when it is no properties file in UTF-8, or a key stands twice
     */
    public static Map<String, String> read(byte[] content, String place) {
        Map<String, String> lines = new TreeMap<>();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            new Once(lines, place).load(new StringReader(text));
        } catch (CharacterCodingException malformed) {
            throw ConfigurationException.at(place, "is not UTF-8");
        } catch (IllegalArgumentException | IOException malformed) {
            throw ConfigurationException.at(place, "is not a properties file");
        }
        return lines;
    }

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
            String written = lines.putIfAbsent((String) key, ((String) value).strip());
            if (written != null) {
                throw ConfigurationException.at(place, key + " stands twice");
            }
            return value;
        }
    }
}
