package io.gapura.filters;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows the application's reading, decoded if the wire is coded, to the body guards. The first refusal ends the reading for
 * good: every later call throws again, and the walk knows, so that swallowing the exception does not help.
 */
final class GuardedStream extends FilterInputStream {
    /** Of one guard, in one piece. */
    private static final int MOST_RECORDED = 20;

    private final Walk walk;
    private final List<Walk.Guarded<BodyGuard>> guards;
    private @Nullable BodyRejectedException stopped;
    private boolean ended;

    GuardedStream(InputStream content, Walk walk) {
        super(content);
        this.walk = walk;
        this.guards = new ArrayList<>(walk.guards());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (stopped != null) {
            throw stopped;
        }
        int count = decoded(target, offset, length);
        if (count > 0) {
            tell(guard -> {
                guard.bytes(target, offset, count);
                return true;
            });
        } else if (count < 0 && !ended) {
            ended = true;
            tell(guard -> {
                guard.end();
                return true;
            });
        }
        return count;
    }

    /** What cannot be decoded is no content in any mode. */
    private int decoded(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (BodyRejectedException undecodable) {
            stopped = undecodable;
            walk.late(undecodable.rejection());
            throw undecodable;
        }
    }

    @FunctionalInterface
    private interface Word {
        /** Whether the guard is heard on. */
        boolean to(BodyGuard guard) throws BodyRejectedException;
    }

    private void tell(Word word) throws BodyRejectedException {
        for (int i = 0; i < guards.size(); i++) {
            if (!isHeardOn(guards.get(i), word)) {
                guards.remove(i--);
            }
        }
    }

    /** A guard whose refusal is only recorded may go on, so that a soft finding never hides a hard one behind it. */
    private boolean isHeardOn(Walk.Guarded<BodyGuard> guarded, Word word) throws BodyRejectedException {
        Word next = word;
        for (int found = 0; found < MOST_RECORDED; found++) {
            try {
                return next.to(guarded.value());
            } catch (BodyRejectedException rejected) {
                record(rejected, guarded);
                next = BodyGuard::resume;
            } catch (Throwable broken) { // checked ones too: not every language declares them
                Rejection failure = Rejection.internalError("control.failure")
                        .note(broken.getClass().getName());
                walk.refuse(failure, guarded.step());
                stopIfRefused(new BodyRejectedException(failure));
                return false;
            }
        }
        return false;
    }

    private void record(BodyRejectedException rejected, Walk.Guarded<BodyGuard> guarded) throws BodyRejectedException {
        if (rejected.isObserved()) {
            walk.observe(rejected.rejection(), guarded.step());
        } else {
            walk.refuse(rejected.rejection(), guarded.step());
            stopIfRefused(rejected);
        }
    }

    /** A shadowed guard has recorded its refusal; an enforced one ends the reading. */
    private void stopIfRefused(BodyRejectedException rejected) throws BodyRejectedException {
        if (walk.refusal() != null) {
            stopped = rejected;
            walk.late(rejected.rejection());
            throw rejected;
        }
    }

    /** Shows the rest to guards that still wait for it. */
    void readRest() throws IOException {
        byte[] rest = new byte[8_192];
        int count = 0;
        while (count >= 0 && stopped == null && walk.awaitsEnd()) {
            count = read(rest, 0, rest.length);
        }
    }

    /** Whoever closes is done with reading: parsers stop at the end of a value, which is not that of the content. */
    @Override
    public void close() throws IOException {
        try {
            if (!ended) {
                readRest();
            }
        } catch (IllegalStateException notReady) {
            // A reader that must not block: what is missing is found when the answer is about to leave.
        } finally {
            in.close();
        }
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.min(Math.max(count, 0), 8_192)];
        return skipped.length == 0 ? 0 : Math.max(read(skipped, 0, skipped.length), 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
