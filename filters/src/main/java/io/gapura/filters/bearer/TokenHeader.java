package io.gapura.filters.bearer;

import io.gapura.filters.json.StrictJson;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a token says that we act on: algorithm, key id and type. Where keys could be fetched from or what key
 * to take instead ({@code jku}, {@code x5u}, {@code jwk}, {@code x5c}) is never looked at (RFC 8725 §3.10).
 *
 * @param keyId null when it names none
 * @param type as written; null when it names none
 */
record TokenHeader(
        String algorithm, @Nullable String keyId, @Nullable String type) {
    private static final int LONGEST_ID = 128;

    /** Members that change how the token is to be read; nothing of the kind is understood here. */
    private static final Set<String> CRITICAL = Set.of("crit", "b64");

    /** Null when it is no strict JSON, has a member of a wrong type or wants to be read in another way. */
    static @Nullable TokenHeader read(byte[] json) {
        Map<String, Object> members;
        try {
            members = StrictJson.object(json);
        } catch (IOException malformed) {
            return null;
        }
        Object id = members.get("kid");
        Object type = members.get("typ");
        boolean readable = members.keySet().stream().noneMatch(CRITICAL::contains)
                && (id == null || id instanceof String text && !text.isEmpty() && text.length() <= LONGEST_ID)
                && (type == null || type instanceof String word && !word.isEmpty());
        return readable && members.get("alg") instanceof String algorithm
                ? new TokenHeader(algorithm, (String) id, (String) type)
                : null;
    }
}
