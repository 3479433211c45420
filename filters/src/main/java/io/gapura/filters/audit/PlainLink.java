package io.gapura.filters.audit;

import io.gapura.filters.audit.LineValues.Role;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes the fingerprint of a line whose values are known and says how the line is tied to the one before. Makes texts
 * only of what was not in the line that it read last: most of a link is. Not thread-safe.
 */
final class PlainLink {
    private static final int HEX_LENGTH = 64;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest digest;
    private final byte[] hash = new byte[32];
    private final byte[] hex = new byte[HEX_LENGTH];
    private String chain = "";
    private Optional<HashChain.Link> last = Optional.empty();

    PlainLink() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    /** Whether all is there that a line must have. */
    static boolean isWhole(LineValues values) {
        return values.has(Role.CHAIN)
                && (values.has(Role.LOGGED) || values.has(Role.TIME))
                && values.has(Role.SEQUENCE)
                && values.has(Role.UID)
                && values.has(Role.TYPE);
    }

    /** Null when the fingerprint is not that of the line, or a number is none that a line of ours has. */
    @Nullable
    LogLine line(byte[] line, int from, int to, LineValues values) {
        long sequence = number(line, values, Role.SEQUENCE);
        long logged = number(line, values, values.has(Role.LOGGED) ? Role.LOGGED : Role.TIME);
        long type = number(line, values, Role.TYPE);
        if (sequence < 0 || logged < 0 || type < 0 || !isHash(line, from, to, values)) {
            return null;
        }
        if (!is(chain, line, values, Role.CHAIN)) {
            chain = text(line, values, Role.CHAIN);
        }
        Optional<HashChain.Link> previous = previous(line, values);
        HashChain.Link own = new HashChain.Link(text(line, values, Role.UID), type, text(hex, 0, HEX_LENGTH));
        last = Optional.of(own);
        return new LogLine(sequence, logged, chain, own, previous);
    }

    private Optional<HashChain.Link> previous(byte[] line, LineValues values) {
        if (!values.has(Role.PREVIOUS_UID)) {
            return Optional.empty();
        }
        long type = number(line, values, Role.PREVIOUS_TYPE);
        if (last.isPresent()) {
            HashChain.Link before = last.get();
            if (before.typeUid() == type
                    && is(before.uid(), line, values, Role.PREVIOUS_UID)
                    && is(before.fingerprint(), line, values, Role.PREVIOUS_FINGERPRINT)) {
                return last;
            }
        }
        return Optional.of(new HashChain.Link(
                text(line, values, Role.PREVIOUS_UID), type, text(line, values, Role.PREVIOUS_FINGERPRINT)));
    }

    /** Of everything but the fingerprint and the comma before it. */
    private boolean isHash(byte[] line, int from, int to, LineValues values) {
        int cut = values.end(Role.CHAIN) + 1; // behind its quote
        int after = values.end(Role.FINGERPRINT) + 2; // behind its quote and brace
        digest.update(line, from, cut - from);
        digest.update(line, after, to - after);
        try {
            digest.digest(hash, 0, hash.length);
        } catch (DigestException impossible) {
            throw new IllegalStateException("a SHA-256 has 32 bytes", impossible);
        }
        for (int i = 0; i < hash.length; i++) {
            hex[2 * i] = HEX[hash[i] >> 4 & 15];
            hex[2 * i + 1] = HEX[hash[i] & 15];
        }
        int claimed = values.start(Role.FINGERPRINT);
        return values.end(Role.FINGERPRINT) - claimed == HEX_LENGTH
                && PlainText.same(hex, 0, line, claimed, HEX_LENGTH);
    }

    private static long number(byte[] line, LineValues values, Role role) {
        return PlainNumber.read(line, values.start(role), values.end(role));
    }

    private static boolean is(String known, byte[] line, LineValues values, Role role) {
        int start = values.start(role);
        boolean same = values.end(role) - start == known.length();
        for (int i = 0; same && i < known.length(); i++) {
            same = known.charAt(i) == line[start + i];
        }
        return same;
    }

    private static String text(byte[] line, LineValues values, Role role) {
        return text(line, values.start(role), values.end(role));
    }

    @SuppressWarnings("deprecation") // ASCII, as was seen
    private static String text(byte[] line, int from, int to) {
        return new String(line, 0, from, to - from);
    }
}
