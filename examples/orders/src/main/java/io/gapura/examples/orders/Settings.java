package io.gapura.examples.orders;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.Rbac.OnUncovered;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says: {@code PORT}, {@code DATA_DIR}, {@code DATABASE_URL} and {@code ON_UNCOVERED}; {@link EnvFile}
 * may add to it.
 *
 * @param port 1 to 65535
 * @param dataDir absolute
 * @param databaseUrl empty: an H2 file in the data folder
 * @param onUncovered what an endpoint without a rule means: it is refused, or the demo does not start
 */
record Settings(int port, Path dataDir, Optional<String> databaseUrl, OnUncovered onUncovered) {
    static Settings of(Map<String, String> environment) {
        return new Settings(
                port(environment.getOrDefault("PORT", "8080")),
                dataDir(environment.getOrDefault("DATA_DIR", "data")),
                Optional.ofNullable(environment.get("DATABASE_URL")).filter(url -> !url.isBlank()),
                onUncovered(environment.getOrDefault("ON_UNCOVERED", "deny")));
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

    private static OnUncovered onUncovered(String text) {
        return switch (text) {
            case "deny" -> OnUncovered.DENY;
            case "fail" -> OnUncovered.FAIL;
            default -> throw ConfigurationException.of("ON_UNCOVERED must be deny or fail");
        };
    }

    private static Path dataDir(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException bad) {
            throw ConfigurationException.of("DATA_DIR must be the path of a folder");
        }
    }
}
