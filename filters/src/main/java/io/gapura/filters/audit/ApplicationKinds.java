package io.gapura.filters.audit;

import io.gapura.filters.AuditWord;

/** The OCSF numbers of what applications record: the other half of the {@link EventCatalog}. */
final class ApplicationKinds {
    private static final int AUTHENTICATION = 3_002;
    private static final int USER_ACCESS = 3_005;
    private static final int USER_MANAGEMENT = 3_007;
    private static final int API = 6_003;
    private static final int DATASTORE = 6_005;
    private static final int ERROR = 6_008;

    private ApplicationKinds() {}

    static EventKind of(AuditWord word) {
        return numbers(word).as(word.least());
    }

    private static EventKind numbers(AuditWord word) {
        return switch (word) {
            case PRIVILEGE_PERMISSIONS_CHANGED, AUTHZ_CHANGE -> done(word, USER_ACCESS, 99, 3);
            case USER_CREATED -> done(word, USER_MANAGEMENT, 1, 3);
            case USER_UPDATED -> done(word, USER_MANAGEMENT, 2, 3);
            case USER_DELETED -> done(word, USER_MANAGEMENT, 3, 3);
            case USER_ARCHIVED -> done(word, USER_MANAGEMENT, 5, 3);
            case AUTHN_LOGIN_LOCK -> done(word, USER_MANAGEMENT, 6, 3);
            case AUTHN_PASSWORD_CHANGE -> done(word, USER_MANAGEMENT, 8, 3);
            case AUTHN_LOGIN_SUCCESS, SESSION_CREATED -> done(word, AUTHENTICATION, 1, 1);
            case SESSION_EXPIRED -> done(word, AUTHENTICATION, 2, 1);
            case AUTHN_LOGIN_FAIL -> EventKind.of(word.code(), AUTHENTICATION, 1, 3, 2, 2, 25);
            case SENSITIVE_READ -> done(word, DATASTORE, 1, 2);
            case SENSITIVE_UPDATE -> done(word, DATASTORE, 2, 2);
            case SENSITIVE_CREATE -> done(word, DATASTORE, 6, 2);
            case SENSITIVE_DELETE -> done(word, DATASTORE, 7, 2);
            case SENSITIVE_EXPORT -> done(word, DATASTORE, 99, 3);
            case UPLOAD_STORED -> done(word, API, 0, 1);
            case UPLOAD_DELETE -> done(word, API, 4, 2);
            case SEQUENCE_FAIL -> EventKind.of(word.code(), API, 0, 3, 2, 2, 25);
            case CRYPT_DECRYPT_FAIL -> EventKind.of(word.code(), ERROR, 1, 4, 2, 0, 27);
            case DECISION -> done(word, API, 0, 2);
        };
    }

    private static EventKind done(AuditWord word, int classUid, int activity, int severity) {
        return EventKind.of(word.code(), classUid, activity, severity, 1, 1, 1);
    }
}
