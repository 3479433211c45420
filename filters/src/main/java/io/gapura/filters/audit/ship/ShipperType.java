package io.gapura.filters.audit.ship;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.Anchor;
import java.util.Set;

/**
 * One word that {@code audit.ship.<name>.type} may say. A service: an artifact for a kind of place lists its type in
 * {@code META-INF/services}, with a public no-argument constructor.
 */
public interface ShipperType {
    /** The word, such as {@code kafka}. */
    String word();

    /** The settings that it reads besides those of every shipper, such as {@code address}: any other is refused. */
    Set<String> settings();

    /**
     * A shipper; it connects when the first lines come, so that a place that is down does not stop the start.
     *
     * @param place {@code audit.ship.<name>}, for messages
     * @throws ConfigurationException when a setting is missing or cannot be meant
     */
    Shipper open(String place, ShipSettings settings);

    /**
     * Takes the log's checkpoints there, for {@code audit.anchor.<name>.ship}: each as one line of JSON ({@link Anchor#line}).
     *
     * @param place {@code audit.ship.<name>}, for messages
     * @throws ConfigurationException when the type takes none, or a setting is missing or cannot be meant
     */
    default Anchor anchor(String place, ShipSettings settings) {
        throw ConfigurationException.of(place + " takes no checkpoints: its type is neither kafka nor syslog");
    }
}
