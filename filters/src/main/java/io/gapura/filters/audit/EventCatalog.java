package io.gapura.filters.audit;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.Rejection;
import java.util.Locale;
import java.util.Map;

/**
 * What happened, as auditors name it: the only place with OCSF class and activity numbers and with words of the OWASP
 * logging vocabulary. A refusal is found by its public code, sharpened by policy and reason; a code that is not listed
 * falls back to its status, so that no refusal is without a word.
 */
final class EventCatalog {
    static final EventKind ERASED = gate("gapura_audit_erased", 1008, 99, 3, 1, 0, 0);
    static final EventKind GAP = gate("gapura_audit_gap", 1008, 99, 4, 1, 0, 0);
    static final EventKind EXCESS_404 =
            EventKind.of("malicious_excess_404", 6003, 0, 2, 2, 2, 2).as(AuditClass.BULK);
    static final EventKind REVEALED = gate("gapura_audit_revealed", 1008, 99, 3, 1, 0, 0);
    static final EventKind RECOVERED = gate("gapura_audit_recovered", 1008, 8, 4, 1, 0, 0);
    static final EventKind HEARTBEAT = gate("gapura_audit_heartbeat", 1008, 99, 1, 1, 0, 0);
    static final EventKind DEGRADED = gate("gapura_audit_degraded", 1008, 99, 4, 2, 0, 0);

    private static final int API = 6003;
    private static final EventKind STARTUP = gate("sys_startup", 6002, 3, 1, 1, 0, 0);
    private static final EventKind SHUTDOWN = gate("sys_shutdown", 6002, 4, 1, 1, 0, 0);
    private static final EventKind CHANGED = gate("authz_admin", 6002, 8, 3, 1, 0, 0);
    private static final EventKind ACCESS = EventKind.of("gapura_access", API, 0, 1, 1, 1, 1);
    private static final EventKind ERROR = EventKind.of("gapura_unexpected_error", 6008, 1, 4, 2, 0, 27);
    private static final EventKind CREDENTIAL = EventKind.of("authn_login_fail", 3002, 1, 3, 2, 2, 25);
    private static final EventKind REUSE = EventKind.of("authn_token_reuse", 3002, 1, 4, 2, 2, 25);
    private static final EventKind EXPIRED = EventKind.of("session_use_after_expire", 3002, 1, 3, 2, 2, 25);
    private static final EventKind DENIED = EventKind.of("authz_fail", API, 0, 3, 2, 2, 26);
    private static final EventKind DIRECT = EventKind.of("malicious_direct_reference", API, 0, 4, 2, 2, 26);
    private static final EventKind MALFORMED = EventKind.of("malicious_extraneous", API, 0, 3, 2, 2, 25);
    private static final EventKind INPUT = EventKind.of("input_validation_fail", API, 0, 2, 2, 2, 25);
    private static final EventKind DISCRETE = EventKind.of("input_validation_discrete_fail", API, 0, 4, 2, 2, 25);
    private static final EventKind CSRF = EventKind.of("malicious_csrf", API, 0, 3, 2, 2, 2);
    private static final EventKind CORS = EventKind.of("malicious_cors", API, 0, 3, 2, 2, 2);
    private static final EventKind RATE =
            EventKind.of("excess_rate_limit_exceeded", API, 0, 2, 2, 2, 2).as(AuditClass.BULK);
    private static final EventKind MISSING =
            EventKind.of("gapura_not_found", API, 0, 2, 2, 2, 2).as(AuditClass.BULK);

    private static final EventKind PROVEN = EventKind.of("authn_login_success", 3002, 1, 1, 1, 1, 1);
    private static final EventKind INTENT =
            EventKind.of("gapura_intent", API, 0, 1, 1, 1, 1).as(AuditClass.CRITICAL);
    private static final EventKind UPLOAD = EventKind.of("upload_validation", API, 0, 3, 2, 2, 25);

