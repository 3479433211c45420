package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.AccessRule.Callers;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the annotations of one class or method say, or of both merged. Two of them that cannot both be meant fail at
 * once: nothing is guessed.
 *
 * @param gate nothing when only demands are written, or nothing at all
 */
record Written(Optional<Gate> gate, List<Demand> demands) {
    private static final Written NOTHING = new Written(Optional.empty(), List.of());

    /**
     * Who comes in at all.
     *
     * @param total whether it leaves nothing to ask: {@code @PermitAll}, {@code @PublicEndpoint}, {@code @DenyAll}
     * @param rule the gate alone, without demands
     */
    record Gate(boolean total, AccessRule rule) {}

    static Written nothing() {
        return NOTHING;
    }

    /**
     * Reads what is written on the element itself.
     *
     * @throws ConfigurationException for two gates, a total with a demand, a reserved role, no reason, no permission
     */
    static Written on(AnnotatedElement element, String place) {
        List<Gate> gates = gates(element, place);
        List<Demand> demands = demands(element, place);
        if (gates.size() > 1) {
            throw ConfigurationException.at(
                    place,
                    "rule-conflict only one of @DenyAll, @PermitAll, @PublicEndpoint, @RolesAllowed and"
                            + " @Authenticated can be meant");
        }
        if (!gates.isEmpty() && gates.get(0).total() && !demands.isEmpty()) {
            throw ConfigurationException.at(
                    place, "rule-conflict @RequiresPermission beside an annotation that admits everybody or nobody");
        }
        return new Written(gates.stream().findFirst(), demands);
    }

    private static List<Gate> gates(AnnotatedElement element, String place) {
        List<Gate> gates = new ArrayList<>();
        if (element.getDeclaredAnnotation(DenyAll.class) != null) {
            gates.add(new Gate(true, new AccessRule.Nobody()));
        }
        if (element.getDeclaredAnnotation(PermitAll.class) != null) {
            gates.add(new Gate(true, new AccessRule.Everybody()));
        }
        PublicEndpoint open = element.getDeclaredAnnotation(PublicEndpoint.class);
        if (open != null) {
            if (open.reason().isBlank()) {
                throw ConfigurationException.at(place, "@PublicEndpoint needs a reason");
            }
            gates.add(new Gate(true, new AccessRule.Everybody()));
        }
        RolesAllowed roles = element.getDeclaredAnnotation(RolesAllowed.class);
        if (roles != null) {
            gates.add(new Gate(false, roles(Set.copyOf(List.of(roles.value())), place)));
        }
        if (element.getDeclaredAnnotation(Authenticated.class) != null) {
            gates.add(new Gate(false, authenticated()));
        }
        return gates;
    }

    /** Servlet names: {@code **} is any authenticated caller; {@code *} means other things elsewhere, so nothing here. */
    private static AccessRule roles(Set<String> names, String place) {
        if (names.contains("*")) {
            throw ConfigurationException.at(place, "reserved-name the role * is reserved; ** is every caller");
        }
        if (names.isEmpty()) {
            return new AccessRule.Nobody();
        }
        return names.contains("**") ? authenticated() : new Callers(new TreeSet<>(names), List.of());
    }

    private static Callers authenticated() {
        return new Callers(new TreeSet<>(), List.of());
    }

    private static List<Demand> demands(AnnotatedElement element, String place) {
        return Stream.of(element.getDeclaredAnnotationsByType(RequiresPermission.class))
                .map(annotation -> demand(annotation, place))
                .toList();
    }

    private static Demand demand(RequiresPermission annotation, String place) {
        TreeSet<Permission> permissions = new TreeSet<>();
        for (String text : annotation.value()) {
            if (!Permission.isPermission(text)) {
                throw ConfigurationException.at(
                        place,
                        "bad-permission @RequiresPermission needs domain:action or domain:action:instance, no pattern");
            }
            permissions.add(Permission.of(text));
        }
        if (permissions.isEmpty()) {
            throw ConfigurationException.at(place, "bad-permission @RequiresPermission without a permission");
        }
        return new Demand.Permissions(annotation.mode() == RequiresPermission.Mode.ANY, permissions);
    }

    boolean isNothing() {
        return gate.isEmpty() && demands.isEmpty();
    }

    /** This of a method, over that of its class. */
    Written over(Written type) {
        boolean typeTotal = type.gate.filter(Gate::total).isPresent();
        boolean ownTotal = gate.filter(Gate::total).isPresent();
        if (ownTotal || typeTotal && !isNothing()) {
            return this;
        }
        return new Written(gate.or(type::gate), demands.isEmpty() ? type.demands : demands);
    }

    /** The rule; nothing when nothing is written. Demands without a gate ask for an authenticated caller. */
    Optional<AccessRule> rule() {
        if (isNothing()) {
            return Optional.empty();
        }
        AccessRule admitted = gate.map(Gate::rule).orElse(authenticated());
        return Optional.of(admitted instanceof Callers callers ? new Callers(callers.anyRole(), demands) : admitted);
    }
}
