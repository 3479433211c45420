package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads what stands encrypted in a log, and erases a person from it. Both leave an event in the log: a notice of it is on
 * the disk before anything is read or destroyed, and who writes the log records it. May be used while a server writes.
 *
 * <pre>{@code
 * LogPrivacy privacy = LogPrivacy.of(Path.of("/var/log/shop/audit"), subjectKeys, hashKeys);
 * privacy.reveal(line, "ticket 4711");        // {actor.user.uid=alice}
 * privacy.erase("alice", "request of 2026-11-22"); // the ids of the keys that are gone
 * }</pre>
 *
 * <p>A log with a file {@code hold} in its directory is under legal hold: nobody is erased from it. Thread-safe.
 */
public final class LogPrivacy {
    private static final int DEEPEST = 16;

    private final Path directory;
    private final SubjectKeys keys;
    private final Notices notices;
    private final EventIds ids;
    private final InstantSource clock;

    private LogPrivacy(Path directory, SubjectKeys keys, EventIds ids, InstantSource clock) {
        this.directory = directory;
        this.keys = keys;
        this.notices = Notices.under(directory);
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * That of a log.
     *
     * @param subjectKeys as {@code audit.subject-keys}
     * @param hashKeys as {@code audit.hash-keys}
     * @throws ConfigurationException when there is no such directory, or keys cannot be read
     */
    public static LogPrivacy of(Path directory, Reference subjectKeys, Reference hashKeys) {
        return of(directory, subjectKeys, hashKeys, InstantSource.system());
    }

    static LogPrivacy of(Path directory, Reference subjectKeys, Reference hashKeys, InstantSource clock) {
        if (!Files.isDirectory(directory)) {
            throw ConfigurationException.of("there is no log in " + directory);
        }
        SubjectKeys keys = SubjectKeys.reading(directory, subjectKeys, KeyedHash.reading(hashKeys));
        return new LogPrivacy(directory, keys, new EventIds(new SecureRandom()), clock);
    }

    /**
     * What stands encrypted in a line, by the place of each value, such as {@code actor.user.uid}; a value whose key was
     * destroyed is {@code <erased>}.
     *
     * @param line as it is stored, without LF
     * @param reason why, for the event
     * @throws IOException when the line is no event, or the notice cannot be left
     * @throws IllegalArgumentException when a value is altered
     */
    public Map<String, String> reveal(byte[] line, String reason) throws IOException {
        Map<String, Object> event = StrictObject.read(line);
        Map<String, String> sealed = new TreeMap<>();
        collect("", event, sealed, 0);
        String uid = text(event, "metadata", "uid");
        Map<String, Object> facts = new TreeMap<>();
        facts.put("reason", reason);
        facts.put("fields", String.join(" ", sealed.keySet()));
        facts.put("revealed_uid", uid);
        notices.leave(EventCatalog.REVEALED, clock.instant(), ids.next(clock.instant()), facts);
        Map<String, String> revealed = new TreeMap<>();
        for (Map.Entry<String, String> value : sealed.entrySet()) {
            revealed.put(value.getKey(), opened(value.getValue(), origin(event), uid, value.getKey()));
        }
        return revealed;
    }

    /**
     * The same for the event of that sequence; empty when the log has none.
     *
     * @throws IOException also when a segment cannot be read
     */
    public Optional<Map<String, String>> reveal(long sequence, String reason) throws IOException {
        Path segment = null;
        for (Path each : LogDirectory.segments(directory)) {
            segment = LogDirectory.first(each) <= sequence ? each : segment;
        }
        if (segment == null) {
            return Optional.empty();
        }
        try (SegmentReader reader = SegmentReader.of(segment)) {
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                if (isOf(line, sequence)) {
                    return Optional.of(reveal(line, reason));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(byte[] line, long sequence) {
        try {
            return StrictObject.read(line).get("metadata") instanceof Map<?, ?> metadata
                    && Long.valueOf(sequence).equals(metadata.get("sequence"));
        } catch (IOException torn) {
            return false;
        }
    }

    private String opened(String sealed, String origin, String uid, String field) throws IOException {
        return keys.reveal(sealed, new SubjectKeys.Place(origin, uid, field)).orElse("<erased>");
    }

    private static void collect(String place, Object value, Map<String, String> sealed, int depth) {
        if (depth < DEEPEST && value instanceof Map<?, ?> members) {
            members.forEach((name, member) ->
                    collect(place.isEmpty() ? name.toString() : place + "." + name, member, sealed, depth + 1));
        } else if (value instanceof String text && SubjectKeys.isSealed(text)) {
            sealed.put(place, text);
        }
    }

    /** That of the log as it was first opened: a chain that began anew has a number behind it. */
    private static String origin(Map<String, Object> event) {
        if (event.get("attestation_list") instanceof List<?> attestations
                && attestations.get(0) instanceof Map<?, ?> attestation) {
            return SubjectKeys.firstOrigin(String.valueOf(attestation.get("chain_uid")));
        }
        return "gapura";
    }

    private static String text(Map<String, Object> event, String object, String name) throws IOException {
        if (event.get(object) instanceof Map<?, ?> members && members.get(name) instanceof String text) {
            return text;
        }
        throw new IOException("no event of an audit log");
    }

    /**
     * Destroys a person's keys: what stands under them is unreadable for good, in every copy of the log, and no line
     * changes. Backups of {@code keys/subjects} are the operator's to erase.
     *
     * @param subject the caller's id, or what the application's events are about
     * @param reason why, for the event; must not name the person
     * @return the ids of the keys that are gone; none when there was none
     * @throws ConfigurationException while the log is under legal hold
     */
    public List<String> erase(String subject, String reason) throws IOException {
        if (Files.exists(directory.resolve("hold"))) {
            throw ConfigurationException.of("the log is under legal hold: nobody is erased while there is a file hold");
        }
        List<String> found = keys.ids(subject);
        if (found.isEmpty()) {
            return List.of();
        }
        Map<String, Object> facts = new TreeMap<>();
        facts.put("reason", reason);
        facts.put("keys", String.join(" ", found));
        notices.leave(EventCatalog.ERASED, clock.instant(), ids.next(clock.instant()), facts);
        return keys.erase(subject);
    }
}
