package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code Content-Digest} or {@code Repr-Digest} states (RFC 9530 §2, §3), to be proven on content. Every supported
 * digest that is stated must be the content's, in full length, and at least one must be there; {@code md5}, {@code sha}
 * and their kind never count (§5).
 *
 * <p>{@code Content-Digest} is over the content as it was framed: after transfer codings are removed, before content
 * codings are. {@code Repr-Digest} is over the selected representation, which is the same on a plain request. A field is
 * read strictly: at most 16 KiB and eight algorithms, none twice, each a byte sequence.
 *
 * <p>Immutable and thread-safe.
 */
public final class ContentDigest {
    private static final String CONTENT = "content-digest";
    private static final String REPRESENTATION = "repr-digest";
    private static final int MOST_ALGORITHMS = 8;

    private final Map<Algorithm, byte[]> stated;

    /** RFC 9530 §5: the active ones. */
    public enum Algorithm {
        SHA_256("sha-256", "SHA-256"),
        SHA_512("sha-512", "SHA-512");

        private final String key;
        private final String javaName;

        Algorithm(String key, String javaName) {
            this.key = key;
            this.javaName = javaName;
        }

        /** As the fields name it. */
        public String key() {
            return key;
        }

        MessageDigest begin() {
            try {
                return MessageDigest.getInstance(javaName);
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException("every Java runtime has " + javaName, missing);
            }
        }

        byte[] of(ByteBuffer content) {
            MessageDigest digest = begin();
            digest.update(content.duplicate());
            return digest.digest();
        }
    }

    private ContentDigest(Map<Algorithm, byte[]> stated) {
        this.stated = stated;
    }

    /** The value of either field for a content. */
    public static String of(Algorithm algorithm, ByteBuffer content) {
        return FieldWriter.dictionary(members(Map.of(algorithm, algorithm.of(content))));
    }

    /** The same for content from a stream, which is read to its end and not closed; nothing of it is kept. */
    public static String of(Algorithm algorithm, InputStream content) throws IOException {
        RunningDigest running = RunningDigest.of(Set.of(algorithm));
        byte[] piece = new byte[8_192];
        for (int n = content.read(piece); n >= 0; n = content.read(piece)) {
            running.update(piece, 0, n);
        }
        return running.field();
    }

    static Keyed<Member> members(Map<Algorithm, byte[]> digests) {
        Keyed.Builder<Member> members = new Keyed.Builder<>();
        for (Map.Entry<Algorithm, byte[]> digest : digests.entrySet()) {
            members.put(digest.getKey().key, new Member.Item(new BareItem.Bytes(digest.getValue()), Keyed.empty()));
        }
        return members.build();
    }

    /**
     * What {@code Content-Digest} states; empty when there is no such field.
     *
     * @throws DigestRefusedException {@code parse}, {@code too-large}: no part of a field that does not parse counts
     */
    public static Optional<ContentDigest> in(Headers headers) throws DigestRefusedException {
        return in(headers, CONTENT);
    }

    /** The same of {@code Repr-Digest}. */
    public static Optional<ContentDigest> ofRepresentationIn(Headers headers) throws DigestRefusedException {
        return in(headers, REPRESENTATION);
    }

    private static Optional<ContentDigest> in(Headers headers, String name) throws DigestRefusedException {
        if (!headers.contains(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(headers, name));
        } catch (SignatureRefusedException refused) {
            throw new DigestRefusedException(refused);
        }
    }

    /**
     * What the combined value of either field states.
     *
     * @throws DigestRefusedException as {@link #in}
     */
    public static ContentDigest parse(String field) throws DigestRefusedException {
        try {
            if (field.length() > FieldLines.LONGEST_STRUCTURED) {
                throw SignatureRefusedException.of(Reason.TOO_LARGE, "digests of " + field.length() + " characters");
            }
            return parse(CONTENT, field);
        } catch (SignatureRefusedException refused) {
            throw new DigestRefusedException(refused);
        }
    }

