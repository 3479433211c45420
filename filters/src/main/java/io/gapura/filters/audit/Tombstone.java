package io.gapura.filters.audit;

import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The event that stands in a log before its oldest lines are removed from it: which, why, and what the first line that is
 * left follows. A log whose beginning is missing and that holds no such event was tampered with.
 *
 * @param before all sequences below it go
 * @param fingerprint of the last line that goes
 * @param facts of the event, those of an incarnation's first record among them
 */
record Tombstone(long before, String fingerprint, Map<String, Object> facts) {
    /** What the first record of an incarnation says, and nobody could read any more. */
    private static final List<String> CARRIED =
            List.of("epoch", "incarnation", "previous_origin", "previous_root", "previous_size");

    private static final String BEFORE = "pruned_before";
    private static final String FINGERPRINT = "pruned_fingerprint";
    private static final byte[] MARK = ("\"" + EventCatalog.PRUNED.code() + "\"").getBytes(StandardCharsets.UTF_8);

    /**
     * What is about to go.
     *
     * @param first facts of the log's first record, or of the tombstone that stands for it
     */
    static Tombstone of(long before, String fingerprint, String reason, String by, Map<String, Object> first) {
        Map<String, Object> facts = new TreeMap<>();
        CARRIED.stream().filter(first::containsKey).forEach(name -> facts.put(name, first.get(name)));
        facts.put(BEFORE, before);
        facts.put(FINGERPRINT, fingerprint);
        facts.put("by", by);
        facts.put("reason", reason);
        return new Tombstone(before, fingerprint, facts);
    }

    /** Empty for any other line. */
    static Optional<Tombstone> in(byte[] line) {
        if (!contains(line)) {
            return Optional.empty();
        }
        try {
            Map<String, Object> event = StrictObject.read(line);
            if (event.get("metadata") instanceof Map<?, ?> metadata
                    && EventCatalog.PRUNED.code().equals(metadata.get("event_code"))
                    && Long.valueOf(EventCatalog.PRUNED.status()).equals(event.get("status_id"))
                    && event.get("unmapped") instanceof Map<?, ?> facts
                    && facts.get(BEFORE) instanceof Long before
                    && facts.get(FINGERPRINT) instanceof String fingerprint) {
                Map<String, Object> said = new TreeMap<>();
                facts.forEach((name, value) -> said.put((String) name, value));
                return Optional.of(new Tombstone(before, fingerprint, said));
            }
        } catch (IOException damaged) {
            // no tombstone
        }
        return Optional.empty();
    }

    /** Most lines are told apart without being parsed. */
    private static boolean contains(byte[] line) {
        for (int at = 0; at <= line.length - MARK.length; at++) {
            int same = 0;
            while (same < MARK.length && line[at + same] == MARK[same]) {
                same++;
            }
            if (same == MARK.length) {
                return true;
            }
        }
        return false;
    }

    /** Where in a log the one for that sequence stands, at or behind another; reads to the end of what is written. */
    static OptionalLong find(Path root, long from, long before) throws IOException {
        List<Path> segments = LogDirectory.segments(root);
        for (int i = 0; i < segments.size(); i++) {
            long end = i + 1 < segments.size() ? LogDirectory.first(segments.get(i + 1)) : Long.MAX_VALUE;
            long sequence = LogDirectory.first(segments.get(i));
            if (end <= from) {
                continue;
            }
            try (SegmentReader reader = SegmentReader.of(segments.get(i))) {
                byte[] line = reader.next();
                while (line != null && reader.terminated() && sequence < end) {
                    if (sequence >= from
                            && in(line).filter(each -> each.before() == before).isPresent()) {
                        return OptionalLong.of(sequence);
                    }
                    sequence++;
                    line = reader.next();
                }
            }
        }
        return OptionalLong.empty();
    }
}
