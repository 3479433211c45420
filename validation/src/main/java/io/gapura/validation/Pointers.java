package io.gapura.validation;

import jakarta.validation.ElementKind;
import jakarta.validation.Path;

/**
 * JSON Pointers (RFC 6901) to what broke a constraint, built from the nodes of the path and never from its string form,
 * which a key of a map could bend. A pointer ends where a client chose the name (a map) or where there is no place (a
 * set), and where it would grow over 128 characters.
 */
final class Pointers {
    private static final int LONGEST = 128;

    private Pointers() {}

    static String below(String start, Path path) {
        StringBuilder pointer = new StringBuilder(start);
        for (Path.Node node : path) {
            if (node.isInIterable() && !index(node, pointer)) {
                break;
            }
            if (node.getKind() == ElementKind.PROPERTY && !token(node.getName(), pointer)) {
                break;
            }
        }
        return pointer.toString();
    }

    private static boolean index(Path.Node node, StringBuilder pointer) {
        return node.getIndex() != null && token(node.getIndex().toString(), pointer);
    }

    /** Adds one step; false, and nothing added, where it would grow too long. */
    static boolean token(String name, StringBuilder pointer) {
        String escaped = name.replace("~", "~0").replace("/", "~1");
        if (pointer.length() + 1 + escaped.length() > LONGEST) {
            return false;
        }
        pointer.append('/').append(escaped);
        return true;
    }
}
