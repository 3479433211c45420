package io.gapura.filters.audit.ship;

import io.gapura.filters.RefusingPort;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** Receives syslog over TLS (RFC 5425): frames by octet counting, and nothing but whole ones. */
final class SyslogServer {
    private final SSLContext context;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile ServerSocket server;
    private volatile boolean deaf;
    private int port;
    /** While it is stopped, so that its port is nobody else's. */
    private RefusingPort held;

    private Thread accepting;

    SyslogServer(SSLContext context) throws IOException {
        this.context = context;
        start();
    }

    void start() throws IOException {
        if (held != null) {
            held.close();
            held = null;
        }
        ServerSocket fresh = context.getServerSocketFactory().createServerSocket();
        fresh.setReuseAddress(true);
        bind(fresh);
        port = fresh.getLocalPort();
        server = fresh;
        accepting = new Thread(() -> accept(fresh), "syslog-server");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** The kernel may take a moment to let go of the port. */
    private void bind(ServerSocket fresh) throws IOException {
        for (int tries = 0; ; tries++) {
            try {
                fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (BindException taken) {
                if (tries == 100) {
                    throw taken;
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                connections.add(socket);
                if (from.isClosed()) {
                    socket.close();
                }
                Thread thread = new Thread(() -> serve(socket), "syslog-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                while (deaf) {
                    Thread.sleep(5);
                }
                int length = length(in);
                if (length < 0) {
                    return;
                }
                byte[] message = in.readNBytes(length);
                if (message.length < length) {
                    return;
                }
                received.add(new String(message, StandardCharsets.UTF_8));
            }
        } catch (IOException | InterruptedException gone) {
            // a sender that was cut off comes again
        }
    }

    private static int length(InputStream in) throws IOException {
        int length = 0;
        for (int digit = in.read(); digit != ' '; digit = in.read()) {
            if (digit < 0) {
                return -1;
            }
            if (digit < '0' || digit > '9') {
                throw new IOException("no octet count");
            }
            length = 10 * length + digit - '0';
        }
        return length;
    }

    /** Connections are reset, whatever is on its way in them. */
    void stop() throws IOException, InterruptedException {
        server.close();
        accepting.join(); // while it waits in there the port is not let go
        for (Socket each : connections) {
            each.close();
        }
        connections.clear();
        if (held == null) {
            held = new RefusingPort(port);
        }
    }

    /** For good. */
    void close() throws IOException, InterruptedException {
        stop();
        held.close();
    }

    /** Reads nothing more, but keeps its connections. */
    void deaf(boolean whether) {
        deaf = whether;
    }

    int connections() {
        return connections.size();
    }

    String address() {
        return "localhost:" + port;
    }

    List<String> received() {
        return new ArrayList<>(received);
    }
}
