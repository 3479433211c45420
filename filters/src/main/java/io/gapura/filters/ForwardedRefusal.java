package io.gapura.filters;

import java.util.List;

/** Why what a proxy says, or somebody in its name, is not taken. Hard: a mode must not choose who the client is. */
final class ForwardedRefusal {
    /** Somebody whom nobody trusts speaks for a client, and {@code proxies.untrusted = refuse}. */
    static final ForwardedRefusal UNTRUSTED = new ForwardedRefusal("forwarded.untrusted");
    /** Two readers could come to different clients, schemes or hosts. */
    static final ForwardedRefusal AMBIGUOUS = new ForwardedRefusal("forwarded.ambiguous");
    /** Not in the grammar of RFC 7239 §4, or of the field. */
    static final ForwardedRefusal MALFORMED = new ForwardedRefusal("forwarded.malformed");
    /** More elements or characters than any chain of proxies makes. */
    static final ForwardedRefusal SIZE = new ForwardedRefusal("forwarded.size");

    private final Rejection rejection;

    private ForwardedRefusal(String word) {
        this.rejection = Rejection.malformed(word).violations(List.of(new Violation(Violation.Place.HEADER, "", word)));
    }

    RefusedException exception() {
        return new RefusedException(rejection);
    }
}
