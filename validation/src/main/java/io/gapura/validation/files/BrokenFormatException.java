package io.gapura.validation.files;

import java.io.IOException;

/** Content is not what its format says: cut, contradictory, or going on behind its end. Stackless: it is an outcome. */
final class BrokenFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says for the note of a refusal what is wrong, never what was read. */
    BrokenFormatException(String what) {
        super(what);
    }

    static void require(boolean holds, String what) throws BrokenFormatException {
        if (!holds) {
            throw new BrokenFormatException(what);
        }
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
