package io.gapura.filters.jaxrs;

import io.gapura.filters.Exchange;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Around the writing of entities: an entity that cannot be written is our fault, 500, although JSON libraries' own
 * mappers would blame the client with a 400 (jersey#3256). A client that went away is left to the runtime.
 */
final class WriteFailures implements WriterInterceptor {
    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        HeldOutput out = new HeldOutput(context.getOutputStream());
        context.setOutputStream(out);
        try {
            context.proceed();
            requireNothingLate(context);
            out.release();
        } catch (IOException failure) {
            if (out.isWireBroken()) {
                throw failure;
            }
            throw Refusal.of(failure);
        } catch (WebApplicationException outcome) {
            throw outcome;
        } catch (RuntimeException failure) {
            throw Refusal.of(failure);
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
