package io.gapura.examples.servers.app;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads content and says in the log of the server how many bytes it was given, whatever ends the reading: an answer cannot
 * say that when the gate replaces it.
 */
public final class Counted {
    private Counted() {}

    /**
     * @param run names the request in the log
     * @param by how many bytes are asked for at once
     */
    public static long bytes(InputStream content, String run, int by) throws IOException {
        byte[] room = new byte[by];
        long count = 0;
        try {
            int read = content.read(room);
            while (read >= 0) {
                count += read;
                read = content.read(room);
            }
            return count;
        } finally {
            System.out.println(line(run, count));
        }
    }

    /** As it stands in the log. */
    public static String line(String run, long count) {
        return "counted " + run + " " + count + " bytes";
    }
}
