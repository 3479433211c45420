package io.gapura.filters.audit;

import io.gapura.filters.ContentHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Gives each line its sequence and ties it to the line before: OCSF {@code attestation} with the SHA-256 of the canonical
 * event without this attestation's fingerprint. What is edited, deleted, swapped or inserted inside breaks it; a cut
 * tail does not.
 *
 * <p>Not thread-safe: the writer holds its lock. A sealed line counts only once it is {@linkplain #advance stored}.
 */
final class HashChain {
    private final String origin;
    private long next;
    private @Nullable Link last;
    private @Nullable Link sealed;

    /** What the next line says of the one before. */
    record Link(String uid, long typeUid, String fingerprint) {}

    HashChain(String origin, long next, @Nullable Link last) {
        this.origin = origin;
        this.next = next;
        this.last = last;
    }

    long next() {
        return next;
    }

    /** The whole line without its terminator. */
    byte[] seal(EventLine event, Instant logged, String uid) {
        String before = ",\"attestation_list\":[{\"chain_uid\":\"" + origin + "\"";
        String after = previous() + "}]";
        String hash =
                ContentHash.of(event.chained(logged, uid, next, before + after)).hex();
        sealed = new Link(uid, event.typeUid(), hash);
        return event.chained(logged, uid, next, before + "," + fingerprint(hash) + after);
    }

    /** The line that was sealed last is stored. */
    void advance() {
        last = sealed;
        next++;
    }

    private String previous() {
        Link link = last;
        return link == null
                ? ""
                : ",\"prev_event\":{" + fingerprint(link.fingerprint) + ",\"type_uid\":" + link.typeUid + ",\"uid\":\""
                        + link.uid + "\"}";
    }

    /** Algorithm 3 is SHA-256, encoding 1 is hex, serialization 2 is JCS. */
    private static String fingerprint(String hash) {
        return "\"fingerprint\":{\"algorithm_id\":3,\"encoding_id\":1,\"serialization_id\":2,\"value\":\"" + hash
                + "\"}";
    }

    /** Origins go into each line as they are: no blank, no {@code +} (C2SP signed-note), nothing to escape. */
    static boolean isOrigin(String origin) {
        return origin.matches("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");
    }
}
