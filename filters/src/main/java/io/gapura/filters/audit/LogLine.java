package io.gapura.filters.audit;

import io.gapura.filters.ContentHash;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One stored line, read as hostile input: strict JSON in canonical form whose fingerprint is that of its content.
 *
 * @param logged when it was written, in ms; the time of the event where the line says no other
 * @param previous what it says of the line before; empty on the first
 */
record LogLine(long sequence, long logged, String chain, HashChain.Link link, Optional<HashChain.Link> previous) {

    /** Refuses a line that is not canonical, lacks a member or does not have the fingerprint that it names. */
    static LogLine read(byte[] line) throws IOException {
        try {
            Map<String, Object> event = StrictObject.read(line);
            if (!Arrays.equals(CanonicalLine.of(event), line)) {
                throw new IOException("not canonical");
            }
            return read(event);
        } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException shape) {
            throw new IOException("not an event", shape);
        }
    }

    /** The members of {@code unmapped} in a line that was read before; none when it has none. */
    static Map<String, Object> facts(byte[] line) throws IOException {
        try {
            return map(StrictObject.read(line), "unmapped");
        } catch (ClassCastException shape) {
            return Map.of();
        }
    }

    private static LogLine read(Map<String, Object> event) throws IOException {
        Map<String, Object> metadata = map(event, "metadata");
        Map<String, Object> attestation = map(list(event).get(0));
        String claimed = fingerprint(attestation);
        Optional<HashChain.Link> previous = attestation.containsKey("prev_event")
                ? Optional.of(link(map(attestation, "prev_event")))
                : Optional.empty();
        if (!ContentHash.of(CanonicalLine.of(withoutFingerprint(event, attestation)))
                .hex()
                .equals(claimed)) {
            throw new IOException("fingerprint");
        }
        HashChain.Link link = new HashChain.Link(text(metadata, "uid"), number(event, "type_uid"), claimed);
        return new LogLine(
                number(metadata, "sequence"),
                metadata.containsKey("logged_time") ? number(metadata, "logged_time") : number(event, "time"),
                text(attestation, "chain_uid"),
                link,
                previous);
    }

    private static Map<String, Object> withoutFingerprint(Map<String, Object> event, Map<String, Object> attestation) {
        Map<String, Object> bare = new TreeMap<>(attestation);
        bare.remove("fingerprint");
        List<Object> attestations = new ArrayList<>(list(event));
        attestations.set(0, bare);
        Map<String, Object> copy = new TreeMap<>(event);
        copy.put("attestation_list", attestations);
        return copy;
    }

    private static HashChain.Link link(Map<String, Object> members) throws IOException {
        return new HashChain.Link(text(members, "uid"), number(members, "type_uid"), fingerprint(members));
    }

    private static String fingerprint(Map<String, Object> of) throws IOException {
        Map<String, Object> members = map(of, "fingerprint");
        if (number(members, "algorithm_id") != 3
                || number(members, "encoding_id") != 1
                || number(members, "serialization_id") != 2) {
            throw new IOException("fingerprint of an unknown kind");
        }
        return text(members, "value");
    }

    private static List<?> list(Map<String, Object> event) {
        return event.get("attestation_list") instanceof List<?> list ? list : List.of();
    }

    private static Map<String, Object> map(Map<String, Object> of, String name) {
        Object value = of.get(name);
        return value == null ? Map.of() : map(value);
    }

    @SuppressWarnings("unchecked") // StrictObject makes maps with text keys only
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static String text(Map<String, Object> of, String name) throws IOException {
        if (of.get(name) instanceof String text) {
            return text;
        }
        throw new IOException(name + " is missing");
    }

    private static long number(Map<String, Object> of, String name) throws IOException {
        if (of.get(name) instanceof Long number) {
            return number;
        }
        throw new IOException(name + " is missing");
    }
}
