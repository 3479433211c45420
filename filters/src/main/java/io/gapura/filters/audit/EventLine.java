package io.gapura.filters.audit;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One event in canonical form, all but what only the writer knows: the place in the chain, the sequence, the time of
 * writing. Those go into two gaps. Holds no object of the request; immutable.
 */
final class EventLine implements Line {
    private static final String LOG = "gapura";
    static final String VERSION = ",\"version\":\"1.9.0\"";
    static final int ID_LENGTH = 36;
    private static final byte[] NO_BYTES = {};

    /** Leaves room for metadata and attestation below 32 KiB. */
    private static final int MOST_BYTES = 31 * 1_024;

    private final int typeUid;
    private final byte[] canonical;
    private final int attestationGap;
    private final int metadataGap;
    private final String uid;
    private final AuditClass auditClass;
    private final byte[] tenant;
    private final long missing;
    private final long time;

    private EventLine(
            int typeUid,
            byte[] canonical,
            int attestationGap,
            int metadataGap,
            String uid,
            AuditClass auditClass,
            byte[] tenant,
            long missing,
            long time) {
        this.typeUid = typeUid;
        this.canonical = canonical;
        this.attestationGap = attestationGap;
        this.metadataGap = metadataGap;
        this.uid = uid;
        this.auditClass = auditClass;
        this.tenant = tenant;
        this.missing = missing;
        this.time = time;
    }

    /** At most 32 KiB with its attestation: what would be longer keeps what is required, and says so. */
    static EventLine of(AuditEvent event, Redaction redaction, String uid) {
        EventValues values = EventValues.of(event, redaction, uid);
        EventLine whole = of(event, values, uid, 0);
        return whole.canonical.length <= MOST_BYTES ? whole : of(event, values, uid, whole.canonical.length);
    }

    private static EventLine of(AuditEvent event, EventValues values, String uid, int tooLong) {
        EventKind kind = EventCatalog.of(event);
        int activity = kind.activityOf(values.method);
        CanonicalLine line = new CanonicalLine().object();
        if (kind.action() > 0) {
            line.member("action_id").number(kind.action());
        }
        line.member("activity_id").number(activity);
        actor(line, values);
        if (values.ofRequest) {
            named(line, "api", "operation", values.operation);
        }
        if (kind.classUid() == 6002) {
            named(line, "app", "name", LOG);
        }
        int attestation = line.length();
        numbers(line, kind);
        finding(line, kind, uid);
        if (!values.rule.isEmpty()) {
            named(line, "firewall_rule", "uid", values.rule);
        }
        http(line, event, values, tooLong > 0);
        line.member("metadata").object();
        if (!event.endsRequest()) {
            line.member("correlation_uid").string(event.incident().toString());
        }
        line.member("event_code").string(kind.code());
        if (values.dropped > 0 || tooLong > 0) {
            line.member("is_truncated").bool(true);
        }
        int metadata = endMetadata(line);
        named(line, "policy", "name", values.policy, "version", values.version);
        ofApplication(line, kind, event.application());
        line.member("severity_id").number(kind.severity());
        if (values.ofRequest) {
            line.member("src_endpoint").value(values.source);
        }
        if (!values.detail.isEmpty()) {
            line.member("status_detail").string(values.detail);
        }
        line.member("status_id").number(kind.status());
        if (kind.classUid() == 6005) {
            named(line, "table", "name", resourceType(event.application()));
        }
        Map<String, Object> unmapped = tooLong > 0 ? Map.of("values_left_out", true) : values.unmapped;
        int typeUid = end(line, kind, activity, event.time(), values.trace, unmapped);
        if (kind.classUid() / 1_000 == 3) {
            line.member("user").value(values.target);
        }
        byte[] canonical = line.endObject().toBytes();
        long missing = values.dropped + Math.max(0, tooLong - canonical.length);
        return new EventLine(
                typeUid,
                canonical,
                attestation,
                metadata,
                uid,
                EventCatalog.classOf(event, kind),
                tenant(values.tenant),
                missing,
                event.epochMillis());
    }

    /** What the class of findings demands. */
    private static void finding(CanonicalLine line, EventKind kind, String uid) {
        if (kind.classUid() == 2004) {
            named(line, "finding_info", "title", kind.code(), "uid", uid);
        }
    }

