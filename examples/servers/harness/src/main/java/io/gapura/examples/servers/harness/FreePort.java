package io.gapura.examples.servers.harness;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server process that cannot choose one by itself. */
public final class FreePort {
    /** Below those that a system gives to whoever connects, and above those of {@code ServerPort}, which tests use. */
    private static final int FIRST = 30_000;

    private static final int END = 32_700;

    private FreePort() {}

    /** One that nobody listens at now; whose server finds it taken after all does not start. */
    public static int choose() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // another one
            }
        }
    }
}
