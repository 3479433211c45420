package io.gapura.filters;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** One reading of a {@link KeptBody}, from its beginning. All of it is at hand: {@link #available} tells the rest. */
final class KeptStream extends InputStream {
    private final KeptBody body;
    private long position;

    KeptStream(KeptBody body) {
        this.body = body;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position >= body.length()) {
            return -1;
        }
        int count = body.read(position, target, offset, length);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, body.length() - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, body.length() - position);
    }
}
