package io.gapura.filters.signing.client;

import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Signs the bytes of an entity as they are about to be sent: whatever encodes them has run. */
final class EntityPart implements WriterInterceptor {
    private final ClientPlan plan;

    EntityPart(ClientPlan plan) {
        this.plan = plan;
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        Invoked invoked = Invoked.of(context.getProperty(Invoked.PROPERTY));
        OutputStream wire = context.getOutputStream();
        Held held = new Held(plan.mostContent());
        context.setOutputStream(held);
        try {
            context.proceed();
        } catch (IOException unwritten) {
            // after an IOException Jersey's default connector asks for the answer, and so sends what is there: unsigned
            throw new UncheckedIOException(unwritten);
        } finally {
            context.setOutputStream(wire);
        }
        byte[] content = held.bytes();
        invoked.sign(plan.signer(), context.getHeaders(), content);
        wire.write(content);
    }

    /** Bytes that wait for their signature; bounded. */
    private static final class Held extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        private final long limit;

        Held(long limit) {
            this.limit = limit;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        @Override
        public void write(int b) throws IOException {
            require(1);
            bytes.write(b);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            require(length);
            bytes.write(from, offset, length);
        }

        private void require(int more) throws IOException {
            if (bytes.size() + (long) more > limit) {
                throw new ContentTooLargeException("the entity", limit);
            }
        }
    }
}
