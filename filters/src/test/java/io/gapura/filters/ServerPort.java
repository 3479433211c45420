package io.gapura.filters;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server that cannot choose one by itself; also for the tests of artifacts. */
public final class ServerPort {
    private static final int FIRST = 12_000;
    private static final int PORTS = 9_000;

    /** One for each port that was given away, at a port above: who finds it bound chooses another. */
    private static final List<Socket> TAKEN = new CopyOnWriteArrayList<>();

    private ServerPort() {}

    /**
     * Below those that a system gives to whoever connects: until a server has come up, one of those may be a client's. Nor
     * is it given to another test, of this process or of one beside it, for as long as this process lives.
     */
    public static int free() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, FIRST + PORTS);
            Socket taken = new Socket();
            try (ServerSocket tried = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port + PORTS));
                TAKEN.add(taken);
                return tried.getLocalPort();
            } catch (BindException another) {
                taken.close();
            }
        }
    }
}