    /** {@code {"name":…}} and the like. */
    private static void named(CanonicalLine line, String member, String... namesAndValues) {
        line.member(member).object();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            line.member(namesAndValues[i]).string(namesAndValues[i + 1]);
        }
        line.endObject();
    }

    /** What the class of an application's event demands: privileges, resources, a service. */
    private static void ofApplication(CanonicalLine line, EventKind kind, Optional<ApplicationEvent> said) {
        Optional<ApplicationEvent.Resource> resource = said.flatMap(ApplicationEvent::resource);
        if (kind.classUid() == 3005) {
            line.member("privileges").array().string(kind.code()).endArray();
        }
        if (resource.isPresent()) {
            Neutralizer neutralizer = new Neutralizer();
            line.member("resources").array().object();
            line.member("type").string(neutralizer.text(resource.get().type(), 64));
            line.member("uid")
                    .string(SecretScan.ofFreeText(
                            neutralizer.text(resource.get().id(), 256)));
            line.endObject().endArray();
        }
        if (kind.classUid() == 3002) {
            named(line, "service", "name", LOG);
        }
    }

    private static String resourceType(Optional<ApplicationEvent> said) {
        return said.flatMap(ApplicationEvent::resource)
                .map(resource -> new Neutralizer().text(resource.type(), 64))
                .orElse("unspecified");
    }

    /** An event of the log itself. */
    static EventLine ofLog(EventKind kind, Instant time, String uid, Map<String, Object> facts) {
        CanonicalLine line = new CanonicalLine().object();
        line.member("activity_id").number(kind.activity());
        line.member("actor").object().member("app_name").string(LOG).endObject();
        int attestation = line.length();
        numbers(line, kind);
        line.member("metadata").object().member("event_code").string(kind.code());
        int metadata = endMetadata(line);
        line.member("severity_id").number(kind.severity());
        line.member("status_id").number(kind.status());
        int typeUid = end(line, kind, kind.activity(), time, Map.of(), facts);
        byte[] canonical = line.endObject().toBytes();
        return new EventLine(
                typeUid, canonical, attestation, metadata, uid, AuditClass.CRITICAL, NO_BYTES, 0, time.toEpochMilli());
    }

    /** How often something happened that is not stored each time. */
    static EventLine ofCount(Floods.Count count, Floods.Key key, String source, String uid) {
        EventKind kind = count.kind();
        CanonicalLine line = new CanonicalLine().object();
        line.member("action_id").number(kind.action());
        line.member("activity_id").number(count.activity());
        named(line, "actor", "app_name", LOG);
        named(line, "api", "operation", new Neutralizer().text(key.operation(), 512));
        int attestation = line.length();
        line.member("category_uid").number(kind.classUid() / 1_000);
        line.member("class_uid").number(kind.classUid());
        line.member("count").number(count.count());
        line.member("disposition_id").number(kind.disposition());
        line.member("end_time").number(count.last());
        finding(line, kind, uid);
        line.member("metadata").object().member("event_code").string(kind.code());
        int metadata = endMetadata(line);
        line.member("severity_id").number(kind.severity());
        named(line, "src_endpoint", "name", new Neutralizer().text(source, 128));
        line.member("start_time").number(count.first());
        line.member("status_id").number(kind.status());
        Map<String, Object> unmapped = new TreeMap<>();
        if (!key.shadow().words().isEmpty()) {
            UnmappedValues.shadow(key.shadow(), unmapped);
        }
        int typeUid = end(line, kind, count.activity(), Instant.ofEpochMilli(count.last()), Map.of(), unmapped);
        byte[] canonical = line.endObject().toBytes();
        return new EventLine(
                typeUid, canonical, attestation, metadata, uid, AuditClass.BULK, NO_BYTES, 0, count.last());
    }

    private static void actor(CanonicalLine line, EventValues values) {
        line.member("actor").object();
        if (!values.session.isEmpty()) {
            named(line, "session", "uid", values.session);
        }
        if (values.ofRequest) {
            line.member("user").value(values.user);
        } else {
            line.member("app_name").string(LOG);
        }
        line.endObject();
    }

    private static void numbers(CanonicalLine line, EventKind kind) {
        line.member("category_uid").number(kind.classUid() / 1_000);
        line.member("class_uid").number(kind.classUid());
        if (kind.disposition() > 0) {
            line.member("disposition_id").number(kind.disposition());
        }
    }

    private static void http(CanonicalLine line, AuditEvent event, EventValues values, boolean bare) {
        if (!values.method.isEmpty()) {
            line.member("http_request").object();
            if (!values.listed.headers().isEmpty() && !bare) {
                line.member("http_headers").value(values.listed.headers());
            }
            line.member("http_method").string(values.method);
            if (!values.path.isEmpty() && !bare) {
                line.member("url").object().member("path").string(values.path);
                if (!values.listed.query().isEmpty()) {
                    line.member("query_string").string(values.listed.query());
                }
                line.endObject();
            }
            if (!values.userAgent.isEmpty() && !bare) {
                line.member("user_agent").string(values.userAgent);
            }
            line.endObject();
        }
        if (event.status() > 0) {
            line.member("http_response").object();
            line.member("code").number(event.status()).endObject();
        }
    }

    /** Returns where the writer's members go. */
    private static int endMetadata(CanonicalLine line) {
        int gap = line.length();
        line.endObject();
        return gap;
    }

    /** Returns the type number. */
    private static int end(
            CanonicalLine line,
            EventKind kind,
            int activity,
            Instant time,
            Map<String, Object> trace,
            Map<String, Object> unmapped) {
        int typeUid = kind.classUid() * 100 + activity;
        line.member("time").number(time.toEpochMilli());
        if (!trace.isEmpty()) {
            line.member("trace").value(trace);
        }
        line.member("type_uid").number(typeUid);
        if (!unmapped.isEmpty()) {
            line.member("unmapped").value(unmapped);
        }
        return typeUid;
    }

    @Override
    public int typeUid() {
        return typeUid;
    }

    /** UUIDv7. */
    String uid() {
        return uid;
    }

    @Override
    public AuditClass auditClass() {
        return auditClass;
    }

    @Override
    public int attestationGap() {
        return attestationGap;
    }

    @Override
    public int metadataGap() {
        return metadataGap;
    }

    @Override
    public int tenantLength() {
        return tenant.length;
    }

    @Override
    public long missing() {
        return missing;
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public int size() {
        return ID_LENGTH + tenant.length + canonical.length;
    }

    /**
     * Id, tenant and canonical form, one behind the other. The id is a UUIDv7 that was drawn when the event was encoded:
     * values that are sealed are bound to it.
     */
    void copyTo(byte[] target, int at) {
        ascii(uid, target, at);
        System.arraycopy(tenant, 0, target, at + ID_LENGTH, tenant.length);
        System.arraycopy(canonical, 0, target, at + ID_LENGTH + tenant.length, canonical.length);
    }

    @SuppressWarnings("deprecation") // the one copy that needs no array between; an id is ASCII
    private static void ascii(String uid, byte[] target, int at) {
        uid.getBytes(0, ID_LENGTH, target, at);
    }

    /** The line without a chain, for sinks that have none. */
    byte[] unchained(Instant logged) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(canonical.length + 256);
        line.write(canonical, 0, metadataGap);
        long millis = logged.toEpochMilli();
        String before = (Line.isLogged(time, millis) ? ",\"logged_time\":" + millis : "")
                + ",\"product\":{\"name\":\"Gapura\"},\"profiles\":[\"security_control\"]"
                + new String(tenant, StandardCharsets.UTF_8) + ",\"uid\":\"" + uid + "\"";
        long size = canonical.length + before.length() + VERSION.length() + missing;
        write(line, before + (missing == 0 ? "" : ",\"untruncated_size\":" + size) + VERSION);
        line.write(canonical, metadataGap, canonical.length - metadataGap);
        return line.toByteArray();
    }

    private static byte[] tenant(String tenant) {
        return tenant.isEmpty() ? NO_BYTES : (",\"tenant_uid\":" + quoted(tenant)).getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return new String(new CanonicalLine().string(text).toBytes(), StandardCharsets.UTF_8);
    }

    private static void write(ByteArrayOutputStream line, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        line.write(bytes, 0, bytes.length);
    }
}
