package io.gapura.filters.testkit.doctor;

import io.gapura.filters.testkit.RawAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A probe and what came of it.
 *
 * @param probe what was sent
 * @param answers all on the connection, one at least
 * @param end how it ended
 * @param tls whether it went over TLS
 * @param base the answer to the plain request for the examined path
 */
record Sighting(Probe probe, List<RawAnswer> answers, End end, boolean tls, Optional<RawAnswer> base) {
    /** How the exchange ended. */
    enum End {
        ANSWERED,
        /** Closed without a status line. */
        CLOSED,
        /** Neither answered nor closed in time. */
        SILENT,
        /** What came is not HTTP/1. */
        GARBLED
    }

    Sighting {
        answers = List.copyOf(answers);
    }

    RawAnswer answer() {
        return answers.get(0);
    }

    int status() {
        return answer().status();
    }

    boolean isError() {
        return status() >= 400;
    }

    /** A 2xx; 200 without content is how some servers refuse a malformed target, so it is none. */
    boolean isServed() {
        boolean empty = status() == 200 && answer().content().length == 0;
        return status() >= 200 && status() < 300 && !empty;
    }

    String header(String name) {
        return String.join(", ", answer().all(name));
    }

    /** In lower case, without parameters. */
    String mediaType() {
        return header("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** At most 64 KiB. */
    String text() {
        String text = answer().text();
        return text.substring(0, Math.min(65_536, text.length()));
    }

    boolean hasContent() {
        return answer().content().length > 0;
    }
}
