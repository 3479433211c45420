package io.gapura.filters.origin;

import io.gapura.filters.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a request carries to prove its caller, seen from the side of a page that forges requests: ambient credentials are
 * added by the browser to any request, whoever made it; attached ones only by who holds them.
 */
enum Credentials {
    /** A cookie, or a scheme whose password or ticket the browser keeps. */
    AMBIENT,
    /** A signature or a token that a foreign page cannot add without a preflight. */
    ATTACHED,
    NONE;

    private static final Set<String> KEPT_BY_BROWSERS = Set.of("basic", "digest", "negotiate", "ntlm", "nego2");

    static Credentials of(Headers headers) {
        List<String> authorization = headers.all("Authorization");
        if (headers.contains("Cookie") || authorization.stream().anyMatch(Credentials::isKept)) {
            return AMBIENT;
        }
        return authorization.isEmpty() && !headers.contains("Signature-Input") ? NONE : ATTACHED;
    }

    /** A scheme that is empty or odd counts as kept: only what is known to be attached is trusted to be. */
    private static boolean isKept(String authorization) {
        int blank = authorization.indexOf(' ');
        String scheme = blank < 0 ? authorization : authorization.substring(0, blank);
        return scheme.isEmpty() || KEPT_BY_BROWSERS.contains(scheme.toLowerCase(Locale.ROOT));
    }
}
