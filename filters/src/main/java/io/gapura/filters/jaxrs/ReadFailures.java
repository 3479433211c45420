package io.gapura.filters.jaxrs;

import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NoContentException;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Around the reading of entities: what cannot be parsed is 400 {@code content-malformed}, whatever the parser throws,
 * and what was parsed is shown to the entity checks before the resource sees it. The one means that works with every
 * runtime and parser without naming one.
 */
final class ReadFailures implements ReaderInterceptor {
    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (!(context.getProperty(Exchange.ATTRIBUTE) instanceof Exchange exchange)) {
            throw Refusal.of(new IllegalStateException("an entity is read outside of an exchange"));
        }
        Object entity = read(context, exchange);
        if (isDocument(context) && !isStream(entity)) {
            exchange.readRest(true); // what stands behind the document is refused before the resource acts on it
        }
        // A guard may have spoken, and the parser may have kept silent.
        exchange.lateRejection().ifPresent(late -> {
            throw Refusal.of(exchange.refuse(late));
        });
        if (entity != null) {
            Optional<GateAnswer> refused = exchange.check(entity);
            if (refused.isPresent()) {
                throw Refusal.of(refused.get());
            }
        }
        return entity;
    }

    /** One value in whatever stands around it: parsers stop where it ends. */
    private static boolean isDocument(ReaderInterceptorContext context) {
        MediaType type = context.getMediaType();
        String subtype = type == null ? "" : type.getSubtype().toLowerCase(Locale.ROOT);
        return subtype.endsWith("json") || subtype.endsWith("xml");
    }

    /** The resource's own to read. */
    private static boolean isStream(@Nullable Object entity) {
        return entity instanceof InputStream || entity instanceof Reader;
    }

    private static @Nullable Object read(ReaderInterceptorContext context, Exchange exchange) throws IOException {
        try {
            return context.proceed();
        } catch (WebApplicationException outcome) {
            if (outcome.getResponse().getStatus() == 400) {
                throw unreadable(exchange, outcome);
            }
            throw outcome;
        } catch (IOException | RuntimeException failure) {
            throw unreadable(exchange, failure);
        }
    }

    /** Parsers throw what the wire throws, too: the exchange knows which of them it was. */
    private static Refusal unreadable(Exchange exchange, Exception failure) {
        return Refusal.of(exchange.refuse(exchange.lateRejection().orElseGet(() -> malformed(exchange, failure))));
    }

    private static Rejection malformed(Exchange exchange, Exception failure) {
        if (exchange.isClientGone()) {
            return Rejection.malformed("client-gone");
        }
        Rejection malformed = Rejection.of(400, "content-malformed", "unreadable")
                .note(failure.getClass().getName());
        return failure instanceof NoContentException
                ? malformed.violations(List.of(new Violation(Violation.Place.BODY, "", "body.required")))
                : malformed;
    }
}
