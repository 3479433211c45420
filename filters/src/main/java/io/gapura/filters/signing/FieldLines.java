package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import java.util.List;

/**
 * The value of a field as RFC 9421 §2.1 makes it of its lines: optional whitespace stripped, obsolete folding turned
 * into one space, lines joined by a comma and a space, in message order.
 */
final class FieldLines {
    /** The longest combined field that is parsed, in characters. */
    static final int LONGEST_STRUCTURED = 16 * 1_024;

    private FieldLines() {}

    /** For parsing: bounded. The field must be present. */
    static String structured(Headers headers, String name) throws SignatureRefusedException {
        return structured(headers.all(name), name);
    }

    static String structured(List<String> lines, String name) throws SignatureRefusedException {
        String text = combined(lines);
        if (text.length() > LONGEST_STRUCTURED) {
            throw SignatureRefusedException.of(Reason.TOO_LARGE, name + " of " + text.length() + " characters");
        }
        return text;
    }

    static String combined(List<String> lines) throws SignatureRefusedException {
        if (lines.size() == 1) {
            return line(lines.get(0));
        }
        AsciiBuffer all = new AsciiBuffer(256);
        append(all, lines);
        return all.text();
    }

    /** The combined value, written where it is needed. */
    static void append(AsciiBuffer out, List<String> lines) throws SignatureRefusedException {
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            append(out, lines.get(i));
        }
    }

    /** One line, stripped and unfolded; refused when it holds a line break of its own or is not ASCII. */
    static String line(String value) throws SignatureRefusedException {
        if (isPlain(value)) {
            return value;
        }
        AsciiBuffer out = new AsciiBuffer(value.length());
        append(out, value);
        return out.text();
    }

    /** Whether there is nothing to strip, to unfold or to refuse. */
    private static boolean isPlain(String value) {
        int last = value.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = value.charAt(i);
            if (c > 0x7E || c < 0x20 || c == ' ' && (i == 0 || i == last)) {
                return false;
            }
        }
        return true;
    }

    private static void append(AsciiBuffer out, String value) throws SignatureRefusedException {
        int from = 0;
        int to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(value.charAt(to - 1))) {
            to--;
        }
        int start = out.length();
        int stopped = out.appendVisible(value, from, to);
        if (stopped < to) {
            unfold(out, start, value, stopped, to);
        }
    }

    /** RFC 9112 §5.2: optional whitespace, CRLF, whitespace become one space. Any other control is refused. */
    private static void unfold(AsciiBuffer out, int start, String value, int first, int to)
            throws SignatureRefusedException {
        int at = first;
        while (at < to) {
            boolean folded = value.startsWith("\r\n", at) && at + 2 < to && isBlank(value.charAt(at + 2));
            if (!folded) {
                throw SignatureRefusedException.of(Reason.PARSE, "a field value at character " + at);
            }
            out.trimTo(start).append(' ');
            at += 3;
            while (isBlank(value.charAt(at))) {
                at++;
            }
            at = out.appendVisible(value, at, to);
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
