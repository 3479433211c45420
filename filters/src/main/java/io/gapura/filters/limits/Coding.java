package io.gapura.filters.limits;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import java.util.List;

/** How a body is refused that is not what its Content-Encoding says: 400, in every mode, because nobody can read it. */
final class Coding {
    private static final Rejection CORRUPT = rejection("coding.corrupt");
    private static final Rejection TRUNCATED = rejection("coding.truncated");
    private static final Rejection TRAILING = rejection("coding.trailing");

    private Coding() {}

    /** Not gzip, not deflate, or a sum that does not hold. */
    static BodyRejectedException corrupt() {
        return new BodyRejectedException(CORRUPT);
    }

    /** The body ends before the member does. */
    static BodyRejectedException truncated() {
        return new BodyRejectedException(TRUNCATED);
    }

    /** Something follows: garbage, or a second member, which some readers append and others drop. */
    static BodyRejectedException trailing() {
        return new BodyRejectedException(TRAILING);
    }

    private static Rejection rejection(String word) {
        return Rejection.of(400, "content-malformed", word)
                .violations(List.of(new Violation(Violation.Place.BODY, "", word)))
                .asHard();
    }
}
