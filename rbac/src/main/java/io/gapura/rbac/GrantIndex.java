package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All patterns that some role is granted, for asking in constant time whether one of them covers a permission: 4 to 8
 * patterns of its length and 3 to 7 open ones can. Immutable once made.
 */
final class GrantIndex {
    private final Set<String> patterns = new HashSet<>();

    private GrantIndex() {}

    static GrantIndex of(List<Role> roles) {
        GrantIndex index = new GrantIndex();
        roles.forEach(role -> role.grants().stream().map(Word::text).forEach(index.patterns::add));
        return index;
    }

    /** Whether some role is granted it, whatever is denied. */
    boolean covers(String permission) {
        String[] segments = permission.split(":", -1);
        return covers("", segments, 0);
    }

    private boolean covers(String prefix, String[] segments, int at) {
        if (at == segments.length) {
            return patterns.contains(prefix.substring(0, prefix.length() - 1));
        }
        return patterns.contains(prefix + "**")
                || covers(prefix + segments[at] + ":", segments, at + 1)
                || covers(prefix + "*:", segments, at + 1);
    }

    /** {@code "; the nearest is order:read"}. */
    String hint(String permission) {
        return Names.hint(permission, patterns);
    }
}
