package io.gapura.filters.origin;

import io.gapura.filters.Rejection;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one look at a request found: that it passes, that this look cannot tell, or why it is refused. The words are
 * private; all of them are one public answer.
 */
enum Finding {
    PASSES(""),
    UNDECIDED(""),
    /** A value of Sec-Fetch-Site, -Mode or -User that no standard knows. */
    FETCH_UNKNOWN("fetch.unknown"),
    /** Some fields of Fetch Metadata and no Sec-Fetch-Site: browsers send all or none. */
    FETCH_INCOMPLETE("fetch.incomplete"),
    SITE_CROSS("site.cross"),
    SITE_SAME("site.same"),
    ORIGIN_NULL("origin.null"),
    ORIGIN_MALFORMED("origin.malformed"),
    ORIGIN_FOREIGN("origin.foreign"),
    TOKEN_MISSING("token.missing"),
    TOKEN_REFUSED("token.refused"),
    TOKEN_EXPIRED("token.expired"),
    /** A cookie and no way to prove by a token who made the page. */
    PROOF_MISSING("proof.missing"),
    /** No credential of any kind, where {@code no-credential} is {@code refuse}. */
    CREDENTIAL_MISSING("credential.missing");

    private final String word;

    Finding(String word) {
        this.word = word;
    }

    boolean refuses() {
        return !word.isEmpty();
    }

    /** The private word of a refusal. */
    String word() {
        return word;
    }

    static Set<String> words() {
        return Arrays.stream(values())
                .filter(Finding::refuses)
                .map(Finding::word)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** 403 {@code origin-refused}, whatever was found. */
    Rejection rejection(String vary) {
        return Rejection.of(403, "origin-refused", word).header("Vary", vary);
    }
}
