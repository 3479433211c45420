package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The line of an event such as nearly all are: a request that was admitted or refused, of which nothing unusual is to be
 * said. One pass from the values to the canonical bytes, without an object on the way. What is unusual in any respect is
 * not held, and becomes an {@link EventLine}; where both can, both give the same bytes.
 *
 * <p>Used again for the next event; not thread-safe.
 */
final class TypicalLine implements Line {
    private static final byte[] CORRELATION = LineBytes.ascii(",\"metadata\":{\"correlation_uid\":\"");
    private static final byte[] POLICY = LineBytes.ascii("},\"policy\":{\"name\":\"");
    private static final byte[] VERSION = LineBytes.ascii("\",\"version\":\"");
    private static final byte[] DETAIL = LineBytes.ascii("\"},\"status_detail\":\"");

    private final Redaction redaction;
    private final UidBits ids;
    private final LineBytes bytes = new LineBytes();
    private final TypicalCaller who;
    private final TypicalRequest what;
    private final TypicalExtras extras;
    private final Phrases endings = new Phrases(bytes);
    private final List<KindBytes> kinds = new ArrayList<>();
    private int typeUid;
    private int canonical;
    private int attestationGap;
    private int metadataGap;
    private long time;
    private AuditClass auditClass = AuditClass.STANDARD;

    TypicalLine(Redaction redaction) {
        this.redaction = redaction;
        this.ids = redaction.idBits();
        this.who = new TypicalCaller(bytes, redaction);
        this.what = new TypicalRequest(bytes, redaction);
        this.extras = new TypicalExtras(bytes, redaction);
    }

    /**
     * Encodes the event to there, where {@link LineBytes#ROOM} is; false, and nothing there is worth anything, when there is
     * anything unusual about it. Never throws, and asks nobody but the gate.
     */
    boolean holds(AuditEvent event, EventKind kind, Testimony testimony, byte[] target, int at) {
        bytes.begin(target, at);
        if (event.endsRequest()) {
            bytes.idAtBegin(event.incident());
        } else {
            ids.put(event.epochMillis(), target, at);
        }
        return isHeld(event, kind, testimony);
    }

    /** The same with an id that was drawn before, at the beginning. */
    boolean holds(AuditEvent event, String uid, byte[] target) {
        bytes.begin(target, 0);
        System.arraycopy(LineBytes.ascii(uid), 0, target, 0, EventLine.ID_LENGTH);
        Testimony testimony = Testimony.of(event, redaction);
        return testimony != null && isHeld(event, EventCatalog.of(event), testimony);
    }

    private boolean isHeld(AuditEvent event, EventKind kind, Testimony testimony) {
        try {
            return isEncoded(event, kind, testimony);
        } catch (RuntimeException unreadable) {
            return false; // the other line records what can be read, and marks it
        }
    }

    private boolean isEncoded(AuditEvent event, EventKind kind, Testimony testimony) {
        RequestView request = event.requestOrNull();
        if (request == null || !isTypical(event) || !KindBytes.knows(kind)) {
            return false;
        }
        auditClass = EventCatalog.classOf(event, kind);
        time = event.epochMillis();
        encode(event, request, testimony, constants(kind, kind.activityOf(request.method())));
        return !bytes.isUnusual();
    }

    private boolean isTypical(AuditEvent event) {
        return redaction.isUnlisted()
                && event.shadowed().isEmpty()
                && event.application().isEmpty()
                && event.facts().isEmpty();
    }

    /** At most one for each kind and activity of the catalogue. */
    private KindBytes constants(EventKind kind, int activity) {
        for (int i = 0; i < kinds.size(); i++) { // an iterator is garbage
            if (kinds.get(i).isOf(kind, activity)) {
                return kinds.get(i);
            }
        }
        KindBytes fresh = KindBytes.of(kind, activity);
        kinds.add(fresh);
        return fresh;
    }

    private void encode(AuditEvent event, RequestView request, Testimony testimony, KindBytes constants) {
        Caller caller = request.caller();
        bytes.gap(EventLine.ID_LENGTH);
        who.tenant(caller);
        canonical = bytes.length();
        typeUid = constants.typeUid;
        bytes.put(constants.head);
        who.actor(caller, testimony);
        @Nullable Rejection rejection = event.rejection().orElse(null);
        attestationGap = what.called(event.endpointOrNull(), request, rejection, constants) - canonical;
        what.http(request);
        metadataGap = answered(event, constants) - canonical;
        decision(event, request, rejection, testimony, constants);
        extras.put(event, request, rejection, testimony.attestation());
        if (constants.ofPerson) {
            who.target();
        }
        bytes.put('}');
    }

    /** From the answer to the members of the source; returns where the writer's members of the metadata go. */
    private int answered(AuditEvent event, KindBytes constants) {
        String policy = event.policy().orElse(EventValues.NO_POLICY);
        if (!event.endsRequest()) {
            return answered(event, policy, constants);
        }
        int from = bytes.length();
        int mark = endings.put(constants, event.status(), policy, event.version());
        if (mark >= 0) {
            return from + mark;
        }
        int gap = answered(event, policy, constants);
        endings.learn(constants, event.status(), policy, event.version(), from, gap - from);
        return gap;
    }

    private int answered(AuditEvent event, String policy, KindBytes constants) {
        what.status(event.status());
        metadata(event, constants);
        int gap = bytes.length();
        bytes.put(POLICY);
        bytes.plain(policy, 64);
        bytes.put(VERSION);
        bytes.plain(event.version(), 256);
        bytes.end();
        bytes.put(constants.severity);
        return gap;
    }

    private void metadata(AuditEvent event, KindBytes constants) {
        if (event.endsRequest()) {
            bytes.put(constants.metadata);
        } else {
            bytes.put(CORRELATION);
            bytes.id(event.incident());
            bytes.put(constants.word);
        }
    }

    /** The members behind the policy, up to the type. */
    private void decision(
            AuditEvent event,
            RequestView request,
            @Nullable Rejection rejection,
            Testimony testimony,
            KindBytes constants) {
        what.source(request.address(), testimony.source());
        if (rejection == null) {
            bytes.put(constants.plainStatus);
        } else {
            bytes.known(DETAIL, rejection.reason(), 64);
            bytes.put(constants.status);
        }
        bytes.time(event.epochMillis());
        what.trace(request.trace());
        bytes.put(constants.type);
    }

    @Override
    public int typeUid() {
        return typeUid;
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
        return canonical - bytes.begin() - EventLine.ID_LENGTH;
    }

    @Override
    public long missing() {
        return 0;
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public int size() {
        return bytes.length() - bytes.begin();
    }
}
