package io.gapura.filters.audit.ship;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;

/** One connection that is only written to. Not thread-safe but for {@link #close}. */
final class TlsConnection {
    private final Socket plain;
    private final SSLSocket socket;
    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();

    TlsConnection(Socket plain, SSLSocket socket) throws IOException {
        this.plain = plain;
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 16_384);
    }

    void write(byte[] bytes) throws IOException {
        writing.lock();
        try {
            out.write(bytes);
        } finally {
            writing.unlock();
        }
    }

    void flush() throws IOException {
        writing.lock();
        try {
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    /** A peer that went away is noticed by reading alone: what is written to it goes into a buffer for a while. */
    void requireAlive() throws IOException {
        socket.setSoTimeout(1);
        try {
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the receiver has closed the connection");
            }
            throw new IOException("the receiver said something");
        } catch (SocketTimeoutException silent) {
            // as it should be
        }
    }

    /** Also while another thread writes: then without the farewell of TLS, which would wait for that thread. */
    void close() {
        try {
            if (writing.tryLock()) {
                try {
                    socket.close();
                } finally {
                    writing.unlock();
                }
            } else {
                plain.close();
            }
        } catch (IOException gone) {
            // nothing of ours is in it any more
        }
    }
}
