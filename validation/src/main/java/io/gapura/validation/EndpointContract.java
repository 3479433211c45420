package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Rules;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint may be sent: parameters, content, and nothing else; and what it may answer. Contracts of several sources
 * are merged to the stricter rule: whatever one of them refuses is refused by all together.
 *
 * <p>Made in code, a contract narrows what the code of the endpoint declares: it may say more about parameters that are
 * declared there, and a parameter that nobody reads is a contradiction. Immutable; refining methods return copies.
 *
 * <pre>{@code
 * EndpointContract.named("parcels")
 *         .query("page", ParameterRule.of(ParameterType.INT).range(1, 1_000))
 *         .body(BodyRule.json(NewParcel.class).maxBody(DataSize.of("32KiB")));
 * }</pre>
 */
public final class EndpointContract {
    private final String name;
    private final Map<ParameterPlace, SortedMap<String, ParameterRule>> parameters;
    private final @Nullable BodyRule body;
    private final @Nullable ResponseContract answers;
    private final boolean closed;
    private final boolean shadowed;
    private final Set<String> observed;

    private EndpointContract(
            String name,
            Map<ParameterPlace, SortedMap<String, ParameterRule>> parameters,
            @Nullable BodyRule body,
            @Nullable ResponseContract answers,
            boolean closed,
            boolean shadowed,
            Set<String> observed) {
        this.name = name;
        this.parameters = parameters;
        this.body = body;
        this.answers = answers;
        this.closed = closed;
        this.shadowed = shadowed;
        this.observed = observed;
    }

