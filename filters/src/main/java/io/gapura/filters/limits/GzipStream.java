package io.gapura.filters.limits;

import io.gapura.filters.Body;
import io.gapura.filters.BodyRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads exactly one gzip member (RFC 1952) and refuses everything else that {@code GZIPInputStream} would overlook: a
 * second member, bytes behind the end, reserved flags, a missing trailer.
 *
 * <p>Bytes of the wire and decoded bytes are each bounded, whatever mode the policy is in. Holds 8 KiB and one inflater,
 * given back at the end, at a refusal or when closed. Belongs to one reader.
 */
final class GzipStream extends InputStream {
    /** Decoded at one go at most, so that those who watch see a bomb before it is large. */
    private static final int PIECE = 8_192;

    private final GzipWire wire;
    private final long most;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private long inflated;
    private State state = State.HEAD;

    private enum State {
        HEAD,
        CONTENT,
        END,
        BROKEN,
        CLOSED
    }

    /** @param most bytes, of the wire and decoded alike */
    GzipStream(InputStream wire, long most) {
        this.wire = new GzipWire(wire, most);
        this.most = most;
    }

    /** Bytes of the wire that were needed so far. */
    long consumed() {
        return wire.taken();
    }

    /** Decoded bytes so far. */
    long decoded() {
        return inflated;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (state == State.END || length == 0) {
            return length == 0 ? 0 : -1;
        }
        requireOpen();
        try {
            if (state == State.HEAD) {
                GzipHead.read(wire);
                state = State.CONTENT;
            }
            return inflated(target, offset, Math.min(length, PIECE));
        } catch (IOException broken) {
            end(State.BROKEN);
            throw broken;
        }
    }

    private void requireOpen() throws IOException {
        if (state == State.BROKEN) {
            throw Coding.corrupt();
        }
        if (state == State.CLOSED) {
            throw new IOException("the stream is closed");
        }
    }

    /** The end is proven before the last bytes are handed out: few parsers ask for one more. */
    private int inflated(byte[] target, int offset, int length) throws IOException {
        try {
            int count = 0;
            while (count == 0 && !inflater.finished()) {
                if (inflater.needsDictionary()) {
                    throw Coding.corrupt();
                }
                if (inflater.needsInput()) {
                    wire.feed(inflater);
                }
                count = inflater.inflate(target, offset, length);
            }
            wire.left(inflater);
            count(target, offset, count);
            if (inflater.finished()) {
                trailer();
            }
            return count == 0 ? -1 : count;
        } catch (DataFormatException malformed) {
            throw Coding.corrupt();
        }
    }

    private void count(byte[] target, int offset, int count) throws BodyRejectedException {
        inflated += count;
        if (inflated > most) {
            throw new BodyRejectedException(Body.tooLarge());
        }
        sum.update(target, offset, count);
    }

    /** RFC 1952 §2.3.1: CRC32 and length of what was decoded, then nothing. */
    private void trailer() throws IOException {
        if (wire.little(4) != sum.getValue() || wire.little(4) != (inflated & 0xFFFF_FFFFL)) {
            throw Coding.corrupt();
        }
        if (wire.hasMore()) {
            throw Coding.trailing();
        }
        end(State.END);
    }

    private void end(State last) {
        if (state == State.HEAD || state == State.CONTENT) {
            state = last;
            inflater.end();
        }
    }

    /** 1 until the end was seen: more may come, and one read may wait for it. */
    @Override
    public int available() {
        return state == State.END ? 0 : 1;
    }

    @Override
    public void close() throws IOException {
        end(State.CLOSED);
        wire.close();
    }
}
