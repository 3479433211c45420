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
        String text = combined(headers.all(name));
        if (text.length() > LONGEST_STRUCTURED) {
            throw SignatureRefusedException.of(Reason.TOO_LARGE, name + " of " + text.length() + " characters");
        }
        return text;
    }

    static String combined(List<String> lines) throws SignatureRefusedException {
        if (lines.size() == 1) {
            return line(lines.get(0));
        }
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                all.append(", ");
            }
            all.append(line(lines.get(i)));
        }
        return all.toString();
    }

    /** One line, stripped and unfolded; refused when it holds a line break of its own or is not ASCII. */
    static String line(String value) throws SignatureRefusedException {
        int from = 0;
        int to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(value.charAt(to - 1))) {
            to--;
        }
        String stripped = value.substring(from, to);
        String unfolded = stripped.indexOf('\r') < 0 ? stripped : unfold(stripped);
        for (int i = 0; i < unfolded.length(); i++) {
            char c = unfolded.charAt(i);
            if (c != '\t' && (c < 0x20 || c > 0x7E)) {
                throw SignatureRefusedException.of(Reason.PARSE, "a field value at character " + i);
            }
        }
        return unfolded;
    }

    /** RFC 9112 §5.2: optional whitespace, CRLF, whitespace. Any other line break stays, and is refused for it. */
    private static String unfold(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            boolean folded = value.startsWith("\r\n", i) && i + 2 < value.length() && isBlank(value.charAt(i + 2));
            if (!folded) {
                out.append(value.charAt(i));
                continue;
            }
            while (!out.isEmpty() && isBlank(out.charAt(out.length() - 1))) {
                out.setLength(out.length() - 1);
            }
            out.append(' ');
            i += 2;
            while (i + 1 < value.length() && isBlank(value.charAt(i + 1))) {
                i++;
            }
        }
        return out.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
