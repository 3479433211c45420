package io.gapura.filters.config;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ContentHash;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something made of what a reference leads to, and made again when that changes, without a restart: keys and secrets
 * that are rotated. What it was made of first must be good; later the last good one stays whatever happens to its
 * source, and a warning says so once for each change.
 *
 * <p>Looked at again when it is asked for, at most every {@link #INTERVAL}, by the one who asks: there is no thread.
 * Thread-safe.
 */
public final class Reread<T> {
    /** How long a change may go unnoticed. */
    public static final Duration INTERVAL = Duration.ofSeconds(30);

    private static final System.Logger LOG = System.getLogger("io.gapura");

    private final String setting;
    private final Reference source;
    private final int maxBytes;
    private final Function<byte[], T> maker;
    private final InstantSource clock;
    private final AtomicLong due;
    private volatile Made<T> made;

    /**
     * The value that counts, and the state of its source.
     *
     * @param print of the content when it was last looked at, good or bad
     * @param problem why that content does not count; null when the value was made of it
     */
    private record Made<T>(T value, String print, @Nullable String problem) {}

    private Reread(String setting, Reference source, int maxBytes, Function<byte[], T> maker, InstantSource clock) {
        this.setting = setting;
        this.source = source;
        this.maxBytes = maxBytes;
        this.maker = maker;
        this.clock = clock;
        byte[] content = source.read(maxBytes);
        try {
            this.made = new Made<>(make(content), ContentHash.of(content).hex(), null);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
        this.due = new AtomicLong(clock.millis() + INTERVAL.toMillis());
    }

    /**
     * Reads for the first time.
     *
     * @param setting what it is called in messages
     * @param maker must not keep the array, which is wiped; throws {@link IllegalArgumentException} or {@link
     *     ConfigurationException} with words that repeat nothing of the content
     * @throws ConfigurationException when nothing good is there
     */
    public static <T> Reread<T> of(
            String setting, Reference source, int maxBytes, Function<byte[], T> maker, InstantSource clock) {
        return new Reread<>(setting, source, maxBytes, maker, clock);
    }

    /** The last good value. */
    public T get() {
        long now = clock.millis();
        long next = due.get();
        boolean steppedBack = next - now > INTERVAL.toMillis();
        if ((steppedBack || now >= next) && due.compareAndSet(next, now + INTERVAL.toMillis())) {
            lookAgain();
        }
        return made.value();
    }

    /** The same, looking now: for an operator who cannot wait. */
    public T again() {
        due.set(clock.millis() + INTERVAL.toMillis());
        lookAgain();
        return made.value();
    }

    /** Why what stands there now does not count, without a word of it; empty when the value was made of it. */
    public Optional<String> problem() {
        return Optional.ofNullable(made.problem());
    }

    private void lookAgain() {
        byte[] content = new byte[0];
        String print = "";
        try {
            content = source.read(maxBytes);
            print = ContentHash.of(content).hex();
            if (!print.equals(made.print())) {
                made = new Made<>(make(content), print, null);
                LOG.log(System.Logger.Level.INFO, () -> "Gapura: " + setting + " was read again");
            }
        } catch (ConfigurationException bad) {
            keepLast(print, String.valueOf(bad.getMessage()));
        } catch (RuntimeException broken) {
            // the type alone: what a library says of a key may hold the key
            keepLast(print, broken.getClass().getSimpleName());
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private void keepLast(String print, String problem) {
        if (!print.equals(made.print())) {
            made = new Made<>(made.value(), print, problem);
            LOG.log(System.Logger.Level.WARNING, () -> "Gapura: " + setting + " stays as it was: " + problem);
        }
    }

    private T make(byte[] content) {
        try {
            return maker.apply(content);
        } catch (IllegalArgumentException bad) {
            throw ConfigurationException.at(source.place(), String.valueOf(bad.getMessage()));
        } catch (ConfigurationException bad) {
            throw bad.in(source.place());
        }
    }
}
