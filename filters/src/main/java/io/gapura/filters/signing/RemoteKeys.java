package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Public keys that their owner publishes. A set is good for 5 minutes; in the last 30 seconds of them the next request
 * has a new one fetched beside it. A request that finds the set older waits at most 2 seconds for the new one, unless
 * fetching has just failed. A source that cannot be read is tried again after 10 seconds, and its last good set is used
 * for 4 hours; after that, and before the first success, there are no keys and the answer is 503.
 *
 * <p>A key id that is unknown starts a fetch too, one in 10 seconds at most, and nobody waits for it: an unknown key must
 * not take longer than a wrong signature.
 */
final class RemoteKeys implements KeySource {
    static final Duration CACHE = Duration.ofMinutes(5);
    static final Duration AHEAD = Duration.ofSeconds(30);
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration OUTAGE = Duration.ofHours(4);

    private static final long WAIT_SECONDS = 2;

    private final KeyFetch fetch;
    private final String caller;
    private final InstantSource clock;
    private final Executor beside;
    private final KeyWarnings warnings;
    private final AtomicReference<@Nullable CountDownLatch> running = new AtomicReference<>();
    private volatile Snapshot snapshot = new Snapshot(null, Instant.EPOCH, Instant.EPOCH, Optional.empty());

    /**
     * Replaced whole.
     *
     * @param keys null before the first success
     * @param tried when it was fetched for the last time, with or without success
     */
    private record Snapshot(@Nullable Keys keys, Instant loaded, Instant tried, Optional<String> problem) {
        boolean trusted(Instant now) {
            return keys != null && Duration.between(loaded, now).compareTo(OUTAGE) <= 0;
        }
    }

    private RemoteKeys(KeyFetch fetch, String place, String caller, InstantSource clock, Executor beside) {
        this.fetch = fetch;
        this.caller = caller;
        this.clock = clock;
        this.beside = beside;
        this.warnings = new KeyWarnings(place);
    }

    /** Fetches once before it returns; what goes wrong then is a state and no failure. */
    static RemoteKeys of(KeyFetch fetch, String place, String caller, InstantSource clock, Executor beside) {
        RemoteKeys keys = new RemoteKeys(fetch, place, caller, clock, beside);
        keys.refresh();
        return keys;
    }

    /** A thread that lives for one fetch and keeps nobody from stopping. */
    static void onThread(Runnable task) {
        Thread thread = new Thread(null, task, "gapura-keys", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Optional<Keys> current() {
        Instant now = clock.instant();
        Snapshot seen = snapshot;
        Duration age = Duration.between(seen.loaded(), now);
        boolean stale = seen.keys() == null || age.isNegative() || age.compareTo(CACHE) >= 0;
        if (stale || age.compareTo(CACHE.minus(AHEAD)) >= 0) {
            CountDownLatch fetching = start(now);
            if (stale && fetching != null && seen.problem().isEmpty() && await(fetching)) {
                seen = snapshot;
            }
        }
        return seen.trusted(now) ? Optional.ofNullable(seen.keys()) : Optional.empty();
    }

    @Override
    public void missed() {
        start(clock.instant());
    }

    /** The fetch that runs, begun now if none does and the last is long enough ago; null when it is not. */
    private @Nullable CountDownLatch start(Instant now) {
        CountDownLatch other = running.get();
        Duration since = Duration.between(snapshot.tried(), now);
        if (other != null || !since.isNegative() && since.compareTo(PAUSE) < 0) {
            return other;
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
        Snapshot old = snapshot;
        try {
            Keys keys = Keys.readPublic(fetch.fetch(), caller);
            Instant now = clock.instant();
            snapshot = new Snapshot(keys, now, now, Optional.empty());
            warnings.good();
            warnings.endings(keys, now);
        } catch (IOException | ConfigurationException bad) {
            failed(old, String.valueOf(bad.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            failed(old, "was interrupted");
        } catch (RuntimeException broken) {
            failed(old, broken.getClass().getSimpleName());
        }
    }

    private void failed(Snapshot old, String problem) {
        snapshot = new Snapshot(old.keys(), old.loaded(), clock.instant(), Optional.of(problem));
        warnings.kept(problem);
    }

    @Override
    public KeyState state() {
        Snapshot now = snapshot;
        Keys keys = now.keys();
        if (keys == null) {
            return new KeyState(KeyState.Condition.NEVER_LOADED, 0, Optional.empty(), now.problem());
        }
        return new KeyState(condition(now), keys.size(), Optional.of(now.loaded()), now.problem());
    }

    private KeyState.Condition condition(Snapshot now) {
        if (!now.trusted(clock.instant())) {
            return KeyState.Condition.TOO_OLD;
        }
        return now.problem().isEmpty() ? KeyState.Condition.CURRENT : KeyState.Condition.LAST_GOOD;
    }
}
