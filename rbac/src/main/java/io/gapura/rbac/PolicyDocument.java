package io.gapura.rbac;

import java.util.List;
import java.util.Optional;

/**
 * What the text of a policy says, every name with its place, before anything is checked against anything else: {@link
 * SnapshotCompiler} does that. Immutable.
 */
record PolicyDocument(
        List<Word> permissions,
        List<Role> roles,
        List<Denial> denials,
        List<Separation> separations,
        List<Assignment> assignments,
        List<Stated> stated,
        List<PathEntry> paths) {
    PolicyDocument {
        permissions = List.copyOf(permissions);
        roles = List.copyOf(roles);
        denials = List.copyOf(denials);
        separations = List.copyOf(separations);
        assignments = List.copyOf(assignments);
        stated = List.copyOf(stated);
        paths = List.copyOf(paths);
    }

    /** Admits nobody to anything but public endpoints. */
    static PolicyDocument empty() {
        return new PolicyDocument(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * A name and where it stands.
     *
     * @param place {@code policy.yaml:3:5}
     */
    record Word(String text, String place) {}

    /** A role with the juniors that it includes and the patterns that it is granted. */
    record Role(Word name, List<Word> includes, List<Word> grants) {}

    /** Patterns that a role takes away, whatever grants them. */
    record Denial(Word role, List<Word> permissions) {}

    /**
     * Roles of which nobody may hold more than {@code max}.
     *
     * @param dynamic whether it is about active roles, not about assigned ones
     */
    record Separation(boolean dynamic, Word name, List<Word> roles, int max) {}

    /** The roles of a caller that proved its id by a mechanism. */
    record Assignment(Word mechanism, Word id, List<Word> roles) {}

    /** The roles that callers of a mechanism may state themselves, accepted as they are. */
    record Stated(Word mechanism, List<Word> roles) {}

    /**
     * A rule for canonical paths.
     *
     * @param methods empty: all
     */
    record PathEntry(Word path, List<Word> methods, Admission admission) {}

    /** Whom a path rule admits. */
    sealed interface Admission {
        /** Anybody, for a reason. */
        record Open() implements Admission {}

        /** Nobody. */
        record Closed() implements Admission {}

        /** Authenticated callers with one of the roles, when there are any, and all of the permissions. */
        record Required(Optional<List<Word>> roles, List<Word> permissions) implements Admission {}
    }
}
