package io.gapura.filters.signing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a covered list that nobody knows by heart when it is written as nearly all are: names without parameters, one
 * space between them, none twice, none that RFC 9421 does not know. No tree is made for it, so that refusing it costs no
 * more than accepting it. What is anything else is no error here.
 */
final class PlainList {
    private static final int MOST = 64;

    private final byte[] line;
    private final int end;
    private final List<Component> components = new ArrayList<>(8);
    private int at;

    private PlainList(AsciiBuffer line) {
        this.line = line.array();
        this.end = line.length();
    }

    /** The list with which a line begins; null for any other. */
    static @Nullable PlainList in(AsciiBuffer line) {
        PlainList list = new PlainList(line);
        return list.take('(') && list.readsComponents() ? list : null;
    }

    private boolean readsComponents() {
        if (take(')')) {
            return true;
        }
        do {
            Component component = take('"') ? component() : null;
            if (component == null || components.size() == MOST || components.contains(component)) {
                return false;
            }
            components.add(component);
        } while (take(' '));
        return take(')');
    }

    @SuppressWarnings("deprecation") // bytes of ASCII become characters as they are: a plain copy
    private @Nullable Component component() {
        int from = at;
        while (at < end && line[at] != '"') {
            at++;
        }
        return take('"') ? Component.plain(new String(line, 0, from, at - 1 - from)) : null;
    }

    private boolean take(char c) {
        boolean there = at < end && line[at] == c;
        at += there ? 1 : 0;
        return there;
    }

    List<Component> components() {
        return components;
    }

    /** How long it is, with its parentheses. */
    int length() {
        return at;
    }
}
