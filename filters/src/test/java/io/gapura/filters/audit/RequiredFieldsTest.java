package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditWord;
import io.gapura.filters.Caller;
import io.gapura.filters.Client;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of event as it is written, against the members that OCSF 1.9 requires of its class. */
class RequiredFieldsTest {
    /** Of every event; then of each class, from the published schema. */
    private static final List<String> ALWAYS = List.of(
            "category_uid",
            "class_uid",
            "activity_id",
            "type_uid",
            "severity_id",
            "status_id",
            "time",
            "metadata.version",
            "metadata.product.name",
            "metadata.uid",
            "metadata.event_code",
            "metadata.profiles");

    private static final Map<Long, List<String>> OF_CLASS = Map.of(
            1008L, List.of("actor"),
            2004L, List.of("finding_info.title", "finding_info.uid"),
            3002L, List.of("user", "service", "actor", "src_endpoint"),
            3005L, List.of("user", "privileges", "actor", "src_endpoint"),
            3007L, List.of("user", "actor", "src_endpoint"),
            4002L, List.of("http_request", "http_response", "src_endpoint", "action_id", "disposition_id"),
            6002L, List.of("app.name", "actor"),
            6003L, List.of("actor", "api.operation", "src_endpoint", "action_id", "disposition_id"),
            6005L, List.of("actor", "src_endpoint", "table.name"),
            6008L, List.of("actor"));

