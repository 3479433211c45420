package io.gapura.filters.audit.ship;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port before a server that tests can pull and plug in again; also for the tests of artifacts. */
public final class Cable {
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private final ServerSocket port = new ServerSocket();
    private volatile int server;
    private volatile boolean pulled;

    public Cable() throws IOException {
        port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon(this::accept);
    }

    /** To a server at that port of this machine. */
    public Cable to(int serverPort) {
        server = serverPort;
        return this;
    }

    private static void daemon(Runnable what) {
        Thread thread = new Thread(what, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!port.isClosed()) {
            try {
                connect(port.accept());
            } catch (IOException closed) {
                // the next one
            }
        }
    }

    /** Whatever is pulled meanwhile closes both ends, here or there. */
    private void connect(Socket near) throws IOException {
        ends.add(near);
        Socket far = null;
        boolean connected = false;
        try {
            if (!pulled) {
                far = new Socket(InetAddress.getLoopbackAddress(), server);
                ends.add(far);
                connected = !pulled;
            }
        } finally {
            if (!connected) {
                near.close();
                if (far != null) {
                    far.close();
                }
            }
        }
        if (connected) {
            Socket there = far;
            daemon(() -> carry(near, there));
            daemon(() -> carry(there, near));
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException pulled) {
            // both ends are closed
        }
    }

    public int port() {
        return port.getLocalPort();
    }

    /** Connections break, and new ones too. */
    public void pull() throws IOException {
        pulled = true;
        for (Socket each : ends) {
            each.close();
        }
        ends.clear();
    }

    public void plug() {
        pulled = false;
    }

    public void close() throws IOException {
        port.close();
        pull();
    }
}
