package io.gapura.validation;

/** A text that can be looked at so many times: the only clock that stops a matcher from inside. For one match. */
final class Budgeted implements CharSequence {
    /** The private reason of a refusal for which a budget was spent. */
    static final String FAILURE = "control.failure";

    private final CharSequence text;
    private int steps;

    /** Thrown through the matcher; has no trace, since it is no mistake. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Spent() {
            super("the budget of a match is spent", null, false, false);
        }
    }

    Budgeted(CharSequence text, int steps) {
        this.text = text;
        this.steps = steps;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--steps < 0) {
            throw new Spent();
        }
        return text.charAt(index);
    }

    /** Back-references ask for it; those are refused, and whole texts are not cut. */
    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
