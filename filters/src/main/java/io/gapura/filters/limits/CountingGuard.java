package io.gapura.filters.limits;

import io.gapura.filters.Body;
import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;

/** Counts the bytes of one body and stops the reading at the first one over the bound, and each time after it. */
final class CountingGuard implements BodyGuard {
    private long left;

    CountingGuard(long most) {
        this.left = most;
    }

    @Override
    public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
        left -= length;
        if (left < 0) {
            throw new BodyRejectedException(Body.tooLarge());
        }
    }
}
