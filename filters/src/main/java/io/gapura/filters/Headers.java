package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request, in order, duplicates kept. There is no {@code first}: whoever wants one value asks
 * {@link #only}, which refuses two, because taking either is how two readers come to disagree.
 *
 * <p>Read from the container at most once, when first asked. Names are compared in ASCII, without locale.
 */
public final class Headers {
    private final Source source;
    private volatile String @Nullable [] lines;

    /** Where the fields come from; asked at most once per request. */
    @FunctionalInterface
    public interface Source {
        /** Gives every field line, in order, repeated names as often as they came. */
        void each(BiConsumer<String, String> line);
    }

    private Headers(Source source) {
        this.source = source;
    }

    public static Headers of(Source source) {
        return new Headers(source);
    }

    /** Names and values in turn. */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("must give a value for each header name");
        }
        String[] copy = namesAndValues.clone();
        return new Headers(line -> {
            for (int i = 0; i < copy.length; i += 2) {
                line.accept(copy[i], copy[i + 1]);
            }
        });
    }

    /** The one value; a repeated field is a hard 400 {@code header.repeated}. */
    public Optional<String> only(String name) {
        String[] all = lines();
        String found = null;
        for (int i = 0; i < all.length; i += 2) {
            if (Ascii.same(all[i], name)) {
                if (found != null) {
                    throw new RefusedException(Rejection.malformed("header.repeated"));
                }
                found = all[i + 1];
            }
        }
        return Optional.ofNullable(found);
    }

    /** All values of the field, one per line, in order; none when absent. */
    public List<String> all(String name) {
        String[] all = lines();
        List<String> values = new ArrayList<>(2);
        for (int i = 0; i < all.length; i += 2) {
            if (Ascii.same(all[i], name)) {
                values.add(all[i + 1]);
            }
        }
        return values;
    }

    /** The values of the field as the one list that its lines are (RFC 9110 §5.3); null when absent. For list fields alone. */
    public @Nullable String joined(String name) {
        String[] all = lines();
        String joined = null;
        for (int i = 0; i < all.length; i += 2) {
            if (Ascii.same(all[i], name)) {
                joined = joined == null ? all[i + 1] : joined + ", " + all[i + 1];
            }
        }
        return joined;
    }

    public boolean contains(String name) {
        String[] all = lines();
        for (int i = 0; i < all.length; i += 2) {
            if (Ascii.same(all[i], name)) {
                return true;
            }
        }
        return false;
    }

    /** Gives every field line in order. */
    public void each(BiConsumer<String, String> line) {
        String[] all = lines();
        for (int i = 0; i < all.length; i += 2) {
            line.accept(all[i], all[i + 1]);
        }
    }

    /** How many field lines. */
    public int size() {
        return lines().length / 2;
    }

    /** The same fields and one more line. */
    Headers with(String name, String value) {
        return new Headers(line -> {
            each(line);
            line.accept(name, value);
        });
    }

    private String[] lines() {
        String[] read = lines;
        if (read == null) {
            List<String> flat = new ArrayList<>(32);
            source.each((name, value) -> {
                flat.add(name);
                flat.add(value);
            });
            read = flat.toArray(String[]::new);
            lines = read;
        }
        return read;
    }
}
