package io.gapura.filters.audit;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditWord;
import io.gapura.filters.Rejection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happened, as auditors name it: the only place with OCSF class and activity numbers and with words of the OWASP
 * logging vocabulary. A refusal is found by its public code, sharpened by policy and reason; a code that is not listed
 * falls back to its status, so that no refusal is without a word.
 */
final class EventCatalog {
    static final EventKind ERASED = gate("gapura_audit_erased", 1008, 99, 3, 1, 0, 0);
    static final EventKind PRUNED = gate("gapura_audit_pruned", 1008, 2, 3, 1, 0, 0);
    static final EventKind EXPORTED = gate("gapura_audit_exported", 1008, 3, 2, 1, 0, 0);
    static final EventKind GAP = gate("gapura_audit_gap", 1008, 99, 4, 1, 0, 0);
    static final EventKind EXCESS_404 =
            EventKind.of("malicious_excess_404", 4002, 0, 2, 2, 2, 2).as(AuditClass.BULK);
    static final EventKind REVEALED = gate("gapura_audit_revealed", 1008, 99, 3, 1, 0, 0);
    static final EventKind OPENED = gate("sys_monitor_enabled", 1008, 6, 1, 1, 0, 0);
    static final EventKind CLOSED = gate("sys_monitor_disabled", 1008, 7, 1, 1, 0, 0);
    static final EventKind ROTATED = gate("gapura_audit_rotated", 1008, 5, 1, 1, 0, 0);
    static final EventKind RECOVERED = gate("gapura_audit_recovered", 1008, 8, 4, 1, 0, 0);
    static final EventKind HEARTBEAT = gate("gapura_audit_heartbeat", 1008, 99, 1, 1, 0, 0);
    static final EventKind DISK = gate("gapura_audit_disk", 1008, 99, 4, 1, 0, 0);
    static final EventKind CLOCK = gate("gapura_audit_clock", 1008, 99, 4, 1, 0, 0);
    static final EventKind DEGRADED = gate("gapura_audit_degraded", 1008, 99, 4, 2, 0, 0);

    private static final int API = 6003;
    private static final EventKind STARTUP = gate("sys_startup", 6002, 3, 1, 1, 0, 0);
    private static final EventKind SHUTDOWN = gate("sys_shutdown", 6002, 4, 1, 1, 0, 0);
    private static final EventKind CHANGED = gate("authz_admin", 6002, 8, 3, 1, 0, 0);
    private static final EventKind ACCESS = EventKind.of("gapura_access", API, 0, 1, 1, 1, 1);
    private static final EventKind UNANSWERED = ACCESS.failed();
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
    private static final EventKind CSP =
            EventKind.of("malicious_csp_violation", 2004, 1, 2, 2, 2, 2).as(AuditClass.BULK);
    private static final EventKind RATE =
            EventKind.of("excess_rate_limit_exceeded", API, 0, 2, 2, 2, 2).as(AuditClass.BULK);
    private static final EventKind MISSING =
            EventKind.of("gapura_not_found", API, 0, 2, 2, 2, 2).as(AuditClass.BULK);

    private static final EventKind HTTP =
            EventKind.of("gapura_http", 4002, 0, 1, 1, 1, 1).as(AuditClass.BULK);
    private static final EventKind UNSEALABLE = ApplicationKinds.of(AuditWord.CRYPT_DECRYPT_FAIL);
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

    private static final List<EventKind> OF_GATE = List.of(
            STARTUP,
            SHUTDOWN,
            OPENED,
            CLOSED,
            ROTATED,
            CHANGED,
            ERASED,
            REVEALED,
            PRUNED,
            EXPORTED,
            GAP,
            RECOVERED,
            HEARTBEAT,
            DISK,
            CLOCK,
            DEGRADED,
            PROVEN,
            CREDENTIAL,
            REUSE,
            EXPIRED,
            INTENT,
            ACCESS,
            HTTP,
            DENIED,
            DIRECT,
            MALFORMED,
            INPUT,
            DISCRETE,
            UPLOAD,
            CSRF,
            CORS,
            CSP,
            RATE,
            MISSING,
            EXCESS_404,
            ERROR);

    private static final Map<String, AuditClass> CLASSES = all().stream()
            .collect(Collectors.toUnmodifiableMap(
                    EventKind::code, EventKind::auditClass, (one, other) -> one.compareTo(other) > 0 ? one : other));

    private EventCatalog() {}

    /** Every word that can stand in a log, the gate's before the application's. */
    static List<EventKind> all() {
        return Stream.concat(OF_GATE.stream(), Arrays.stream(AuditWord.values()).map(ApplicationKinds::of))
                .toList();
    }

    /** Of a word in a log; CRITICAL for one that is not known here. */
    static AuditClass classOf(String word) {
        return CLASSES.getOrDefault(word, AuditClass.CRITICAL);
    }

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
            case REFUSED -> event.rejection().map(by -> refusal(event, by)).orElseGet(() -> answered(event));
            case COMPLETED -> completed(event);
            case ACCESSED -> HTTP;
        };
    }

    /** Of the answers that a policy gives itself one tells of something: a browser has reported what it blocked. */
    private static EventKind answered(AuditEvent event) {
        boolean report = event.policy().filter("csp-reports"::equals).isPresent();
        return report && event.status() == 204 ? CSP : ACCESS;
    }

    private static EventKind completed(AuditEvent event) {
        if (!event.shadowed().isEmpty()) {
            AuditEvent.WouldReject first = event.shadowed().get(0);
            return refusal(first.policy(), first.rejection()).observed();
        }
        if (event.status() >= 400) {
            return UNANSWERED;
        }
        return event.word().map(ApplicationKinds::of).orElse(ACCESS);
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
        if (kind.equals(ERROR) && by.reason().startsWith("crypt.")) {
            return UNSEALABLE;
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
