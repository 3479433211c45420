package io.gapura.filters.headers;

/** What the findings of a Content Security Policy mean at start-up. */
public enum Lint {
    /** It does not start. */
    FAIL,
    /** They are logged, and said with the posture. */
    WARN
}
