package io.gapura.filters.limits;

import io.gapura.filters.Body;
import io.gapura.filters.BodyRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;

/** The coded bytes of one body, counted as they come and as they are used; an end in the middle is 400. */
final class GzipWire {
    private static final int PIECE = 8_192;

    private final InputStream in;
    private final long most;
    private final byte[] piece = new byte[PIECE];
    private int from;
    private int to;
    private long received;

    GzipWire(InputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    /** One byte, which must be there. */
    int next() throws IOException {
        if (!hasMore()) {
            throw Coding.truncated();
        }
        return piece[from++] & 0xFF;
    }

    /** A number of so many bytes, the lowest first. */
    long little(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) next() << 8 * i;
        }
        return number;
    }

    boolean hasMore() throws IOException {
        while (from == to) {
            int count = in.read(piece, 0, piece.length);
            if (count < 0) {
                return false;
            }
            from = 0;
            to = count;
            received += count;
            if (received > most) {
                throw new BodyRejectedException(Body.tooLarge());
            }
        }
        return true;
    }

    /** Hands over all that is here, or else what comes next. */
    void feed(Inflater inflater) throws IOException {
        if (!hasMore()) {
            throw Coding.truncated();
        }
        inflater.setInput(piece, from, to - from);
        from = to;
    }

    /** Takes back what the inflater has not used. */
    void left(Inflater inflater) {
        from = to - inflater.getRemaining();
    }

    /** Bytes that were used; those in the piece behind them are not. */
    long taken() {
        return received - (to - from);
    }

    void close() throws IOException {
        in.close();
    }
}
