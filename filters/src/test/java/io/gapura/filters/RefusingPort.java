package io.gapura.filters;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine that refuses connections for as long as it is held; also for the tests of artifacts. The port of
 * a server that was closed is anybody's: another server may get it, or the very connection that looks for it, which then
 * meets itself.
 */
public final class RefusingPort implements AutoCloseable {
    /** Bound, but it neither listens nor connects. */
    private final Socket holder = new Socket();

    public RefusingPort() throws IOException {
        this(0);
    }

    /** That of a server that was just closed, for as long as it is away. */
    public RefusingPort(int port) throws IOException {
        holder.setReuseAddress(port > 0); // connections of that server may still come to their end
        holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    public String authority() {
        return "127.0.0.1:" + holder.getLocalPort();
    }

    public String url(String path) {
        return "http://" + authority() + path;
    }

    @Override
    public void close() throws IOException {
        holder.close();
    }
}
