package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.ship.Shipper;
import io.gapura.filters.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShipSettingsTest {
    @TempDir
    Path temp;

    private void configured(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>();
        settings.put("policies", "audit");
        settings.put("audit.directory", temp.resolve("audit").toString());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        Configuration.of("test", settings, io.gapura.filters.config.Resources.ofSystem())
                .pipeline(List.of(new io.gapura.filters.catalog.FiltersCatalog()), java.util.Set.of());
    }

    @Test
    void aShipperOfEachTypeOfThisArtifactIsMade() {
        configured("audit.ship.app.type", "slf4j");
        configured("audit.ship.siem.type", "syslog", "audit.ship.siem.address", "siem.example.com:6514");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            audit.ship.siem.address | siem:1 | audit.ship.siem.type must be set
            audit.ship.siem.type | sylog | audit.ship.siem.type must be one of [kafka, otlp, postgresql, slf4j, syslog
            audit.ship.siem.type | kafka | audit.ship.siem.type = kafka needs the artifact io.gapura:gapura-kafka
            audit.ship.siem.type | syslog | audit.ship.siem.address must be set
            audit.ship.siem.batch-events | 0 | batch-events must be from 1 to 10000
            audit.ship.siem.batch-events | 10001 | batch-events must be from 1 to 10000
            audit.ship.siem.batch-bytes | 17MiB | batch-bytes must be from 1 to 16MiB
            audit.ship.siem.timeout | 9ms | timeout must be from 10ms to 5m
            audit.ship.siem.timeout | 6m | timeout must be from 10ms to 5m
            audit.ship.siem.facility | 13 | audit.ship.siem.facility
            """)
    void whatCannotBeMeantDoesNotStart(String key, String value, String message) {
        assertThatThrownBy(() -> configured(key, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"address, siem:1", "secret, env:X", "into, topic", "user, me", "key-id, k", "max-message, 2KiB"})
    void aSettingOfAnotherTypeIsRefused(String setting, String value) {
        assertThatThrownBy(() -> configured("audit.ship.app.type", "slf4j", "audit.ship.app." + setting, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.app." + setting + " is no setting of the type slf4j");
    }

    @Test
    void moreThanEightPlacesAreRefused() {
        List<String> nine = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            nine.add("audit.ship.app" + i + ".type");
            nine.add("slf4j");
        }
        configured(nine.subList(0, 16).toArray(String[]::new));
        assertThatThrownBy(() -> configured(nine.toArray(String[]::new)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at most 8");
    }

    /** From the settings to the logger, whose lines are those of the log. */
    @Test
    void aConfiguredShipperShips() throws Exception {
        List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        Shipper remembering = shipment -> shipment.lines().forEach(line -> seen.add(line.text()));
        Path directory = temp.resolve("fluent");
        try (JsonLinesSink sink = PatientLog.to(directory).shippedTo("app", remembering, false)) {
            sink.append(Events.completed("/orders/7"));
        }

        assertThat(seen).isEqualTo(Events.lines(directory)).hasSize(1);
        assertThat(Files.exists(directory.resolve("ship/app.offset"))).isTrue();
    }
}
