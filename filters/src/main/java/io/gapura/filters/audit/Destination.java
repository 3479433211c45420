package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.ship.ShipSettings;
import io.gapura.filters.audit.ship.Shipper;
import io.gapura.filters.audit.ship.ShipperTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One place that lines go to, as the settings {@code audit.ship.<name>.*} say.
 *
 * @param required whether lines are kept until it has them
 * @param events in one shipment at most
 * @param bytes in one shipment at most, but always one line
 * @param timeout for one shipment
 */
record Destination(
        String name, Shipper shipper, boolean required, int events, long bytes, Duration timeout, Backoff.Pace pace) {
    private static final int MOST = 8;

    Destination {
        if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new IllegalArgumentException("a shipper's name is kebab-case and has at most 32 characters");
        }
    }

    /** With the bounds that settings have when they say nothing. */
    static Destination of(String name, Shipper shipper, boolean required) {
        return of(name, shipper, required, ShipSettings.DEFAULTS);
    }

    private static Destination of(String name, Shipper shipper, boolean required, ShipSettings bounds) {
        return new Destination(
                name,
                shipper,
                required,
                bounds.batchEvents(),
                bounds.batchBytes().toBytes(),
                bounds.timeout(),
                Backoff.Pace.STANDARD);
    }

    Destination pace(Backoff.Pace other) {
        return new Destination(name, shipper, required, events, bytes, timeout, other);
    }

    static List<Destination> of(Map<String, ShipSettings> ship) {
        if (ship.size() > MOST) {
            throw ConfigurationException.of("audit.ship.* names at most " + MOST + " places");
        }
        List<Destination> all = new ArrayList<>();
        ship.forEach((name, settings) ->
                all.add(of(name, ShipperTypes.open("audit.ship." + name, settings), settings.required(), settings)));
        return all;
    }
}
