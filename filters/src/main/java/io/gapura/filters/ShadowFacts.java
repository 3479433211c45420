package io.gapura.filters;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What only records, as facts of a start or stop: what a shadow report counts requests by. Of single endpoints as many are
 * named as the facts of one event have room for.
 */
final class ShadowFacts {
    private static final int LONGEST = 1_000;
    private static final int MOST = 5;

    private ShadowFacts() {}

    /** By key: {@code shadow_NAME}, and {@code shadowed_at_NAME_1} and so on for single endpoints. */
    static Map<String, String> of(Step step) {
        Map<String, String> facts = new LinkedHashMap<>();
        String name = step.policy().name();
        if (!step.shadowed().isEmpty()) {
            facts.put("shadow_" + name, name + ": " + String.join(" ", step.shadowed()));
        }
        if (step.mode().runs()) {
            addEndpoints(name, step.policy().observedAt(), facts);
        }
        return facts;
    }

    private static void addEndpoints(String name, Map<String, Set<String>> observed, Map<String, String> facts) {
        StringBuilder line = new StringBuilder();
        int lines = 0;
        for (Map.Entry<String, Set<String>> each : observed.entrySet()) {
            String entry = String.join(" ", new TreeSet<>(each.getValue())) + " @ " + each.getKey();
            if (line.length() > 0 && line.length() + entry.length() > LONGEST) {
                facts.put("shadowed_at_" + name + "_" + ++lines, name + ": " + line);
                line.setLength(0);
            }
            if (lines == MOST || entry.length() > LONGEST) {
                continue;
            }
            line.append(line.length() == 0 ? "" : " ;; ").append(entry);
        }
        if (line.length() > 0) {
            facts.put("shadowed_at_" + name + "_" + (lines + 1), name + ": " + line);
        }
    }
}
