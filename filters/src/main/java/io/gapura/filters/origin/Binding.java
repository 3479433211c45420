package io.gapura.filters.origin;

import io.gapura.filters.Caller;
import io.gapura.filters.RequestView;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a token holds for: kind, session, caller and the gate's own cookie, each with its length, so that none can pose
 * as another.
 */
final class Binding {
    private static final String LABEL = "gapura csrf 1";

    private final byte[] parts;

    private Binding(byte[] parts) {
        this.parts = parts;
    }

    static Binding of(CsrfSettings.Kind kind, RequestView request, Set<String> sessionCookies, String seed) {
        ByteArrayOutputStream parts = new ByteArrayOutputStream(256);
        put(LABEL, parts);
        put(kind.name(), parts);
        for (String name : new TreeSet<>(sessionCookies)) {
            List<String> values = Cookies.named(request.headers(), name);
            put(Integer.toString(values.size()), parts);
            values.forEach(value -> put(value, parts));
        }
        Caller caller = request.caller();
        put(caller.mechanism(), parts);
        put(caller.issuer(), parts);
        put(caller.id(), parts);
        put(seed, parts);
        return new Binding(parts.toByteArray());
    }

    private static void put(String text, ByteArrayOutputStream parts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        parts.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        parts.writeBytes(bytes);
    }

    /** What is authenticated of a token that was made then. */
    byte[] message(long made) {
        return ByteBuffer.allocate(Long.BYTES + parts.length)
                .putLong(made)
                .put(parts)
                .array();
    }
}
