package io.gapura.rbac;

/**
 * What may be done: {@code domain:action} or {@code domain:action:instance}, such as {@code order:approve}. A value that
 * exists is one permission, never a pattern.
 *
 * @param text 2 or 3 segments of 1 to 64 letters, digits, {@code . _ -}; case-sensitive
 */
record Permission(String text) implements Comparable<Permission> {
    Permission {
        if (!isPermission(text)) {
            throw new IllegalArgumentException(
                    "a permission is domain:action or domain:action:instance, of letters, digits and . _ - alone");
        }
    }

    static boolean isPermission(String text) {
        String[] segments = text.split(":", -1);
        if (segments.length < 2 || segments.length > 3) {
            return false;
        }
        for (String segment : segments) {
            if (!Names.isWord(segment, 64)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Permission other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
