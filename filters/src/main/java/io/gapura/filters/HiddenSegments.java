package io.gapura.filters;

import java.util.List;

/**
 * Names that lie beside an application and are no page of it: version control, environments, credentials, and the two
 * folders that the Servlet specification keeps to itself. Without regard to case, and to final dots and blanks, which
 * one file system ignores.
 */
final class HiddenSegments {
    private static final List<String> NAMES = List.of(
            ".git",
            ".svn",
            ".hg",
            ".bzr",
            "cvs",
            ".env",
            ".htaccess",
            ".htpasswd",
            ".ds_store",
            ".ssh",
            ".aws",
            "web-inf",
            "meta-inf");

    private HiddenSegments() {}

    /** For the pass over a path that is probably plain; what begins with a dot is looked at anyway. */
    static boolean mayBegin(String path, int at) {
        return switch (path.charAt(at) | 0x20) {
            case 'w' -> path.regionMatches(true, at, "web-inf", 0, 7);
            case 'm' -> path.regionMatches(true, at, "meta-inf", 0, 8);
            case 'c' -> path.regionMatches(true, at, "cvs", 0, 3);
            default -> false;
        };
    }

    static boolean isOne(String name) {
        if (name.charAt(0) != '.' && !mayBegin(name, 0)) {
            return false;
        }
        int length = name.length();
        while (length > 1 && (name.charAt(length - 1) == '.' || name.charAt(length - 1) == ' ')) {
            length--;
        }
        String bare = name.substring(0, length);
        return NAMES.stream().anyMatch(hidden -> Ascii.same(bare, hidden));
    }
}
