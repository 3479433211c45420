package io.gapura.filters;

import io.gapura.filters.Violation.Place;
import java.util.List;

/**
 * A way in which the header fields of one request could be read differently by two readers, or replace what was decided
 * on. {@link Headers} names them while it reads; the {@code firewall} policy refuses. Hard ones no mode lets pass.
 *
 * <p>In the order in which they are reported: what ends a message in the wrong place comes first.
 */
public enum HeaderViolation {
    /** A name that is no token, or a value that holds a control other than TAB (RFC 9110 §5.1, §5.5). */
    CHARACTER("header.character", true),
    /** Content-Length together with Transfer-Encoding: request smuggling (RFC 9112 §6.3). */
    LENGTH_AND_CODING("framing.cl-te", true),
    /** Several Content-Length lines, or one that is not 1 to 18 digits. */
    LENGTH("framing.length", true),
    /** Transfer-Encoding other than one {@code chunked}, or any on HTTP/1.0 (RFC 9112 §6.1). */
    CODING("framing.coding", true),
    /**
     * A field of the connection where frames do its work, on HTTP/2 and 3 (RFC 9113 §8.2.2). The request that upgrades to
     * HTTP/2 in clear text is one: RFC 9113 §3.1 has taken that upgrade out (class of h2c smuggling).
     */
    CONNECTION("header.connection", false),
    /** A field that some frameworks let replace the method. */
    METHOD_OVERRIDE("header.method-override", false),
    /** A field on which decisions hang came twice; Cookie on HTTP/1 as well. */
    REPEATED("header.repeated", false),
    /** Expect other than {@code 100-continue} (RFC 9110 §10.1.1). */
    EXPECT("header.expect", false);

    private final String word;
    private final boolean hard;

    @SuppressWarnings("ImmutableEnumChecker") // a Rejection is immutable; the engine has no annotation for it
    private final Rejection rejection;

    HeaderViolation(String word, boolean hard) {
        this.word = word;
        this.hard = hard;
        boolean expect = word.equals("header.expect");
        Rejection plain = Rejection.of(expect ? 417 : 400, expect ? "expectation-refused" : "request-malformed", word)
                .violations(List.of(new Violation(Place.HEADER, "", word)));
        this.rejection = hard ? plain.asHard() : plain;
    }

    /** The dotted word that answers and audit records show. */
    public String word() {
        return word;
    }

    /** Whether no mode and no setting lets it pass. */
    public boolean hard() {
        return hard;
    }

    /** How it is refused. */
    public Rejection rejection() {
        return rejection;
    }

    @SuppressWarnings("EnumOrdinal") // a place in a mask that is never stored
    int bit() {
        return 1 << ordinal();
    }
}
