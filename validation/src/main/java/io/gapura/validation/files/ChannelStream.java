package io.gapura.validation.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The first bytes of a file, without what the store has put behind them. */
final class ChannelStream extends InputStream {
    private final FileChannel channel;
    private final long length;
    private final boolean closing;
    private long at;

    ChannelStream(FileChannel channel, long length, boolean closing) {
        this.channel = channel;
        this.length = length;
        this.closing = closing;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
        if (at >= length) {
            return -1;
        }
        int count = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(most, length - at)), at);
        at += Math.max(count, 0);
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, length - at);
    }

    @Override
    public void close() throws IOException {
        if (closing) {
            channel.close();
        }
    }
}
