package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.AccessRule.Callers;
import io.gapura.rbac.Lint.Code;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who comes in at all.
 *
 * @param total whether it leaves nothing to ask: {@code @PermitAll}, {@code @PublicEndpoint}, {@code @DenyAll}
 * @param rule the gate alone, without demands
 * @param remark what somebody should look at
 */
record Gate(boolean total, AccessRule rule, Optional<Lint> remark) {
    /** Any authenticated caller. */
    static final Callers AUTHENTICATED = new Callers(new TreeSet<>(), List.of());

    private static final AccessRule OPEN = new AccessRule.Everybody();
    private static final AccessRule CLOSED = new AccessRule.Nobody();

    /** What an annotation says about that; most say nothing. */
    static Optional<Gate> of(Annotation annotation, String place) {
        if (annotation instanceof DenyAll) {
            return Optional.of(new Gate(true, CLOSED, Optional.empty()));
        }
        if (annotation instanceof PermitAll) {
            return Optional.of(new Gate(true, OPEN, Optional.of(unreasoned(place, "@PermitAll"))));
        }
        if (annotation instanceof PublicEndpoint open) {
            return Optional.of(new Gate(true, OPEN, unreasoned(open, place)));
        }
        if (annotation instanceof RolesAllowed roles) {
            return Optional.of(roles(Set.copyOf(List.of(roles.value())), place));
        }
        return annotation instanceof Authenticated
                ? Optional.of(new Gate(false, AUTHENTICATED, Optional.empty()))
                : Optional.empty();
    }

    private static Lint unreasoned(String place, String annotation) {
        return new Lint(Code.PUBLIC_WITHOUT_REASON, place, annotation + " says no reason");
    }

    private static Optional<Lint> unreasoned(PublicEndpoint open, String place) {
        String reason = open.reason();
        if (!reason.isEmpty() && reason.isBlank()) {
            throw ConfigurationException.at(place, "@PublicEndpoint needs a reason in words, or none");
        }
        return reason.isEmpty() ? Optional.of(unreasoned(place, "@PublicEndpoint")) : Optional.empty();
    }

    /** Servlet names: {@code **} is any authenticated caller; {@code *} means other things elsewhere, so nothing here. */
    private static Gate roles(Set<String> names, String place) {
        if (names.contains("*")) {
            throw ConfigurationException.at(place, "reserved-name the role * is reserved; ** is every caller");
        }
        if (names.isEmpty()) {
            Lint remark = new Lint(Code.ROLES_EMPTY, place, "@RolesAllowed without a role admits nobody");
            return new Gate(false, CLOSED, Optional.of(remark));
        }
        AccessRule rule = names.contains("**") ? AUTHENTICATED : new Callers(new TreeSet<>(names), List.of());
        return new Gate(false, rule, Optional.empty());
    }

    boolean closes() {
        return rule.equals(CLOSED);
    }
}
