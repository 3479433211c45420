package io.gapura.filters.signing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A covered list that is known by its exact text, with what follows from it and from nothing else in a message: its
 * components, how each line of the base begins, what the rules of its profile find missing. Immutable.
 */
final class CoveredList {
    private final String text;
    private final List<Component> components;
    private final List<byte[]> beginnings;
    private final byte[] ascii;
    private final CoverageGaps gaps;

    private CoveredList(String text, List<Component> components, CoverageGaps gaps) {
        this.text = text;
        this.components = components;
        this.gaps = gaps;
        this.ascii = text.getBytes(StandardCharsets.US_ASCII);
        List<byte[]> lines = new ArrayList<>(components.size());
        for (Component component : components) {
            lines.add(beginning(lines.isEmpty(), component.text()));
        }
        lines.add(beginning(lines.isEmpty(), SignatureBase.LAST));
        this.beginnings = List.copyOf(lines);
    }

    private static byte[] beginning(boolean first, String identifier) {
        return ((first ? "" : "\n") + identifier + ": ").getBytes(StandardCharsets.US_ASCII);
    }

    /** Of components without one that stands twice. */
    static CoveredList of(List<Component> components, CoverageRules rules) {
        StringBuilder text = new StringBuilder("(");
        for (Component component : components) {
            text.append(text.length() == 1 ? "" : " ").append(component.text());
        }
        return new CoveredList(
                text.append(')').toString(), List.copyOf(components), CoverageGaps.of(rules, components));
    }

    /** As it stands in {@code Signature-Input}, with its parentheses. */
    String text() {
        return text;
    }

    /** How long its text is. */
    int length() {
        return ascii.length;
    }

    /** Whether a line begins with its text: the first closing parenthesis of that is its last character. */
    boolean begins(AsciiBuffer line) {
        return line.length() >= ascii.length && Arrays.equals(ascii, 0, ascii.length, line.array(), 0, ascii.length);
    }

    List<Component> components() {
        return components;
    }

    /**
     * How the line of a component begins in the base, and after those of all the last one: the end of the line before,
     * identifier, colon, space.
     */
    byte[] beginning(int position) {
        return beginnings.get(position);
    }

    /** What the rules of its profile find missing. */
    CoverageGaps gaps() {
        return gaps;
    }
}
