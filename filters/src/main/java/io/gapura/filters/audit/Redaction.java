package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.DataClass;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a value before it is stored, by its {@link DataClass}: never stored, hashed, encrypted, or stored as it
 * is. Made once for a log; immutable and thread-safe.
 */
final class Redaction {
    private final Recording recording;
    private final KeyedHash hash;
    private final Optional<SubjectKeys> subjects;
    private final String origin;
    private final EventIds ids;
    private final Grants grants;
    private final CriticalPatterns critical;

    private Redaction(
            Recording recording, KeyedHash hash, Optional<SubjectKeys> subjects, String origin, EventIds ids) {
        this.recording = recording;
        this.hash = hash;
        this.subjects = subjects;
        this.origin = origin;
        this.ids = ids;
        this.grants = Grants.of(recording.grants());
        this.critical = CriticalPatterns.of(recording.critical());
    }

    /** For a log without a directory: pseudonyms of this run, no list of names. */
    static Redaction standard(SecureRandom random) {
        return standard(Recording.standard(), KeyedHash.ofThisRun(random), random);
    }

    /** The same of other recording and by other keys. */
    static Redaction standard(Recording recording, KeyedHash hash, SecureRandom random) {
        return new Redaction(recording, hash, Optional.empty(), "gapura", new EventIds(random));
    }

    /**
     * For a log in that directory.
     *
     * @throws io.gapura.filters.ConfigurationException when keys cannot be read
     */
    static Redaction of(Recording recording, Path directory, String origin, SecureRandom random) {
        KeyedHash hash = recording.hashKeys().map(KeyedHash::reading).orElseGet(() -> KeyedHash.ofThisRun(random));
        Optional<SubjectKeys> subjects =
                recording.subjectKeys().map(keys -> SubjectKeys.reading(directory, keys, hash, random));
        return new Redaction(recording, hash, subjects, origin, new EventIds(random));
    }

    EventLine line(AuditEvent event) {
        String uid = event.endsRequest() ? event.incident().toString() : ids.next(event.time());
        return EventLine.of(event, this, uid);
    }

    String uid(Instant now) {
        return ids.next(now);
    }

    /** The same ids, for one who encodes many. */
    UidBits idBits() {
        return ids.asBytes();
    }

    boolean records(AuditEvent event) {
        return grants.records(event);
    }

    /** What is recorded of an event: itself, or of a grant that is not the access alone, or nothing. */
    @Nullable
    AuditEvent recorded(AuditEvent event) {
        if (records(event)) {
            return event;
        }
        return recording.isAccessLogged() ? event.onlyAccess() : null;
    }

    /** How many of a hundred grants are recorded. */
    int grantsPercent() {
        return grants.percent();
    }

    CriticalPatterns critical() {
        return critical;
    }

    List<String> headers() {
        return recording.headers();
    }

    List<String> queryParameters() {
        return recording.queryParameters();
    }

    String token(String fieldClass, String value) {
        return hash.of(fieldClass, value);
    }

    /** The caller's id, or another person's. */
    String person(String id, String field, String uid) {
        return personal(recording.caller(), id, "user", id, field, uid);
    }

    /** The address of a client whose caller may be known. */
    String address(Optional<String> subject, String address, String uid) {
        boolean encrypted = recording.address() == Personal.ENCRYPTED && subject.isPresent();
        Personal how = encrypted || recording.address() == Personal.CLEAR ? recording.address() : Personal.HASHED;
        return personal(how, subject.orElse(""), "address", address, "src_endpoint.uid", uid);
    }

    /** Whether no header but the user agent is recorded, and no query parameter. */
    boolean isUnlisted() {
        return recording.headers().isEmpty() && recording.queryParameters().isEmpty();
    }

    Personal caller() {
        return recording.caller();
    }

    Personal address() {
        return recording.address();
    }

    boolean isAddressClear() {
        return recording.address() == Personal.CLEAR;
    }

    /** Of a network as of an address. */
    String network(String network) {
        return isAddressClear() ? network : hash.of("network", network);
    }

    boolean isCallerClear() {
        return recording.caller() == Personal.CLEAR;
    }

    /** A personal value of the application's: encrypted where there are keys for it, else hashed; never clear. */
    String value(Optional<String> subject, String name, String value, String uid) {
        Personal how = subjects.isPresent() && subject.isPresent() ? Personal.ENCRYPTED : Personal.HASHED;
        return personal(how, subject.orElse(""), name, value, "unmapped." + name, uid);
    }

    private String personal(Personal how, String subject, String fieldClass, String value, String field, String uid) {
        return switch (how) {
            case CLEAR -> value;
            case HASHED -> hash.of(shortened(fieldClass), value);
            case ENCRYPTED -> sealed(subject, new SubjectKeys.Place(origin, uid, field), value);
        };
    }

    /** A disk on which no key can be made must not bring down the request: the value is left out and its place says so. */
    private String sealed(String subject, SubjectKeys.Place place, String value) {
        try {
            return subjects.orElseThrow().seal(subject, place, value);
        } catch (IllegalStateException unusable) {
            return "<unsealed>";
        }
    }

    private static String shortened(String fieldClass) {
        return fieldClass.length() > 32 ? fieldClass.substring(0, 32) : fieldClass;
    }
}
