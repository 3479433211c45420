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
    private final @Nullable Provenance from;
    private boolean concealing;
    private volatile String @Nullable [] lines;

    /** Where the fields come from; asked at most once per request. */
    @FunctionalInterface
    public interface Source {
        /** Gives every field line, in order, repeated names as often as they came. */
        void each(BiConsumer<String, String> line);
    }

    private Headers(Source source, @Nullable Provenance from) {
        this.source = source;
        this.from = from;
    }

    public static Headers of(Source source) {
        return new Headers(source, null);
    }

    /** The fields of a source without those that its peer may not set. */
    static Headers of(Source source, Provenance from) {
        return new Headers(source, from);
    }

    /** The same fields without those that the peer may not set. */
    Headers within(Provenance peer) {
        return peer.equals(from) ? this : new Headers(this::each, peer);
    }

    /** Whether something was left out because of who sent it. */
    boolean isConcealing() {
        lines();
        return concealing;
    }

    /** Names and values in turn. */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("must give a value for each header name");
        }
        String[] copy = namesAndValues.clone();
        Source given = line -> {
            for (int i = 0; i < copy.length; i += 2) {
                line.accept(copy[i], copy[i + 1]);
            }
        };
        return new Headers(given, null);
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
        Source more = line -> {
            each(line);
            line.accept(name, value);
        };
        return new Headers(more, from);
    }

    private String[] lines() {
        String[] read = lines;
        if (read == null) {
            List<String> flat = new ArrayList<>(32);
            source.each((name, value) -> {
                if (from != null && from.conceals(name)) {
                    concealing = true; // before the volatile write that shows it
                } else {
                    flat.add(name);
                    flat.add(value);
                }
            });
            read = flat.toArray(String[]::new);
            lines = read;
        }
        return read;
    }
}
