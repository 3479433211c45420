package io.gapura.validation;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import org.jspecify.annotations.Nullable;

/** Two guards on one body. What one of them only records does not make the other look away. */
final class BothGuards implements BodyGuard {
    private @Nullable BodyGuard first;
    private @Nullable BodyGuard second;
    private @Nullable BodyRejectedException recorded;

    BothGuards(BodyGuard first, BodyGuard second) {
        this.first = first;
        this.second = second;
    }

    @FunctionalInterface
    private interface Word {
        void to(BodyGuard guard) throws BodyRejectedException;
    }

    /** Whether the guard is heard on. */
    private boolean tell(@Nullable BodyGuard guard, Word word) throws BodyRejectedException {
        if (guard == null) {
            return false;
        }
        try {
            word.to(guard);
            return true;
        } catch (BodyRejectedException rejected) {
            if (!rejected.isObserved()) {
                throw rejected;
            }
            recorded = recorded == null ? rejected : recorded;
            return false;
        }
    }

    private void tell(Word word) throws BodyRejectedException {
        first = tell(first, word) ? first : null;
        second = tell(second, word) ? second : null;
        if (first == null && second == null) {
            throwRecorded();
        }
    }

    private void throwRecorded() throws BodyRejectedException {
        BodyRejectedException told = recorded;
        recorded = null;
        if (told != null) {
            throw told;
        }
    }

    @Override
    public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
        tell(guard -> guard.bytes(piece, offset, length));
    }

    @Override
    public void end() throws BodyRejectedException {
        tell(BodyGuard::end);
        throwRecorded();
    }

    @Override
    public boolean awaitsEnd() {
        return first != null && first.awaitsEnd() || second != null && second.awaitsEnd() || recorded != null;
    }
}
