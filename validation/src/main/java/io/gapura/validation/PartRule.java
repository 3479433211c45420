package io.gapura.validation;

import java.util.OptionalLong;

/**
 * What is said of one part of a multipart form: by the annotation whose policy receives it, or by a document beside it.
 *
 * @param file whether it is a file; else text
 * @param required whether it must be there
 * @param most of that name; {@link Integer#MAX_VALUE}: not said
 * @param longest bytes of a file, code points of a text; empty: not said
 */
public record PartRule(boolean file, boolean required, int most, OptionalLong longest) {
    public PartRule {
        if (most < 1 || longest.isPresent() && longest.getAsLong() < 1) {
            throw new IllegalArgumentException("a part is there at least once, and at least one long");
        }
    }

    /** What one of them says and the other does not contradict. */
    boolean agreesWith(PartRule other) {
        boolean asMany = most == other.most || most == Integer.MAX_VALUE || other.most == Integer.MAX_VALUE;
        boolean asLong = longest.equals(other.longest) || longest.isEmpty() || other.longest.isEmpty();
        return file == other.file && required == other.required && asMany && asLong;
    }

    @Override
    public String toString() {
        return (required ? "a required " : "an optional ")
                + (file ? "file" : "text")
                + (most == Integer.MAX_VALUE ? "" : ", " + most + " of them at most")
                + (longest.isPresent() ? ", " + longest.getAsLong() + " long at most" : "");
    }
}
