package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keys of a file that may change while the application runs. The first request after 30 seconds reads it again: an equal
 * hash is no change, a good set takes the place of the whole old one, and anything else leaves the last good one, with a
 * warning and a {@link #state()}. There is no thread, and whoever else asks meanwhile does not wait.
 *
 * <p>The content is compared and not time and size, which may both stay as they are. 256 KiB at most.
 */
final class FileKeys implements KeySource {
    static final long PERIOD = Duration.ofSeconds(30).toMillis();
    private static final int MOST_BYTES = 256 * 1_024;

    private final Reference source;
    private final InstantSource clock;
    private final KeyWarnings warnings;
    private final AtomicLong due;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Snapshot snapshot;

    /** Replaced whole. */
    private record Snapshot(Keys keys, ByteBuffer hash, Instant loaded, Optional<String> problem) {}

    private FileKeys(Reference source, InstantSource clock, KeyWarnings warnings, Snapshot first) {
        this.source = source;
        this.clock = clock;
        this.warnings = warnings;
        this.snapshot = first;
        this.due = new AtomicLong(clock.millis() + PERIOD);
    }

    /** Throws {@link ConfigurationException} naming the place when the first reading fails. */
    static FileKeys of(Reference source, InstantSource clock) {
        byte[] document = source.read(MOST_BYTES);
        try {
            Snapshot first = new Snapshot(Keys.read(document), hash(document), clock.instant(), Optional.empty());
            return new FileKeys(source, clock, new KeyWarnings(source.place()), first);
        } catch (ConfigurationException bad) {
            throw bad.in(source.place());
        } finally {
            Arrays.fill(document, (byte) 0); // it holds secrets
        }
    }

    private static ByteBuffer hash(byte[] document) {
        return ByteBuffer.wrap(ContentDigest.Algorithm.SHA_256.of(ByteBuffer.wrap(document)));
    }

    @Override
    public Optional<Keys> current() {
        long now = clock.millis();
        long next = due.get();
        boolean steppedBack = next - now > PERIOD;
        if ((now >= next || steppedBack) && due.compareAndSet(next, now + PERIOD) && reading.tryLock()) {
            try {
                refresh();
            } finally {
                reading.unlock();
            }
        }
        return Optional.of(snapshot.keys());
    }

    private void refresh() {
        Snapshot old = snapshot;
        byte[] document = new byte[0];
        try {
            document = source.read(MOST_BYTES);
            ByteBuffer hash = hash(document);
            boolean same = hash.equals(old.hash());
            snapshot = new Snapshot(same ? old.keys() : Keys.read(document), hash, clock.instant(), Optional.empty());
            warnings.good();
            if (!same) {
                warnings.replaced(snapshot.keys().size());
            }
        } catch (ConfigurationException bad) {
            String problem = String.valueOf(bad.getMessage());
            snapshot = new Snapshot(old.keys(), old.hash(), old.loaded(), Optional.of(problem));
            warnings.kept(problem);
        } catch (RuntimeException broken) {
            // the type alone: what a provider says of a key may hold the key
            String problem = broken.getClass().getSimpleName();
            snapshot = new Snapshot(old.keys(), old.hash(), old.loaded(), Optional.of(problem));
            warnings.kept(problem);
        } finally {
            Arrays.fill(document, (byte) 0);
        }
        warnings.endings(snapshot.keys(), clock.instant());
    }

    @Override
    public KeyState state() {
        Snapshot now = snapshot;
        return new KeyState(
                now.problem().isEmpty() ? KeyState.Condition.CURRENT : KeyState.Condition.LAST_GOOD,
                now.keys().size(),
                Optional.of(now.loaded()),
                now.problem());
    }
}
