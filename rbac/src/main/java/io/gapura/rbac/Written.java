package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.AccessRule.Callers;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RunAs;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is said of one class or method, or of both merged: who comes in, and what is asked of them. Two words that cannot
 * both be meant fail at once: nothing is guessed. Immutable.
 *
 * @param gate nothing when only demands are written, or nothing at all
 * @param demands all must hold
 * @param declaredRoles names of {@code @DeclareRoles}
 * @param remarks what somebody should look at, whoever the gate is
 * @param document the place of the document that says so, when it is not written in code
 */
record Written(
        Optional<Gate> gate,
        List<Demand> demands,
        Set<String> declaredRoles,
        List<Lint> remarks,
        Optional<String> document) {
    private static final Written NOTHING =
            new Written(Optional.empty(), List.of(), Set.of(), List.of(), Optional.empty());

    Written {
        demands = List.copyOf(demands);
        declaredRoles = Set.copyOf(declaredRoles);
        remarks = List.copyOf(remarks);
    }

    static Written nothing() {
        return NOTHING;
    }

    /**
     * Reads what is written on the element itself, or on annotations that it carries.
     *
     * @throws ConfigurationException for two gates, a total with a demand, and for annotations that say nothing sound
     */
    static Written on(AnnotatedElement element, String place) {
        List<Annotation> annotations = Stereotypes.expanded(element, place);
        if (annotations.isEmpty()) {
            return NOTHING;
        }
        List<Gate> gates = annotations.stream()
                .flatMap(annotation -> Gate.of(annotation, place).stream())
                .toList();
        List<Demand> demands = annotations.stream()
                .flatMap(annotation -> WrittenDemands.of(annotation, place).stream())
                .toList();
        requireOneMeaning(gates, demands, place);
        return new Written(
                gates.stream().findFirst(),
                demands,
                declared(annotations),
                remarks(annotations, place),
                Optional.empty());
    }

    private static void requireOneMeaning(List<Gate> gates, List<Demand> demands, String place) {
        if (gates.size() > 1) {
            throw ConfigurationException.at(
                    place,
                    "rule-conflict only one of @DenyAll, @PermitAll, @PublicEndpoint, @RolesAllowed and"
                            + " @Authenticated can be meant");
        }
        if (!gates.isEmpty() && gates.get(0).total() && !demands.isEmpty()) {
            throw ConfigurationException.at(
                    place, "rule-conflict a demand beside an annotation that admits everybody or nobody");
        }
    }

    private static Set<String> declared(List<Annotation> annotations) {
        return annotations.stream()
                .flatMap(annotation ->
                        annotation instanceof DeclareRoles roles ? Stream.of(roles.value()) : Stream.empty())
                .collect(Collectors.toSet());
    }

    /** Nothing runs under another name here: whoever relies on it relies on nothing. */
    private static List<Lint> remarks(List<Annotation> annotations, String place) {
        return annotations.stream().anyMatch(RunAs.class::isInstance)
                ? List.of(new Lint(Lint.Code.RUN_AS, place, "@RunAs changes nothing here"))
                : List.of();
    }

    /** What a rule of a policy document says, as though it were written in code; it says all. */
    static Written of(AccessRule rule, String place) {
        boolean callers = rule instanceof Callers;
        List<Demand> demands = rule instanceof Callers asked ? asked.demands() : List.of();
        AccessRule alone = rule instanceof Callers asked ? new Callers(asked.anyRole(), List.of()) : rule;
        return new Written(
                Optional.of(new Gate(!callers, alone, Optional.empty())),
                demands,
                Set.of(),
                List.of(),
                Optional.of(place));
    }

    /** Whether it says nothing about who may call. */
    boolean isNothing() {
        return gate.isEmpty() && demands.isEmpty();
    }

    /** Whether it leaves open who comes in: permissions are granted to roles, the other demands ask for none. */
    boolean isPartial() {
        return gate.isEmpty() && !isNothing() && !asks(Demand.Permissions.class);
    }

    private boolean asks(Class<? extends Demand> kind) {
        return demands.stream().anyMatch(kind::isInstance);
    }

    /** This of a method, over that of its class. */
    Written over(Written type) {
        if (isTotal()) {
            return with(gate, demands, type);
        }
        if (type.isTotal()) {
            boolean yields = type.gate.filter(Gate::closes).isPresent()
                    ? gate.isPresent() || asks(Demand.Permissions.class)
                    : !isNothing();
            return yields ? with(gate, demands, type) : with(type.gate, List.of(), type);
        }
        Predicate<Demand> stays = inherited -> !asks(inherited.getClass());
        List<Demand> kept = type.demands.stream().filter(stays).toList();
        return with(gate.or(type::gate), joined(demands, kept), type);
    }

    /** Both, this without a gate of its own: whoever one of them refuses is refused. */
    Written and(Written further) {
        List<Demand> all = further.isTotal() ? List.of() : joined(demands, further.demands);
        return with(further.gate, all, further);
    }

    private Written with(Optional<Gate> who, List<Demand> asked, Written other) {
        return new Written(
                who,
                asked,
                union(declaredRoles, other.declaredRoles),
                joined(remarks, other.remarks),
                document.or(other::document));
    }

    private boolean isTotal() {
        return gate.filter(Gate::total).isPresent();
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        more.stream().filter(one -> !some.contains(one)).forEach(all::add);
        return all;
    }

    /** The rule; nothing when nothing is written. Demands without a gate ask for an authenticated caller. */
    Optional<AccessRule> rule() {
        if (isNothing()) {
            return Optional.empty();
        }
        AccessRule admitted = gate.map(Gate::rule).orElse(Gate.AUTHENTICATED);
        return Optional.of(admitted instanceof Callers callers ? new Callers(callers.anyRole(), demands) : admitted);
    }
}
