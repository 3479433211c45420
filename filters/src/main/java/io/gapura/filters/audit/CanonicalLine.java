package io.gapura.filters.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes RFC 8785 JSON: members must be named in order, numbers are integers that a double holds, no blank is written,
 * and only what §3.2.2.2 demands is escaped. A wrong order is a programming mistake and refused, so the stored bytes are
 * the canonical bytes without sorting at run time.
 *
 * <p>Depth at most 8. Not thread-safe.
 */
final class CanonicalLine {
    static final long LARGEST = (1L << 53) - 1;
    private static final int DEEPEST = 8;
    private static final String HEX = "0123456789abcdef";

    private final String[] names = new String[DEEPEST + 1];
    private final int[] counts = new int[DEEPEST + 1];
    private byte[] bytes = new byte[1_024];
    private int length;
    private int depth;
    private boolean named;

    /** The canonical bytes of a tree of maps, lists, strings, longs and booleans. */
    static byte[] of(Map<String, ?> tree) {
        CanonicalLine line = new CanonicalLine();
        line.value(tree);
        return line.toBytes();
    }

    CanonicalLine object() {
        return open('{');
    }

    CanonicalLine array() {
        return open('[');
    }

    CanonicalLine endObject() {
        return end('}');
    }

    CanonicalLine endArray() {
        return end(']');
    }

    /** Begins a member; its name must sort after that of the member before. */
    CanonicalLine member(String name) {
        if (counts[depth] > 0 && names[depth].compareTo(name) >= 0) {
            throw new IllegalArgumentException("member " + name + " must come before " + names[depth]);
        }
        names[depth] = name;
        separate();
        quoted(name);
        put(':');
        named = true;
        return this;
    }

    CanonicalLine string(String text) {
        separate();
        quoted(text);
        return this;
    }

    CanonicalLine number(long value) {
        if (value > LARGEST || value < -LARGEST) {
            throw new IllegalArgumentException("an integer must be within 2^53-1");
        }
        separate();
        ascii(Long.toString(value));
        return this;
    }

    CanonicalLine bool(boolean value) {
        separate();
        ascii(Boolean.toString(value));
        return this;
    }

    /** Any value of a tree; members are sorted by UTF-16 code unit, as §3.2.3 demands. */
    CanonicalLine value(Object value) {
        if (value instanceof Map<?, ?> members) {
            object();
            new TreeMap<>(members)
                    .forEach((name, member) -> member((String) name).value(member));
            return endObject();
        }
        if (value instanceof List<?> elements) {
            array();
            elements.forEach(this::value);
            return endArray();
        }
        if (value instanceof Boolean bool) {
            return bool(bool);
        }
        return value instanceof Long number ? number(number) : string((String) value);
    }

    /** How many bytes are written. */
    int length() {
        return length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private CanonicalLine open(char bracket) {
        if (depth == DEEPEST) {
            throw new IllegalArgumentException("an event must be at most 8 levels deep");
        }
        separate();
        put(bracket);
        counts[++depth] = 0;
        return this;
    }

    private CanonicalLine end(char bracket) {
        depth--;
        put(bracket);
        return this;
    }

    private void separate() {
        if (named) {
            named = false;
        } else if (counts[depth]++ > 0) {
            put(',');
        }
    }

    private void quoted(String text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                i += unicode(text, i);
            } else if (c < 0x20 || c == '"' || c == '\\') {
                escaped(c);
            } else {
                put(c);
            }
        }
        put('"');
    }

    /** Returns how many further UTF-16 units were used. */
    private int unicode(String text, int at) {
        int point = text.codePointAt(at);
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            throw new IllegalArgumentException("a lone surrogate has no UTF-8 form");
        }
        int units = Character.charCount(point);
        for (byte b : text.substring(at, at + units).getBytes(StandardCharsets.UTF_8)) {
            put(b);
        }
        return units - 1;
    }

    private void escaped(char c) {
        put('\\');
        int named = "\b\t\n\f\r\"\\".indexOf(c);
        if (named >= 0) {
            put("btnfr\"\\".charAt(named));
        } else {
            ascii("u00");
            put(HEX.charAt(c >> 4));
            put(HEX.charAt(c & 15));
        }
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void put(int octet) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) octet;
    }
}
