package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/**
 * The digests that {@code Content-Digest} states (RFC 9530 §2), to be proven on the content as it was framed. Every
 * supported one must match and at least one must be there; {@code md5}, {@code sha} and their kind never count.
 *
 * <p>Immutable.
 */
final class ContentDigest {
    private static final int MOST_ALGORITHMS = 8;

    private final Map<Algorithm, byte[]> stated;

    /** RFC 9530 §5: the active ones. */
    enum Algorithm {
        SHA_256("sha-256", "SHA-256"),
        SHA_512("sha-512", "SHA-512");

        private final String key;
        private final String javaName;

        Algorithm(String key, String javaName) {
            this.key = key;
            this.javaName = javaName;
        }

        byte[] of(ByteBuffer content) {
            try {
                MessageDigest digest = MessageDigest.getInstance(javaName);
                digest.update(content.duplicate());
                return digest.digest();
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException("every Java runtime has " + javaName, missing);
            }
        }
    }

    private ContentDigest(Map<Algorithm, byte[]> stated) {
        this.stated = stated;
    }

    /** The field for a content. */
    static String of(Algorithm algorithm, ByteBuffer content) {
        return algorithm.key + "=:" + Base64.getEncoder().encodeToString(algorithm.of(content)) + ":";
    }

    /** Reads the field, which is present: step 2. What it states is compared later, by {@link #verify}. */
    static ContentDigest read(Headers headers) throws SignatureRefusedException {
        String text = FieldLines.structured(headers, "content-digest");
        try {
            Keyed<Member> members = StructuredFields.dictionary(text);
            if (members.repeated() || members.size() > MOST_ALGORITHMS) {
                throw SignatureRefusedException.of(
                        Reason.PARSE, "content-digest repeats an algorithm, or has too many");
            }
            return new ContentDigest(stated(members));
        } catch (MalformedFieldException malformed) {
            throw SignatureRefusedException.malformed("content-digest", malformed);
        }
    }

    private static Map<Algorithm, byte[]> stated(Keyed<Member> members) throws SignatureRefusedException {
        for (Member member : members.asMap().values()) {
            if (!(member instanceof Member.Item item && item.value() instanceof BareItem.Bytes)) {
                throw SignatureRefusedException.of(Reason.PARSE, "content-digest holds what is no byte sequence");
            }
        }
        Map<Algorithm, byte[]> stated = new EnumMap<>(Algorithm.class);
        for (Algorithm algorithm : Algorithm.values()) {
            if (members.get(algorithm.key).orElse(null) instanceof Member.Item item
                    && item.value() instanceof BareItem.Bytes bytes) {
                stated.put(algorithm, bytes.value());
            }
        }
        return stated;
    }

    /** Step 8: all that is stated and supported must be the content's (§2, §6.4). */
    void verify(ByteBuffer content) throws SignatureRefusedException {
        if (stated.isEmpty()) {
            throw SignatureRefusedException.of(Reason.DIGEST_WEAK, "no active algorithm");
        }
        for (Map.Entry<Algorithm, byte[]> digest : stated.entrySet()) {
            if (!MessageDigest.isEqual(digest.getKey().of(content), digest.getValue())) {
                throw SignatureRefusedException.of(
                        Reason.DIGEST,
                        digest.getKey().key + " of " + digest.getValue().length + " bytes, content of "
                                + content.remaining() + " bytes");
            }
        }
    }
}
