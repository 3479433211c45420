package io.gapura.rbac;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The access rule that something is declared to have. Equal to another that admits the same and is as whole, however the
 * two are written. Immutable.
 */
final class Declared {
    private final Written written;
    private final AccessRule rule;

    private Declared(Written written, AccessRule rule) {
        this.written = written;
        this.rule = rule;
    }

    /** Nothing when nothing is said about who may call. */
    static Optional<Declared> of(Written written) {
        return written.rule().map(rule -> new Declared(written, rule));
    }

    AccessRule rule() {
        return rule;
    }

    /** Whether it only asks for more than some other rule, and leaves open who comes in. */
    boolean isPartial() {
        return written.isPartial();
    }

    /** This partial one and another: whoever one of them refuses is refused. */
    Declared and(Declared further) {
        return of(written.and(further.written)).orElseThrow();
    }

    /** Names of {@code @DeclareRoles} beside it. */
    Set<String> declaredRoles() {
        return written.declaredRoles();
    }

    /** The place of the document that says so, when it is not written in code. */
    Optional<String> document() {
        return written.document();
    }

    /** What somebody should look at. */
    List<Lint> remarks() {
        List<Lint> remarks = new ArrayList<>(written.remarks());
        written.gate().flatMap(Gate::remark).ifPresent(remarks::add);
        return remarks;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Declared that && rule.equals(that.rule) && isPartial() == that.isPartial();
    }

    @Override
    public int hashCode() {
        return Objects.hash(rule, isPartial());
    }

    /** The rule in words. */
    @Override
    public String toString() {
        return rule.toString();
    }
}
