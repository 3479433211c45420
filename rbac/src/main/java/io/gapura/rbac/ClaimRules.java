package io.gapura.rbac;

import io.gapura.filters.Claims;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What counts of what an issuer, or a policy that proves callers, states of them: roles by a list that the document
 * writes down, and a tenant. Immutable.
 *
 * @param claim where roles stand; null: they are those that the caller carries
 * @param roles what a stated role becomes
 * @param refusesOthers whether a caller with any other is refused; else it is ignored
 * @param tenantClaim where the tenant stands; null: nowhere
 * @param how in words, for explanations
 */
record ClaimRules(
        @Nullable String claim,
        Map<String, Integer> roles,
        boolean refusesOthers,
        @Nullable String tenantClaim,
        String how) {
    private static final int MOST = 1_000;
    private static final int LONGEST = 128;

    /** The tenant that the claims name; null when they name none, or several. */
    @Nullable
    String tenant(Claims claims) {
        if (tenantClaim == null) {
            return null;
        }
        Optional<List<String>> texts = claims.texts(tenantClaim);
        if (texts.isEmpty() || texts.get().size() != 1 || !isTenant(texts.get().get(0))) {
            return null;
        }
        return texts.get().get(0);
    }

    /** What begins with {@code @} is a word of the document, which nobody can state. */
    private static boolean isTenant(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && text.charAt(0) != '@';
    }

    /** The roles of these claims. */
    void find(Claims claims, Holding found) {
        if (claim != null) {
            Optional<List<String>> texts = claims.texts(claim);
            if (texts.isPresent()) {
                find(texts.get(), found);
            }
        }
    }

    /** The roles that these words become; too many or too long ones are nobody's roles. */
    void find(Iterable<String> stated, Holding found) {
        int count = 0;
        for (String name : stated) {
            if (++count > MOST || name.length() > LONGEST) {
                found.refuse(AccessReason.ROLES_LIMIT);
                return;
            }
            Integer role = roles.get(name);
            if (role != null) {
                found.role(role, how);
            } else if (refusesOthers && !isDropped(name)) {
                found.refuse(AccessReason.ROLES_UNMAPPED);
            }
        }
    }

    private static boolean isDropped(String name) {
        return name.isEmpty() || name.equals("*") || name.equals("**");
    }
}
