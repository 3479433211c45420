package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.Resolution.Placed;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the rule of what runs, from annotations. The Jakarta Annotations specification decides wherever it names a rule:
 * a method beats its class, a class covers only what it declares, an inherited member keeps what it had. Where the
 * specification names none, a rule of the concrete class, of an overridden declaration or of an interface counts, but it
 * can only restrict. Two rules that cannot both be meant fail at once.
 *
 * <p>Reads metadata only; belongs to one resolution.
 */
final class RuleResolver {
    private final Class<?> type;
    private final Dispatch dispatch;

    private RuleResolver(Class<?> type) {
        this.type = type;
        this.dispatch = Dispatch.in(type);
    }

    /**
     * The rule of a resource method.
     *
     * @throws ConfigurationException when annotations contradict each other
     */
    static Resolution resolve(Class<?> handler, Method called) {
        Class<?> written = HandlerClasses.written(handler);
        RuleResolver resolver = new RuleResolver(written);
        Optional<Method> target = resolver.dispatch.target(called);
        return target.isEmpty() ? Resolution.uncovered(handler.getName()) : resolver.of(target.get(), true);
    }

    /**
     * The rule of a method that is known to run.
     *
     * @param methodLevel whether annotations on the method itself count
     */
    static Resolution resolveTarget(Class<?> written, Method target, boolean methodLevel) {
        return new RuleResolver(written).of(target, methodLevel);
    }

    private Resolution of(Method target, boolean methodLevel) {
        Optional<AccessRule> own =
                Modifier.isAbstract(target.getModifiers()) ? Optional.empty() : ruleAt(target, methodLevel);
        if (own.isPresent()) {
            requireNotShadowed(target, own.get());
            List<Placed> overridden = new ArrayList<>();
            addSuperclassRule(target, overridden);
            addInterfaceRules(target, overridden);
            return Resolution.own(own.get(), place(target), overridden);
        }
        return inherited(target);
    }

    /** What a declaration has: method level over the class level of the type that declares it. */
    private static Optional<AccessRule> ruleAt(Method method, boolean methodLevel) {
        Written onMethod = methodLevel ? Written.on(method, place(method)) : Written.nothing();
        Class<?> declaring = method.getDeclaringClass();
        return onMethod.over(Written.on(declaring, declaring.getName())).rule();
    }

    private Optional<AccessRule> typeRule() {
        return Written.on(type, type.getName()).rule();
    }

    /** Whoever reads the concrete class believes its class-level rule, and an inherited method would by-pass it. */
    private void requireNotShadowed(Method target, AccessRule own) {
        Optional<AccessRule> believed = typeRule();
        boolean inherited = target.getDeclaringClass() != type;
        if (inherited && believed.isPresent() && !believed.get().equals(own)) {
            throw ConfigurationException.at(
                    type.getName(),
                    "rule-conflict shadowed rule: " + believed.get() + " on the class does not cover the inherited "
                            + place(target) + ", which has " + own + "; override the method, or write one rule");
        }
    }

    /** Nothing is written on what runs: one restricting rule around it counts, several different ones do not. */
    private Resolution inherited(Method target) {
        List<Placed> candidates = new ArrayList<>();
        typeRule().ifPresent(rule -> candidates.add(new Placed(rule, type.getName())));
        addSuperclassRule(target, candidates);
        addInterfaceRules(target, candidates);
        Set<AccessRule> rules =
                candidates.stream().map(Placed::rule).collect(Collectors.toCollection(LinkedHashSet::new));
        if (rules.size() > 1) {
            String said = candidates.stream()
                    .map(placed -> placed.place() + " has " + placed.rule())
                    .sorted()
                    .distinct()
                    .collect(Collectors.joining(", "));
            throw ConfigurationException.at(
                    type.getName(), "rule-conflict " + place(target) + " could inherit different rules: " + said);
        }
        // Opening is written on what runs; an inherited @PermitAll never opens.
        if (candidates.isEmpty() || candidates.get(0).rule() instanceof AccessRule.Everybody) {
            return Resolution.uncovered(place(target));
        }
        return Resolution.inherited(candidates.get(0));
    }

    /** The nearest overridden declaration in a superclass that has a rule. */
    private void addSuperclassRule(Method target, List<Placed> found) {
        Class<?> below = target.getDeclaringClass();
        boolean onlyDeclared = Modifier.isAbstract(target.getModifiers()) && !below.isInterface();
        Optional<AccessRule> nearest = onlyDeclared ? ruleAt(target, true) : Optional.empty();
        if (nearest.isPresent()) {
            found.add(new Placed(nearest.get(), place(target)));
            return;
        }
        for (Class<?> at : Dispatch.classes(type)) {
            if (at == below || !at.isAssignableFrom(below) || at.isInterface()) {
                continue;
            }
            Optional<Placed> placed = declared(at, target);
            if (placed.isPresent()) {
                found.add(placed.get());
                return;
            }
        }
    }

    /** In each line of interfaces the nearest declaration that has a rule. */
    private void addInterfaceRules(Method target, List<Placed> found) {
        Set<Class<?>> seen = new HashSet<>();
        for (Class<?> at : Dispatch.classes(type)) {
            if (at.isInterface()) {
                addLine(at, target, seen, found);
            }
            for (Class<?> direct : at.getInterfaces()) {
                addLine(direct, target, seen, found);
            }
        }
    }

    private void addLine(Class<?> at, Method target, Set<Class<?>> seen, List<Placed> found) {
        if (!seen.add(at)) {
            return;
        }
        boolean itself = at == target.getDeclaringClass() && !Modifier.isAbstract(target.getModifiers());
        Optional<Placed> placed = itself ? Optional.empty() : declared(at, target);
        if (placed.isPresent()) {
            found.add(placed.get());
            return;
        }
        for (Class<?> direct : at.getInterfaces()) {
            addLine(direct, target, seen, found);
        }
    }

    private Optional<Placed> declared(Class<?> at, Method target) {
        return Dispatch.written(at).stream()
                .filter(method -> dispatch.signatures().same(method, target))
                .findFirst()
                .flatMap(method -> ruleAt(method, true).map(rule -> new Placed(rule, place(method))));
    }

    /** {@code org.example.Orders#find(java.lang.String)}. */
    static String place(Method method) {
        StringJoiner parameters = new StringJoiner(",", "(", ")");
        Stream.of(method.getParameterTypes()).forEach(parameter -> parameters.add(parameter.getName()));
        return method.getDeclaringClass().getName() + "#" + method.getName() + parameters;
    }
}
