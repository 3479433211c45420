package io.gapura.filters;

import io.gapura.filters.KnownField.Trait;
import java.util.Arrays;
import java.util.Optional;

/** What is asked of a single field line that the gate knows by name. */
final class FieldRules {
    /** Fields that HTTP/2 has no place for. */
    static final long OF_CONNECTION = mask(Trait.HOP | Trait.TRAILERS);

    static final long FORWARDED = mask(Trait.FORWARDED);

    private FieldRules() {}

    private static long mask(int traits) {
        return Arrays.stream(KnownField.values())
                .filter(field -> field.has(traits))
                .mapToLong(KnownField::bit)
                .reduce(0, (a, b) -> a | b);
    }

    /** The bits of {@link HeaderViolation}. */
    static int violations(KnownField field, String value, boolean repeated) {
        int found = repeated && field.has(Trait.SINGLE) ? HeaderViolation.REPEATED.bit() : 0;
        if (field.has(Trait.OVERRIDE)) {
            found |= HeaderViolation.METHOD_OVERRIDE.bit();
        } else if (field.has(Trait.LENGTH) && (repeated || !FieldText.isLength(value))) {
            found |= HeaderViolation.LENGTH.bit();
        } else if (field.has(Trait.CODING) && (repeated || !Ascii.same(value, "chunked"))) {
            found |= HeaderViolation.CODING.bit();
        } else if (field.has(Trait.EXPECT) && !Ascii.same(value, "100-continue")) {
            found |= HeaderViolation.EXPECT.bit();
        }
        return found;
    }

    /** On HTTP/2 and 3, asked when one of {@link #OF_CONNECTION} is there: only {@code TE: trailers} may be. */
    static Optional<HeaderViolation> connection(Headers headers) {
        boolean hop = Arrays.stream(KnownField.values())
                .filter(field -> field.has(Trait.HOP))
                .anyMatch(field -> headers.contains(field.lower()));
        boolean trailers = headers.all("te").stream().allMatch(value -> Ascii.same(value, "trailers"));
        return hop || !trailers ? Optional.of(HeaderViolation.CONNECTION) : Optional.empty();
    }

    static int pairs(String value) {
        int pairs = 1;
        for (int at = value.indexOf(';'); at >= 0; at = value.indexOf(';', at + 1)) {
            pairs++;
        }
        return pairs;
    }
}
