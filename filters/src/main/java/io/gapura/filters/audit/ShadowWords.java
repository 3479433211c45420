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
    private static final int MOST = 16;
    static final int LONGEST = 320;
    private static final int MOST_TEXT = 2_048;

    /** What of them one event holds, and how many words it does not. */
    record Kept(List<String> words, long dropped) {
        static final Kept NONE = new Kept(List.of(), 0);

        Kept {
            words = List.copyOf(words);
        }
    }

    private ShadowWords() {}

    /** As many as fit: 16 of 320 code points, 2,048 characters together. */
    static Kept kept(List<AuditEvent.WouldReject> shadowed, Neutralizer neutralizer) {
        if (shadowed.isEmpty()) {
            return Kept.NONE;
        }
        List<String> words = of(shadowed);
        List<String> kept = new ArrayList<>();
        int room = MOST_TEXT;
        for (String word : words) {
            String written = neutralizer.text(word, LONGEST);
            room -= written.length();
            if (kept.size() < MOST && room >= 0) {
                kept.add(written);
            }
        }
        return new Kept(kept, (long) words.size() - kept.size());
    }

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
