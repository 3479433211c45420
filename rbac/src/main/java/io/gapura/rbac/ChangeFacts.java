package io.gapura.rbac;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a change of policy opens and closes, in the words of an audit event. Without state. */
final class ChangeFacts {
    private static final int MOST_CHANGES = 20;

    private ChangeFacts() {}

    static Map<String, String> of(MatrixDiff diff) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("opened", Integer.toString(diff.opened().size()));
        facts.put("closed", Integer.toString(diff.closed().size()));
        if (!diff.opened().isEmpty()) {
            facts.put("opened_cells", shown(diff.opened()));
        }
        if (!diff.closed().isEmpty()) {
            facts.put("closed_cells", shown(diff.closed()));
        }
        return facts;
    }

    /** The first of them. */
    static String shown(List<MatrixDiff.Change> changes) {
        String first = changes.stream()
                .limit(MOST_CHANGES)
                .map(MatrixDiff.Change::toString)
                .collect(Collectors.joining("; "));
        int more = changes.size() - MOST_CHANGES;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
