package io.gapura.filters.audit;

import io.gapura.filters.audit.JsonLinesSink.Platform;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the log says of itself once a second: what commands did to it, what was counted and not stored, how full the disk is,
 * that somebody has set the clock. For the writer's thread alone.
 */
final class SelfReport {
    private static final System.Logger LOG = System.getLogger("io.gapura");
    private static final long EVERY_MILLIS = 1_000;
    private static final long EVERY_NANOS = Duration.ofMillis(EVERY_MILLIS).toNanos();

    private final Notices notices;
    private final Floods floods;
    private final Losses losses;
    private final DiskGuard disk;
    private final ClockWatch clockWatch;
    private final Platform platform;
    private final Redaction redaction;
    private final Segments segments;
    private long toldRotations;
    private long ownRotations;
    private DiskGuard.Stage told = DiskGuard.Stage.ROOM;
    private long looked = Long.MIN_VALUE / 2;
    private long lookedNanos = System.nanoTime();

    /** Where its events go; false when they could not. */
    interface Store {
        boolean store(EventLine line);

        /** Returns when the disk has what was stored. */
        boolean force();
    }

    SelfReport(
            Notices notices,
            Floods floods,
            Losses losses,
            DiskGuard disk,
            Platform platform,
            Redaction redaction,
            Segments segments) {
        this.notices = notices;
        this.floods = floods;
        this.losses = losses;
        this.disk = disk;
        this.clockWatch = new ClockWatch(platform.clock(), platform.nanos());
        this.platform = platform;
        this.redaction = redaction;
        this.segments = segments;
    }

    long millis() {
        return platform.clock().millis();
    }

    /** Once a second by either clock, because one of them may stand still; then it is not due for the next one. */
    boolean isDue() {
        long now = millis();
        boolean due = Math.abs(now - looked) >= EVERY_MILLIS || System.nanoTime() - lookedNanos >= EVERY_NANOS;
        if (due) {
            looked = now;
            lookedNanos = System.nanoTime();
        }
        return due;
    }

    long restNanos() {
        return Math.max(1, EVERY_NANOS - (System.nanoTime() - lookedNanos));
    }

    EventLine line(EventKind kind, Map<String, Object> facts) {
        Instant now = platform.clock().instant();
        return EventLine.ofLog(kind, now, redaction.uid(now), facts);
    }

    /**
     * Says all there is to say.
     *
     * @param appended bytes since the start
     * @param last whether the log closes, so that open windows are counted, too
     */
    void look(Store store, long appended, boolean last) {
        long now = millis();
        disk.look(appended);
        sayDisk(store);
        sayClock(store);
        sayRotations(store);
        sayCounts(store, now, last);
        sayLosses(store);
        sayNotices(store);
    }

    /** The disk is full: whether giving the reserve free may help. */
    boolean makeRoom(Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        return failure instanceof IOException
                && (said.contains("No space left") || said.contains("quota"))
                && disk.exhausted();
    }

    /** Also between two seconds, when it takes events again. */
    void lookAtDisk(long appended) {
        disk.look(appended);
    }

    /** The same, when so much was written that it may matter. */
    void grown(long appended) {
        disk.grown(appended);
    }

    private void sayDisk(Store store) {
        DiskGuard.Stage now = disk.stage();
        if (now != told
                && store.store(line(
                        EventCatalog.DISK,
                        Map.of(
                                "free_percent",
                                (long) disk.percent(),
                                "stage",
                                now.name().toLowerCase(Locale.ROOT))))) {
            told = now;
            LOG.log(
                    now == DiskGuard.Stage.ROOM ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    "Gapura audit disk: {0}, {1} % free",
                    now,
                    disk.percent());
        }
    }

    private void sayClock(Store store) {
        long jumped = clockWatch.jumped();
        if (jumped != 0) {
            store.store(line(EventCatalog.CLOCK, Map.of("jumped_ms", jumped)));
        }
    }

    /** What fills a segment by being said is counted, and no reason to say it again. */
    private void sayRotations(Store store) {
        long now = segments.rotations();
        long untold = now - toldRotations;
        if (untold > ownRotations
                && store.store(line(EventCatalog.ROTATED, Map.of("first_seq", segments.first(), "segments", untold)))) {
            toldRotations = now;
            ownRotations = segments.rotations() - now;
        }
    }

    private void sayCounts(Store store, long now, boolean all) {
        for (Floods.Count count : floods.due(now, all)) {
            Instant last = Instant.ofEpochMilli(count.last());
            String uid = redaction.uid(last);
            Floods.Key key = count.key();
            EventLine line = key == null
                    ? EventLine.ofLog(count.kind(), last, uid, Map.of("count", count.count(), "reason", "windows"))
                    : EventLine.ofCount(count, key, redaction.network(key.network()), uid);
            if (!store.store(line)) {
                return;
            }
            floods.said(count);
        }
    }

    private void sayLosses(Store store) {
        for (Losses.Loss loss : losses.due()) {
            Map<String, Object> facts = Map.of(
                    "class",
                    loss.auditClass().name(),
                    "count",
                    loss.count(),
                    "reason",
                    loss.reason().word());
            if (!store.store(line(EventCatalog.GAP, facts))) {
                return;
            }
            losses.said(loss);
        }
    }

    private void sayNotices(Store store) {
        try {
            List<Notices.Notice> waiting = notices.waiting();
            for (Notices.Notice notice : waiting) {
                Instant time = notice.time();
                if (!store.store(EventLine.ofLog(notice.kind(), time, redaction.uid(time), notice.facts()))) {
                    return;
                }
            }
            if (!waiting.isEmpty() && store.force()) {
                for (Notices.Notice notice : waiting) {
                    notices.done(notice);
                }
            }
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.ERROR, "Gapura cannot read what commands did to the audit log", unreadable);
        }
    }
}
