package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One event in canonical form, all but what only the writer knows: the place in the chain, the sequence, the time of
 * writing. Those go into two gaps. Holds no object of the request; immutable.
 */
final class EventLine {
    private static final String LOG = "gapura";
    private static final String OCSF = "1.9.0";

    private final int typeUid;
    private final byte[] canonical;
    private final int attestationGap;
    private final int metadataGap;

    private EventLine(int typeUid, byte[] canonical, int attestationGap, int metadataGap) {
        this.typeUid = typeUid;
        this.canonical = canonical;
        this.attestationGap = attestationGap;
        this.metadataGap = metadataGap;
    }

    static EventLine of(AuditEvent event) {
        EventKind kind = EventCatalog.of(event);
        EventValues values = EventValues.of(event);
        int activity = kind.activityOf(values.method);
        CanonicalLine line = new CanonicalLine().object();
        if (kind.action() > 0) {
            line.member("action_id").number(kind.action());
        }
        line.member("activity_id").number(activity);
        actor(line, values);
        if (values.ofRequest) {
            line.member("api")
                    .object()
                    .member("operation")
                    .string(values.operation)
                    .endObject();
        }
        if (kind.classUid() == 6002) {
            line.member("app").object().member("name").string(LOG).endObject();
        }
        int attestation = line.length();
        numbers(line, kind);
        if (!values.rule.isEmpty()) {
            line.member("firewall_rule")
                    .object()
                    .member("uid")
                    .string(values.rule)
                    .endObject();
        }
        http(line, event, values);
        int metadata = metadata(line, kind, event.incident().toString(), values.truncated);
        policy(line, values);
        line.member("severity_id").number(kind.severity());
        if (values.ofRequest) {
            source(line, values.address);
        }
        if (!values.detail.isEmpty()) {
            line.member("status_detail").string(values.detail);
        }
        line.member("status_id").number(kind.status());
        int typeUid = end(line, kind, activity, event.time(), values.trace, values.unmapped);
        if (kind.classUid() == 3002) {
            line.member("user").value(values.user);
        }
        return new EventLine(typeUid, line.endObject().toBytes(), attestation, metadata);
    }

    /** An event of the log itself. */
    static EventLine ofLog(EventKind kind, Instant time, String correlation, Map<String, Object> facts) {
        CanonicalLine line = new CanonicalLine().object();
        line.member("activity_id").number(kind.activity());
        line.member("actor").object().member("app_name").string(LOG).endObject();
        int attestation = line.length();
        numbers(line, kind);
        int metadata = metadata(line, kind, correlation, false);
        line.member("severity_id").number(kind.severity());
        line.member("status_id").number(kind.status());
        int typeUid = end(line, kind, kind.activity(), time, Map.of(), facts);
        return new EventLine(typeUid, line.endObject().toBytes(), attestation, metadata);
    }

    private static void actor(CanonicalLine line, EventValues values) {
        line.member("actor").object();
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

    private static void http(CanonicalLine line, AuditEvent event, EventValues values) {
        if (!values.method.isEmpty()) {
            line.member("http_request").object().member("http_method").string(values.method);
            if (!values.path.isEmpty()) {
                line.member("url").object().member("path").string(values.path).endObject();
            }
            if (!values.userAgent.isEmpty()) {
                line.member("user_agent").string(values.userAgent);
            }
            line.endObject();
        }
        if (event.status() > 0) {
            line.member("http_response")
                    .object()
                    .member("code")
                    .number(event.status())
                    .endObject();
        }
    }

    /** Returns where the writer's members go. */
    private static int metadata(CanonicalLine line, EventKind kind, String correlation, boolean truncated) {
        line.member("metadata").object();
        line.member("correlation_uid").string(correlation);
        line.member("event_code").string(kind.code());
        if (truncated) {
            line.member("is_truncated").bool(true);
        }
        line.member("log_name").string(LOG);
        int gap = line.length();
        line.endObject();
        return gap;
    }

    private static void policy(CanonicalLine line, EventValues values) {
        line.member("policy").object();
        line.member("name").string(values.policy);
        line.member("version").string(values.version).endObject();
    }

    private static void source(CanonicalLine line, String address) {
        line.member("src_endpoint").object();
        line.member(address.equals("unknown") ? "name" : "ip").string(address).endObject();
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
        line.member("timezone_offset").number(0);
        if (!trace.isEmpty()) {
            line.member("trace").value(trace);
        }
        line.member("type_uid").number(typeUid);
        if (!unmapped.isEmpty()) {
            line.member("unmapped").value(unmapped);
        }
        return typeUid;
    }

    int typeUid() {
        return typeUid;
    }

    /** The line without a chain, for sinks that have none. */
    byte[] unchained(Instant logged, String uid) {
        return filled("", metadata(logged, uid, -1, List.of("security_control")));
    }

    /** The line with its place in a chain; the attestation begins with a comma. */
    byte[] chained(Instant logged, String uid, long sequence, String attestation) {
        return filled(attestation, metadata(logged, uid, sequence, List.of("record_integrity", "security_control")));
    }

    private static String metadata(Instant logged, String uid, long sequence, List<String> profiles) {
        return ",\"logged_time\":" + logged.toEpochMilli()
                + ",\"product\":{\"name\":\"Gapura\",\"vendor_name\":\"Gapura\"},\"profiles\":[\""
                + String.join("\",\"", profiles)
                + (sequence < 0 ? "\"]" : "\"],\"sequence\":" + sequence)
                + ",\"uid\":\"" + uid + "\",\"version\":\"" + OCSF + "\"";
    }

    private byte[] filled(String attestation, String metadata) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(canonical.length + attestation.length() + 256);
        line.write(canonical, 0, attestationGap);
        ascii(line, attestation);
        line.write(canonical, attestationGap, metadataGap - attestationGap);
        ascii(line, metadata);
        line.write(canonical, metadataGap, canonical.length - metadataGap);
        return line.toByteArray();
    }

    private static void ascii(ByteArrayOutputStream line, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        line.write(bytes, 0, bytes.length);
    }
}
