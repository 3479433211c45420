package io.gapura.filters.audit;

/** Ends a verification: a line, or what is derived from it, is not what it must be. */
final class TamperedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long sequence;

    private final String finding;

    TamperedException(long sequence, String finding) {
        super(finding);
        this.finding = finding;
        this.sequence = sequence;
    }

    LogReport.Tampered report(String prefix) {
        return new LogReport.Tampered(sequence, prefix + finding);
    }
}
