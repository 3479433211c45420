package io.gapura.filters;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Content as it was read: in memory up to a bound, in a {@link SpillFile} above it. Memory grows with what comes, never
 * with what was declared, and nothing is copied to make it grow.
 *
 * <p>Filled by one thread; what is kept may then be read by any.
 */
final class KeptBody {
    private static final int CHUNK = 8_192;
    private static final int LARGEST = 65_536;

    private final long declared;
    private final int bound;

    /** All full but the last. Once there is a file, the last alone, as a buffer. */
    private List<byte[]> pieces = new ArrayList<>(1);

    private byte[] piece = new byte[0];
    private int filled;
    private long length;
    private @Nullable SpillFile file;

    /**
     * @param declared how much is to come, or -1
     * @param bound how much is kept in memory, in bytes
     */
    KeptBody(long declared, int bound) {
        this.declared = declared;
        this.bound = bound;
    }

    long length() {
        return length;
    }

    /** Where the last bytes are that came, the end of them at {@link #filled}. */
    byte[] piece() {
        return piece;
    }

    int filled() {
        return filled;
    }

    /** Takes what is there, without a look at the bound: how many came, or -1 at the end. */
    int readFrom(InputStream in) throws IOException {
        int came = isAtPossibleEnd() ? readOne(in) : readSome(in);
        if (came > 0) {
            filled += came;
            length += came;
        }
        return came;
    }

    /** Room for what may not come any more is only made when it comes. */
    private boolean isAtPossibleEnd() {
        return filled == piece.length && file == null && (length > 0 || declared == 0);
    }

    private int readOne(InputStream in) throws IOException {
        int more = in.read();
        if (more < 0) {
            return -1;
        }
        makeRoom();
        piece[filled] = (byte) more;
        return 1;
    }

    private int readSome(InputStream in) throws IOException {
        makeRoom();
        return in.read(piece, filled, piece.length - filled);
    }

    private void makeRoom() {
        if (filled < piece.length) {
            return;
        }
        if (file == null) {
            piece = new byte[size()];
            pieces.add(piece);
        } else if (piece.length < CHUNK) {
            piece = new byte[CHUNK];
        }
        filled = 0;
    }

    /** One byte over the bound is enough to know that there will be a file. */
    private int size() {
        long expected = declared > length ? declared - length : Math.max(CHUNK, length);
        return (int) Math.min(Math.min(expected, LARGEST), bound - length + 1);
    }

    /**
     * Moves what came to the file once it is over the bound.
     *
     * @throws BodyRejectedException 500 {@code body.spill} when it cannot be written, or not for its owner alone
     */
    void settle() throws BodyRejectedException {
        if (length <= bound) {
            return;
        }
        try {
            if (file == null) {
                SpillFile made = SpillFile.create();
                file = made;
                for (byte[] full : pieces.subList(0, pieces.size() - 1)) {
                    made.write(full, 0, full.length);
                }
                pieces = List.of();
            }
            file.write(piece, 0, filled);
            filled = piece.length;
        } catch (IOException full) {
            throw new BodyRejectedException(
                    Rejection.internalError("body.spill").note(full.getClass().getName()));
        }
    }

    /** Nothing more will come: the buffer of the file is not needed any more. */
    void end() {
        if (file != null) {
            piece = new byte[0];
            filled = 0;
        }
    }

    /** Shows it to a watcher from the beginning; what is in memory is not copied for it. */
    void show(BodyGuard watcher) throws IOException {
        if (file != null) {
            byte[] part = new byte[CHUNK];
            try (InputStream in = open()) {
                for (int n = in.read(part); n >= 0; n = in.read(part)) {
                    watcher.bytes(part, 0, n);
                }
            }
            return;
        }
        for (int i = 0; i < pieces.size(); i++) {
            byte[] kept = pieces.get(i);
            watcher.bytes(kept, 0, kept == piece ? filled : kept.length);
        }
    }

    /** From the beginning, any number of times. */
    InputStream open() {
        if (file == null && pieces.size() < 2) {
            return new ByteArrayInputStream(piece, 0, filled);
        }
        return new KeptStream(this);
    }

    /** As {@code InputStream.read}; at the end it is not asked. */
    int read(long position, byte[] target, int offset, int most) throws IOException {
        SpillFile spilled = file;
        if (spilled != null) {
            return spilled.read(position, target, offset, most);
        }
        long before = 0;
        int at = 0;
        while (position >= before + pieces.get(at).length) {
            before += pieces.get(at).length;
            at++;
        }
        byte[] from = pieces.get(at);
        int count = (int) Math.min(most, Math.min(length, before + from.length) - position);
        System.arraycopy(from, (int) (position - before), target, offset, count);
        return count;
    }

    /**
     * All of it in one piece; what is in several is put together once, what is in a file each time.
     *
     * @throws BodyRejectedException 500 {@code body.spill} when the file cannot be read
     */
    ByteBuffer whole() throws BodyRejectedException {
        if (file != null || pieces.size() > 1) {
            byte[] all = new byte[Math.toIntExact(length)];
            try (InputStream in = open()) {
                in.readNBytes(all, 0, all.length);
            } catch (IOException unreadable) {
                throw new BodyRejectedException(Rejection.internalError("body.spill")
                        .note(unreadable.getClass().getName()));
            }
            if (file != null) {
                return ByteBuffer.wrap(all).asReadOnlyBuffer();
            }
            pieces = List.of(all);
            piece = all;
            filled = all.length;
        }
        return ByteBuffer.wrap(piece, 0, filled).slice().asReadOnlyBuffer();
    }

    /** Deletes the file. What is in memory stays: it costs nobody anything once nobody holds it. */
    void discard() {
        SpillFile spilled = file;
        if (spilled != null) {
            try {
                spilled.close();
            } catch (IOException stays) {
                // The garbage collector tries again; its name is gone already where that is possible.
            }
        }
    }
}
