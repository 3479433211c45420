package io.gapura.filters;

/**
 * Sees an answer before it leaves: status, headers, and content up to a bound. Adds headers, or refuses the answer; what
 * it throws is a refusal too, 500. One guard serves one request.
 *
 * <p>Where a guard is, content is held until the application is done, or until there is more of it than the bound; then,
 * and for {@code text/event-stream}, the guard is asked without content and the rest goes out as it comes. A flush below
 * the bound waits: who must send in parts says so by that type, or writes more. Redirects and answers without content are
 * shown as empty, an error page of the application as a stream.
 *
 * <p>The gate's own answers pass the guards that were left before them. What a guard refuses or throws then is recorded
 * in the log, and the answer leaves all the same: a refusal is never lost.
 */
public interface ResponseGuard {
    /** How much content it wants to see, in bytes; held in memory for each answer. */
    int bound();

    /** Proceeds, with header lines to be set and with what it only records, or rejects. Asked once for an answer of the application. */
    Decision decide(ResponseView response) throws Exception;
}
