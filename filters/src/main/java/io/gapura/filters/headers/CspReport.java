package io.gapura.filters.headers;

/**
 * One violation that a browser reported, safe to log and to store: URLs are cut to origin and path, text is visible
 * ASCII without blanks, nothing is longer than 256 characters. Still the word of a stranger: anybody can send one.
 *
 * <p>Neither the policy (it holds the nonce) nor a sample of the script (it may hold data) is kept.
 *
 * @param document the page; empty when it was no URL
 * @param directive one that browsers know, or {@code unknown}
 * @param blocked the URL, or a word such as {@code inline}
 * @param source the file that asked for it; empty when unknown
 * @param line in the source, 0 when unknown
 * @param column in the source, 0 when unknown
 * @param status of the page's answer, 0 when unknown
 * @param enforced false when the policy was only reported
 */
public record CspReport(
        String document,
        String directive,
        String blocked,
        String source,
        int line,
        int column,
        int status,
        boolean enforced) {
    @Override
    public String toString() {
        return (enforced ? "blocked " : "would block ") + blocked + " by " + directive + " on " + document + " from "
                + source + ":" + line + ":" + column + " status " + status;
    }
}
