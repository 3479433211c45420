package io.gapura.filters.jaxrs;

import io.gapura.filters.Headers;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.RuntimeDelegate;
import jakarta.ws.rs.ext.RuntimeDelegate.HeaderDelegate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an answer as text: a runtime keeps objects until it writes them. */
final class Fields {
    private static final String TYPE = "Content-Type";

    private Fields() {}

    static Headers of(MultivaluedMap<String, Object> fields, @Nullable MediaType type, TypeSpelling spelling) {
        List<String> flat = new ArrayList<>();
        boolean typed = false;
        for (Map.Entry<String, List<Object>> field : fields.entrySet()) {
            boolean isType = field.getKey().equalsIgnoreCase(TYPE);
            typed |= isType;
            for (Object value : field.getValue()) {
                flat.add(field.getKey());
                flat.add(isType ? spelling.of(text(value)) : text(value));
            }
        }
        if (!typed && type != null) {
            flat.add(TYPE);
            flat.add(spelling.of(text(type)));
        }
        return Headers.of(flat.toArray(String[]::new));
    }

    @SuppressWarnings("unchecked") // a delegate is of the class that it was asked for
    private static String text(Object value) {
        HeaderDelegate<Object> delegate =
                (HeaderDelegate<Object>) RuntimeDelegate.getInstance().createHeaderDelegate(value.getClass());
        return delegate == null || value instanceof String ? value.toString() : delegate.toString(value);
    }

    /** Whether it is written piece by piece, for as long as the connection stands. */
    static boolean isOfEvents(@Nullable MediaType type) {
        return type != null && MediaType.SERVER_SENT_EVENTS_TYPE.isCompatible(type) && !type.isWildcardType();
    }
}
