package io.gapura.examples.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Two readers as they are found behind a gate: one that knows no quotes, and one that does, with escapes in them. */
final class CookieReaders {
    private CookieReaders() {}

    /** RFC 6265 §5.4: whatever stands between semicolons. */
    static List<String> names(String line) {
        List<String> names = new ArrayList<>();
        for (String piece : line.split(";", -1)) {
            add(piece, names);
        }
        return names;
    }

    /** RFC 2109 §4.1: a semicolon within quotes ends nothing, and a backslash takes the next character with it. */
    static List<String> namesByQuotes(String line) {
        List<String> names = new ArrayList<>();
        int from = 0;
        while (from <= line.length()) {
            int to = end(line, from);
            add(line.substring(from, to), names);
            from = to + 1;
        }
        return names;
    }

    private static int end(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != '=' && line.charAt(at) != ';') {
            at++;
        }
        do {
            at += at < line.length() && line.charAt(at) != ';' ? 1 : 0;
        } while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t'));
        if (at < line.length() && line.charAt(at) == '"') {
            at = closed(line, at + 1);
        }
        int semicolon = line.indexOf(';', at);
        return semicolon < 0 ? line.length() : semicolon;
    }

    private static int closed(String line, int from) {
        for (int at = from; at < line.length(); at++) {
            if (line.charAt(at) == '"') {
                return at + 1;
            }
            at += line.charAt(at) == '\\' ? 1 : 0;
        }
        return line.length();
    }

    private static void add(String piece, List<String> names) {
        int equals = piece.indexOf('=');
        if (equals > 0) {
            names.add(piece.substring(0, equals).strip());
        }
    }
}
