package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refusals that were only recorded, as words of a line: {@code policy:code:rule}, and behind a blank the place in the
 * request where there is one, such as <code>body /items/*&#47;grams</code>. Places are names that the contract declares; of a
 * list all elements are one place.
 */
final class ShadowWords {
    private ShadowWords() {}

    /** Each once; those that name another rule first, so that a cut loses places rather than rules. */
    static List<String> of(List<AuditEvent.WouldReject> shadowed) {
        Set<String> rules = new HashSet<>();
        Set<String> first = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (AuditEvent.WouldReject would : shadowed) {
            String prefix = would.policy() + ":" + would.rejection().code() + ":";
            List<Violation> violations = would.rejection().violations();
            if (violations.isEmpty()) {
                first.add(prefix + would.rejection().reason());
            }
            for (Violation violation : violations) {
                String rule = prefix + violation.code();
                (rules.add(rule) ? first : others).add(rule + " " + place(violation));
            }
        }
        others.removeAll(first);
        List<String> all = new ArrayList<>(first);
        all.addAll(others);
        return all;
    }

    private static String place(Violation violation) {
        String part = violation.place().name().toLowerCase(Locale.ROOT);
        String at = violation.at().replaceAll("/[0-9]+(?=/|$)", "/*");
        return at.isEmpty() ? part : part + " " + at;
    }
}
