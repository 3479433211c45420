package io.gapura.filters.testkit;

/** What became of a request, seen from outside. */
public enum Fate {
    /** The application ran: its marker is on the answer, or an answer below 400 came without one. */
    SERVED,
    /** The gate answered: a problem document with an incident id, or its own 204. */
    OURS,
    /** The server answered 4xx or 5xx by itself, be it with a container adapter's document. */
    SERVER,
    /** 200 without content and without marker: some servers answer a malformed target so. Counts as refused. */
    EMPTY,
    /** No status line came. */
    CLOSED,
    /** The server or its runtime cannot do what the scenario asks for. */
    UNSUPPORTED;

    /** Whether a scenario may declare it as a server's own way to refuse. */
    boolean declarable() {
        return this == SERVER || this == EMPTY || this == CLOSED || this == UNSUPPORTED;
    }
}
