package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    private static final Set<Algorithm> ONLY_256 = Set.of(Algorithm.SHA_256);
    private static final Set<Algorithm> ONLY_512 = Set.of(Algorithm.SHA_512);
    private static final Set<Algorithm> BOTH = Set.of(Algorithm.SHA_256, Algorithm.SHA_512);
    private static final String USUAL = "sha-256=:";
    private static final int USUAL_LENGTH = USUAL.length() + 44 + 1;

    private final byte @Nullable [] sha256;
    private final byte @Nullable [] sha512;

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

    ContentDigest(byte @Nullable [] sha256, byte @Nullable [] sha512) {
        this.sha256 = sha256;
        this.sha512 = sha512;
    }

    /** The value of either field for a content. */
    public static String of(Algorithm algorithm, ByteBuffer content) {
        return RunningDigest.of(Set.of(algorithm)).update(content).field();
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
        ContentDigest usual = headers.isPlain() ? usual(headers.sole(name)) : null;
        return usual != null ? usual : parse(name, FieldLines.structured(headers, name));
    }

    /** The one form that nearly every message has, read where it stands; null for any other. */
    private static @Nullable ContentDigest usual(@Nullable String line) {
        if (line == null || line.length() != USUAL_LENGTH || !line.startsWith(USUAL) || !line.endsWith(":")) {
            return null;
        }
        byte[] bytes = StrictBase64.decodeAscii(line, USUAL.length(), USUAL_LENGTH - 1);
        return bytes == null ? null : new ContentDigest(bytes, null);
    }

    private static ContentDigest parse(String name, String text) throws SignatureRefusedException {
        try {
            Keyed<Member> members = StructuredFields.dictionary(text);
            if (members.repeated() || members.size() > MOST_ALGORITHMS) {
                throw SignatureRefusedException.of(Reason.PARSE, name + " repeats an algorithm, or has too many");
            }
            requireBytes(name, members);
            return new ContentDigest(stated(members, Algorithm.SHA_256), stated(members, Algorithm.SHA_512));
        } catch (MalformedFieldException malformed) {
            throw SignatureRefusedException.malformed(name, malformed);
        }
    }

    private static void requireBytes(String name, Keyed<Member> members) throws SignatureRefusedException {
        for (int i = 0; i < members.size(); i++) {
            if (!(members.value(i) instanceof Member.Item item && item.value() instanceof BareItem.Bytes)) {
                throw SignatureRefusedException.of(Reason.PARSE, name + " holds what is no byte sequence");
            }
        }
    }

    private static byte @Nullable [] stated(Keyed<Member> members, Algorithm algorithm) {
        return members.get(algorithm.key).orElse(null) instanceof Member.Item item
                        && item.value() instanceof BareItem.Bytes bytes
                ? bytes.value()
                : null;
    }

    /** The algorithms that count, of those that were stated. */
    public Set<Algorithm> algorithms() {
        if (sha256 == null) {
            return sha512 == null ? Set.of() : ONLY_512;
        }
        return sha512 == null ? ONLY_256 : BOTH;
    }

    boolean statesOneOf(Set<Algorithm> counting) {
        return sha256 != null && counting.contains(Algorithm.SHA_256)
                || sha512 != null && counting.contains(Algorithm.SHA_512);
    }

    /** The digest that was stated, when it was; a copy. */
    public Optional<byte[]> stated(Algorithm algorithm) {
        return Optional.ofNullable(bytes(algorithm)).map(byte[]::clone);
    }

    private byte @Nullable [] bytes(Algorithm algorithm) {
        return algorithm == Algorithm.SHA_256 ? sha256 : sha512;
    }

    /** A digest to be fed with the content as it comes, and then given to {@link #requireMatch(RunningDigest)}. */
    public RunningDigest running() {
        return running(null);
    }

    /** The same with a digest that is lent, which is as new once it has ended. */
    RunningDigest running(@Nullable MessageDigest lent) {
        MessageDigest first = lent == null && sha256 != null ? Algorithm.SHA_256.begin() : lent;
        return new RunningDigest(sha256 == null ? null : first, sha512 == null ? null : Algorithm.SHA_512.begin());
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
        if (sha256 == null && sha512 == null) {
            throw SignatureRefusedException.of(Reason.DIGEST_WEAK, "no active algorithm");
        }
    }

    /** Step 8: all that is stated and supported must be the content's (§2, §6.4). */
    void verify(ByteBuffer content) throws SignatureRefusedException {
        verify(running().update(content));
    }

    void verify(RunningDigest content) throws SignatureRefusedException {
        requireActive();
        ContentDigest actual = content.end();
        requireSame(Algorithm.SHA_256, sha256, actual.sha256, content);
        requireSame(Algorithm.SHA_512, sha512, actual.sha512, content);
    }

    private static void requireSame(
            Algorithm algorithm, byte @Nullable [] stated, byte @Nullable [] actual, RunningDigest content)
            throws SignatureRefusedException {
        if ((stated == null) != (actual == null)) {
            throw new IllegalArgumentException("the running digest hashes other algorithms than were stated");
        }
        if (stated != null && !ConstantTime.same(actual, stated)) {
            throw SignatureRefusedException.of(
                    Reason.DIGEST,
                    algorithm.key + " of " + stated.length + " bytes, content of " + content.length() + " bytes");
        }
    }

    /** The value of a field that states what counts of this one. */
    @Override
    public String toString() {
        Keyed.Builder<Member> members = new Keyed.Builder<>();
        for (Algorithm algorithm : Algorithm.values()) {
            byte[] bytes = bytes(algorithm);
            if (bytes != null) {
                members.put(algorithm.key, new Member.Item(new BareItem.Bytes(bytes), Keyed.empty()));
            }
        }
        return FieldWriter.dictionary(members.build());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentDigest that
                && Arrays.equals(sha256, that.sha256)
                && Arrays.equals(sha512, that.sha512);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sha256) + Arrays.hashCode(sha512);
    }
}
