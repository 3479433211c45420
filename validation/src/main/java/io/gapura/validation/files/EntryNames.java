package io.gapura.validation.files;

import io.gapura.validation.constraints.TextRules;
import java.util.Set;

/** Which names the entries of an archive may have. */
enum EntryNames {
    /** Those that can be written to every file system, each segment a safe file name. */
    STRICT,
    /** Those of office packages, which have names such as {@code _rels/.rels}: only never out of the package. */
    PACKAGE;

    private static final int MOST_SEGMENTS = 16;
    private static final int LONGEST = 1_024;

    boolean allows(String path) {
        return this == STRICT ? TextRules.path(path, MOST_SEGMENTS, Set.of()) == null : isWithin(path);
    }

    private static boolean isWithin(String path) {
        String[] segments = path.split("/", -1);
        if (segments.length > MOST_SEGMENTS || path.length() > LONGEST) {
            return false;
        }
        for (String segment : segments) {
            if (!isInside(segment)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInside(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.chars().allMatch(c -> c > 0x1F && c < 0x7F && c != '\\' && c != ':');
    }
}
