package io.gapura.filters;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where application code records its own events, into the same log and under the same incident as the gate's event of the
 * request. One for each request; threads as {@link Exchange}.
 */
public final class Audit {
    private final Exchange exchange;

    private Audit(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * That of a request: {@code Audit.of(request::getAttribute)} in a servlet, {@code Audit.of(context::getProperty)} with
     * the request context of Jakarta REST.
     *
     * @throws IllegalStateException when no gate saw the request
     */
    public static Audit of(Function<String, @Nullable Object> attributes) {
        if (attributes.apply(Exchange.ATTRIBUTE) instanceof Exchange exchange) {
            return new Audit(exchange);
        }
        throw new IllegalStateException("no gate saw this request, so there is no audit log for it");
    }

    /**
     * Stores the event; a critical one is on the disk when this returns.
     *
     * @throws RefusedException when it cannot be stored: let it pass, and the request is 503 {@code audit-unavailable}
     */
    public void record(ApplicationEvent event) {
        exchange.audit(event);
    }
}
