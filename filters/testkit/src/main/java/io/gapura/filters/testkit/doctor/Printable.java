package io.gapura.filters.testkit.doctor;

import java.util.Locale;

/** Text from an answer for a terminal or a log: nothing in it can move a cursor or end a line. */
final class Printable {
    private Printable() {}

    /** Printable ASCII as it is, all else as {@code \}{@code uXXXX}; cut with three dots. */
    static String of(String text, int most) {
        StringBuilder shown = new StringBuilder();
        int cut = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            shown.append(c == '\\' ? "\\\\" : c >= ' ' && c < 0x7F ? String.valueOf(c) : escaped(c));
            if (shown.length() > most) {
                return shown.substring(0, cut) + "...";
            }
            cut = shown.length() <= most - 3 ? shown.length() : cut;
        }
        return shown.toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", (int) c);
        };
    }
}
