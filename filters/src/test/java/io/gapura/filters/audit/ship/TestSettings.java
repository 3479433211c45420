package io.gapura.filters.audit.ship;

import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Settings of a shipper, as text that names them; also for the tests of artifacts. */
public final class TestSettings {
    private TestSettings() {}

    /** Of that type, with files for what is a reference, and a timeout of four seconds where none is said. */
    public static ShipSettings of(String type, Map<String, String> settings) {
        return new ShipSettings(
                Optional.of(type),
                text(settings, "address"),
                text(settings, "into"),
                text(settings, "user"),
                file(settings, "secret"),
                file(settings, "key"),
                text(settings, "key-id"),
                file(settings, "trust"),
                file(settings, "properties"),
                text(settings, "max-message").map(DataSize::of),
                false,
                ShipSettings.DEFAULTS.batchEvents(),
                ShipSettings.DEFAULTS.batchBytes(),
                text(settings, "timeout")
                        .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                        .orElse(Duration.ofSeconds(15)));
    }

    /** A shipper called {@code audit.ship.there}. */
    public static Shipper open(String type, Map<String, String> settings) {
        return ShipperTypes.open("audit.ship.there", of(type, settings));
    }

    private static Optional<String> text(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.get(name));
    }

    private static Optional<Reference> file(Map<String, String> settings, String name) {
        return text(settings, name).map(path -> Reference.file(Path.of(path)));
    }
}
