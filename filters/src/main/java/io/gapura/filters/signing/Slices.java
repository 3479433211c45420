package io.gapura.filters.signing;

import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The live slices of time, two minutes each, an hour for what ends later than two hours from now, so that a day takes
 * fewer slices than there are tags. Remembers the latest end that was dropped, because a clock may step back: what would
 * fall into a slice that is gone can no longer be told from a replay.
 *
 * <p>Thread-safe; reading takes no lock and makes no garbage.
 */
final class Slices {
    static final long FINE_SECONDS = 120;
    private static final long COARSE_SECONDS = 3_600;
    private static final long FINE_AHEAD = 2 * 3_600;

    private final ReentrantLock changing = new ReentrantLock();
    private final ReentrantLock sweeping = new ReentrantLock();
    private final BitSet tags = new BitSet();
    /** By end, replaced whole. */
    private volatile Slice[] live = {};

    private volatile long nextEnd = Long.MAX_VALUE;
    private volatile long dropped = Long.MIN_VALUE;

    /** When the slice ends that a message belongs to which lives up to {@code until}, that second included. */
    static long endFor(long until, long now) {
        long width = until > now + FINE_AHEAD ? COARSE_SECONDS : FINE_SECONDS;
        return (Math.floorDiv(until, width) + 1) * width;
    }

    /** Whether a slice of that end is gone, or one that ended later. */
    boolean isGone(long end) {
        return end <= dropped;
    }

    /** Whether some slice has ended and was not dropped yet. */
    boolean isDue(long now) {
        return now >= nextEnd;
    }

    /** How long until memory is given back; a second when nothing is kept. */
    long untilNextEnd(long now) {
        long next = nextEnd;
        return next == Long.MAX_VALUE ? 1 : Math.max(1, next - now);
    }

    /** The slice of that end, begun when there is none; null when all tags are in use. */
    @Nullable
    Slice at(long end) {
        for (Slice slice : live) {
            if (slice.end() == end) {
                return slice;
            }
        }
        return begin(end);
    }

    private @Nullable Slice begin(long end) {
        changing.lock();
        try {
            Slice[] now = live;
            int place = 0;
            while (place < now.length && now[place].end() < end) {
                place++;
            }
            if (place < now.length && now[place].end() == end) {
                return now[place];
            }
            int tag = tags.nextClearBit(1);
            if (tag > NonceTable.MOST_TAG) {
                return null;
            }
            tags.set(tag);
            Slice slice = new Slice(tag, end);
            Slice[] more = new Slice[now.length + 1];
            System.arraycopy(now, 0, more, 0, place);
            more[place] = slice;
            System.arraycopy(now, place, more, place + 1, now.length - place);
            keep(more);
            return slice;
        } finally {
            changing.unlock();
        }
    }

    private void keep(Slice[] slices) {
        live = slices;
        nextEnd = slices.length == 0 ? Long.MAX_VALUE : slices[0].end();
    }

    /**
     * Drops what has ended. The mark moves first, so that no claim can enter a slice while it is taken down; one thread
     * does it, the others go on.
     *
     * @param forget takes the nonces of a slice out of every table
     */
    void dropEnded(long now, Consumer<Slice> forget) {
        if (!sweeping.tryLock()) {
            return;
        }
        try {
            while (isDue(now)) {
                Slice first = live[0];
                dropped = Math.max(dropped, first.end());
                forget.accept(first);
                remove(first);
            }
        } finally {
            sweeping.unlock();
        }
    }

    private void remove(Slice gone) {
        changing.lock();
        try {
            Slice[] now = live;
            Slice[] less = new Slice[now.length - 1];
            int kept = 0;
            for (Slice slice : now) {
                if (slice.tag() != gone.tag()) {
                    less[kept++] = slice;
                }
            }
            tags.clear(gone.tag());
            keep(less);
        } finally {
            changing.unlock();
        }
    }
}
