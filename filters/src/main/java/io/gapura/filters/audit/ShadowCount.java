package io.gapura.filters.audit;

import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts the events of a log for a {@link ShadowReport}, one line at a time. Bounded: 1,000 rules, 10,000 pairs of rule
 * and endpoint, 10,000 places.
 */
final class ShadowCount {
    private static final int MOST_RULES = 1_000;

    /** By what is shadowed: {@code policy:rule}, and {@code policy:rule @ endpoint} where it is at one endpoint alone. */
    private final Map<String, ShadowTally> tallies = new TreeMap<>();

    private final ShadowTally.Room room = new ShadowTally.Room();
    private final Set<String> everywhere = new HashSet<>();
    private final Map<String, Set<String>> atEndpoint = new HashMap<>();
    private long unreadable;

    void line(byte[] line) {
        try {
            Map<String, Object> event = StrictObject.read(line);
            Instant time = Instant.ofEpochMilli((Long) member(event, "time"));
            Map<?, ?> unmapped = event.get("unmapped") instanceof Map<?, ?> members ? members : Map.of();
            if (event.get("api") instanceof Map<?, ?> api && api.get("operation") instanceof String operation) {
                request(time, operation, unmapped, times(event));
            } else if (unmapped.containsKey("posture")) {
                posture(time, unmapped);
            }
        } catch (IOException | RuntimeException notAnEvent) {
            unreadable++;
        }
    }

    /** An event that stands for many says for how many. */
    private static long times(Map<String, Object> event) {
        return event.get("count") instanceof Long count && count > 0 ? count : 1;
    }

    private static Object member(Map<String, Object> event, String name) throws IOException {
        Object value = event.get(name);
        if (value == null) {
            throw new IOException(name + " is missing");
        }
        return value;
    }

    /** A start or stop of the gate: what is in shadow from here on. */
    private void posture(Instant time, Map<?, ?> facts) {
        everywhere.clear();
        atEndpoint.clear();
        facts.forEach((key, value) -> {
            if (key instanceof String name && value instanceof String text) {
                if (name.startsWith("shadow_")) {
                    String policy = text.substring(0, text.indexOf(':'));
                    everywhere.addAll(rules(policy, text.substring(policy.length() + 1)));
                } else if (name.startsWith("shadowed_at_")) {
                    String policy = text.substring(0, text.indexOf(':'));
                    endpoints(policy, text.substring(policy.length() + 1).strip());
                }
            }
        });
        tallies.entrySet().removeIf(each -> !isShadowed(each.getValue()));
        everywhere.forEach(rule -> tallies.computeIfAbsent(rule, absent -> ShadowTally.of(rule, "", time)));
        atEndpoint.forEach((endpoint, rules) -> rules.forEach(rule ->
                tallies.computeIfAbsent(rule + " @ " + endpoint, absent -> ShadowTally.of(rule, endpoint, time))));
    }

    private static Set<String> rules(String policy, String names) {
        Set<String> rules = new TreeSet<>();
        Arrays.stream(names.strip().split(" ", -1)).forEach(name -> rules.add(policy + ":" + name));
        return rules;
    }

    private void endpoints(String policy, String text) {
        for (String entry : text.split(" ;; ", -1)) {
            int at = entry.indexOf(" @ ");
            if (at > 0) {
                atEndpoint
                        .computeIfAbsent(entry.substring(at + 3), absent -> new TreeSet<>())
                        .addAll(rules(policy, entry.substring(0, at)));
            }
        }
    }

    private boolean isShadowed(ShadowTally tally) {
        Set<String> among =
                tally.endpoint().isEmpty() ? everywhere : atEndpoint.getOrDefault(tally.endpoint(), Set.of());
        return among.contains(tally.rule()) || among.contains(ShadowTally.whole(tally.rule()));
    }

    private void request(Instant time, String operation, Map<?, ?> unmapped, long times) {
        Map<String, Set<String>> refusing = refusing(operation, unmapped);
        tallies.forEach((key, tally) -> {
            if (tally.endpoint().isEmpty() || tally.endpoint().equals(operation)) {
                tally.count(time, times, operation, refusing.get(key), room);
            }
        });
    }

    /** What would have refused it, each with the places; what was not known to be in shadow is begun. */
    private Map<String, Set<String>> refusing(String operation, Map<?, ?> unmapped) {
        Map<String, Set<String>> refusing = new LinkedHashMap<>();
        if (!(unmapped.get("shadow") instanceof List<?> words)) {
            return refusing;
        }
        for (Object word : words) {
            String rule = rule((String) word);
            String whole = ShadowTally.whole(rule);
            String suffix = suffix(rule, whole, operation);
            refusing.computeIfAbsent(rule + suffix, absent -> new TreeSet<>()).add(place((String) word));
            refusing.putIfAbsent(whole + suffix, Set.of());
            if (!tallies.containsKey(rule + suffix) && tallies.size() < MOST_RULES) {
                tallies.put(rule + suffix, begun(rule, suffix, operation));
            }
        }
        return refusing;
    }

    private String suffix(String rule, String whole, String operation) {
        boolean isEverywhere = everywhere.contains(rule) || everywhere.contains(whole);
        Set<String> here = atEndpoint.getOrDefault(operation, Set.of());
        return !isEverywhere && (here.contains(rule) || here.contains(whole)) ? " @ " + operation : "";
    }

    /** A rule of a policy that is shadowed whole has been watched since the policy was. */
    private ShadowTally begun(String rule, String suffix, String operation) {
        ShadowTally whole = tallies.get(ShadowTally.whole(rule) + suffix);
        String endpoint = suffix.isEmpty() ? "" : operation;
        return whole == null ? ShadowTally.unwatched(rule, endpoint) : whole.partOf(rule);
    }

    /** Of {@code policy:code:rule place} the policy and the rule. */
    private static String rule(String word) {
        int code = word.indexOf(':');
        int rule = word.indexOf(':', code + 1);
        int place = word.indexOf(' ', rule);
        return word.substring(0, code) + word.substring(rule, place < 0 ? word.length() : place);
    }

    private static String place(String word) {
        int rule = word.indexOf(':', word.indexOf(':') + 1);
        int place = word.indexOf(' ', rule);
        return place < 0 ? "" : word.substring(place + 1);
    }

    ShadowReport report() {
        return new ShadowReport(
                tallies.values().stream().map(ShadowTally::observed).toList(), unreadable);
    }
}
