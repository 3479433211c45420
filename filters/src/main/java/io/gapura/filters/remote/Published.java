package io.gapura.filters.remote;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ContentHash;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a document that somebody publishes. It is good for 5 minutes; in the last 30 seconds of them the next
 * request has a new one fetched beside it. A request that finds it older waits at most 2 seconds for the new one, unless
 * fetching has just failed. A publisher that cannot be read is tried again after 10 seconds, and its last good document is
 * used for 4 hours; after that, and before the first success, there is nothing.
 *
 * <p>Who misses something in it may have it fetched out of turn, once in 10 seconds: such a fetch never takes the place of
 * one that is due, and is never put off by one. A document that has not changed leaves what was made of it: the same
 * object.
 *
 * <p>There is no thread but for the time of one fetch. Thread-safe.
 */
public final class Published<T> {
    public static final Duration CACHE = Duration.ofMinutes(5);
    public static final Duration AHEAD = Duration.ofSeconds(30);
    public static final Duration PAUSE = Duration.ofSeconds(10);
    public static final Duration OUTAGE = Duration.ofHours(4);

    private static final long WAIT_SECONDS = 2;
    /** How many requests may wait for a fetch out of turn; the others are answered by what there is. */
    private static final int MOST_WAITING = 16;

    private final DocumentFetch fetch;
    private final Function<byte[], T> maker;
    private final Listener<T> listener;
    private final InstantSource clock;
    private final Executor beside;
    private final AtomicReference<@Nullable CountDownLatch> running = new AtomicReference<>();
    private final AtomicLong outOfTurn;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final ReentrantLock swapping = new ReentrantLock();
    private volatile Version<T> version = new Version<>(0, null, "", 0, 0, null);
    private volatile boolean closed;

    /** Learns what becomes of the document; for the log. */
    public interface Listener<T> {
        /** It was fetched, changed or not. */
        void good(T value);

        /** It could not be fetched or read; what there was stays. */
        void kept(String problem);
    }

