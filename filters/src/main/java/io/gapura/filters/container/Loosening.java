package io.gapura.filters.container;

import io.gapura.filters.UriViolation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A setting of a server that makes it laxer than it is shipped.
 *
 * @param setting as the server names it
 * @param loose whether a value is the lax one
 * @param lets what then reaches the filters besides
 * @param fix what to set instead, and why
 */
record Loosening(String setting, Predicate<String> loose, Set<UriViolation> lets, String fix) {
    /** A switch that is lax when it is on. */
    static Loosening on(String setting, Set<UriViolation> lets, String fix) {
        return new Loosening(setting, "true"::equals, lets, fix);
    }

    /** One that is there when it is lax. */
    static Loosening present(String setting, Set<UriViolation> lets, String fix) {
        return new Loosening(setting, value -> !value.isBlank(), lets, fix);
    }

    /** One that is lax at anything but this value. */
    static Loosening unless(String strict, String setting, Set<UriViolation> lets, String fix) {
        return new Loosening(setting, value -> !strict.equalsIgnoreCase(value), lets, fix);
    }

    boolean isIn(Map<String, String> settings) {
        String value = settings.get(setting);
        return value != null && loose.test(value);
    }

    /** The finding, when the setting is known to be lax. */
    Optional<String> finding(Map<String, String> settings) {
        return isIn(settings) ? Optional.of(setting + "=" + settings.get(setting) + ": " + fix) : Optional.empty();
    }
}
