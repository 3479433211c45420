package io.gapura.filters.audit.ship;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One place for lines, {@code audit.ship.<name>.*}. Types read what they need of it and refuse the rest.
 *
 * @param type {@code slf4j}, {@code syslog}, {@code webhook}, or what an artifact adds
 * @param address where it is, as the type writes it: host:port, https URL, JDBC URL
 * @param into the topic, or the table
 * @param user for the place
 * @param secret password or token
 * @param key JWK Set with the key that signs
 * @param keyId of it
 * @param trust certificates (PEM) instead of those of the Java runtime
 * @param properties further ones of the client, a Java properties file
 * @param maxMessage what is longer is announced without its content
 * @param required whether lines are kept until this place has them
 * @param batchEvents so many lines at once at most
 * @param batchBytes so many bytes at once at most, but always one line
 * @param timeout for one shipment
 */
public record ShipSettings(
        Optional<String> type,
        Optional<String> address,
        Optional<String> into,
        Optional<String> user,
        Optional<Reference> secret,
        Optional<Reference> key,
        Optional<String> keyId,
        Optional<Reference> trust,
        Optional<Reference> properties,
        Optional<DataSize> maxMessage,
        boolean required,
        int batchEvents,
        DataSize batchBytes,
        Duration timeout) {
    public static final ShipSettings DEFAULTS = new ShipSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            500,
            DataSize.bytes(1 << 20),
            Duration.ofSeconds(10));

    public ShipSettings {
        if (batchEvents < 1 || batchEvents > 10_000) {
            throw new IllegalArgumentException("batch-events must be from 1 to 10000");
        }
        if (batchBytes.toBytes() < 1 || batchBytes.toBytes() > 16L << 20) {
            throw new IllegalArgumentException("batch-bytes must be from 1 to 16MiB");
        }
        if (timeout.toMillis() < 10 || timeout.toMinutes() > 5) {
            throw new IllegalArgumentException("timeout must be from 10ms to 5m");
        }
    }

    /** The names of those that were set, of the ones that belong to types. */
    List<String> ofType() {
        List<String> set = new ArrayList<>();
        note(set, "address", address);
        note(set, "into", into);
        note(set, "user", user);
        note(set, "secret", secret);
        note(set, "key", key);
        note(set, "key-id", keyId);
        note(set, "trust", trust);
        note(set, "properties", properties);
        note(set, "max-message", maxMessage);
        return set;
    }

    private static void note(List<String> set, String name, Optional<?> value) {
        if (value.isPresent()) {
            set.add(name);
        }
    }

    /** The same place, and another topic there. */
    public ShipSettings into(String other) {
        return new ShipSettings(
                type,
                address,
                Optional.of(other),
                user,
                secret,
                key,
                keyId,
                trust,
                properties,
                maxMessage,
                required,
                batchEvents,
                batchBytes,
                timeout);
    }

    /** The address; {@link ConfigurationException} when there is none. */
    public String requiredAddress(String place) {
        return address.orElseThrow(() -> ConfigurationException.of(place + ".address must be set"));
    }
}
