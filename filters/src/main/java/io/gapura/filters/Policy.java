package io.gapura.filters;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One rule: a value that turns a request into a decision. It touches no container type, writes no response and never
 * calls "next". Implementations are immutable or thread-safe: one instance serves all requests.
 *
 * <p>A policy that throws refuses: 500 {@code internal-error}, in every mode.
 */
public interface Policy {
    /** As configured and as audited: kebab-case, unique in a deployment. */
    String name();

    default Stage stage() {
        return Stage.ARRIVAL;
    }

    /** What it cannot work without; checked at start-up. */
    default Set<Need> needs() {
        return Set.of();
    }

    /** An {@link IOException} means that the client went away; a {@link BodyRejectedException} refuses. */
    Decision decide(RequestView request) throws IOException;

    /**
     * How a caller may prove who it is, as lines for a 401 that another policy decided; asked only then. Each optional
     * credential policy names its own {@code WWW-Authenticate}.
     */
    default List<HeaderLine> challenges(RequestView request) {
        return List.of();
    }

    /**
     * Whether it proves callers, and tells those that are anonymous how to prove themselves: by {@link #challenges}, or by
     * refusals of its own. Asked at start-up.
     */
    default boolean provesCallers() {
        return false;
    }

    /** Whether it could refuse an anonymous caller there for being anonymous; then somebody must prove callers. */
    default boolean asksWhoCalls(Endpoint endpoint) {
        return false;
    }

    /**
     * What the refusal of a request carries for which {@link #decide} never ran: it could not be read, or was refused
     * before. Only for a policy whose headers do not depend on the request; the first line must be one that it always
     * sets.
     */
    default List<HeaderLine> headersOfUnread(String scheme) {
        return List.of();
    }

    /**
     * How it would rule on an endpoint, for the coverage report. Asked at start-up; throws {@code
     * ConfigurationException} for an endpoint that it cannot rule on without guessing.
     */
    default Optional<Ruling> ruling(Endpoint endpoint) {
        return Optional.empty();
    }

    /**
     * Whether it enforces what an annotation on an endpoint demands, value and all; asked for annotations that are
     * {@link ServedBy} some policy.
     */
    default boolean serves(Annotation demand) {
        return false;
    }

    /** Whether it says who may call what: without such a policy, a deployment is said to be open. */
    default boolean rulesOnAccess() {
        return stage() == Stage.ENDPOINT;
    }

    /**
     * Whether it would let this caller call the endpoint of the view: asked for the methods that OPTIONS and 405 tell of.
     * Records nothing, and no endpoint runs after it.
     */
    default boolean wouldAdmit(RequestView request) throws IOException {
        return true;
    }

    /**
     * Whether its rule on a sub-resource locator may be asked for when the locator has run already, and only the method
     * behind it has not. Where a runtime tells of a locator in time, this is not needed.
     */
    default boolean rulesLate() {
        return false;
    }

    /** Whether an endpoint that it has no rule for must stop the start instead of being listed. */
    default boolean requiresCoverage() {
        return false;
    }

    /** A lambda with a name, deciding at {@link Stage#ARRIVAL}. */
    static Policy of(String name, Rule rule) {
        return of(name, Stage.ARRIVAL, rule);
    }

    /** A lambda with a name and a stage. */
    static Policy of(String name, Stage stage, Rule rule) {
        return new NamedRule(name, stage, rule);
    }

    /**
     * The names of rules that may be shadowed alone, such as {@code host.not-served}: what their refusals go by, see
     * {@link Rules}. Never a hard one. Empty: the policy is one rule.
     */
    default Set<String> rules() {
        return Set.of();
    }

    /**
     * The same, only observing what these of its {@link #rules()} would refuse.
     *
     * @throws IllegalArgumentException for a name that is not among them
     */
    default Policy shadowing(Set<String> names) {
        Rules.checked(names, rules());
        return this;
    }

    /** The policy as it is asked where its mode does not enforce it: what it does to a request it only observes. */
    default Policy inShadow() {
        return rules().isEmpty() ? this : shadowing(rules());
    }

    /**
     * Whether a setting of this policy lets pass what the engine refuses otherwise: an {@linkplain
     * UriViolation#ENCODED_SLASH encoded slash} below a prefix that it names.
     */
    default boolean admits(UriViolation violation, Target target) {
        return false;
    }

    /**
     * Names of policies whose findings it builds on: listed after it, they are found out at start-up, because their
     * settings would be dead.
     */
    default Set<String> follows() {
        return Set.of();
    }

    /** The largest content that it lets pass, when it bounds that. */
    default OptionalLong largestBody() {
        return OptionalLong.empty();
    }

    /** What it bounds that a server bounds too, so that somebody can see which of the two answers. */
    default Map<Bound, Long> bounds() {
        return Map.of();
    }

    /** Whether it reads the content of requests that nobody has proven yet, wherever they go. */
    default boolean readsUnproven() {
        return false;
    }

    /**
     * Checks itself against the policies of its list that are on, in order, itself among them.
     *
     * @throws ConfigurationException when their order or settings would undo it
     */
    default void requireFitting(List<Policy> inOrder) {}

    /**
     * Checks its settings against how hard it is applied.
     *
     * @throws ConfigurationException for a setting that is for another mode
     */
    default void requireMode(Mode mode) {}

    /** Which of its {@link #rules()} only observe. */
    default Set<String> observed() {
        return Set.of();
    }

    /**
     * What only observes at single endpoints that are known by now: by {@code METHOD template}, names of its {@link
     * #rules()}, or {@code *} for all.
     */
    default Map<String, Set<String>> observedAt() {
        return Map.of();
    }

    /** What an operator should know of how it is set up, said with the posture: opt-outs, and what is not restricted. */
    default List<String> remarks() {
        return List.of();
    }

    /**
     * Told once when the gate opens, of the endpoints that are known by then: for what somebody should look at and no
     * single endpoint shows. It is too late to refuse the start.
     */
    default void opened(List<Endpoint> known) {}

    /** How it comes in a newer version while the gate is open; empty: never. */
    default Optional<Renewal> renewal() {
        return Optional.empty();
    }

    /** Of the text that it was made of, such as a digest, so that a pipeline's version tells two texts apart. */
    default String fingerprint() {
        return "";
    }

    /** Lets go of what it holds outside of memory; called once, when the application stops. */
    default void close() {}

    /**
     * One row of the coverage report.
     *
     * @param rule the deciding rule in words that can be compared, such as {@code roles [clerk]}
     * @param covered false: there is no rule, and requests are refused for that
     * @param origin where the rule comes from, such as {@code inherited from org.example.Api}; empty: it stands on what
     *     runs, or everywhere
     */
    record Ruling(String rule, boolean covered, String origin) {
        /** One that stands on what runs, or everywhere. */
        public Ruling(String rule, boolean covered) {
            this(rule, covered, "");
        }
    }
}
