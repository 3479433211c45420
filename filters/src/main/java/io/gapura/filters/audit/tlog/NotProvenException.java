package io.gapura.filters.audit.tlog;

/**
 * Says that a note, proof, tile or key is not what it claims to be, or not written as it must be. Its message is a fixed
 * text of ours, never content.
 */
public final class NotProvenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String finding;

    public NotProvenException(String finding) {
        super(finding);
        this.finding = finding;
    }

    /** A fixed text. */
    public String finding() {
        return finding;
    }
}
