package io.gapura.filters.signing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The covered lists that a policy knows by heart: those that our own signer writes, and a few that it learned from
 * messages that were proven, so that nobody without a key can put one in. At most 16 of at most 1,024 characters; when it
 * is full it learns no more, and others are read as they always were. Thread-safe.
 */
final class CoveredLists {
    private static final int MOST = 16;
    private static final int LONGEST = 1_024;

    private final CoverageRules rules;
    private final int most;
    private final ReentrantLock learning = new ReentrantLock();
    private volatile List<CoveredList> known;

    private CoveredLists(CoverageRules rules, int most, List<CoveredList> first) {
        this.rules = rules;
        this.most = most;
        this.known = List.copyOf(first);
    }

    /** What a signer covers by a profile: the target, with content, with content of a type. */
    static CoveredLists of(SignatureProfile profile) {
        CoverageRules rules = profile.data().coverage();
        List<String> names = new ArrayList<>(rules.targets().get(0));
        List<CoveredList> lists = new ArrayList<>(List.of(named(names, rules)));
        names.addAll(rules.content());
        lists.add(named(names, rules));
        names.addAll(rules.contentIfPresent());
        lists.add(named(names, rules));
        Collections.reverse(lists);
        return new CoveredLists(rules, MOST, lists);
    }

    private static CoveredList named(List<String> names, CoverageRules rules) {
        return CoveredList.of(names.stream().map(Component::of).toList(), rules);
    }

    /** Knows none and learns none. */
    static CoveredLists none(SignatureProfile profile) {
        return new CoveredLists(profile.data().coverage(), 0, List.of());
    }

    /**
     * The list with which a line begins; null when it is none of these.
     *
     * @param line of ASCII alone: arrays are compared many bytes at once, characters of a text one by one
     */
    @Nullable
    CoveredList find(AsciiBuffer line) {
        List<CoveredList> lists = known;
        for (int i = 0; i < lists.size(); i++) {
            CoveredList list = lists.get(i);
            if (list.begins(line)) {
                return list;
            }
        }
        return null;
    }

    private boolean knows(String text) {
        return find(new AsciiBuffer(text.length()).append(text)) != null;
    }

    /** What a message covers that was proven in every step. */
    void learn(SignatureInput proven) {
        if (known.size() < most && !knows(proven.text())) {
            CoveredList list = CoveredList.of(proven.components(), rules);
            boolean found = list.text().indexOf(')') == list.text().length() - 1; // so that none begins with another
            if (found && list.text().length() <= LONGEST) {
                add(list);
            }
        }
    }

    private void add(CoveredList list) {
        learning.lock();
        try {
            if (known.size() < most && !knows(list.text())) {
                List<CoveredList> more = new ArrayList<>(known);
                more.add(list);
                known = List.copyOf(more);
            }
        } finally {
            learning.unlock();
        }
    }

    int size() {
        return known.size();
    }
}