    /** One that narrows, and is called so by {@link ValidatedBy}. */
    public static EndpointContract named(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(
                    "the name of a contract must be 1 to 64 letters, digits, dots and hyphens");
        }
        return new EndpointContract(name, new EnumMap<>(ParameterPlace.class), null, null, false, false, Set.of());
    }

    /** One of a {@link ContractSource}, which calls it by where it stands, such as {@code GET /orders}. */
    public static EndpointContract of(String place) {
        return new EndpointContract(place, new EnumMap<>(ParameterPlace.class), null, null, false, false, Set.of());
    }

    /** The same, speaking of all parameters there are: what it does not declare is refused. */
    public EndpointContract closed() {
        return new EndpointContract(name, parameters, body, answers, true, shadowed, observed);
    }

    /** The same, recording what it would refuse and letting it pass, while it is adopted. */
    public EndpointContract shadowed() {
        return new EndpointContract(name, parameters, body, answers, closed, true, observed);
    }

    /**
     * The same, only recording what goes by these words, while the rest of it is enforced.
     *
     * @throws IllegalArgumentException for a word that is no rule, or that is in no mode let pass
     */
    public EndpointContract shadowing(Set<String> words) {
        Set<String> more = new TreeSet<>(observed);
        more.addAll(Rules.checked(words, ContractViolation.soft()));
        return new EndpointContract(name, parameters, body, answers, closed, shadowed, Set.copyOf(more));
    }

    public EndpointContract path(String parameter, ParameterRule rule) {
        return parameter(ParameterPlace.PATH, parameter, rule);
    }

    public EndpointContract query(String parameter, ParameterRule rule) {
        return parameter(ParameterPlace.QUERY, parameter, rule);
    }

    public EndpointContract header(String parameter, ParameterRule rule) {
        return parameter(ParameterPlace.HEADER, parameter, rule);
    }

    public EndpointContract cookie(String parameter, ParameterRule rule) {
        return parameter(ParameterPlace.COOKIE, parameter, rule);
    }

    public EndpointContract form(String parameter, ParameterRule rule) {
        return parameter(ParameterPlace.FORM, parameter, rule);
    }

    /** The same with one more parameter; one that is declared already is narrowed. */
    public EndpointContract parameter(ParameterPlace place, String parameter, ParameterRule rule) {
        if (parameter.isEmpty() || parameter.length() > 128) {
            throw ConfigurationException.at(name, "the name of a parameter must be 1 to 128 characters");
        }
        Map<ParameterPlace, SortedMap<String, ParameterRule>> more = copy();
        SortedMap<String, ParameterRule> there = more.computeIfAbsent(place, absent -> empty(place));
        ParameterRule known = there.get(parameter);
        there.put(parameter, known == null ? rule : known.and(rule, name + " " + place + " " + parameter));
        return new EndpointContract(name, more, body, answers, closed, shadowed, observed);
    }

    /** Fields are found in any case. */
    private static SortedMap<String, ParameterRule> empty(ParameterPlace place) {
        return place == ParameterPlace.HEADER ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new TreeMap<>();
    }

    /** The same with content of this rule. */
    public EndpointContract body(BodyRule rule) {
        BodyRule both = body == null ? rule : body.and(rule, name);
        return new EndpointContract(name, parameters, both, answers, closed, shadowed, observed);
    }

    /** The same, answering no more than this says. */
    public EndpointContract answers(ResponseContract contract) {
        ResponseContract both = answers == null ? contract : answers.and(contract);
        return new EndpointContract(name, parameters, body, both, closed, shadowed, observed);
    }

    /**
     * Both together.
     *
     * @throws ConfigurationException when they contradict each other
     */
    EndpointContract and(EndpointContract other) {
        EndpointContract both = this;
        for (Map.Entry<ParameterPlace, SortedMap<String, ParameterRule>> there : other.parameters.entrySet()) {
            for (Map.Entry<String, ParameterRule> declared : there.getValue().entrySet()) {
                both = both.parameter(there.getKey(), declared.getKey(), declared.getValue());
            }
        }
        requireKnown(other);
        other.requireKnown(this);
        if (closed && body == null && other.body != null || other.closed && other.body == null && body != null) {
            throw ConfigurationException.at(
                    name, "lint.contradiction one source declares content and another says that there is none");
        }
        BodyRule content =
                body == null || other.body == null ? body == null ? other.body : body : body.and(other.body, name);
        EndpointContract answering = other.answers == null ? this : answers(other.answers);
        Set<String> words = new TreeSet<>(observed);
        words.addAll(other.observed);
        return new EndpointContract(
                name,
                both.parameters,
                content,
                answering.answers,
                closed || other.closed,
                shadowed || other.shadowed,
                Set.copyOf(words));
    }

    /** What speaks of all parameters knows those of the other. */
    private void requireKnown(EndpointContract other) {
        if (!closed) {
            return;
        }
        other.parameters.forEach((place, declared) -> {
            TreeSet<String> unknown = new TreeSet<>(declared.keySet());
            parameters
                    .getOrDefault(place, Collections.emptySortedMap())
                    .keySet()
                    .forEach(unknown::remove);
            if (!unknown.isEmpty() && place != ParameterPlace.PATH) {
                throw ConfigurationException.at(
                        name,
                        "lint.contradiction " + place + " " + unknown
                                + " is declared by one source and unknown to another: declare it in both, or drop it");
            }
        });
    }

    private Map<ParameterPlace, SortedMap<String, ParameterRule>> copy() {
        Map<ParameterPlace, SortedMap<String, ParameterRule>> copy = new EnumMap<>(ParameterPlace.class);
        parameters.forEach((place, declared) -> {
            SortedMap<String, ParameterRule> there = empty(place);
            there.putAll(declared);
            copy.put(place, there);
        });
        return copy;
    }

    public String name() {
        return name;
    }

    /** Sorted by name. */
    public Map<String, ParameterRule> parameters(ParameterPlace place) {
        return Collections.unmodifiableMap(parameters.getOrDefault(place, Collections.emptySortedMap()));
    }

    public Optional<BodyRule> body() {
        return Optional.ofNullable(body);
    }

    /** What it may answer; empty: anything. */
    public Optional<ResponseContract> answers() {
        return Optional.ofNullable(answers);
    }

    /** Whether it only records. */
    public boolean isShadowed() {
        return shadowed;
    }

    /** The words that it only records. */
    public Set<String> observed() {
        return observed;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String toString() {
        return name;
    }
}
