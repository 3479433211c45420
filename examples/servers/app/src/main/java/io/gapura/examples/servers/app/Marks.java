package io.gapura.examples.servers.app;

/**
 * The sign that a probe ran: {@code X-Probe} names the endpoint, {@code X-Nonce} echoes what this start of the server was
 * given. An answer that carries it was served, whatever its status says.
 */
public final class Marks {
    public static final String PROBE = "X-Probe";
    public static final String NONCE = "X-Nonce";

    private Marks() {}

    /** What this start was given; the drivers on fakes set it as well. */
    public static String nonce() {
        return System.getProperty("gapura.probe.nonce", "");
    }
}
