package io.gapura.filters.audit;

import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts the events of a log for a {@link ShadowReport}, one line at a time. Bounded: 1,000 rules, 10,000 pairs of rule
 * and endpoint.
 */
final class ShadowCount {
    private static final int MOST_RULES = 1_000;
    private static final int MOST_PAIRS = 10_000;

    private final Map<String, Count> counts = new TreeMap<>();
    private int pairs;
    private long unreadable;

    private static final class Count {
        private final Instant since;
        private Instant until;
        private long requests;
        private long refused;
        private final Map<String, long[]> endpoints = new LinkedHashMap<>();

        Count(Instant since) {
            this.since = since;
            this.until = since;
        }
    }

    void line(byte[] line) {
        try {
            Map<String, Object> event = StrictObject.read(line);
            Instant time = Instant.ofEpochMilli((Long) member(event, "time"));
            Map<?, ?> unmapped = event.get("unmapped") instanceof Map<?, ?> members ? members : Map.of();
            if (event.get("api") instanceof Map<?, ?> api && api.get("operation") instanceof String operation) {
                request(time, operation, unmapped);
            } else if (unmapped.containsKey("posture")) {
                posture(time, unmapped);
            }
        } catch (IOException | RuntimeException notAnEvent) {
            unreadable++;
        }
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
        Set<String> now = new TreeSet<>();
        facts.forEach((key, value) -> {
            if (key instanceof String name && name.startsWith("shadow_") && value instanceof String text) {
                String policy = text.substring(0, text.indexOf(':'));
                Arrays.stream(text.substring(policy.length() + 1).strip().split(" "))
                        .forEach(rule -> now.add(policy + ":" + rule));
            }
        });
        counts.keySet().removeIf(rule -> !isCovered(rule, now));
        now.forEach(rule -> counts.computeIfAbsent(rule, absent -> new Count(time)));
    }

    private static boolean isCovered(String rule, Set<String> now) {
        return now.contains(rule) || now.contains(whole(rule));
    }

    private void request(Instant time, String operation, Map<?, ?> unmapped) {
        Set<String> refusing = new TreeSet<>();
        if (unmapped.get("shadow") instanceof List<?> words) {
            words.forEach(word -> refusing.add(rule((String) word)));
            List.copyOf(refusing).forEach(rule -> refusing.add(whole(rule)));
        }
        refusing.stream()
                .filter(rule -> !rule.endsWith(":*") && !counts.containsKey(rule))
                .limit(MOST_RULES - Math.min(MOST_RULES, counts.size()))
                .forEach(rule -> begin(rule, time));
        counts.forEach((rule, count) -> count(count, time, operation, refusing.contains(rule)));
    }

    /** A rule of a policy that is shadowed whole has been watched since the policy was. */
    private void begin(String rule, Instant time) {
        Count whole = counts.get(whole(rule));
        Count count = new Count(whole == null ? time : whole.since);
        count.requests = whole == null ? 0 : whole.requests;
        if (whole != null) {
            whole.endpoints.forEach((at, seen) -> count.endpoints.put(at, new long[] {0, seen[1]}));
        }
        counts.put(rule, count);
    }

    private void count(Count count, Instant time, String operation, boolean refuses) {
        count.until = time;
        count.requests++;
        String at = operation;
        if (!count.endpoints.containsKey(at) && ++pairs > MOST_PAIRS) {
            at = "(others)";
        }
        long[] seen = count.endpoints.computeIfAbsent(at, absent -> new long[2]);
        seen[1]++;
        if (refuses) {
            count.refused++;
            seen[0]++;
        }
    }

    private static String whole(String rule) {
        return rule.substring(0, rule.indexOf(':')) + ":*";
    }

    /** Of {@code policy:code:reason} the policy and the reason, which is the rule's name. */
    private static String rule(String word) {
        int code = word.indexOf(':');
        return word.substring(0, code) + word.substring(word.indexOf(':', code + 1));
    }

    ShadowReport report() {
        List<ShadowReport.Observed> rules = new ArrayList<>();
        counts.forEach((name, count) -> {
            int colon = name.indexOf(':');
            List<ShadowReport.At> endpoints = count.endpoints.entrySet().stream()
                    .filter(at -> at.getValue()[0] > 0)
                    .map(at -> new ShadowReport.At(at.getKey(), at.getValue()[0], at.getValue()[1]))
                    .sorted(Comparator.comparingLong(ShadowReport.At::refused)
                            .reversed()
                            .thenComparing(ShadowReport.At::endpoint))
                    .toList();
            rules.add(new ShadowReport.Observed(
                    name.substring(0, colon),
                    name.substring(colon + 1),
                    count.since,
                    count.until,
                    count.refused,
                    count.requests,
                    endpoints));
        });
        return new ShadowReport(rules, unreadable);
    }
}
