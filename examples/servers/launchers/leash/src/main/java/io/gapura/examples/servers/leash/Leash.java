package io.gapura.examples.servers.leash;

import java.io.IOException;

/**
 * Ends a server that is started by its own jar when the standard input of its process ends, as the launchers do for
 * embedded ones: no server outlives the build that started it, whatever became of that. An agent, because nothing else
 * comes into such a process without the server's leave.
 */
public final class Leash {
    private Leash() {}

    /** Called by the JVM in front of the server's own main method. */
    public static void premain(String arguments) {
        Thread end = new Thread(Leash::awaitEnd, "leash");
        end.setDaemon(true);
        end.start();
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said: only the end counts.
            }
        } catch (IOException broken) {
            // As good as its end.
        }
        System.exit(0);
    }
}
