package io.gapura.filters.container;

import io.gapura.filters.UriViolation;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A family of servers that was looked at, by the name that a server gives itself: what reaches the filters as it is
 * shipped, seen over raw sockets with the versions of the compatibility table, and what its settings change.
 *
 * @param names what one of its names holds, in small letters
 * @param shipped spellings of a target that reach the filters
 * @param stricter settings that keep out some of these when they are {@code true}
 * @param loosenings settings that let in more
 * @param ceilings limits that may answer before ours
 * @param waits settings of which one must be positive, or a client that sends nothing holds a connection for good
 * @param beans where its connectors are published; null: nowhere
 */
record Server(
        List<String> names,
        Set<UriViolation> shipped,
        Map<String, Set<UriViolation>> stricter,
        List<Loosening> loosenings,
        List<Ceiling> ceilings,
        List<String> waits,
        @Nullable ConnectorBeans beans) {
    /** One that nobody has looked at: nothing of it is said. */
    static final Server UNKNOWN = new Server(List.of(), Set.of(), Map.of(), List.of(), List.of(), List.of(), null);

    Server {
        names = List.copyOf(names);
        shipped = Set.copyOf(shipped);
        stricter = Map.copyOf(stricter);
        loosenings = List.copyOf(loosenings);
        ceilings = List.copyOf(ceilings);
        waits = List.copyOf(waits);
    }

    static Server named(String info) {
        String name = info.toLowerCase(Locale.ROOT);
        // No constant: each of these is made by a class that needs this one first.
        return Stream.of(
                        Tomcats.SERVER,
                        Jettys.SERVER,
                        Undertows.WILDFLY,
                        Undertows.BARE,
                        Others.LIBERTY,
                        Others.GLASSFISH)
                .filter(server -> server.names.stream().anyMatch(name::contains))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** What reaches the filters by one of these connectors; as shipped where none is known. */
    Set<UriViolation> reach(List<Connector> connectors) {
        Set<UriViolation> all = EnumSet.noneOf(UriViolation.class);
        all.addAll(shipped);
        stricter.forEach((setting, kept) -> {
            boolean everywhere = !connectors.isEmpty()
                    && connectors.stream()
                            .allMatch(each -> "true".equals(each.settings().get(setting)));
            if (everywhere) {
                all.removeAll(kept);
            }
        });
        for (Connector connector : connectors) {
            loosenings.stream()
                    .filter(loosening -> loosening.isIn(connector.settings()))
                    .forEach(loosening -> all.addAll(loosening.lets()));
        }
        return all;
    }

    /** The settings that say how much it takes and how long it waits. */
    Set<String> limits() {
        Set<String> settings = new LinkedHashSet<>();
        ceilings.forEach(ceiling -> settings.add(ceiling.setting()));
        settings.addAll(waits);
        return settings;
    }

    /** All settings that something is made of. */
    Set<String> settings() {
        Set<String> settings = new LinkedHashSet<>(limits());
        settings.addAll(stricter.keySet());
        loosenings.forEach(loosening -> settings.add(loosening.setting()));
        return settings;
    }

    /** Whether a connector waits for ever, as far as its settings are known. */
    boolean waitsForever(Map<String, String> settings) {
        return !waits.isEmpty() && waits.stream().allMatch(wait -> Numbers.of(settings.get(wait)) <= 0);
    }
}
