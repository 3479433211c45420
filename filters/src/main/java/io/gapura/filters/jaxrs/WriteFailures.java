package io.gapura.filters.jaxrs;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Around the writing of entities: an entity that cannot be written is our fault, 500, although JSON libraries' own
 * mappers would blame the client with a 400 (jersey#3256). A client that went away is left to the runtime.
 */
final class WriteFailures implements WriterInterceptor {
    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        Wire wire = new Wire(context.getOutputStream());
        context.setOutputStream(wire);
        try {
            context.proceed();
        } catch (IOException failure) {
            if (wire.broken) {
                throw failure;
            }
            throw Refusal.of(failure);
        } catch (WebApplicationException outcome) {
            throw outcome;
        } catch (RuntimeException failure) {
            throw Refusal.of(failure);
        }
    }

    /** Remembers whether it was the one that threw: parsers and writers throw {@link IOException} too. */
    private static final class Wire extends FilterOutputStream {
        private boolean broken;

        Wire(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            try {
                out.write(b);
            } catch (IOException gone) {
                broken = true;
                throw gone;
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException gone) {
                broken = true;
                throw gone;
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException gone) {
                broken = true;
                throw gone;
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
