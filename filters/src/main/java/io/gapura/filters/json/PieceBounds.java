package io.gapura.filters.json;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.gapura.filters.json.JsonPieceException.Fault;

/**
 * The parser's bounds on single tokens, each with a name of its own: the parser's own exceptions differ in their text
 * alone. Depth and tokens are counted by who watches. The parser measures names in bytes, four to a character at most.
 */
final class PieceBounds extends StreamReadConstraints {
    private static final long serialVersionUID = 1L;

    private static final int MOST_BYTES_OF_A_CHARACTER = 4;

    PieceBounds(int name, int string, int number) {
        super(Integer.MAX_VALUE, -1, number, string, name, -1);
    }

    /** Over a bound, by name. */
    private static final class Over extends StreamConstraintsException {
        private static final long serialVersionUID = 1L;

        private final Fault fault;

        Over(Fault fault) {
            super("over a bound");
            this.fault = fault;
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    static Fault faultOf(StreamConstraintsException over) {
        return over instanceof Over ours ? ours.fault : Fault.SYNTAX;
    }

    private static void require(boolean within, Fault fault) throws Over {
        if (!within) {
            throw new Over(fault);
        }
    }

    @Override
    public void validateFPLength(int length) throws StreamConstraintsException {
        require(length <= _maxNumLen, Fault.NUMBER);
    }

    @Override
    public void validateIntegerLength(int length) throws StreamConstraintsException {
        require(length <= _maxNumLen, Fault.NUMBER);
    }

    @Override
    public void validateStringLength(int length) throws StreamConstraintsException {
        require(length <= _maxStringLen, Fault.STRING);
    }

    @Override
    public void validateNameLength(int length) throws StreamConstraintsException {
        require(length <= (long) _maxNameLen * MOST_BYTES_OF_A_CHARACTER + MOST_BYTES_OF_A_CHARACTER, Fault.NAME);
    }
}
