package io.gapura.rbac;

import java.util.List;

/**
 * What a role is granted or denied: a permission in which {@code *} stands for exactly one segment, and a last
 * {@code **} for one or more. There is no implied tail: {@code order:read} does not cover {@code order:read:42}.
 *
 * <p>Immutable. Matching is load-time work, never done for a request.
 */
final class PermissionPattern {
    static final String FORM =
            "a grant is domain:action or domain:action:instance; * is one segment, ** one or more and last";

    private final List<String> segments;

    private PermissionPattern(List<String> segments) {
        this.segments = segments;
    }

    /** Throws {@link IllegalArgumentException} for text that is no pattern. */
    static PermissionPattern of(String text) {
        List<String> segments = List.of(text.split(":", -1));
        if (!isPattern(segments)) {
            throw new IllegalArgumentException(FORM);
        }
        return new PermissionPattern(segments);
    }

    static boolean isPattern(String text) {
        return isPattern(List.of(text.split(":", -1)));
    }

    private static boolean isPattern(List<String> segments) {
        int last = segments.size() - 1;
        boolean open = segments.get(last).equals("**");
        if (segments.size() > 3 || !open && segments.size() < 2) {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            String segment = segments.get(i);
            boolean rest = i == last && open;
            if (!rest && !segment.equals("*") && !Names.isWord(segment, 64)) {
                return false;
            }
        }
        return true;
    }

    List<String> segments() {
        return segments;
    }

    boolean matches(Permission permission) {
        String[] given = permission.text().split(":", -1);
        int last = segments.size() - 1;
        boolean open = segments.get(last).equals("**");
        if (open ? given.length <= last : given.length != segments.size()) {
            return false;
        }
        for (int i = 0; i < (open ? last : segments.size()); i++) {
            if (!segments.get(i).equals("*") && !segments.get(i).equals(given[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether some permission matches both. */
    boolean overlaps(PermissionPattern other) {
        return overlaps(other, 2) || overlaps(other, 3);
    }

    private boolean overlaps(PermissionPattern other, int length) {
        if (!canHave(length) || !other.canHave(length)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            String mine = segment(i);
            String its = other.segment(i);
            if (!mine.equals("*") && !its.equals("*") && !mine.equals(its)) {
                return false;
            }
        }
        return true;
    }

    private boolean canHave(int length) {
        boolean open = segments.get(segments.size() - 1).equals("**");
        return open ? length >= segments.size() : length == segments.size();
    }

    private String segment(int at) {
        String segment = at < segments.size() ? segments.get(at) : "*";
        return segment.equals("**") ? "*" : segment;
    }

    @Override
    public String toString() {
        return String.join(":", segments);
    }
}
