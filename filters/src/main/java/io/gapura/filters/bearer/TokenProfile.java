package io.gapura.filters.bearer;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a token says that it is one for access, and nothing else that the same issuer signs (RFC 8725 §3.11). */
public enum TokenProfile {
    /** RFC 9068: {@code typ} is {@code at+jwt}, and {@code client_id} names the client. */
    AT_JWT,
    /**
     * For issuers that name no type of their own: {@code typ} may be {@code JWT} or absent as well. Then the client must be
     * named by {@code client_id} or {@code azp}, and what marks a token of OpenID Connect for the client itself is refused.
     */
    UNTYPED;

    private static final Set<String> OF_ACCESS = Set.of("at+jwt", "application/at+jwt");
    private static final Set<String> OF_NOTHING = Set.of("", "jwt");
    private static final List<String> CLIENTS = List.of("client_id", "azp");
    private static final Set<String> OF_OPENID = Set.of("nonce", "at_hash", "c_hash");

    /** Media types have no case (RFC 2045 §5.1). */
    boolean takes(@Nullable String type) {
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return OF_ACCESS.contains(lower) || this == UNTYPED && OF_NOTHING.contains(lower);
    }

    /** The claims of which one names the client, the first that is there. */
    List<String> clients() {
        return this == UNTYPED ? CLIENTS : CLIENTS.subList(0, 1);
    }

    /** The claims that a token for access has not. */
    Set<String> foreign() {
        return this == UNTYPED ? OF_OPENID : Set.of();
    }
}
