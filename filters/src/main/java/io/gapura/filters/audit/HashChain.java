package io.gapura.filters.audit;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Gives each line its sequence and ties it to the line before: OCSF {@code attestation} with the SHA-256 of the canonical
 * event without this attestation's fingerprint. What is edited, deleted, swapped or inserted inside breaks it; a cut
 * tail does not. Makes no object per line: one core is to chain a million in a second.
 *
 * <p>Not thread-safe: belongs to the one who writes.
 */
final class HashChain {
    private static final int HEX_LENGTH = 64;
    private static final byte[] HEX = ascii("0123456789abcdef");

    /** Algorithm 3 is SHA-256, encoding 1 is hex, serialization 2 is JCS. */
    private static final byte[] FINGERPRINT =
            ascii("\"fingerprint\":{\"algorithm_id\":3,\"encoding_id\":1,\"serialization_id\":2,\"value\":\"");

    private static final byte[] PREVIOUS = ascii(",\"prev_event\":{");
    private static final byte[] PREVIOUS_TYPE = ascii("\"},\"type_uid\":");
    private static final byte[] UID = ascii(",\"uid\":\"");
    private static final byte[] PREVIOUS_END = ascii("\"}");
    private static final byte[] ATTESTATION_END = ascii("}]");
    private static final byte[] LOGGED = ascii(",\"logged_time\":");
    private static final byte[] SEQUENCE = ascii(",\"product\":{\"name\":\"Gapura\"},"
            + "\"profiles\":[\"record_integrity\",\"security_control\"],\"sequence\":");
    private static final byte[] UNTRUNCATED = ascii(",\"untruncated_size\":");
    private static final byte[] VERSION = ascii(EventLine.VERSION);

    private final byte[] attestation;
    private final MessageDigest digest;
    private final byte[] hash = new byte[32];
    private final byte[] lastHash = new byte[HEX_LENGTH];
    private final byte[] lastUid = new byte[EventLine.ID_LENGTH];
    private final Digits lastType = new Digits();
    private final Digits sequence = new Digits();
    private boolean follows;

    /** What the next line says of the one before. */
    record Link(String uid, long typeUid, String fingerprint) {}

    HashChain(String origin, long next, @Nullable Link last) {
        this.attestation = ascii(",\"attestation_list\":[{\"chain_uid\":\"" + origin + "\"");
        this.digest = sha256();
        reset(next, last);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    long next() {
        return sequence.value();
    }

    /** Goes on behind another line than it would: what came after it is taken back. */
    void reset(long next, @Nullable Link link) {
        sequence.set(next);
        follows = link != null;
        if (link != null) {
            copy(ascii(link.uid), lastUid);
            copy(ascii(link.fingerprint), lastHash);
            lastType.set(link.typeUid);
        }
    }

    private static void copy(byte[] from, byte[] to) {
        if (from.length != to.length) {
            throw new IllegalArgumentException("the last line has an id or a fingerprint of an unknown kind");
        }
        System.arraycopy(from, 0, to, 0, to.length);
    }

    /** The line that was sealed last; null in an empty log. */
    @Nullable
    Link last() {
        return follows
                ? new Link(
                        new String(lastUid, StandardCharsets.ISO_8859_1),
                        lastType.value(),
                        new String(lastHash, StandardCharsets.ISO_8859_1))
                : null;
    }

    /** Adds one line with its terminator. */
    void seal(Chunk events, int event, long logged, Pending line) {
        byte[] source = events.bytes();
        int canonical = events.start(event) + EventLine.ID_LENGTH + events.tenantLength(event);
        int start = line.length();
        line.put(source, canonical, canonical + events.attestationGap(event));
        line.put(attestation);
        int fingerprint = line.length();
        line.put(',');
        line.put(FINGERPRINT);
        int hex = line.gap(HEX_LENGTH);
        line.put(PREVIOUS_END);
        int after = line.length();
        previous(line);
        line.put(ATTESTATION_END);
        line.put(source, canonical + events.attestationGap(event), canonical + events.metadataGap(event));
        metadata(events, event, logged, line);
        line.put(source, canonical + events.metadataGap(event), events.end(event));
        hash(line, start, fingerprint, after);
        System.arraycopy(lastHash, 0, line.bytes(), hex, HEX_LENGTH);
        line.put('\n');
        System.arraycopy(source, events.start(event), lastUid, 0, EventLine.ID_LENGTH);
        lastType.set(events.typeUid(event));
        follows = true;
        sequence.increment();
    }

    private void previous(Pending line) {
        if (follows) {
            line.put(PREVIOUS);
            line.put(FINGERPRINT);
            line.put(lastHash);
            line.put(PREVIOUS_TYPE);
            lastType.putTo(line);
            line.put(UID);
            line.put(lastUid);
            line.put(PREVIOUS_END);
        }
    }

    /** The size is that of the line without its attestation. */
    private void metadata(Chunk events, int event, long logged, Pending line) {
        int before = line.length();
        if (Line.isLogged(events.time(event), logged)) {
            line.put(LOGGED);
            line.number(logged);
        }
        line.put(SEQUENCE);
        sequence.putTo(line);
        int id = events.start(event);
        int tenant = id + EventLine.ID_LENGTH;
        int canonical = tenant + events.tenantLength(event);
        line.put(events.bytes(), tenant, canonical);
        line.put(UID);
        line.put(events.bytes(), id, tenant);
        line.put('"');
        if (events.missing(event) > 0) {
            long written = (long) line.length() - before + VERSION.length + events.end(event) - canonical;
            line.put(UNTRUNCATED);
            line.number(written + events.missing(event));
        }
        line.put(VERSION);
    }

    private void hash(Pending line, int start, int fingerprint, int after) {
        digest.update(line.bytes(), start, fingerprint - start);
        digest.update(line.bytes(), after, line.length() - after);
        try {
            digest.digest(hash, 0, hash.length);
        } catch (DigestException impossible) {
            throw new IllegalStateException("a SHA-256 has 32 bytes", impossible);
        }
        for (int i = 0; i < hash.length; i++) {
            lastHash[2 * i] = HEX[hash[i] >> 4 & 15];
            lastHash[2 * i + 1] = HEX[hash[i] & 15];
        }
    }

    /** Origins go into each line as they are: no blank, no {@code +} (C2SP signed-note), nothing to escape. */
    static boolean isOrigin(String origin) {
        return origin.matches("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");
    }
}