    /** Activities that the schema has for a class; 99 is other. */
    private static final Map<Long, Set<Long>> ACTIVITIES = Map.of(
            1008L, Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 99L),
            2004L, Set.of(1L, 2L, 3L, 99L),
            3002L, Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 99L),
            3005L, Set.of(1L, 2L, 99L),
            3007L, Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 99L),
            4002L, Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 99L),
            6002L, Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 99L),
            6003L, Set.of(1L, 2L, 3L, 4L, 99L),
            6005L, Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 99L),
            6008L, Set.of(1L, 2L, 99L));

    record Row(String code, AuditClass auditClass, EventLine line) {
        @Override
        public String toString() {
            return code;
        }
    }

    static Stream<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(gate("sys_startup", AuditEvent.Kind.START));
        rows.add(gate("sys_shutdown", AuditEvent.Kind.STOP));
        for (AuditEvent.Kind kind : List.of(
                AuditEvent.Kind.POLICY_CHANGED,
                AuditEvent.Kind.POLICY_KEPT,
                AuditEvent.Kind.POLICY_WRITTEN,
                AuditEvent.Kind.POLICY_UNWRITTEN)) {
            rows.add(gate("authz_admin", kind));
        }
        rows.add(request("authn_login_success", AuditClass.STANDARD, AuditEvent.Kind.PROVEN));
        rows.add(request("gapura_intent", AuditClass.CRITICAL, AuditEvent.Kind.INTENT));
        rows.add(request("gapura_access", AuditClass.STANDARD, AuditEvent.Kind.COMPLETED));
        rows.add(request("gapura_unexpected_error", AuditClass.STANDARD, AuditEvent.Kind.FAILED));
        refusals()
                .forEach((code, by) -> rows.add(new Row(
                        code,
                        code.equals("excess_rate_limit_exceeded") || code.equals("gapura_not_found")
                                ? AuditClass.BULK
                                : AuditClass.STANDARD,
                        Events.line(Events.refused(by.policy(), by.rejection())))));
        for (AuditWord word : AuditWord.values()) {
            AuditEvent said = AuditEvent.ofRequest(
                            AuditEvent.Kind.APPLICATION, Events.NOON, Events.INCIDENT, "1", RequestView.post("/a"), 0)
                    .application(ApplicationEvent.of(word));
            rows.add(new Row(word.code(), word.least(), Events.line(said)));
        }
        rows.add(new Row(
                "gapura_http",
                AuditClass.BULK,
                Events.line(Events.completed("/").onlyAccess())));
        rows.add(new Row(
                "malicious_csp_violation",
                AuditClass.BULK,
                Events.line(AuditEvent.ofRequest(
                                AuditEvent.Kind.REFUSED,
                                Events.NOON,
                                Events.INCIDENT,
                                "1",
                                RequestView.post("/csp-reports"),
                                204)
                        .answered("csp-reports")
                        .telling(Map.of("directives", "script-src", "reports", "1")))));
        for (EventKind kind : List.of(
                EventCatalog.OPENED,
                EventCatalog.CLOSED,
                EventCatalog.ROTATED,
                EventCatalog.EXPORTED,
                EventCatalog.PRUNED,
                EventCatalog.GAP,
                EventCatalog.HEARTBEAT,
                EventCatalog.DISK,
                EventCatalog.CLOCK,
                EventCatalog.DEGRADED,
                EventCatalog.RECOVERED,
                EventCatalog.ERASED,
                EventCatalog.REVEALED)) {
            rows.add(new Row(
                    kind.code(), AuditClass.CRITICAL, EventLine.ofLog(kind, Events.NOON, "uid", Map.of("n", 1L))));
        }
        AuditEvent unread = AuditEvent.ofUnread(
                        AuditEvent.Kind.REFUSED,
                        Events.NOON,
                        Events.INCIDENT,
                        "1",
                        new AuditEvent.RequestLine("GET", "http", new Client("unknown")),
                        400)
                .refused(Rejection.malformed("uri.utf8"), "engine");
        rows.add(new Row("malicious_extraneous", AuditClass.STANDARD, Events.line(unread)));
        return rows.stream();
    }

    record By(String policy, Rejection rejection) {}

    private static Map<String, By> refusals() {
        Map<String, By> refusals = new LinkedHashMap<>();
        refusals.put("authn_login_fail", new By("bearer", Rejection.of(401, "token-refused", "signature")));
        refusals.put("authn_token_reuse", new By("signing", Rejection.of(401, "signature-refused", "replayed")));
        refusals.put("session_use_after_expire", new By("bearer", Rejection.of(401, "token-refused", "expired")));
        refusals.put("authz_fail", new By("rbac", Rejection.of(403, "forbidden", "role-missing")));
        refusals.put("malicious_direct_reference", new By("rbac", Rejection.of(404, "not-found", "tenant-mismatch")));
        refusals.put("malicious_extraneous", new By("firewall", Rejection.malformed("uri.utf8")));
        refusals.put(
                "input_validation_fail", new By("validation", Rejection.of(422, "content-refused", "text.length")));
        refusals.put(
                "input_validation_discrete_fail",
                new By("validation", Rejection.of(422, "content-refused", "body.unknown")));
        refusals.put("upload_validation", new By("uploads", Rejection.of(422, "content-refused", "upload.type")));
        refusals.put("malicious_csrf", new By("origin", Rejection.of(403, "origin-refused", "cross-site")));
        refusals.put("malicious_cors", new By("cors", Rejection.of(403, "origin-refused", "origin")));
        refusals.put("excess_rate_limit_exceeded", new By("limits", Rejection.of(429, "rate-exceeded", "network")));
        refusals.put("gapura_not_found", new By("engine", Rejection.of(404, "not-found", "unmatched")));
        refusals.put("crypt_decrypt_fail", new By("engine", Rejection.internalError("crypt.altered")));
        refusals.put("gapura_unexpected_error", new By("engine", Rejection.internalError("exception")));
        return refusals;
    }

    private static Row gate(String code, AuditEvent.Kind kind) {
        return new Row(
                code,
                AuditClass.CRITICAL,
                Events.line(AuditEvent.ofGate(kind, Events.NOON, Events.INCIDENT, "1", Map.of("posture", "x"))));
    }

    private static Row request(String code, AuditClass auditClass, AuditEvent.Kind kind) {
        RequestView request = RequestView.get("/a").withCaller(Caller.of("bearer", "alice"));
        return new Row(
                code,
                auditClass,
                Events.line(AuditEvent.ofRequest(kind, Events.NOON, Events.INCIDENT, "1", request, 200)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anEventHasWhatItsClassRequires(Row row) {
        Map<String, Object> event = Events.parsed(row.line());
        long classUid = (Long) event.get("class_uid");

        assertThat(Events.at(event, "metadata", "event_code")).isEqualTo(row.code());
        for (String member : ALWAYS) {
            assertThat(Events.at(event, member.split("\\."))).as(member).isNotEqualTo("(absent)");
        }
        assertThat(OF_CLASS).containsKey(classUid);
        for (String member : OF_CLASS.get(classUid)) {
            assertThat(Events.at(event, member.split("\\."))).as(member).isNotEqualTo("(absent)");
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void numbersAgreeWithEachOtherAndWithTheSchema(Row row) {
        Map<String, Object> event = Events.parsed(row.line());
        long classUid = (Long) event.get("class_uid");
        long activity = (Long) event.get("activity_id");

        assertThat(event).containsEntry("category_uid", classUid / 1_000);
        assertThat(event).containsEntry("type_uid", classUid * 100 + activity);
        assertThat(ACTIVITIES.get(classUid)).contains(activity);
        assertThat((Long) event.get("severity_id")).isBetween(1L, 4L);
        assertThat((Long) event.get("status_id")).isBetween(1L, 2L);
        assertThat(event).containsEntry("time", Events.NOON.toEpochMilli());
    }

    /** OCSF recommends some of them; each of them said in every line what is the same in every line. */
    @ParameterizedTest
    @MethodSource("rows")
    void whatIsAlwaysTheSameIsNotWritten(Row row) {
        Map<String, Object> event = Events.parsed(row.line());
        assertThat(event).doesNotContainKey("timezone_offset");
        for (String member : List.of("log_name", "logged_time")) {
            assertThat(Events.at(event, "metadata", member)).as(member).isEqualTo("(absent)");
        }
        assertThat(Events.at(event, "metadata", "product")).isEqualTo(Map.of("name", "Gapura"));
    }

    /** The constraint of OCSF's {@code _entity}, which a policy is. */
    @ParameterizedTest
    @MethodSource("rows")
    void aPolicyHasANameBesideItsVersion(Row row) {
        Map<String, Object> event = Events.parsed(row.line());
        if (event.containsKey("policy")) {
            assertThat(Events.at(event, "policy", "name")).isNotEqualTo("(absent)");
            assertThat(Events.at(event, "policy", "version")).isNotEqualTo("(absent)");
        }
    }

    @ParameterizedTest
    @EnumSource(AuditEvent.Kind.class)
    void theEventThatEndsARequestIsTheIncidentAndAllOthersPointToIt(AuditEvent.Kind kind) {
        boolean ends = Set.of("REFUSED", "COMPLETED", "FAILED", "ACCESSED").contains(kind.name());
        Map<String, Object> event =
                Events.parsed(AuditEvent.ofRequest(kind, Events.NOON, Events.INCIDENT, "1", RequestView.get("/"), 200));
        String incident = Events.INCIDENT.toString();

        assertThat(Events.at(event, "metadata", "uid").equals(incident)).isEqualTo(ends);
        assertThat(Events.at(event, "metadata", "correlation_uid")).isEqualTo(ends ? "(absent)" : incident);
        assertThat(StoredEvent.incident(event)).isEqualTo(incident);
    }

    @ParameterizedTest
    @ValueSource(longs = {-2_000, -1_001, -1_000, 0, 1_000, 1_001, 86_400_000})
    void whenItWasWrittenIsSaidWhereItIsMoreThanASecondAway(long later) {
        long written = Events.NOON.toEpochMilli() + later;
        EventLine line = Events.line(Events.completed("/"));
        Map<String, Object> event = Events.read(line.unchained(Instant.ofEpochMilli(written)));

        assertThat(Events.at(event, "metadata", "logged_time"))
                .isEqualTo(Math.abs(later) > 1_000 ? (Object) written : "(absent)");
        assertThat(StoredEvent.written(event))
                .isEqualTo(Math.abs(later) > 1_000 ? written : Events.NOON.toEpochMilli());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theClassSaysWhatHappensWhenItCannotBeStored(Row row) {
        assertThat(row.line().auditClass()).isEqualTo(row.auditClass());
    }

    @Test
    void aCriticalEndpointRaisesEveryEventAndShadowLowersNone() {
        AuditEvent critical = Events.completed("/").critical();
        assertThat(Events.line(critical).auditClass()).isEqualTo(AuditClass.CRITICAL);
        AuditEvent rate = Events.refused("limits", Rejection.of(429, "rate-exceeded", "network"));
        assertThat(Events.line(rate).auditClass()).isEqualTo(AuditClass.BULK);
        assertThat(Events.line(rate.critical()).auditClass()).isEqualTo(AuditClass.CRITICAL);
        AuditEvent shadowed = Events.completed("/")
                .shadowed(List.of(new AuditEvent.WouldReject("limits", Rejection.of(429, "rate-exceeded", "network"))));
        assertThat(Events.line(shadowed).auditClass()).isEqualTo(AuditClass.STANDARD);
    }

    @Test
    void theIdOfAnEventIsAUuidOfVersion7OfItsTimeAndNoneComesTwice() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            AuditEvent proven = AuditEvent.ofRequest(
                    AuditEvent.Kind.PROVEN, Events.NOON, Events.INCIDENT, "1", RequestView.get("/"), 0);
            String id = Events.line(proven).uid();
            UUID uuid = UUID.fromString(id);
            assertThat(uuid.version()).isEqualTo(7);
            assertThat(uuid.variant()).isEqualTo(2);
            assertThat(Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16))
                    .isEqualTo(Events.NOON);
            ids.add(id);
        }
        assertThat(ids).hasSize(10_000);
    }
}
