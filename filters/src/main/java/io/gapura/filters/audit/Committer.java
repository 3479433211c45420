package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns what waits in the {@link Ring} into lines, and lines into what the disk has confirmed: all there is in one write,
 * and one force for all that wait for it, while the next ones gather. A small batch is forced at once, which is over before
 * another thread would have begun; a large one on the {@link Forcer}'s, while the next one is sealed and written. After a
 * failure it goes on in a new segment, once; when that fails, too, nobody who waits is told that anything is stored, and
 * what was promised is kept in memory until the disk takes it again.
 *
 * <p>For the writer's thread alone, but for what it tells of itself.
 */
final class Committer implements SelfReport.Store {
    private static final System.Logger LOG = System.getLogger("io.gapura");

    /** So much is kept for a disk that has not confirmed it; what is being forced and the next chunk come on top. */
    private static final int MOST_UNFORCED = 8 << 20;

    private final Ring ring;
    private final Segments segments;
    private final HashChain chain;
    private final Forcer forcer;
    private final Unconfirmed unconfirmed;
    private final int aside;
    private final SelfReport house;
    private final Tidings tidings;
    private final long intervalNanos;
    private @Nullable Chunk current;
    private int decided;
    private @Nullable String failed;
    private long forceDue = Long.MAX_VALUE;
    private boolean forceNow;

    Committer(
            Ring ring,
            Segments segments,
            HashChain chain,
            SelfReport house,
            Tidings tidings,
            AuditSettings settings,
            int aside) {
        this.ring = ring;
        this.segments = segments;
        this.chain = chain;
        this.forcer = new Forcer(ring::wake);
        this.unconfirmed = new Unconfirmed(forcer, chain.next(), chain.last());
        this.house = house;
        this.tidings = tidings;
        this.intervalNanos = settings.forceInterval().toNanos();
        this.aside = aside;
    }

    /** What is to be said at the start; false when the disk takes nothing. */
    boolean begin() {
        house.look(this, segments.appended(), false);
        return force();
    }

    /** Takes what there is, and forces when it is time. */
    void round() {
        if (forcer.isOver()) {
            settle();
            tellFailure();
        }
        if (house.isDue() && (tidings.trouble() == null || revived())) {
            house.look(this, segments.appended(), false);
        }
        Chunk taken = ring.take();
        while (taken != null) {
            current = taken;
            decided = taken.from();
            commit(taken);
            current = null;
            ring.done(taken);
            house.grown(segments.appended());
            taken = isFull() ? null : ring.take();
        }
        if (forceNow || isFull()) {
            forceOrHand();
        }
        tellFailure();
        if (!forcer.lastsFor(Entrance.Patience.USUAL.standard().toNanos())) {
            tidings.progressed();
        }
    }

    /** Whether to force before more is taken; while one is under way there is room for the next. */
    private boolean isFull() {
        if (forcer.isUnderWay()) {
            return forcer.isOver() || unconfirmed.length() >= MOST_UNFORCED;
        }
        return unconfirmed.length() >= MOST_UNFORCED || isLate();
    }

    private boolean isLate() {
        return forceDue != Long.MAX_VALUE && System.nanoTime() - forceDue >= 0;
    }

    /** Whether the other thread has something to tell. */
    boolean isConfirmed() {
        return forcer.isOver();
    }

    /** How long nothing is to be done unless something comes. */
    long restNanos() {
        long rest = house.restNanos();
        boolean waits = forceDue == Long.MAX_VALUE || forcer.isUnderWay();
        return waits ? rest : Math.max(1, Math.min(rest, forceDue - System.nanoTime()));
    }

    private void forceOrHand() {
        if (forcer.isUnderWay() && !forcer.isOver() && unconfirmed.length() < MOST_UNFORCED) {
            return; // it wakes the writer
        }
        if (!settle() || !forceNow && !isFull()) {
            return;
        }
        if (unconfirmed.length() < aside) {
            force();
        } else {
            hand();
        }
    }

    private void hand() {
        try {
            unconfirmed.hand(segments, chain.next(), chain.last());
            forceNow = false;
            forceDue = Long.MAX_VALUE;
        } catch (IOException | RuntimeException | Error failure) {
            again("force", failure);
        }
    }

    /** Waits for what is under way on the other thread; false when the disk takes nothing any more. */
    private boolean settle() {
        Throwable failure = rejoined();
        return failure == null ? tidings.trouble() == null : again("force", failure);
    }

    private @Nullable Throwable rejoined() {
        boolean underWay = forcer.isUnderWay();
        Throwable failure = unconfirmed.rejoined();
        if (underWay && failure == null) {
            tidings.forced(unconfirmed.lines().first());
        }
        return failure;
    }

    private void commit(Chunk events) {
        long now = house.millis();
        int at = events.from();
        while (at < events.to()) {
            if (!isReady()) {
                fail(events, at);
                return;
            }
            int to = sealed(events, at, now);
            if (!written()) {
                fail(events, at);
                return;
            }
            decided = to; // whoever looks from here on finds them stored
            acknowledge(events, at, to);
            at = to;
        }
    }

    private boolean isReady() {
        if (tidings.trouble() != null) {
            return revived();
        }
        return !segments.isFull() || rotated();
    }

    private boolean rotated() {
        if (!force()) {
            return false;
        }
        try {
            if (segments.isFull()) {
                segments.rotate(chain.next());
            }
            return true;
        } catch (IOException | RuntimeException | Error failure) {
            return again("rotate", failure);
        }
    }

