package io.gapura.filters.bearer;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the claims of a token whose signature is good (RFC 9068 §2.2 and §4, RFC 8725 §3.8 to §3.12). A claim
 * that is there must be of its type, required or not.
 */
final class ClaimRules {
    private static final int MOST_DETAILS = 32;

    private ClaimRules() {}

    /** Why they are not taken; null when they are. */
    static @Nullable TokenReason check(TokenClaims claims, TrustedIssuer issuer, long now) {
        if (!claims.isBounded()) {
            return TokenReason.ROLES_LIMIT;
        }
        List<String> audiences = claims.list("aud");
        if (audiences == null) {
            return TokenReason.CLAIM;
        }
        if (Collections.disjoint(audiences, issuer.audiences())) {
            return TokenReason.AUDIENCE;
        }
        TokenReason time = issuer.lifetime().check(claims, now);
        if (time != null) {
            return time;
        }
        if (claims.hasAny(issuer.profile().foreign())) {
            return TokenReason.TYPE;
        }
        return isNamed(claims, issuer) && isTyped(claims) ? null : TokenReason.CLAIM;
    }

    private static boolean isNamed(TokenClaims claims, TrustedIssuer issuer) {
        List<String> clients = issuer.profile().clients();
        return claims.text("sub") != null
                && claims.text("jti") != null
                && clients.stream().anyMatch(claims::has)
                && clients.stream().allMatch(claims::isTextOrAbsent);
    }

    private static boolean isTyped(TokenClaims claims) {
        return claims.isTextOrAbsent("sid")
                && claims.isTextOrAbsent("acr")
                && (!claims.has("auth_time") || claims.time("auth_time") != null)
                && (!claims.has("amr") || isListOfTexts(claims.member("amr")))
                && (!claims.has("scope") || isScope(claims.member("scope")))
                && (!claims.has("authorization_details") || isDetails(claims.member("authorization_details")));
    }

    private static boolean isListOfTexts(@Nullable Object value) {
        return value instanceof List<?> elements && elements.stream().allMatch(String.class::isInstance);
    }

    /** RFC 6749 §3.3: words of visible ASCII without quotes and backslashes, one space between two. */
    private static boolean isScope(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return false;
        }
        boolean between = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' ? between : c < 0x21 || c > 0x7E || c == '"' || c == '\\') {
                return false;
            }
            between = c == ' ';
        }
        return !between;
    }

    /** RFC 9396 §2: objects with a type. */
    private static boolean isDetails(@Nullable Object value) {
        return value instanceof List<?> elements
                && elements.size() <= MOST_DETAILS
                && elements.stream()
                        .allMatch(each -> each instanceof Map<?, ?> detail && detail.get("type") instanceof String);
    }

    /** The words of a scope that was checked; none when the claim is absent. */
    static Set<String> scopes(TokenClaims claims) {
        return claims.member("scope") instanceof String text ? Set.of(distinct(text)) : Set.of();
    }

    private static String[] distinct(String scope) {
        return Arrays.stream(scope.split(" ", -1)).distinct().toArray(String[]::new);
    }
}