    /**
     * Replaced whole.
     *
     * @param number counts the fetches
     * @param value null before the first success
     * @param print of the document
     * @param loaded when it was fetched with success, in milliseconds
     * @param tried when it was fetched for the last time, with or without success
     * @param problem why the last fetch failed; null when it did not
     */
    public record Version<T>(
            long number,
            @Nullable T value,
            String print,
            long loaded,
            long tried,
            @Nullable String problem) {
        /** Whether it is young enough, at that time, to be bridged with. */
        public boolean isTrusted(long now) {
            return value != null && now - loaded <= OUTAGE.toMillis();
        }

        /** When it was fetched with success; empty before the first one. */
        public Optional<Instant> lastGood() {
            return value == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(loaded));
        }
    }

    private Published(
            DocumentFetch fetch,
            Function<byte[], T> maker,
            Listener<T> listener,
            InstantSource clock,
            Executor beside) {
        this.fetch = fetch;
        this.maker = maker;
        this.listener = listener;
        this.clock = clock;
        this.beside = beside;
        this.outOfTurn = new AtomicLong(clock.millis() - PAUSE.toMillis());
    }

    /**
     * Fetches once before it returns; what goes wrong then is a state and no failure.
     *
     * @param maker must not keep the array; a {@link ConfigurationException} says why the document is not good
     */
    public static <T> Published<T> of(
            DocumentFetch fetch,
            Function<byte[], T> maker,
            Listener<T> listener,
            InstantSource clock,
            Executor beside) {
        Published<T> published = new Published<>(fetch, maker, listener, clock, beside);
        published.refresh();
        return published;
    }

    /** A thread that lives for one fetch and keeps nobody from stopping. */
    public static void onThread(Runnable task) {
        Thread thread = new Thread(null, task, "gapura-keys", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    /** What to decide by now; null when there is nothing that may be trusted. */
    public @Nullable T current() {
        long now = clock.millis();
        Version<T> seen = version;
        long age = now - seen.loaded();
        boolean stale = seen.value() == null || age < 0 || age >= CACHE.toMillis();
        if (stale || age >= CACHE.toMillis() - AHEAD.toMillis()) {
            CountDownLatch fetching = due(now);
            if (stale && fetching != null && seen.problem() == null && await(fetching)) {
                seen = version;
            }
        }
        return seen.isTrusted(now) ? seen.value() : null;
    }

    /** Somebody misses something: has it fetched out of turn, if it is time, and waits for nothing. */
    public void missed() {
        early(clock.millis());
    }

    /**
     * The same, waiting at most 2 seconds for a fetch that was begun by this, or was running: what there is then. At most
     * 16 wait at a time, so that a flood ties up no more threads than that.
     */
    public @Nullable T renewed() {
        long now = clock.millis();
        CountDownLatch fetching = early(now);
        if (fetching != null && waiting.tryAcquire()) {
            try {
                await(fetching);
            } finally {
                waiting.release();
            }
        }
        Version<T> seen = version;
        return seen.isTrusted(now) ? seen.value() : null;
    }

    /** Trusts nothing of what there was, and fetches before it returns. */
    public void purge() {
        swapping.lock();
        try {
            version = new Version<>(version.number(), null, "", 0, 0, null);
        } finally {
            swapping.unlock();
        }
        refresh();
    }

    /** Fetches nothing from now on. */
    public void close() {
        closed = true;
    }

    public Version<T> version() {
        return version;
    }

    /** The fetch that runs, begun now if none does and the last is long enough ago; null when it is not. */
    private @Nullable CountDownLatch due(long now) {
        CountDownLatch other = running.get();
        return other != null || isWithin(now, version.tried()) ? other : begin();
    }

    /** The fetch that runs, begun now if one out of turn may; null when it may not. */
    private @Nullable CountDownLatch early(long now) {
        CountDownLatch other = running.get();
        Version<T> seen = version;
        long last = outOfTurn.get();
        if (other != null || isWithin(now, last) || seen.problem() != null && isWithin(now, seen.tried())) {
            return other;
        }
        return outOfTurn.compareAndSet(last, now) ? begin() : running.get();
    }

    private static boolean isWithin(long now, long last) {
        return now >= last && now - last < PAUSE.toMillis();
    }

    private @Nullable CountDownLatch begin() {
        if (closed) {
            return null;
        }
        CountDownLatch mine = new CountDownLatch(1);
        if (!running.compareAndSet(null, mine)) {
            return running.get();
        }
        try {
            beside.execute(() -> finish(mine));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            running.set(null);
            mine.countDown();
        }
        return mine;
    }

    private void finish(CountDownLatch mine) {
        try {
            refresh();
        } finally {
            running.set(null);
            mine.countDown();
        }
    }

    /** Whether the fetch ended in time. */
    private static boolean await(CountDownLatch fetching) {
        try {
            return fetching.await(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void refresh() {
        Version<T> old = version;
        try {
            byte[] document = fetch.fetch();
            String print = ContentHash.of(document).hex();
            T known = old.value();
            T value = known != null && print.equals(old.print()) ? known : maker.apply(document);
            long now = clock.millis();
            if (replaces(old, new Version<>(old.number() + 1, value, print, now, now, null))) {
                listener.good(value);
            }
        } catch (IOException | ConfigurationException bad) {
            failed(old, String.valueOf(bad.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            failed(old, "was interrupted");
        } catch (RuntimeException broken) {
            failed(old, broken.getClass().getSimpleName());
        }
    }

    private void failed(Version<T> old, String problem) {
        long now = clock.millis();
        if (replaces(old, new Version<>(old.number() + 1, old.value(), old.print(), old.loaded(), now, problem))) {
            listener.kept(problem);
        }
    }

    /** False for a fetch that a purge overtook: what it brings may be what is not to be trusted any more. */
    @SuppressWarnings("ReferenceEquality") // the very one that it began with
    private boolean replaces(Version<T> old, Version<T> next) {
        swapping.lock();
        try {
            boolean current = version == old;
            version = current ? next : version;
            return current;
        } finally {
            swapping.unlock();
        }
    }
}
