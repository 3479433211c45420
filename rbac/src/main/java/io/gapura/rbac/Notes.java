package io.gapura.rbac;

import java.util.List;

/**
 * What operators read with a refusal, and clients never: the rule and its place, what is missing or which role matched,
 * and the policy's version. Names of the policy alone, never values of a request.
 *
 * @param roles the rule's roles, one of which admits
 */
record Notes(String words, String place, List<String> roles, String version) {
    String rule() {
        return with("");
    }

    /** With what is missing. */
    String missing(String what) {
        return with("; missing " + what);
    }

    /** With the role that had admitted the caller so far. */
    String matched(int role) {
        return with(matchedBy(role));
    }

    /** The same, and one more word. */
    String matched(int role, String word) {
        return with(matchedBy(role) + "; " + word);
    }

    private String matchedBy(int role) {
        return role < roles.size() ? "; role " + roles.get(role) : "";
    }

    /** How many different roles can have matched. */
    int matches() {
        return Math.max(1, roles.size());
    }

    String with(String more) {
        return "rule " + words + " at " + place + more + "; policy " + version;
    }
}
