package io.gapura.filters.jaxrs;

import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this feature knows of one request: whose exchange it is, or how it was refused before it had one.
 *
 * @param exchange null only for a request that could not be read
 * @param own whether it was begun here, so that it must be completed here
 * @param unread how the unreadable request was refused
 */
record Visit(
        @Nullable Exchange exchange, boolean own, @Nullable GateAnswer unread) {
    static Visit own(Exchange exchange) {
        return new Visit(exchange, true, null);
    }

    static Visit joined(Exchange exchange) {
        return new Visit(exchange, false, null);
    }

    static Visit unread(GateAnswer answer) {
        return new Visit(null, true, answer);
    }

    /** What was decided, if something was. */
    Optional<GateAnswer> decided() {
        return exchange == null ? Optional.ofNullable(unread) : exchange.decided();
    }
}
