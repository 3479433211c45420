package io.gapura.rbac;

import io.gapura.filters.Rejection;
import java.util.Locale;

/** Why access was refused: the public answer and the private word of the audit record, side by side but never mixed. */
enum AccessReason {
    /** No rule covers the endpoint. */
    UNCOVERED(403, "forbidden"),
    /** The rule admits nobody. */
    DENY_ALL(403, "forbidden"),
    /** Somebody could be admitted, but this caller did not say who it is. */
    ANONYMOUS(401, "authentication-required"),
    /** None of the roles. */
    ROLE_MISSING(403, "forbidden"),
    /** No role grants the permission, or no scope lets it through. */
    PERMISSION_MISSING(403, "forbidden"),
    /** A role grants the permission, a {@code deny} takes it away. */
    PERMISSION_DENIED(403, "forbidden"),
    /** The caller holds more roles of a static separation set than one may hold. */
    SEPARATION_STATIC(403, "forbidden"),
    /** The caller has more roles of a dynamic separation set active than one may have. */
    SEPARATION_DYNAMIC(403, "forbidden"),
    /** A scope is missing (RFC 6750 §3.1). */
    SCOPE_MISSING(403, "insufficient-scope"),
    /** Who the caller is was not proven strongly or recently enough (RFC 9470). */
    STEP_UP(401, "step-up-required"),
    /** The caller acts for no tenant, or the path names none. */
    TENANT_MISSING(403, "forbidden"),
    /** The path names another tenant. */
    TENANT_MISMATCH(403, "forbidden"),
    /** A check refused the object. */
    CHECK_REFUSED(403, "forbidden"),
    /** A check threw, or gave no answer. */
    CHECK_FAILED(500, "internal-error"),
    /** A path rule matches the path, but not the method. */
    PATH_METHOD(403, "forbidden"),
    /** The token states more roles, or longer ones, than anybody needs. */
    ROLES_LIMIT(401, "token-refused"),
    /** The token states a role that its issuer may not state. */
    ROLES_UNMAPPED(401, "token-refused"),
    /** A {@link RoleActivation} chose a role that the caller does not hold. */
    ACTIVATION_WIDENED(500, "internal-error");

    private static final String CHALLENGE = "WWW-Authenticate";

    private final int status;
    private final String code;

    AccessReason(int status, String code) {
        this.status = status;
        this.code = code;
    }

    /** As audited. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The answer with its private note; a fault of ours is never shadowed. */
    Rejection rejection(String note) {
        Rejection rejection = Rejection.of(status, code, word()).note(note);
        if (code.equals("token-refused")) {
            return rejection.header(CHALLENGE, "Bearer error=\"invalid_token\"");
        }
        return status == 500 ? rejection.asHard() : rejection;
    }

    /** The answer to a caller who can do something about it. */
    Rejection rejection(String note, String challenge) {
        return rejection(note).header(CHALLENGE, challenge);
    }

    /** The answer to a caller whose kind of credential cannot do better: as to one who may not do this at all. */
    Rejection plain(String note) {
        return Rejection.of(403, "forbidden", word()).note(note);
    }

    /** The answer about an object: that it is refused, or that there is none. */
    Rejection onObject(OnDeny onDeny, String note) {
        return onDeny == OnDeny.FORBIDDEN
                ? rejection(note)
                : Rejection.of(404, "not-found", word()).note(note);
    }
}
