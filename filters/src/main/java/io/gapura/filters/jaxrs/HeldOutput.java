package io.gapura.filters.jaxrs;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Holds the first 8 KiB of an answer back until its writer is done, so that half an entity is not sent in front of the
 * answer to its failure. A writer that flushes, or writes more, is not held: streams go on.
 *
 * <p>Remembers whether the wire was the one that failed: writers throw {@link IOException} too.
 */
final class HeldOutput extends OutputStream {
    private static final int MOST = 8_192;

    private final OutputStream wire;
    private byte[] held = new byte[256];
    private int count;
    private boolean passing;
    private boolean broken;

    HeldOutput(OutputStream wire) {
        this.wire = wire;
    }

    /** Whether bytes are not held any more. */
    boolean isPassing() {
        return passing;
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
        if (!passing && length <= MOST - count) {
            if (count + length > held.length) {
                held = Arrays.copyOf(held, Math.min(MOST, Math.max(held.length * 2, count + length)));
            }
            System.arraycopy(bytes, offset, held, count, length);
            count += length;
            return;
        }
        release();
        onWire(() -> wire.write(bytes, offset, length));
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
        release();
        onWire(wire::flush);
    }

    @Override
    public void close() throws IOException {
        release();
        onWire(wire::close);
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
