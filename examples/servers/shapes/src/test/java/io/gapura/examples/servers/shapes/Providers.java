package io.gapura.examples.servers.shapes;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** A converter and a reader that say when they are called. */
public final class Providers {
    private Providers() {}

    /** What a path parameter is converted to. */
    public record Number(String text) {}

    /** What content is read to. */
    public record Content(String text) {}

    /** Counts conversions. */
    @Provider
    public static final class Converters implements ParamConverterProvider {
        @Override
        @SuppressWarnings("unchecked")
        public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
            if (type != Number.class) {
                return null;
            }
            return (ParamConverter<T>) new ParamConverter<Number>() {
                @Override
                public Number fromString(String value) {
                    Probe.converted();
                    return new Number(value);
                }

                @Override
                public String toString(Number value) {
                    return value.text();
                }
            };
        }
    }

    /** Counts readings. */
    @Provider
    public static final class Reader implements MessageBodyReader<Content> {
        @Override
        public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
            return type == Content.class;
        }

        @Override
        public Content readFrom(
                Class<Content> type,
                Type generic,
                Annotation[] annotations,
                MediaType mediaType,
                MultivaluedMap<String, String> headers,
                InputStream content)
                throws IOException {
            Probe.read();
            return new Content(new String(content.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
