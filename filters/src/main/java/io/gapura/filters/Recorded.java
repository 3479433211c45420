package io.gapura.filters;

import java.util.Map;

/**
 * What a request has done if it succeeds, as its one event says it.
 *
 * @param facts private words beside it
 */
record Recorded(AuditWord word, Map<String, String> facts) {
    Recorded {
        facts = Map.copyOf(facts);
    }
}
