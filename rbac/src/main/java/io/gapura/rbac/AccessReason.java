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
    /** No role grants the permission. */
    PERMISSION_MISSING(403, "forbidden"),
    /** A role grants the permission, a {@code deny} takes it away. */
    PERMISSION_DENIED(403, "forbidden"),
    /** The caller holds more roles of a static separation set than one may hold. */
    SEPARATION_STATIC(403, "forbidden"),
    /** The caller has more roles of a dynamic separation set active than one may have. */
    SEPARATION_DYNAMIC(403, "forbidden"),
    /** A path rule matches the path, but not the method. */
    PATH_METHOD(403, "forbidden");

    private final int status;
    private final String code;

    AccessReason(int status, String code) {
        this.status = status;
        this.code = code;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Rejection rejection(String note) {
        return Rejection.of(status, code, word()).note(note);
    }
}
