package io.gapura.examples.servers.harness;

/** A server that ended, or never answered, before it was ready; the message holds the end of its log. */
public final class StartFailed extends Exception {
    private static final long serialVersionUID = 1;

    StartFailed(String message) {
        super(message);
    }
}
