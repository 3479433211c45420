package io.gapura.filters.jaxrs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Holds the first 8 KiB of an answer back, or as much as somebody wants to see, until its writer is done, so that half an
 * entity is not sent in front of the answer to its failure. A writer that flushes, or writes more, is not held: streams go
 * on.
 *
 * <p>Remembers whether the wire was the one that failed: writers throw {@link IOException} too.
 */
final class HeldOutput extends OutputStream {
    private static final int MOST = 8_192;

    /** Told before the first bytes leave while more may follow; what it throws keeps them back. */
    @FunctionalInterface
    interface Beginning {
        void of(HeldOutput out);
    }

    private final OutputStream wire;
    private final boolean stream;
    private final Beginning beginning;
    private byte[] held = new byte[256];
    private int count;
    private boolean passing;
    private boolean broken;

    private final int most;

    private HeldOutput(OutputStream wire, boolean stream, int bound, Beginning beginning) {
        this.most = Math.max(MOST, bound);
        this.beginning = beginning;
        this.wire = wire;
        this.stream = stream;
    }

    /** For a stream: what its writer flushes leaves at once. */
    static HeldOutput ofStream(OutputStream wire, int bound, Beginning beginning) {
        return new HeldOutput(wire, true, bound, beginning);
    }

    /** For an entity: JSON libraries flush and close on their way out of a failure, which must not let half of it go. */
    static HeldOutput ofEntity(OutputStream wire, int bound, Beginning beginning) {
        return new HeldOutput(wire, false, bound, beginning);
    }

    /** Whether bytes are not held any more. */
    boolean isPassing() {
        return passing;
    }

    /** What is held; nobody may change it. */
    ByteBuffer held() {
        return ByteBuffer.wrap(held, 0, count).slice();
    }

    /** Whether it was the wire that threw, and not the writer. */
    boolean isWireBroken() {
        return broken;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!passing && length <= most - count) {
            if (count + length > held.length) {
                held = Arrays.copyOf(held, (int) Math.min(most, Math.max(held.length * 2L, (long) count + length)));
            }
            System.arraycopy(bytes, offset, held, count, length);
            count += length;
            return;
        }
        begin();
        onWire(() -> wire.write(bytes, offset, length));
    }

    /** The first bytes leave, and more may follow. */
    private void begin() throws IOException {
        if (!passing) {
            beginning.of(this);
            release();
        }
    }

    /** Lets go what was held; from now on everything passes. */
    void release() throws IOException {
        if (!passing) {
            passing = true;
            if (count > 0) {
                onWire(() -> wire.write(held, 0, count));
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (stream || passing) {
            begin();
            onWire(wire::flush);
        }
    }

    /** The runtime closes what it gave us. */
    @Override
    public void close() throws IOException {
        flush();
    }

    /** Something done to the wire. */
    @FunctionalInterface
    private interface Deed {
        void run() throws IOException;
    }

    private void onWire(Deed deed) throws IOException {
        try {
            deed.run();
        } catch (IOException gone) {
            broken = true;
            throw gone;
        }
    }
}
