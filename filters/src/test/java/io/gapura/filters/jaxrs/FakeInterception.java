package io.gapura.filters.jaxrs;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.InterceptorContext;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What both interceptors are given, without habits. */
abstract class FakeInterception implements InterceptorContext {
    private final Map<String, Object> properties = new LinkedHashMap<>();

    /** What comes next: the parser, or whoever writes. */
    @FunctionalInterface
    interface Next<T> {
        T proceed() throws IOException;
    }

    /** Reading; the next one gives the entity. */
    static final class Reading extends FakeInterception implements ReaderInterceptorContext {
        private final Next<@Nullable Object> next;

        Reading(Next<@Nullable Object> next) {
            this.next = next;
        }

        Reading property(String name, Object value) {
            setProperty(name, value);
            return this;
        }

        @Override
        public Object proceed() throws IOException {
            return next.proceed();
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public void setInputStream(InputStream is) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MultivaluedMap<String, String> getHeaders() {
            return new MultivaluedHashMap<>();
        }
    }

    /** Writing; the next one writes to the stream that stands then. */
    static final class Writing extends FakeInterception implements WriterInterceptorContext {
        /** Writes an entity. */
        @FunctionalInterface
        interface Writer {
            void to(OutputStream out) throws IOException;
        }

        private final Writer writer;
        private OutputStream out = new ByteArrayOutputStream();
        private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
        private Object entity = "entity";

        Writing(Writer writer) {
            this.writer = writer;
        }

        Writing onto(OutputStream wire) {
            out = wire;
            return this;
        }

        @Override
        public void proceed() throws IOException {
            writer.to(out);
        }

        Writing header(String name, Object value) {
            headers.add(name, value);
            return this;
        }

        /** The entity is a stream: what it flushes leaves. */
        Writing ofStream() {
            entity = (StreamingOutput) unused -> {};
            return this;
        }

        @Override
        public Object getEntity() {
            return entity;
        }

        @Override
        public void setEntity(Object entity) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OutputStream getOutputStream() {
            return out;
        }

        @Override
        public void setOutputStream(OutputStream os) {
            out = os;
        }

        @Override
        public MultivaluedMap<String, Object> getHeaders() {
            return headers;
        }
    }

    @Override
    public Object getProperty(String name) {
        return properties.get(name);
    }

    @Override
    public Collection<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public void setProperty(String name, Object object) {
        properties.put(name, object);
    }

    @Override
    public void removeProperty(String name) {
        properties.remove(name);
    }

    @Override
    public Annotation[] getAnnotations() {
        return new Annotation[0];
    }

    @Override
    public void setAnnotations(Annotation[] annotations) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Class<?> getType() {
        return Object.class;
    }

    @Override
    public void setType(Class<?> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Type getGenericType() {
        return Object.class;
    }

    @Override
    public void setGenericType(Type genericType) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MediaType getMediaType() {
        return MediaType.APPLICATION_JSON_TYPE;
    }

    @Override
    public void setMediaType(MediaType mediaType) {
        throw new UnsupportedOperationException();
    }
}
