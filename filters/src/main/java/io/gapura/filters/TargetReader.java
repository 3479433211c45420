package io.gapura.filters;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over one raw path that begins with a slash: what it names, and what is wrong with it. */
final class TargetReader {
    private final String raw;
    private @Nullable EnumSet<UriViolation> found;
    private boolean plain = true;

    TargetReader(String raw) {
        this.raw = raw;
    }

    /** Whether a raw path is its own canonical form and holds nothing that another reader could read differently. */
    static boolean isPlain(String path) {
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean odd = c < 0x21 || c > 0x7E || c == '%' || c == ';' || c == '\\' || c == '#';
            if (odd || (before == '/' && (c == '/' || c == '.' || HiddenSegments.mayBegin(path, i)))) {
                return false;
            }
            before = c;
        }
        return true;
    }

    static boolean isPlainQuery(String query) {
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c < 0x21 || c > 0x7E || c == '#') {
                return false;
            }
        }
        return true;
    }

    Target target(@Nullable String rawQuery, @Nullable String authority) {
        scan();
        if (rawQuery != null) {
            scanQuery(rawQuery);
        }
        String path = plain ? raw : canonical();
        return new Target(raw, rawQuery, authority, path, found == null ? Set.of() : Target.ordered(found));
    }

    /** Most targets violate nothing and cost no set. */
    private void note(UriViolation violation) {
        EnumSet<UriViolation> noted = found == null ? EnumSet.noneOf(UriViolation.class) : found;
        noted.add(violation);
        found = noted;
    }

    private void scan() {
        char before = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                plain = false;
                escape(i);
            } else if (c == ';') {
                plain = false;
                note(UriViolation.PATH_PARAMETER);
            } else if (before == '/' && (c == '.' || c == '/' || HiddenSegments.mayBegin(raw, i))) {
                plain = false;
            } else if (c == '\\') {
                note(UriViolation.BACKSLASH);
            } else if (c == '#') {
                note(UriViolation.FRAGMENT);
            } else if (c < 0x21 || c > 0x7E) {
                note(UriViolation.CHARACTER);
            }
            before = c;
        }
    }

    /** Escapes of a query are judged where it is decoded; a backslash separates nothing there, and browsers send it. */
    private void scanQuery(String query) {
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '#') {
                note(UriViolation.FRAGMENT);
            } else if (c < 0x21 || c > 0x7E) {
                note(UriViolation.CHARACTER);
            }
        }
    }

    private void escape(int at) {
        int value = Percent.octet(raw, at);
        if (value < 0) {
            note(UriViolation.PERCENT);
        } else if (value == '/') {
            note(UriViolation.ENCODED_SLASH);
        } else if (value == '\\') {
            note(UriViolation.BACKSLASH);
        } else if (value < 0x20 || value == 0x7F) {
            note(UriViolation.CONTROL);
        } else if (value == '%' && at + 4 < raw.length() && isHexPair(at + 3)) {
            note(UriViolation.DOUBLE_ENCODING);
        }
    }

    private boolean isHexPair(int at) {
        return Ascii.hex(raw.charAt(at)) >= 0 && Ascii.hex(raw.charAt(at + 1)) >= 0;
    }

    private String canonical() {
        Deque<String> names = new ArrayDeque<>();
        boolean trailingSlash = false;
        for (int from = 1; from <= raw.length(); ) {
            int slash = raw.indexOf('/', from);
            boolean last = slash < 0;
            int to = last ? raw.length() : slash;
            trailingSlash = segment(from, to, last, names);
            from = to + 1;
        }
        if (names.isEmpty()) {
            return "/";
        }
        StringBuilder path = new StringBuilder(raw.length());
        for (String name : names) {
            path.append('/').append(name);
        }
        return trailingSlash ? path.append('/').toString() : path.toString();
    }

    /** Returns whether this segment, being last, leaves a trailing slash. */
    private boolean segment(int from, int to, boolean last, Deque<String> names) {
        int semicolon = raw.indexOf(';', from);
        boolean parameter = semicolon >= 0 && semicolon < to;
        String written = raw.substring(from, parameter ? semicolon : to);
        checkParameterText(semicolon, to, parameter);
        if (written.isEmpty()) {
            if (!last) {
                note(parameter ? UriViolation.EMPTY_PARAMETER : UriViolation.EMPTY_SEGMENT);
            }
            return true;
        }
        String name = decoded(written);
        if (name.equals(".") || name.equals("..")) {
            dotSegment(written, name, parameter, names);
        } else {
            names.addLast(name);
            if (HiddenSegments.isOne(name)) {
                note(UriViolation.HIDDEN_SEGMENT);
            }
        }
        return false;
    }

    private void dotSegment(String written, String name, boolean parameter, Deque<String> names) {
        if (written.indexOf('%') >= 0) {
            note(UriViolation.ENCODED_DOT);
        } else {
            note(parameter ? UriViolation.DOT_PARAMETER : UriViolation.DOT_SEGMENT);
        }
        if (name.length() == 2 && names.pollLast() == null) {
            note(UriViolation.ABOVE_ROOT);
        }
    }

    private void checkParameterText(int semicolon, int to, boolean parameter) {
        if (parameter) {
            decoded(raw.substring(semicolon, to));
        }
    }

    /**
     * Decoded once. An encoded slash stays as it is, and so does an encoded percent sign beside one, so that two names
     * never become one; who decodes and splits it later must not find a dot segment.
     */
    private String decoded(String written) {
        if (written.indexOf('%') < 0) {
            return written;
        }
        boolean slash = holdsSlash(written);
        if (slash) {
            splitLater(written);
        }
        String name = Percent.decode(slash ? keptEncoded(written) : written, false);
        if (name == null) {
            note(found != null && found.contains(UriViolation.PERCENT) ? UriViolation.PERCENT : UriViolation.UTF8);
            return written;
        }
        if (Percent.hidesControl(name)) {
            note(UriViolation.CONTROL);
        }
        return name;
    }

    private static boolean holdsSlash(String written) {
        for (int at = written.indexOf('%'); at >= 0; at = written.indexOf('%', at + 1)) {
            if (Percent.octet(written, at) == '/') {
                return true;
            }
        }
        return false;
    }

    private static String keptEncoded(String written) {
        return written.replace("%25", "%2525").replace("%2F", "%252F").replace("%2f", "%252F");
    }

    private void splitLater(String written) {
        String whole = Percent.decode(written, false);
        if (whole == null) {
            return;
        }
        for (String name : whole.split("/", -1)) {
            if (name.equals(".") || name.equals("..")) {
                note(UriViolation.ENCODED_DOT);
            } else if (name.isEmpty()) {
                note(UriViolation.EMPTY_SEGMENT);
            } else if (HiddenSegments.isOne(name)) {
                note(UriViolation.HIDDEN_SEGMENT);
            }
        }
    }
}
