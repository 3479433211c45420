package io.gapura.filters.testkit;

import java.util.List;
import java.util.Optional;

/**
 * What must be seen of one request.
 *
 * @param first what the same bytes get when they are sent a first time
 * @param answer what they get in the end
 * @param code the public code of the problem document
 * @param violation a word among the violations of the document
 * @param reason the private reason in the audit event
 * @param marker {@code Class#method} of the endpoint that ran, or {@code none}
 * @param headers lines that the answer must have
 * @param parts what one line of a name must hold; nothing, when it must only be there
 * @param absent names that it must not have
 * @param text words that the content must hold
 * @param cut whether the answer must end before its framing said: it failed after it had left
 * @param audit the events that the request must leave; without it one event, of any kind, for SERVED and OURS
 */
public record Expectation(
        Optional<Seen> first,
        Seen answer,
        Optional<String> code,
        Optional<String> violation,
        Optional<String> reason,
        Optional<String> marker,
        List<RawAnswer.Field> headers,
        List<RawAnswer.Field> parts,
        List<String> absent,
        Optional<String> text,
        boolean cut,
        Optional<Audit> audit) {

    /**
     * Status and fate.
     *
     * @param status 0 when it does not matter or none came
     */
    public record Seen(int status, Fate fate) {
        @Override
        public String toString() {
            return status == 0 ? fate.toString() : status + " " + fate;
        }
    }

    /** How many events of which kind. */
    public record Audit(int count, String kind) {}

    /**
     * How a server departs from the rest.
     *
     * @param because the reason, and what a user can do
     * @param sometimes it is not seen on every try, and then the answer must be what it is everywhere
     */
    public record Declared(Seen seen, String because, boolean sometimes) {}
}
