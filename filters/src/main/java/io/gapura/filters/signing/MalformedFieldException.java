package io.gapura.filters.signing;

/** A field that does not follow its grammar; says where, never what. Stackless: it is an outcome, not a fault. */
final class MalformedFieldException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    MalformedFieldException(int position) {
        super("malformed at character " + position, null, false, false);
        this.position = position;
    }

    int position() {
        return position;
    }
}