    /** Reads the field, which is present: step 2. What it states is compared later, by {@link #verify}. */
    static ContentDigest read(Headers headers) throws SignatureRefusedException {
        return read(headers, CONTENT);
    }

    private static ContentDigest read(Headers headers, String name) throws SignatureRefusedException {
        return parse(name, FieldLines.structured(headers, name));
    }

    private static ContentDigest parse(String name, String text) throws SignatureRefusedException {
        try {
            Keyed<Member> members = StructuredFields.dictionary(text);
            if (members.repeated() || members.size() > MOST_ALGORITHMS) {
                throw SignatureRefusedException.of(Reason.PARSE, name + " repeats an algorithm, or has too many");
            }
            return new ContentDigest(stated(name, members));
        } catch (MalformedFieldException malformed) {
            throw SignatureRefusedException.malformed(name, malformed);
        }
    }

    private static Map<Algorithm, byte[]> stated(String name, Keyed<Member> members) throws SignatureRefusedException {
        for (Member member : members.asMap().values()) {
            if (!(member instanceof Member.Item item && item.value() instanceof BareItem.Bytes)) {
                throw SignatureRefusedException.of(Reason.PARSE, name + " holds what is no byte sequence");
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

    /** The algorithms that count, of those that were stated. */
    public Set<Algorithm> algorithms() {
        return Set.copyOf(stated.keySet());
    }

    /** The digest that was stated, when it was; a copy. */
    public Optional<byte[]> stated(Algorithm algorithm) {
        return Optional.ofNullable(stated.get(algorithm)).map(byte[]::clone);
    }

    /** A digest to be fed with the content as it comes, and then given to {@link #requireMatch(RunningDigest)}. */
    public RunningDigest running() {
        return RunningDigest.of(stated.keySet());
    }

    /**
     * Demands that all that was stated and counts is the content's.
     *
     * @throws DigestRefusedException {@code digest-weak} when nothing that was stated counts, {@code digest} when
     *     something is another content's
     */
    public void requireMatch(ByteBuffer content) throws DigestRefusedException {
        requireMatch(running().update(content));
    }

    /**
     * The same for content that was hashed as it came; ends the running digest.
     *
     * @throws DigestRefusedException as {@link #requireMatch(ByteBuffer)}
     * @throws IllegalArgumentException when the digest was not begun by {@link #running}
     */
    public void requireMatch(RunningDigest content) throws DigestRefusedException {
        try {
            verify(content);
        } catch (SignatureRefusedException refused) {
            throw new DigestRefusedException(refused);
        }
    }

    /** Before content is read that nothing could prove. */
    void requireActive() throws SignatureRefusedException {
        if (stated.isEmpty()) {
            throw SignatureRefusedException.of(Reason.DIGEST_WEAK, "no active algorithm");
        }
    }

    /** Step 8: all that is stated and supported must be the content's (§2, §6.4). */
    void verify(ByteBuffer content) throws SignatureRefusedException {
        verify(running().update(content));
    }

    void verify(RunningDigest content) throws SignatureRefusedException {
        requireActive();
        Map<Algorithm, byte[]> actual = content.end();
        if (!actual.keySet().equals(stated.keySet())) {
            throw new IllegalArgumentException("the running digest hashes other algorithms than were stated");
        }
        for (Map.Entry<Algorithm, byte[]> digest : stated.entrySet()) {
            byte[] own = actual.get(digest.getKey());
            if (!MessageDigest.isEqual(own, digest.getValue())) {
                throw SignatureRefusedException.of(
                        Reason.DIGEST,
                        digest.getKey().key + " of " + digest.getValue().length + " bytes, content of "
                                + content.length() + " bytes");
            }
        }
    }

    /** The value of a field that states what counts of this one. */
    @Override
    public String toString() {
        return FieldWriter.dictionary(members(stated));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentDigest that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(stated.keySet().toArray());
    }
}
