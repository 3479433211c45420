package io.gapura.filters;

import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A deployment that must not start: names the place, the key, what is wrong with the value, and the choices. Never the
 * value itself, which may be a secret put in the wrong place.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final @Nullable String place;

    private ConfigurationException(@Nullable String place, String problem, @Nullable Throwable cause) {
        super(place == null ? problem : place + ": " + problem, cause);
        this.problem = problem;
        this.place = place;
    }

    /** A failure whose place somebody further out knows. */
    public static ConfigurationException of(String problem) {
        return new ConfigurationException(null, problem, null);
    }

    /** A failure at a place: a file, a filter registration, a line. */
    public static ConfigurationException at(String place, String problem) {
        return new ConfigurationException(place, problem, null);
    }

    /** A word that is none of the known ones: {@code web.xml: limits.max-pth is not a setting; known are […]}. */
    public static ConfigurationException unknown(String place, String word, String kind, Collection<String> known) {
        return at(place, word + " is not " + kind + "; known are " + new TreeSet<>(known));
    }

    /** The same with its place, unless it has one or names it itself. */
    public ConfigurationException in(String where) {
        return place == null && !problem.startsWith(where) ? new ConfigurationException(where, problem, this) : this;
    }
}
