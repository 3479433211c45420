package io.gapura.filters;

/**
 * How the answer to one request ended, for {@link OnCompletion}.
 *
 * @param status as it left, whoever chose it: the application, the gate, or a failure
 * @param cut whether the client cannot have all of the answer: it went away, or the connection was broken because
 *     something failed after the answer had begun to leave
 */
public record Completion(int status, boolean cut) {
    /** Whether all of a 2xx has left. What lies in the buffers of a container or a network counts as left. */
    public boolean succeeded() {
        return !cut && status >= 200 && status < 300;
    }
}
