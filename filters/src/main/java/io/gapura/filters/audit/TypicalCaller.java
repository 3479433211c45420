package io.gapura.filters.audit;

import io.gapura.filters.Caller;
import org.jspecify.annotations.Nullable;

/** Who called, in a {@link TypicalLine}: tenant, session and person, as {@link EventLine} has them. */
final class TypicalCaller {
    private static final byte[] TENANT = LineBytes.ascii(",\"tenant_uid\":\"");
    private static final byte[] SESSION = LineBytes.ascii("\"session\":{\"uid\":\"");
    private static final byte[] SESSION_END = LineBytes.ascii("\"},");
    private static final byte[] USER = LineBytes.ascii("\"user\":");
    private static final byte[] ANONYMOUS = LineBytes.ascii("\"user\":{\"name\":\"anonymous\",\"type_id\":0}");
    private static final byte[] DOMAIN = LineBytes.ascii("\"domain\":\"");
    private static final byte[] NEXT = LineBytes.ascii("\",");
    private static final byte[] TYPE = LineBytes.ascii("\"type\":\"");
    private static final byte[] PERSON = LineBytes.ascii("\",\"type_id\":99,\"uid\":\"");
    private static final byte[] TARGET = LineBytes.ascii(",\"user\":");

    private final LineBytes bytes;
    private final boolean clear;
    private final Phrases origins;
    private int person;
    private int personEnd;

    TypicalCaller(LineBytes bytes, Redaction redaction) {
        this.bytes = bytes;
        this.clear = redaction.isCallerClear();
        this.origins = new Phrases(bytes);
    }

    /** The member that lies behind the id; nothing without a tenant. */
    void tenant(Caller caller) {
        String tenant = caller.tenant().orElse("");
        if (!tenant.isEmpty()) {
            bytes.known(TENANT, tenant, 128);
            bytes.put('"');
        }
    }

    /** The members of the actor. */
    void actor(Caller caller, Testimony testimony) {
        if (testimony.session() != null) {
            session(testimony.session());
        }
        person = bytes.length() + USER.length;
        if (caller.isAnonymous()) {
            bytes.put(ANONYMOUS);
        } else {
            person(caller, testimony.person());
        }
        personEnd = bytes.length();
    }

    /** The person once more, as an authentication has it. */
    void target() {
        bytes.put(TARGET);
        bytes.again(person, personEnd);
    }

    private void session(String pseudonym) {
        bytes.put(SESSION);
        bytes.plain(pseudonym, 128);
        bytes.put(SESSION_END);
    }

    /** Who has proven the caller, and how. */
    private void origin(String mechanism, String issuer) {
        int from = bytes.length();
        bytes.put(USER);
        bytes.put('{');
        if (!issuer.isEmpty()) {
            bytes.put(DOMAIN);
            bytes.plain(issuer, 512);
            bytes.put(NEXT);
        }
        bytes.put(TYPE);
        bytes.plain(mechanism, 64);
        bytes.put(PERSON);
        origins.learn(null, 0, mechanism, issuer, from, 0);
    }

    private void person(Caller caller, @Nullable String pseudonym) {
        if (origins.put(null, 0, caller.mechanism(), caller.issuer()) < 0) {
            origin(caller.mechanism(), caller.issuer());
        }
        if (pseudonym != null) {
            bytes.plain(pseudonym, 128);
        } else {
            bytes.unusualIf(!clear);
            bytes.knownFree(caller.id(), 256);
        }
        bytes.end();
    }
}
