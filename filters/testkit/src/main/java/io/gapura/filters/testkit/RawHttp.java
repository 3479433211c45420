package io.gapura.filters.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Sends bytes as they are and reads what comes back. HTTP clients normalise paths and repair headers; this one adds
 * nothing, follows nothing and keeps no connection.
 *
 * <p>One connection per call, 10 s for all of it, at most 1 MiB of content. Immutable and thread-safe.
 */
public final class RawHttp {
    private final String host;
    private final int port;
    private final Duration limit;

    private RawHttp(String host, int port, Duration limit) {
        this.host = host;
        this.port = port;
        this.limit = limit;
    }

    public static RawHttp to(String host, int port) {
        return new RawHttp(host, port, Duration.ofSeconds(10));
    }

    /** The same with another limit for one call. */
    public RawHttp within(Duration time) {
        return new RawHttp(host, port, time);
    }

    /** How a client behaves once it has written. */
    public enum Then {
        /** Keeps the connection open and waits for the answer. */
        WAIT,
        /** Closes its sending half and waits: the request ends early. */
        HALF_CLOSE,
        /** Resets the connection without reading: the client is gone. */
        LEAVE
    }

    /** Sends and waits for the answer. */
    public RawAnswer send(byte[] request) throws IOException {
        return send(request, Then.WAIT);
    }

    /**
     * Sends, then behaves as asked. No answer, or a connection that is cut before its status line, is an answer of
     * status 0.
     *
     * @throws SocketTimeoutException when the server neither answers nor closes in time
     * @throws IOException when nobody listens, or what came is not HTTP
     */
    public RawAnswer send(byte[] request, Then then) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) limit.toMillis());
            socket.setTcpNoDelay(true);
            write(socket, request);
            if (then == Then.LEAVE) {
                socket.setSoLinger(true, 0);
                return RawAnswer.NONE;
            }
            if (then == Then.HALF_CLOSE) {
                socket.shutdownOutput();
            }
            return read(socket, deadline, isHead(request));
        }
    }

    private static void write(Socket socket, byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (SocketException refused) {
            // A server may answer and close before it has read everything: the answer is still to be read.
            if (socket.isClosed()) {
                throw refused;
            }
        }
    }

    private static RawAnswer read(Socket socket, long deadline, boolean head) throws IOException {
        InputStream in = new BufferedInputStream(new DeadlineStream(socket, deadline));
        try {
            return new AnswerReader(in).read(head);
        } catch (SocketException reset) {
            return RawAnswer.NONE;
        }
    }

    private static boolean isHead(byte[] request) {
        return new String(request, 0, Math.min(5, request.length), StandardCharsets.ISO_8859_1).equals("HEAD ");
    }

    /** A limit for the whole answer: a socket's own limit begins anew with each read. */
    private static final class DeadlineStream extends InputStream {
        private final Socket socket;
        private final InputStream in;
        private final long deadline;

        DeadlineStream(Socket socket, long deadline) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.deadline = deadline;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("no complete answer in time");
            }
            socket.setSoTimeout((int) left);
            return in.read(bytes, offset, length);
        }
    }
}
