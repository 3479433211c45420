package io.gapura.filters.limits;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Rejection;

/** Refuses the first byte of a body that nobody announced, as HTTP/2 can send one. Has no state: one serves all. */
final class NothingGuard implements BodyGuard {
    @Override
    public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
        if (length > 0) {
            throw new BodyRejectedException(
                    Rejection.of(400, "request-malformed", "body.unexpected").asHard());
        }
    }
}
