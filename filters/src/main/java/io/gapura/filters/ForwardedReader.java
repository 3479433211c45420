package io.gapura.filters;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Forwarded} by the grammar of RFC 7239 §4 and nothing besides it: no empty element or pair, no blank
 * around {@code ;} and {@code =}, no parameter twice in one element, no unknown form of a node. Unknown parameters are
 * checked and left out. At most 32 elements and 4,096 characters over all lines.
 */
final class ForwardedReader {
    private final String text;
    private int at;

    private ForwardedReader(String text) {
        this.text = text;
    }

    /** Throws {@link RefusedException}, and nothing else. */
    static Chain read(List<String> lines) {
        List<Hop> hops = new ArrayList<>();
        int length = 0;
        for (String line : lines) {
            length += line.length();
            if (length > Hop.LONGEST) {
                throw ForwardedRefusal.SIZE.exception();
            }
            new ForwardedReader(line).elements(hops);
        }
        return Chain.ofHops(hops);
    }

    private void elements(List<Hop> hops) {
        do {
            skipBlanks();
            if (hops.size() == Hop.MOST) {
                throw ForwardedRefusal.SIZE.exception();
            }
            hops.add(element());
            skipBlanks();
        } while (takes(','));
        require(at == text.length());
    }

    private Hop element() {
        Node node = null;
        String scheme = null;
        String host = null;
        Set<String> seen = new HashSet<>();
        do {
            String name = token().toLowerCase(Locale.ROOT);
            require(seen.add(name) && takes('='));
            String value = takes('"') ? quoted() : token();
            switch (name) {
                case "for" -> node = node(value);
                case "by" -> node(value);
                case "proto" -> scheme = Hop.scheme(value);
                case "host" -> host = Hop.host(value);
                default -> {
                    // An extension (RFC 7239 §5.5); its form was checked.
                }
            }
        } while (takes(';'));
        return new Hop(node, scheme, host);
    }

    private static Node node(String value) {
        @Nullable Node node = Node.parse(value);
        if (node == null) {
            throw ForwardedRefusal.MALFORMED.exception();
        }
        return node;
    }

    private String token() {
        int from = at;
        while (at < text.length() && Ascii.isTokenCharacter(text.charAt(at))) {
            at++;
        }
        require(at > from);
        return text.substring(from, at);
    }

    /** Behind the opening quote, up to and over the closing one (RFC 9110 §5.6.4), in ASCII. */
    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (!takes('"')) {
            takes('\\');
            require(at < text.length());
            char c = text.charAt(at++);
            require(c == '\t' || c >= ' ' && c <= '~');
            value.append(c);
        }
        return value.toString();
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private boolean takes(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private static void require(boolean held) {
        if (!held) {
            throw ForwardedRefusal.MALFORMED.exception();
        }
    }
}
