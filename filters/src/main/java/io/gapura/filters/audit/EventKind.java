package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;

/**
 * One row of the {@link EventCatalog}: the vocabulary word and the OCSF numbers.
 *
 * @param code OWASP logging vocabulary, or {@code gapura_…}
 * @param classUid OCSF class
 * @param activity OCSF activity; 0 means that the HTTP method decides
 * @param severity 1 informational to 4 high
 * @param status 1 success, 2 failure
 * @param action 1 allowed, 2 denied, 3 observed; 0 when none applies
 * @param disposition 1 allowed, 2 blocked, 17 logged, 25 rejected, 26 unauthorized, 27 error; 0 when none applies
 * @param auditClass what happens when it cannot be stored; an event may raise it
 */
record EventKind(
        String code,
        int classUid,
        int activity,
        int severity,
        int status,
        int action,
        int disposition,
        AuditClass auditClass) {
    /** The class whose activities are the methods themselves. */
    private static final int HTTP = 4_002;

    /** Of a request, as most are. */
    static EventKind of(
            String code, int classUid, int activity, int severity, int status, int action, int disposition) {
        return new EventKind(code, classUid, activity, severity, status, action, disposition, AuditClass.STANDARD);
    }

    /** A refusal that was only recorded keeps its word and class: severity 1, observed, logged. */
    EventKind observed() {
        return of(code, classUid, activity, 1, 1, 3, 17);
    }

    EventKind failed() {
        return new EventKind(code, classUid, activity, severity, 2, action, disposition, auditClass);
    }

    EventKind as(AuditClass other) {
        return new EventKind(code, classUid, activity, severity, status, action, disposition, other);
    }

    int activityOf(String method) {
        if (activity != 0) {
            return activity;
        }
        return classUid == HTTP ? httpActivity(method) : apiActivity(method);
    }

    private static int apiActivity(String method) {
        return switch (method) {
            case "POST" -> 1;
            case "GET", "HEAD" -> 2;
            case "PUT", "PATCH" -> 3;
            case "DELETE" -> 4;
            default -> 99;
        };
    }

    private static int httpActivity(String method) {
        return switch (method) {
            case "CONNECT" -> 1;
            case "DELETE" -> 2;
            case "GET" -> 3;
            case "HEAD" -> 4;
            case "OPTIONS" -> 5;
            case "POST" -> 6;
            case "PUT" -> 7;
            case "TRACE" -> 8;
            case "PATCH" -> 9;
            default -> 99;
        };
    }
}
