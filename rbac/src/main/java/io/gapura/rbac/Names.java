package io.gapura.rbac;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** The alphabet of names in rules, and the nearest known name to a misspelt one. */
final class Names {
    private Names() {}

    /** Letters, digits and {@code . _ -} alone: nothing that is syntax anywhere. */
    static boolean isWord(String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** Whether it can be the name of a role; {@code *} and {@code **} have a meaning of their own and cannot. */
    static boolean isRole(String text) {
        return isWord(text, 128);
    }

    /** A name as a message may show it: what is no name is not repeated. */
    static String shown(String text) {
        return text.length() <= 200 && isWord(text.replace(":", "").replace("*", ""), 200) ? text : "this text";
    }

    /** {@code "; the nearest is clerk"}, or the few that are known, or nothing. */
    static String hint(String text, Collection<String> known) {
        Optional<String> nearest = nearest(text, known);
        if (nearest.isPresent()) {
            return "; the nearest is " + nearest.get();
        }
        return known.size() > 12 ? "" : "; known are " + new TreeSet<>(known);
    }

    /** The one with the smallest edit distance, at most a third of the length away; the first in order among equals. */
    static Optional<String> nearest(String text, Collection<String> known) {
        if (text.length() > 128) {
            return Optional.empty();
        }
        int best = Math.max(2, text.length() / 3) + 1;
        String found = null;
        for (String candidate : new TreeSet<>(known)) {
            int distance = candidate.length() > 128 ? best : distance(text, candidate);
            if (distance < best) {
                best = distance;
                found = candidate;
            }
        }
        return Optional.ofNullable(found);
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int above = row[j];
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? diagonal : diagonal + 1;
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
