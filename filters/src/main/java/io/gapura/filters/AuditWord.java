package io.gapura.filters;

/**
 * What an application can record: a closed list, so that whoever reads the log knows every code. Words of the OWASP
 * logging vocabulary; what that has no word for begins with {@code gapura_}.
 */
public enum AuditWord {
    /** Somebody else's roles or permissions are others than before. */
    PRIVILEGE_PERMISSIONS_CHANGED("privilege_permissions_changed", AuditClass.CRITICAL),
    /** Somebody's rights on one object are others than before. */
    AUTHZ_CHANGE("authz_change", AuditClass.CRITICAL),
    USER_CREATED("user_created", AuditClass.CRITICAL),
    USER_UPDATED("user_updated", AuditClass.CRITICAL),
    USER_ARCHIVED("user_archived", AuditClass.CRITICAL),
    USER_DELETED("user_deleted", AuditClass.CRITICAL),
    /** By its owner or by an administrator; the values say which. */
    AUTHN_PASSWORD_CHANGE("authn_password_change", AuditClass.CRITICAL),
    /** By a login of the application's own. */
    AUTHN_LOGIN_SUCCESS("authn_login_success", AuditClass.STANDARD),
    /** By a login of the application's own. */
    AUTHN_LOGIN_FAIL("authn_login_fail", AuditClass.STANDARD),
    /** An account is closed for now, after too many failures. */
    AUTHN_LOGIN_LOCK("authn_login_lock", AuditClass.STANDARD),
    SESSION_CREATED("session_created", AuditClass.STANDARD),
    SESSION_EXPIRED("session_expired", AuditClass.STANDARD),
    SENSITIVE_CREATE("sensitive_create", AuditClass.STANDARD),
    SENSITIVE_READ("sensitive_read", AuditClass.STANDARD),
    SENSITIVE_UPDATE("sensitive_update", AuditClass.STANDARD),
    SENSITIVE_DELETE("sensitive_delete", AuditClass.STANDARD),
    /** Sensitive data leaves the application in bulk. */
    SENSITIVE_EXPORT("gapura_sensitive_export", AuditClass.CRITICAL),
    /** A file came in and is kept. */
    UPLOAD_STORED("upload_stored", AuditClass.STANDARD),
    UPLOAD_DELETE("upload_delete", AuditClass.STANDARD),
    /** Steps came in an order in which they cannot be. */
    SEQUENCE_FAIL("sequence_fail", AuditClass.STANDARD),
    /** What was sealed cannot be opened: the key is missing, or somebody has changed it. */
    CRYPT_DECRYPT_FAIL("crypt_decrypt_fail", AuditClass.STANDARD),
    /** A decision of the business that must be provable, such as an approval. */
    DECISION("gapura_decision", AuditClass.CRITICAL);

    private final String code;
    private final AuditClass least;

    AuditWord(String code, AuditClass least) {
        this.code = code;
        this.least = least;
    }

    /** As it is written in the log. */
    public String code() {
        return code;
    }

    /** No event of this word is of a lower class. */
    public AuditClass least() {
        return least;
    }
}
