package io.gapura.validation.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One connection with one deadline for all that is said on it, over TCP or a Unix socket: blocking channels have no
 * timeout. An answer ends with a zero byte and has at most 512.
 */
final class ScannerLine implements Closeable {
    private static final int LONGEST_ANSWER = 512;

    private final SocketChannel channel;
    private final Selector selector;
    private final long deadline;
    private final ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);
    private boolean ended;

    private ScannerLine(SocketChannel channel, Selector selector, long deadline) {
        this.channel = channel;
        this.selector = selector;
        this.deadline = deadline;
    }

    static ScannerLine to(SocketAddress address, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        SocketChannel channel = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        ScannerLine line = new ScannerLine(channel, Selector.open(), deadline);
        boolean open = false;
        try {
            line.connect(address);
            open = true;
            return line;
        } finally {
            if (!open) {
                line.close();
            }
        }
    }

    private void connect(SocketAddress address) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, 0);
        if (!channel.connect(address)) {
            await(SelectionKey.OP_CONNECT);
            channel.finishConnect();
        }
    }

    /** Waits until the channel is ready for one of these. */
    private void await(int operations) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        channel.keyFor(selector).interestOps(operations);
        if (left < 1 || selector.select(left) == 0) {
            throw new InterruptedIOException("timeout");
        }
        selector.selectedKeys().clear();
    }

    /** All of it, unless the other side answers before: then it does not listen any more. */
    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining() && !ended) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE | SelectionKey.OP_READ);
            }
            receive();
        }
    }

    private void receive() throws IOException {
        if (!ended) {
            int count = answer.hasRemaining() ? channel.read(answer) : -1;
            boolean whole = answer.position() > 0 && answer.get(answer.position() - 1) == 0;
            ended = count < 0 || whole;
        }
    }

    boolean hasAnswered() {
        return ended;
    }

    /** What was answered, without the zero; empty when the connection ended before it. */
    String answer() throws IOException {
        while (!ended) {
            await(SelectionKey.OP_READ);
            receive();
        }
        int length = answer.position() - 1;
        return length > 0 && answer.get(length) == 0
                ? new String(answer.array(), 0, length, StandardCharsets.US_ASCII)
                : "";
    }

    @Override
    public void close() throws IOException {
        try {
            selector.close();
        } finally {
            channel.close();
        }
    }
}
