package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which digests the other side would like: {@code Want-Content-Digest} and {@code Want-Repr-Digest} (RFC 9530 §4), each
 * algorithm with a weight from 1, least, to 10; 0 is one that it does not want.
 *
 * <p>Only a wish: a field that does not parse is refused here, and no reason to refuse the message. At most 16 KiB and
 * sixteen algorithms. Immutable and thread-safe.
 */
public final class WantedDigests {
    private static final int MOST_ALGORITHMS = 16;
    private static final int MOST_WEIGHT = 10;

    private final Map<String, Integer> weights;

    private WantedDigests(Map<String, Integer> weights) {
        this.weights = Collections.unmodifiableMap(weights);
    }

    /** A wish for one algorithm, as much as can be. */
    public static WantedDigests of(ContentDigest.Algorithm algorithm) {
        return new WantedDigests(new LinkedHashMap<>()).and(algorithm.key(), MOST_WEIGHT);
    }

    /**
     * The same and one algorithm more, or another weight for it.
     *
     * @param weight 0 to 10
     */
    public WantedDigests and(String algorithm, int weight) {
        if (!FieldCharacters.isKey(algorithm)) {
            throw new IllegalArgumentException("not a key of a structured field");
        }
        if (!isWeight(weight)) {
            throw new IllegalArgumentException("a weight is between 0 and " + MOST_WEIGHT);
        }
        Map<String, Integer> more = new LinkedHashMap<>(weights);
        more.put(algorithm, weight);
        return new WantedDigests(more);
    }

    private static boolean isWeight(long weight) {
        return weight >= 0 && weight <= MOST_WEIGHT;
    }

    /**
     * What {@code Want-Content-Digest} says; empty when there is no such field.
     *
     * @throws DigestRefusedException {@code parse}, {@code too-large} or {@code too-many}
     */
    public static Optional<WantedDigests> in(Headers headers) throws DigestRefusedException {
        return in(headers, "want-content-digest");
    }

    /** The same of {@code Want-Repr-Digest}. */
    public static Optional<WantedDigests> ofRepresentationIn(Headers headers) throws DigestRefusedException {
        return in(headers, "want-repr-digest");
    }

    private static Optional<WantedDigests> in(Headers headers, String name) throws DigestRefusedException {
        if (!headers.contains(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(name, FieldLines.structured(headers, name)));
        } catch (SignatureRefusedException refused) {
            throw new DigestRefusedException(refused);
        }
    }

    private static WantedDigests read(String name, String text) throws SignatureRefusedException {
        try {
            Keyed<Member> members = StructuredFields.dictionary(text);
            if (members.repeated()) {
                throw SignatureRefusedException.of(Reason.PARSE, name + " repeats an algorithm");
            }
            if (members.size() > MOST_ALGORITHMS) {
                throw SignatureRefusedException.of(Reason.TOO_MANY, name + " of " + members.size() + " algorithms");
            }
            Map<String, Integer> weights = new LinkedHashMap<>();
            for (Map.Entry<String, Member> member : members.asMap().entrySet()) {
                weights.put(member.getKey(), weight(name, member.getValue()));
            }
            return new WantedDigests(weights);
        } catch (MalformedFieldException malformed) {
            throw SignatureRefusedException.malformed(name, malformed);
        }
    }

    private static int weight(String name, Member member) throws SignatureRefusedException {
        if (member instanceof Member.Item item
                && item.value() instanceof BareItem.Int weight
                && isWeight(weight.value())) {
            return (int) weight.value();
        }
        throw SignatureRefusedException.of(Reason.PARSE, name + " holds what is no weight");
    }

    /** Of an algorithm, by its key; empty when it is not named. */
    public Optional<Integer> weight(String algorithm) {
        return Optional.ofNullable(weights.get(algorithm));
    }

    /** The algorithm to use, of those that count: the weightiest, sha-256 of two alike; empty when none is wanted. */
    public Optional<ContentDigest.Algorithm> best() {
        ContentDigest.Algorithm best = null;
        int most = 0;
        for (ContentDigest.Algorithm algorithm : ContentDigest.Algorithm.values()) {
            int weight = weights.getOrDefault(algorithm.key(), 0);
            if (weight > most) {
                best = algorithm;
                most = weight;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The value of the field. */
    @Override
    public String toString() {
        Keyed.Builder<Member> members = new Keyed.Builder<>();
        weights.forEach((algorithm, weight) ->
                members.put(algorithm, new Member.Item(new BareItem.Int(weight), Keyed.empty())));
        return FieldWriter.dictionary(members.build());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WantedDigests that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return weights.hashCode();
    }
}
