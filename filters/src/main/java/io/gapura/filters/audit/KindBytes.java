package io.gapura.filters.audit;

/** What is the same in every line of one {@link EventKind} and activity, in canonical form; between the parts stand values. Immutable. */
final class KindBytes {
    private final EventKind kind;
    private final int activity;

    final int typeUid;

    /** Up to the members of the actor. */
    final byte[] head;

    /** Class and disposition: the first behind the attestation. */
    final byte[] numbers;

    /** Behind the correlation of an event beside the one that ends a request, up to where the writer's metadata go. */
    final byte[] word;

    /** Behind the policy, up to the members of the source. */
    final byte[] severity;

    /** The same behind what is before the metadata, for the event that ends a request. */
    final byte[] metadata;

    /** Behind the detail, up to the time. */
    final byte[] status;

    /** The same behind the source, where no detail stands between. */
    final byte[] plainStatus;

    /** Behind the trace. */
    final byte[] type;

    /** Whether the class has the user at the end once more. */
    final boolean ofPerson;

    private KindBytes(EventKind kind, int activity) {
        this.kind = kind;
        this.activity = activity;
        typeUid = kind.classUid() * 100 + activity;
        String action = kind.action() > 0 ? "\"action_id\":" + kind.action() + "," : "";
        head = LineBytes.ascii("{" + action + "\"activity_id\":" + activity + ",\"actor\":{");
        String disposition = kind.disposition() > 0 ? ",\"disposition_id\":" + kind.disposition() : "";
        numbers = LineBytes.ascii(
                ",\"category_uid\":" + kind.classUid() / 1_000 + ",\"class_uid\":" + kind.classUid() + disposition);
        word = LineBytes.ascii("\",\"event_code\":\"" + kind.code() + "\"");
        metadata = LineBytes.ascii(",\"metadata\":{\"event_code\":\"" + kind.code() + "\"");
        String service = kind.classUid() == 3002 ? ",\"service\":{\"name\":\"gapura\"}" : "";
        severity = LineBytes.ascii(service + ",\"severity_id\":" + kind.severity() + ",\"src_endpoint\":{");
        status = LineBytes.ascii("\",\"status_id\":" + kind.status() + ",\"time\":");
        plainStatus = LineBytes.ascii("\"},\"status_id\":" + kind.status() + ",\"time\":");
        type = LineBytes.ascii(",\"type_uid\":" + typeUid);
        ofPerson = kind.classUid() == 3002;
    }

    static KindBytes of(EventKind kind, int activity) {
        return new KindBytes(kind, activity);
    }

    @SuppressWarnings("ReferenceEquality") // most are constants, and a record compares all its fields
    boolean isOf(EventKind other, int did) {
        return activity == did && (kind == other || kind.equals(other));
    }

    /** Whether its class has no members but these: an API activity, an application error, an authentication. */
    static boolean knows(EventKind kind) {
        return kind.classUid() == 6003 || kind.classUid() == 6008 || kind.classUid() == 3002;
    }
}
