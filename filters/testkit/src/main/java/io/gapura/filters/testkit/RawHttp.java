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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends bytes as they are and reads what comes back. HTTP clients normalise paths and repair headers; this one adds
 * nothing, follows nothing and keeps no connection.
 *
 * <p>One connection per call, 10 s for all of it, at most 1 MiB of content; TLS where asked for, with the names of
 * certificates checked. Immutable and thread-safe.
 */
public final class RawHttp {
    private final String host;
    private final int port;
    private final Duration limit;
    private final Optional<SSLSocketFactory> tls;

    private RawHttp(String host, int port, Duration limit, Optional<SSLSocketFactory> tls) {
        this.host = host;
        this.port = port;
        this.limit = limit;
        this.tls = tls;
    }

    public static RawHttp to(String host, int port) {
        return new RawHttp(host, port, Duration.ofSeconds(10), Optional.empty());
    }

    /** The same over TLS; the certificate must be trusted by the factory and be for this host (RFC 2818). */
    public static RawHttp tls(String host, int port, SSLSocketFactory trusting) {
        return new RawHttp(host, port, Duration.ofSeconds(10), Optional.of(trusting));
    }

    /** The same with another limit for one call. */
    public RawHttp within(Duration time) {
        return new RawHttp(host, port, time, tls);
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
        return exchange(request, then, 1, false).get(0);
    }

    /**
     * Sends and reads all answers that come on the connection, one at least: more than one means that the server took the
     * bytes for more than one request. Content over 1 MiB is cut.
     *
     * @param most how many answers are read
     */
    public List<RawAnswer> sendAll(byte[] request, int most) throws IOException {
        return exchange(request, Then.WAIT, most, true);
    }

    private List<RawAnswer> exchange(byte[] request, Then then, int most, boolean cutting) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        try (Socket socket = new Socket()) {
            // a write has no limit of its own: closing ends it
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> close(socket));
            socket.connect(new InetSocketAddress(host, port), (int) limit.toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) limit.toMillis());
            Socket line = tls.isEmpty() ? socket : secured(socket, tls.get());
            write(line, request);
            if (then == Then.LEAVE) {
                socket.setSoLinger(true, 0);
                return List.of(RawAnswer.NONE);
            }
            if (then == Then.HALF_CLOSE) {
                line.shutdownOutput();
            }
            AnswerReader reader =
                    new AnswerReader(new BufferedInputStream(new DeadlineStream(line, deadline)), cutting);
            return read(reader, isHead(request), most);
        }
    }

    private SSLSocket secured(Socket socket, SSLSocketFactory factory) throws IOException {
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // Whoever still used it learns it there.
        }
    }

    private void write(Socket socket, byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (SocketException | SSLException refused) {
            // A server may answer and close before it has read everything: the answer is still to be read.
            if (socket.isClosed()) {
                throw new SocketTimeoutException("the request was not taken in time");
            }
        }
    }

    private static List<RawAnswer> read(AnswerReader reader, boolean head, int most) throws IOException {
        List<RawAnswer> answers = new ArrayList<>();
        try {
            answers.add(reader.read(head));
            while (answers.size() < most) {
                RawAnswer next = reader.read(false);
                if (next.status() == 0) {
                    return answers;
                }
                answers.add(next);
            }
        } catch (SocketException | SSLException reset) {
            return answers.isEmpty() ? List.of(RawAnswer.NONE) : answers;
        } catch (IOException noMore) {
            if (answers.isEmpty()) {
                throw noMore;
            }
        }
        return answers;
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
                throw late();
            }
            try {
                socket.setSoTimeout((int) left);
                return in.read(bytes, offset, length);
            } catch (SocketException | SSLException cut) {
                // After the limit it was our own clock that closed the connection, not the server.
                throw System.nanoTime() - deadline < 0 ? cut : late();
            }
        }

        private static SocketTimeoutException late() {
            return new SocketTimeoutException("no complete answer in time");
        }
    }
}