    /** Those that fit into the segment; returns behind the last. Whoever has taken an event back has it no more. */
    private int sealed(Chunk events, int from, long now) {
        int at = from;
        while (at < events.to()
                && (at == from || !segments.isLarge(unconfirmed.lines().unwrittenLength()))) {
            if (!events.isWithdrawn(at)) {
                chain.seal(events, at, now, unconfirmed.lines());
            }
            at++;
        }
        return at;
    }

    /** Who waits for several waits for the oldest, and wakes when all are decided. */
    private void acknowledge(Chunk events, int from, int to) {
        int forDisk = 0;
        boolean promised = false;
        for (int i = from; i < to; i++) {
            boolean onDisk = events.isAwaitedOnDisk(i);
            forDisk += onDisk && !events.isWithdrawn(i) ? 1 : 0;
            promised |= !onDisk;
        }
        if (promised) {
            unconfirmed.lines().acknowledged();
        }
        if (forDisk > 0) {
            unconfirmed.add(events.forced(), from, to, forDisk);
            forceNow = true;
        }
        events.stored(to);
    }

    private boolean written() {
        Pending lines = unconfirmed.lines();
        if (lines.unwrittenLength() == 0) {
            return true;
        }
        if (lines.unwrittenLength() == lines.length()) {
            forceDue = System.nanoTime() + intervalNanos;
        }
        try {
            segments.append(lines);
            return true;
        } catch (IOException | RuntimeException | Error failure) {
            return again("write", failure);
        }
    }

    /** False when the disk takes nothing any more. */
    @Override
    public boolean force() {
        forceNow = false;
        if (!settle() || unconfirmed.isEmpty()) {
            return tidings.trouble() == null;
        }
        try {
            segments.force();
            confirmed();
            return true;
        } catch (IOException | RuntimeException | Error failure) {
            return again("force", failure);
        }
    }

    private void confirmed() {
        forceDue = Long.MAX_VALUE;
        unconfirmed.confirmed(chain.next(), chain.last());
        tidings.forced(chain.next());
    }

    /** Once more, in a new segment, with all that the disk has not confirmed. */
    private boolean again(String what, Throwable failure) {
        rejoined();
        segments.abandon();
        boolean freed = house.makeRoom(failure);
        Throwable last = replaced();
        if (last != null && freed) {
            last = replaced();
        }
        if (last == null) {
            LOG.log(System.Logger.Level.WARNING, "Gapura audit goes on in a new segment: " + what, failure);
            failed = what;
            return true;
        }
        giveUp(last);
        return false;
    }

    private @Nullable Throwable replaced() {
        try {
            segments.replace(unconfirmed.lines());
            confirmed();
            return null;
        } catch (IOException | RuntimeException | Error failure) {
            return failure;
        }
    }

    /** What was promised stays in memory; of all else the log knows nothing. */
    private void giveUp(Throwable cause) {
        rejoined();
        segments.abandon();
        tidings.stopped(cause);
        forceNow = false;
        forceDue = Long.MAX_VALUE;
        tidings.refusedBefore(unconfirmed.rollBack(chain));
    }

    private void fail(Chunk events, int from) {
        for (int i = from; i < events.to(); i++) {
            if (!events.isAwaited(i)) {
                tidings.lost(events.auditClass(i));
            } else if (!events.isWithdrawn(i)) {
                tidings.failed(events.auditClass(i));
            }
        }
        events.failed(from);
    }

    /** Proves by an event of its own that the log can be written again. */
    boolean revived() {
        Throwable failure = replaced();
        if (failure != null) {
            tidings.stopped(failure);
            return false;
        }
        house.lookAtDisk(segments.appended());
        long refused = tidings.resumed();
        Map<String, Object> facts = new TreeMap<>(Map.of("refused_events", refused));
        if (chain.next() > 0) {
            facts.put("last_seq", chain.next() - 1);
        }
        if (store(house.line(EventCatalog.RECOVERED, facts)) && force()) {
            return true;
        }
        tidings.refusedBefore(refused);
        return false;
    }

    private void tellFailure() {
        String what = failed;
        if (what != null && tidings.trouble() == null) {
            failed = null;
            store(house.line(EventCatalog.DEGRADED, Map.of(what + "_failed", true)));
            force();
        }
    }

    /** An event of the log itself, which waits for nobody; false when it could not be written. */
    @Override
    public boolean store(EventLine line) {
        if (tidings.trouble() != null || !segments.isOpen() || segments.isFull() && !rotated()) {
            return false;
        }
        chain.seal(Chunk.ofOne(line), 0, house.millis(), unconfirmed.lines());
        if (!written()) {
            return false;
        }
        unconfirmed.lines().acknowledged();
        forceNow |= line.auditClass() == AuditClass.CRITICAL;
        return true;
    }

    /** The writer died in the middle of something: whoever waits learns that nothing is stored. */
    void bury(Throwable cause) {
        Chunk inHand = current;
        current = null;
        giveUp(cause);
        if (inHand != null) {
            fail(inHand, decided);
            ring.done(inHand);
        }
    }

    /** Nobody writes any more. */
    void refuseRest() {
        Chunk taken = ring.take();
        while (taken != null) {
            fail(taken, taken.from());
            ring.done(taken);
            taken = ring.take();
        }
        stop();
    }

    private void stop() {
        forcer.stop();
        segments.close();
    }

    /** The last counts, and the last force. */
    void finish() {
        settle();
        if (tidings.trouble() == null || !unconfirmed.isEmpty() && revived()) {
            house.look(this, segments.appended(), true);
            force();
        }
        stop();
    }
}
