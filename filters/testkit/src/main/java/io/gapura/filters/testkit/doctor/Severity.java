package io.gapura.filters.testkit.doctor;

/** How bad a finding is; the worst comes first. */
public enum Severity {
    /** Something from inside is outside, or a rule can be walked around. */
    LEAK,
    /** The server accepts or repairs what the gate's policies refuse, or answers errors in a form of its own. */
    LAX,
    /** Advice. */
    NOTE
}
