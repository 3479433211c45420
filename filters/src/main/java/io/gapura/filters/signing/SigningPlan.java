package io.gapura.filters.signing;

import io.gapura.filters.HeaderLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one signer does beyond its profile: data, so that a refined signer is a copy. Immutable.
 *
 * @param label of our signature
 * @param inner the label of the signature that ours covers, in a chain
 * @param beside whether signatures of others stay
 * @param covering fields that are covered besides those of the profile, and must be there
 * @param lifetime what {@code expires} is after {@code created}; null when the profile knows
 * @param wish what the other side has asked for; null when it has not
 */
record SigningPlan(
        String label,
        @Nullable String inner,
        boolean beside,
        List<String> covering,
        @Nullable Duration lifetime,
        AcceptSignature.@Nullable Wish wish) {
    static final SigningPlan PLAIN = new SigningPlan("sig1", null, false, List.of(), null, null);

    private static final Duration LONGEST_LIFE = Duration.ofHours(24);

    /** What the wire changes, what clients write after us, and what proxies add: a signature over it breaks by chance. */
    private static final Set<String> NEVER = Set.of(
            "host",
            "date",
            "content-length",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "forwarded",
            "via",
            "signature",
            "signature-input");

    SigningPlan {
        if (!FieldCharacters.isKey(label) || inner != null && (!FieldCharacters.isKey(inner) || inner.equals(label))) {
            throw new IllegalArgumentException("a label is a key of a structured field, and each has its own");
        }
        if (lifetime != null
                && (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LONGEST_LIFE) > 0)) {
            throw new IllegalArgumentException("a signature lives between 1s and 24h");
        }
        covering = List.copyOf(covering);
    }

    SigningPlan besideOthers(String ownLabel) {
        return new SigningPlan(ownLabel, inner, true, covering, lifetime, wish);
    }

    SigningPlan chaining(String ownLabel, String innerLabel) {
        return new SigningPlan(ownLabel, innerLabel, true, covering, lifetime, wish);
    }

    SigningPlan living(Duration life) {
        return new SigningPlan(label, inner, beside, covering, life, wish);
    }

    /** The label of the answer is that of the wish (RFC 9421 §5.2). */
    SigningPlan answering(AcceptSignature.Wish asked) {
        return new SigningPlan(asked.label(), inner, beside, covering, lifetime, asked);
    }

    SigningPlan covering(String... fields) {
        List<String> more = new ArrayList<>(covering);
        for (String field : fields) {
            String lower = field.toLowerCase(Locale.ROOT);
            if (!FieldCharacters.isLowerFieldName(lower)) {
                throw new IllegalArgumentException("a covered field is named by a token");
            }
            requireSignable(lower);
            if (!more.contains(lower)) {
                more.add(lower);
            }
        }
        return new SigningPlan(label, inner, beside, more, lifetime, wish);
    }

    /** A field as a whole; one member of {@code Signature} is another matter. */
    static void requireSignable(String field) {
        if (NEVER.contains(field) || field.startsWith("x-forwarded-")) {
            throw new IllegalArgumentException(field + " changes on its way and is never signed");
        }
    }

    /** Which of the lines to be made are there already and must not be. */
    void requireFree(List<HeaderLine> headers) {
        for (HeaderLine line : headers) {
            boolean ours = line.named("Content-Digest") || line.named("Signature-Input") || line.named("Signature");
            if (ours && !beside) {
                throw new IllegalArgumentException(line.name() + " is made by the signer");
            }
        }
    }
}
