package io.gapura.filters.jaxrs;

import io.gapura.filters.Exchange;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Around the writing of entities: an entity that cannot be written is our fault, 500, although JSON libraries' own
 * mappers would blame the client with a 400 (jersey#3256). A client that went away is left to the runtime.
 *
 * <p>What fails after it left is recorded as cut off: {@link CompletionFilter} then refuses every other answer, so that the
 * throwable goes on to the container, which breaks the connection.
 */
final class WriteFailures implements WriterInterceptor {
    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        Leaving leaving = context.getProperty(Leaving.PROPERTY) instanceof Leaving found ? found : null;
        int bound = leaving == null ? 0 : leaving.bound();
        HeldOutput.Beginning beginning = held -> begins(context, leaving, held);
        HeldOutput out = context.getEntity() instanceof StreamingOutput
                ? HeldOutput.ofStream(context.getOutputStream(), bound, beginning)
                : HeldOutput.ofEntity(context.getOutputStream(), bound, beginning);
        context.setOutputStream(out);
        try {
            context.proceed();
            if (leaving != null) {
                leaving.readRest();
            }
            requireNothingLate(context);
            if (leaving != null) {
                if (!out.isPassing()) {
                    leaving.inspect(context, out, true);
                }
                leaving.complete(out);
            }
            out.release();
            if (leaving != null) {
                leaving.ended();
            }
        } catch (IOException | RuntimeException failure) {
            if (out.isWireBroken() && failure instanceof IOException) {
                if (leaving != null) {
                    leaving.clientGone();
                }
                throw failure;
            }
            if (leaving != null && leaving.hasLeft(out)) {
                leaving.abort(failure);
                throw failure;
            }
            throw failure instanceof WebApplicationException outcome ? outcome : Refusal.of(failure);
        }
    }

    /** Without a filter in front nobody else can break what is cut off later. */
    private static void begins(WriterInterceptorContext context, @Nullable Leaving leaving, HeldOutput out) {
        if (leaving != null) {
            leaving.inspect(context, out, false);
        }
        if (leaving != null && leaving.own() && context.getProperty(Breakable.PROPERTY) instanceof Breakable wire) {
            wire.breakWhen(leaving.exchange()::isCutOff);
        }
    }

    /** A writer that copies what it reads may keep silent about a guard that stopped the reading. */
    private static void requireNothingLate(WriterInterceptorContext context) {
        if (context.getProperty(Exchange.ATTRIBUTE) instanceof Exchange exchange
                && exchange.decided().isEmpty()
                && exchange.lateRejection().isPresent()) {
            throw Refusal.of(exchange.refuse(exchange.lateRejection().get()));
        }
    }
}
