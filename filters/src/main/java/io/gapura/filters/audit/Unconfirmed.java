package io.gapura.filters.audit;

import io.gapura.filters.audit.HashChain.Link;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * All lines that the disk has not confirmed: those that grow, and at most one batch before them that the {@link Forcer} has
 * in hand. When it cannot be forced they are one again, so that none is lost. For the writer's thread alone.
 */
final class Unconfirmed {
    private final Forcer forcer;
    private Batch growing;
    private Batch handed;
    private @Nullable Link confirmed;
    private @Nullable Link last;

    /** Behind that line, of a log whose next one has that sequence. */
    Unconfirmed(Forcer forcer, long next, @Nullable Link confirmed) {
        this.forcer = forcer;
        this.growing = new Batch(next);
        this.handed = new Batch(next);
        this.confirmed = confirmed;
    }

    /** Where the next line goes. */
    Pending lines() {
        return growing.lines;
    }

    int length() {
        return growing.lines.length();
    }

    boolean isEmpty() {
        return growing.lines.isEmpty();
    }

    /** So many of these are awaited until the lines are confirmed. */
    void add(Mark mark, int from, int to, int count) {
        growing.add(mark, from, to, count);
    }

    /** What is written is confirmed on the other thread, and another batch grows behind that line. */
    void hand(Segments segments, long next, @Nullable Link behind) throws IOException {
        forcer.begin(segments.opened());
        Batch empty = handed;
        empty.lines.begin(next);
        handed = growing;
        last = behind;
        growing = empty;
    }

    /** Waits for what is in hand; returns why the disk has not confirmed it, null when it has, or when there was nothing. */
    @Nullable
    Throwable rejoined() {
        if (!forcer.isUnderWay()) {
            return null;
        }
        Throwable failure = forcer.end();
        if (failure == null) {
            confirmed = last;
            handed.confirmed(growing.lines.first());
        } else {
            handed.absorb(growing);
            Batch empty = growing;
            growing = handed;
            handed = empty;
        }
        return failure;
    }

    /** The disk has all of it, up to that line. */
    void confirmed(long next, @Nullable Link line) {
        confirmed = line;
        growing.confirmed(next);
    }

    /** Keeps what was promised, and takes the chain back to it; returns how many have waited for the rest. */
    int rollBack(HashChain chain) {
        Pending lines = growing.lines;
        lines.rollBack();
        Link kept = lines.lastLine();
        chain.reset(lines.first() + lines.lines(), kept == null ? confirmed : kept);
        return growing.failed();
    }
}
