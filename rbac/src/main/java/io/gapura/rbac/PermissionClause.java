package io.gapura.rbac;

import io.gapura.filters.Decision;
import java.util.List;

/** Permissions of which one must be held. Immutable and thread-safe. */
final class PermissionClause {
    private final List<Permission> permissions;
    private final int[] numbers;
    private final Refusals refusals;

    PermissionClause(List<Permission> permissions, PermissionTable table, Notes notes) {
        this.permissions = List.copyOf(permissions);
        this.numbers = permissions.stream().mapToInt(table::number).toArray();
        this.refusals = new Refusals(
                2,
                denied -> (denied == 0 ? AccessReason.PERMISSION_MISSING : AccessReason.PERMISSION_DENIED)
                        .rejection(notes.missing(words())));
    }

    boolean holds(Grants grants) {
        for (int number : numbers) {
            if (grants.holds(number)) {
                return true;
            }
        }
        return false;
    }

    /** Of one that does not hold. */
    AccessReason reason(Grants grants) {
        for (int number : numbers) {
            if (grants.isDenied(number)) {
                return AccessReason.PERMISSION_DENIED;
            }
        }
        return AccessReason.PERMISSION_MISSING;
    }

    Decision.Reject refusal(Grants grants) {
        return refusals.get(reason(grants) == AccessReason.PERMISSION_DENIED ? 1 : 0);
    }

    List<Permission> permissions() {
        return permissions;
    }

    /** {@code order:read} or {@code order:read, order:list}, of which one is enough. */
    String words() {
        return String.join(" or ", permissions.stream().map(Permission::text).toList());
    }
}
