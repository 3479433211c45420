package io.gapura.rbac;

/** What a caller is told whom a tenant or a check refuses an object. Refusals for a missing role never hide. */
public enum OnDeny {
    /** 403: the object may be known to exist. */
    FORBIDDEN,
    /** 404, as the application answers for what is not there. A check must do the same look-up for that, or time tells. */
    NOT_FOUND
}
