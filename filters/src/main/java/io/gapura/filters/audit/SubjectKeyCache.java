package io.gapura.filters.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys of persons who were met lately: 4,096 of them, those left longest go first. After 30 seconds it is asked whether
 * a key is still there, so that one that was destroyed is not used on. Thread-safe; one thread reads or makes a key.
 */
final class SubjectKeyCache {
    private static final int MOST = 4_096;
    private static final long TRUSTED_MILLIS = Duration.ofSeconds(30).toMillis();

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kept> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST;
        }
    };

    private record Kept(SubjectKeys.Key key, long seen) {}

    /** Whether the key of that id is there. */
    interface Presence {
        boolean isThere(String id) throws IOException;
    }

    /** Reads the key of a person, or makes one. */
    interface Source {
        SubjectKeys.Key of(String subject) throws IOException;
    }

    private SubjectKeyCache(InstantSource clock) {
        this.clock = clock;
    }

    static SubjectKeyCache by(InstantSource clock) {
        return new SubjectKeyCache(clock);
    }

    SubjectKeys.Key get(String subject, Presence presence, Source source) throws IOException {
        lock.lock();
        try {
            long now = clock.millis();
            Kept kept = known.get(subject);
            if (kept != null && now >= kept.seen && now - kept.seen < TRUSTED_MILLIS) {
                return kept.key;
            }
            SubjectKeys.Key key = kept != null && presence.isThere(kept.key.id()) ? kept.key : source.of(subject);
            known.put(subject, new Kept(key, now));
            return key;
        } finally {
            lock.unlock();
        }
    }

    void forget(String subject) {
        lock.lock();
        try {
            known.remove(subject);
        } finally {
            lock.unlock();
        }
    }
}
