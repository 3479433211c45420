package io.gapura.validation;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Two guards on one body. What one of them finds does not make the other look away when it is only recorded. */
final class BothGuards implements BodyGuard {
    private @Nullable BodyGuard first;
    private @Nullable BodyGuard second;

    /** What is still to be told to them of the piece that is shown, in order. */
    private final Deque<Task> tasks = new ArrayDeque<>(2);

    BothGuards(BodyGuard first, BodyGuard second) {
        this.first = first;
        this.second = second;
    }

    @FunctionalInterface
    private interface Word {
        /** Whether the guard is heard on. */
        boolean to(BodyGuard guard) throws BodyRejectedException;
    }

    private record Task(boolean ofFirst, Word word) {}

    private void tell(Word word) throws BodyRejectedException {
        tasks.clear();
        tasks.add(new Task(true, word));
        tasks.add(new Task(false, word));
        run();
    }

    /** Until one of them throws: then it is asked first whether it goes on, and the other is told after it. */
    private void run() throws BodyRejectedException {
        while (!tasks.isEmpty()) {
            Task task = tasks.remove();
            BodyGuard guard = task.ofFirst() ? first : second;
            try {
                if (guard != null && !task.word().to(guard)) {
                    drop(task.ofFirst());
                }
            } catch (BodyRejectedException rejected) {
                tasks.addFirst(new Task(task.ofFirst(), BodyGuard::resume));
                throw rejected;
            }
        }
    }

    private void drop(boolean ofFirst) {
        if (ofFirst) {
            first = null;
        } else {
            second = null;
        }
    }

    @Override
    public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
        tell(guard -> {
            guard.bytes(piece, offset, length);
            return true;
        });
    }

    @Override
    public void end() throws BodyRejectedException {
        tell(guard -> {
            guard.end();
            return true;
        });
    }

    @Override
    public boolean resume() throws BodyRejectedException {
        run();
        return first != null || second != null;
    }

    @Override
    public boolean observes() {
        return (first == null || first.observes()) && (second == null || second.observes());
    }

    @Override
    public boolean awaitsEnd() {
        return first != null && first.awaitsEnd() || second != null && second.awaitsEnd();
    }
}
