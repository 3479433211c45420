package io.gapura.rbac;

import io.gapura.filters.Declarations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How the rules of endpoints are found.
 *
 * @param annotations by which rules annotations count
 * @param publicNeedsReason whether what is open must say why
 * @param declaredRoles whether {@code @DeclareRoles} makes a role known: where no document lists them all
 * @param entries what a document says of classes that nobody can annotate
 * @param unwrapping how classes that a container made lead to written ones
 * @param errors lints that stop the start
 */
record Reading(
        Annotations annotations,
        boolean publicNeedsReason,
        boolean declaredRoles,
        EndpointEntries entries,
        Unwrapping unwrapping,
        Set<Lint.Code> errors) {
    /** By which rules annotations count. */
    enum Annotations {
        /** Those of the specification, and where it names none, whatever restricts. */
        STRICT,
        /** Those of the specification alone, for the first days of a migration. */
        SPEC
    }

    static Reading strict() {
        return new Reading(Annotations.STRICT, false, false, EndpointEntries.NONE, Unwrapping.installed(), Set.of());
    }

    Reading bySpecification() {
        return new Reading(Annotations.SPEC, publicNeedsReason, declaredRoles, entries, unwrapping, errors);
    }

    Reading needingReasons() {
        return new Reading(annotations, true, declaredRoles, entries, unwrapping, errors);
    }

    Reading knowingDeclaredRoles() {
        return new Reading(annotations, publicNeedsReason, true, entries, unwrapping, errors);
    }

    Reading saying(EndpointEntries others) {
        return new Reading(annotations, publicNeedsReason, declaredRoles, others, unwrapping, errors);
    }

    Reading unwrapping(List<HandlerUnwrapper> first) {
        List<HandlerUnwrapper> all = new ArrayList<>(first);
        all.addAll(unwrapping.unwrappers());
        return new Reading(annotations, publicNeedsReason, declaredRoles, entries, new Unwrapping(all), errors);
    }

    Reading raising(Set<Lint.Code> codes) {
        return new Reading(annotations, publicNeedsReason, declaredRoles, entries, unwrapping, Set.copyOf(codes));
    }

    Declarations<Declared> declarations() {
        Declarations<Declared> strict = RuleResolver.declarations(entries, unwrapping);
        return annotations == Annotations.STRICT ? strict : strict.bySpecification();
    }
}
