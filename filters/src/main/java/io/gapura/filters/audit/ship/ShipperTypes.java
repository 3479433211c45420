package io.gapura.filters.audit.ship;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.Anchor;
import io.gapura.filters.config.ApplicationLoaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Finds the type of a shipper by its word: those of this artifact, and of the artifacts beside it. */
public final class ShipperTypes {
    private static final Map<String, String> KNOWN_ARTIFACTS = Map.of(
            "kafka", "io.gapura:gapura-kafka",
            "postgresql", "io.gapura:gapura-postgresql",
            "otlp", "io.gapura:gapura-otlp");

    private ShipperTypes() {}

    /**
     * A shipper as the settings say.
     *
     * @param place {@code audit.ship.<name>}, for messages
     * @throws ConfigurationException when its type is unknown, or a setting is missing, wrong, or not of its type
     */
    public static Shipper open(String place, ShipSettings settings) {
        return open(place, settings, installed());
    }

    /** As {@link #open}, for checkpoints. */
    public static Anchor anchor(String place, ShipSettings settings) {
        return of(place, settings, installed()).anchor(place, settings);
    }

    static Shipper open(String place, ShipSettings settings, List<ShipperType> types) {
        return of(place, settings, types).open(place, settings);
    }

    private static ShipperType of(String place, ShipSettings settings, List<ShipperType> types) {
        String word = settings.type().orElseThrow(() -> ConfigurationException.of(place + ".type must be set"));
        ShipperType type = types.stream()
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> unknown(place, word, types));
        for (String set : settings.ofType()) {
            if (!type.settings().contains(set)) {
                throw ConfigurationException.of(place + "." + set + " is no setting of the type " + type.word());
            }
        }
        return type;
    }

    private static ConfigurationException unknown(String place, String word, List<ShipperType> types) {
        String artifact = KNOWN_ARTIFACTS.get(word);
        TreeSet<String> known = new TreeSet<>(KNOWN_ARTIFACTS.keySet());
        types.forEach(type -> known.add(type.word()));
        return ConfigurationException.of(
                artifact == null
                        ? place + ".type must be one of " + known + ", or of an artifact of yours"
                        : place + ".type = " + word + " needs the artifact " + artifact + " on the class path");
    }

    private static List<ShipperType> installed() {
        Map<String, ShipperType> found = new LinkedHashMap<>();
        for (ShipperType own : List.of(new LoggerShipper.Type(), new SyslogShipper.Type(), new WebhookShipper.Type())) {
            found.put(own.word(), own);
        }
        for (ClassLoader loader : ApplicationLoaders.of(ShipperType.class)) {
            ServiceLoader.load(ShipperType.class, loader).forEach(type -> found.putIfAbsent(type.word(), type));
        }
        return List.copyOf(found.values());
    }
}
