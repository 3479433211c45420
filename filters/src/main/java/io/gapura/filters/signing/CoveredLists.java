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

    /** The list that stands there, whole; null when it is none of these. */
    @Nullable
    CoveredList find(String line, int from) {
        return find(line, from, new AsciiBuffer(line.length()));
    }

    /**
     * The same.
     *
     * @param line of ASCII alone
     * @param lent empty, and empty again afterwards: arrays are compared many bytes at once, characters of a text one by
     *     one
     */
    @Nullable
    CoveredList find(String line, int from, AsciiBuffer lent) {
        List<CoveredList> lists = known;
        int end = line.indexOf(')', from) + 1;
        if (end == 0) {
            return null;
        }
        lent.append(line, from, end);
        CoveredList found = null;
        for (int i = 0; i < lists.size() && found == null; i++) {
            found = lists.get(i).is(lent) ? lists.get(i) : null;
        }
        lent.reset();
        return found;
    }

    /** What a message covers that was proven in every step. */
    void learn(SignatureInput proven) {
        if (known.size() < most && find(proven.text(), 0) == null) {
            CoveredList list = CoveredList.of(proven.components(), rules);
            boolean found = list.text().indexOf(')') == list.text().length() - 1; // where find looks for its end
            if (found && list.text().length() <= LONGEST) {
                add(list);
            }
        }
    }

    private void add(CoveredList list) {
        learning.lock();
        try {
            if (known.size() < most && find(list.text(), 0) == null) {
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
