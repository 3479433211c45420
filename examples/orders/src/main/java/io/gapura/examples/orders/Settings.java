package io.gapura.examples.orders;

import io.gapura.filters.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says: {@code PORT}, {@code DATA_DIR} and {@code DATABASE_URL}.
 *
 * @param port 1 to 65535
 * @param dataDir absolute
 * @param databaseUrl empty: an H2 file in the data folder
 */
record Settings(int port, Path dataDir, Optional<String> databaseUrl) {
    static Settings of(Map<String, String> environment) {
        return new Settings(
                port(environment.getOrDefault("PORT", "8080")),
                dataDir(environment.getOrDefault("DATA_DIR", "data")),
                Optional.ofNullable(environment.get("DATABASE_URL")).filter(url -> !url.isBlank()));
    }

    /** Where the demo is called; only this machine reaches it. */
    String origin() {
        return "http://localhost:" + port;
    }

    private static int port(String text) {
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535) {
            throw ConfigurationException.of("PORT must be a number between 1 and 65535");
        }
        return Integer.parseInt(text);
    }

    private static Path dataDir(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException bad) {
            throw ConfigurationException.of("DATA_DIR must be the path of a folder");
        }
    }
}
