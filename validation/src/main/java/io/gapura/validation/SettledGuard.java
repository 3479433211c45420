package io.gapura.validation;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;

/** A guard of a contract of which not everything is enforced yet. */
final class SettledGuard implements BodyGuard {
    private final BodyGuard guard;
    private final Settlement settlement;

    SettledGuard(BodyGuard guard, Settlement settlement) {
        this.guard = guard;
        this.settlement = settlement;
    }

    @Override
    public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
        try {
            guard.bytes(piece, offset, length);
        } catch (BodyRejectedException rejected) {
            throw settlement.thrown(rejected.rejection());
        }
    }

    @Override
    public void end() throws BodyRejectedException {
        try {
            guard.end();
        } catch (BodyRejectedException rejected) {
            throw settlement.thrown(rejected.rejection());
        }
    }

    @Override
    public boolean resume() throws BodyRejectedException {
        try {
            return guard.resume();
        } catch (BodyRejectedException rejected) {
            throw settlement.thrown(rejected.rejection());
        }
    }

    @Override
    public boolean observes() {
        return settlement.shadowed();
    }

    @Override
    public boolean awaitsEnd() {
        return guard.awaitsEnd();
    }
}
