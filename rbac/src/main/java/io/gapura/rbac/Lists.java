package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for every list of names in a policy. */
final class Lists {
    private Lists() {}

    /** A name that stands twice is a slip of the pen: the other half of it is missing. */
    static void requireDistinct(List<Word> words, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (Word word : words) {
            if (!seen.add(word.text())) {
                problems.add(word, "duplicate", Names.shown(word.text()) + " stands twice in one list");
            }
        }
    }

    /** The same, and all are of one kind. */
    static void require(WordKind kind, List<Word> words, Problems problems) {
        requireDistinct(words, problems);
        words.forEach(word -> kind.check(word, problems));
    }
}