    private static final Map<String, EventKind> BY_CODE = Map.ofEntries(
            Map.entry("authentication-required", CREDENTIAL),
            Map.entry("step-up-required", CREDENTIAL),
            Map.entry("token-missing", CREDENTIAL),
            Map.entry("token-refused", CREDENTIAL),
            Map.entry("token-malformed", CREDENTIAL),
            Map.entry("signature-refused", CREDENTIAL),
            Map.entry("signature-malformed", CREDENTIAL),
            Map.entry("credential-ambiguous", CREDENTIAL),
            Map.entry("forbidden", DENIED),
            Map.entry("insufficient-scope", DENIED),
            Map.entry("origin-refused", CSRF),
            Map.entry("rate-exceeded", RATE),
            Map.entry("not-found", MISSING),
            Map.entry("request-malformed", MALFORMED),
            Map.entry("parameters-refused", INPUT),
            Map.entry("content-malformed", INPUT),
            Map.entry("content-refused", INPUT),
            Map.entry("media-type-refused", INPUT),
            Map.entry("not-acceptable", INPUT),
            Map.entry("body-too-large", INPUT),
            Map.entry("method-unknown", MALFORMED));

    private EventCatalog() {}

    private static EventKind gate(
            String code, int classUid, int activity, int severity, int status, int action, int disposition) {
        return EventKind.of(code, classUid, activity, severity, status, action, disposition)
                .as(AuditClass.CRITICAL);
    }

    private static EventKind said(ApplicationEvent event) {
        EventKind kind = ApplicationKinds.of(event.word());
        return event.isFailed() ? kind.failed() : kind;
    }

    /** What happens when an event cannot be stored: the catalogue's word, or more where the endpoint was raised. */
    static AuditClass classOf(AuditEvent event, EventKind kind) {
        return event.isCritical() ? AuditClass.CRITICAL : kind.auditClass();
    }

    /** The word of the event itself; of its first would-be refusal when it passed in shadow only. */
    static EventKind of(AuditEvent event) {
        return switch (event.kind()) {
            case START -> STARTUP;
            case STOP -> SHUTDOWN;
            case POLICY_CHANGED, POLICY_WRITTEN -> CHANGED;
            case POLICY_KEPT, POLICY_UNWRITTEN -> CHANGED.failed();
            case PROVEN -> PROVEN;
            case INTENT -> INTENT;
            case APPLICATION -> event.application().map(EventCatalog::said).orElse(ACCESS);
            case FAILED -> event.rejection().map(by -> refusal(event, by)).orElse(ERROR);
            case REFUSED -> event.rejection().map(by -> refusal(event, by)).orElse(ACCESS);
            case COMPLETED -> completed(event);
        };
    }

    private static EventKind completed(AuditEvent event) {
        if (!event.shadowed().isEmpty()) {
            AuditEvent.WouldReject first = event.shadowed().get(0);
            return refusal(first.policy(), first.rejection()).observed();
        }
        return event.status() >= 400 ? ACCESS.failed() : ACCESS;
    }

    private static EventKind refusal(AuditEvent event, Rejection by) {
        return refusal(event.policy().orElse("engine"), by);
    }

    private static EventKind refusal(String policy, Rejection by) {
        EventKind kind = BY_CODE.getOrDefault(by.code(), byStatus(by.status()));
        if (kind.equals(CREDENTIAL)) {
            return credential(by.reason());
        }
        if (kind.equals(MISSING) && policy.equals("rbac")) {
            return by.reason().startsWith("tenant") || by.reason().startsWith("check") ? DIRECT : DENIED;
        }
        if (kind.equals(CSRF) && policy.equals("cors")) {
            return CORS;
        }
        if (kind.equals(INPUT)) {
            return isUpload(by) ? UPLOAD : isDiscrete(by) ? DISCRETE : INPUT;
        }
        return kind;
    }

    private static EventKind credential(String reason) {
        String word = reason.toLowerCase(Locale.ROOT);
        if (word.contains("replay")) {
            return REUSE;
        }
        return word.contains("expired") ? EXPIRED : CREDENTIAL;
    }

    /** A value outside a closed list, or a member nobody declared: typed by a program, seldom by a person. */
    private static boolean isDiscrete(Rejection by) {
        return isDiscrete(by.reason()) || by.violations().stream().anyMatch(violation -> isDiscrete(violation.code()));
    }

    private static boolean isUpload(Rejection by) {
        return by.reason().startsWith("upload.")
                || by.violations().stream()
                        .anyMatch(violation -> violation.code().startsWith("upload."));
    }

    private static boolean isDiscrete(String word) {
        return word.endsWith(".enum") || word.endsWith(".unknown");
    }

    private static EventKind byStatus(int status) {
        if (status >= 500) {
            return ERROR;
        }
        return switch (status) {
            case 401 -> CREDENTIAL;
            case 403 -> DENIED;
            case 404 -> MISSING;
            case 415, 422 -> INPUT;
            case 429 -> RATE;
            default -> MALFORMED;
        };
    }
}
