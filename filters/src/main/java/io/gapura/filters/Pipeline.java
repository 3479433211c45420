package io.gapura.filters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list of policies with their modes, and the facilities that were configured with it. Order is the order of
 * the list, within each stage; there are no priorities. Immutable and thread-safe.
 */
public final class Pipeline {
    private final List<Step> steps;
    private final Step[] arrival;
    private final Step[] endpoint;
    private final @Nullable AuditSink audit;
    private final @Nullable ErrorRenderer errors;
    private final @Nullable TrustedProxies proxies;
    private final String version;
    private final Demands demands = new Demands();
    private final Locators locators;
    private final boolean accessRuled;
    private final Pipeline first;
    private final int generation;

    private Pipeline(Builder builder, @Nullable Pipeline earlier) {
        this.first = earlier == null ? this : earlier.first;
        this.generation = earlier == null ? 1 : earlier.generation + 1;
        this.steps = List.copyOf(builder.steps);
        this.arrival = of(Stage.ARRIVAL);
        this.endpoint = of(Stage.ENDPOINT);
        this.audit = builder.audit;
        this.errors = builder.errors;
        this.proxies = builder.proxies;
        this.locators = new Locators(List.of(endpoint));
        this.accessRuled = Stream.of(endpoint)
                .anyMatch(step -> step.mode().runs() && step.policy().rulesOnAccess());
        this.version = generation + "-" + digest(texts(), proxies);
    }

    private Step[] of(Stage stage) {
        return steps.stream().filter(step -> step.policy().stage() == stage).toArray(Step[]::new);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Decides without a server: the arrival stage, then the endpoint stage when the view names an endpoint.
     *
     * @throws IOException when the body could not be read because the client went away
     */
    public Verdict decide(RequestView request) throws IOException {
        Walk walk = new Walk(request, new Sampler(new byte[32]));
        Rejection unread = Admission.refusal(List.of(this), request.target());
        if (unread != null) {
            walk.refuseUnread(unread);
            return new Verdict(walk);
        }
        walk.run(arrival);
        if (!walk.isDecided() && request.endpoint().isPresent()) {
            Rejection unserved = demands.unserved(request.endpoint().get(), List.of(this));
            if (unserved != null) {
                walk.refuseUnread(unserved);
                return new Verdict(walk);
            }
            walk.run(endpoint);
            Reception.of(walk);
        }
        return new Verdict(walk);
    }

    /** What is on and how hard, one {@code policy mode} a line, in order. */
    public List<String> posture() {
        return steps.stream().map(Step::toString).toList();
    }

    private List<String> texts() {
        return steps.stream()
                .map(step -> step + " " + step.policy().fingerprint())
                .toList();
    }

    /** The pipeline that it was when the application started: adapters know no other. */
    Pipeline first() {
        return first;
    }

    /**
     * The same with newer policies in the places of those of their names.
     *
     * @throws ConfigurationException when they do not fit, or one has no place
     */
    Pipeline renewed(List<Policy> newer) {
        Map<String, Policy> byName = new LinkedHashMap<>();
        newer.forEach(policy -> byName.put(policy.name(), policy));
        Builder builder = builder();
        builder.audit = audit;
        builder.errors = errors;
        builder.proxies = proxies;
        for (Step step : steps) {
            Policy policy = byName.remove(step.policy().name());
            builder.add(policy == null ? step.policy() : policy, step.mode(), step.scope());
        }
        if (!byName.isEmpty()) {
            throw ConfigurationException.of("no earlier version of " + byName.keySet() + " stands in this pipeline");
        }
        return builder.build(this);
    }

    /** Of its text: counter and digest. Every audit event carries it. */
    public String version() {
        return version;
    }

    Step[] arrival() {
        return arrival;
    }

    Step[] endpoint() {
        return endpoint;
    }

    Locators locators() {
        return locators;
    }

    /** Whether one of its policies says, on the endpoint, who may call what. */
    public boolean isAccessRuled() {
        return accessRuled;
    }

    List<Step> steps() {
        return steps;
    }

    Optional<AuditSink> audit() {
        return Optional.ofNullable(audit);
    }

    Optional<ErrorRenderer> errors() {
        return Optional.ofNullable(errors);
    }

    Optional<TrustedProxies> proxies() {
        return Optional.ofNullable(proxies);
    }

    private static String digest(List<String> lines, @Nullable TrustedProxies proxies) {
        String text = String.join("\n", lines) + (proxies == null ? "" : "\n" + proxies.text());
        return ContentHash.of(text).brief();
    }

    /** Gathers policies in order. Not thread-safe; a start-up affair. */
    public static final class Builder {
        private final List<Step> steps = new ArrayList<>();
        private final Set<String> names = new LinkedHashSet<>();
        private @Nullable AuditSink audit;
        private @Nullable ErrorRenderer errors;
        private @Nullable TrustedProxies proxies;

        private Builder() {}

        /** Enforced for everybody. */
        public Builder add(Policy policy) {
            return add(policy, Mode.ENFORCE);
        }

        /** Decided and recorded, but let through. */
        public Builder shadow(Policy policy) {
            return add(policy, Mode.SHADOW);
        }

        public Builder add(Policy policy, Mode mode) {
            return add(policy, mode, PathScope.everywhere());
        }

        /** For some paths alone. */
        public Builder add(Policy policy, Mode mode, PathScope scope) {
            if (policy.name().isEmpty()) {
                throw ConfigurationException.of("a policy needs a name");
            }
            if (!names.add(policy.name())) {
                throw ConfigurationException.of("the policy " + policy.name() + " stands twice in one pipeline");
            }
            steps.stream()
                    .map(Step::policy)
                    .filter(earlier -> earlier.follows().contains(policy.name()))
                    .findFirst()
                    .ifPresent(earlier -> {
                        throw ConfigurationException.of(
                                policy.name() + " must be listed before " + earlier.name() + ", which builds on it");
                    });
            steps.add(new Step(policy, mode, scope));
            return this;
        }

        /** All policies of a catalogue entry, at one place in the order. */
        public Builder addAll(List<Policy> policies) {
            policies.forEach(this::add);
            return this;
        }

        /** Where audit events go; once per deployment. */
        public Builder audit(AuditSink sink) {
            if (audit != null) {
                throw ConfigurationException.of("audit is configured twice in one pipeline");
            }
            audit = sink;
            return this;
        }

        /** How refusals are rendered; once per deployment. */
        public Builder errors(ErrorRenderer renderer) {
            if (errors != null) {
                throw ConfigurationException.of("errors is configured twice in one pipeline");
            }
            errors = renderer;
            return this;
        }

        /** Whose forwarded fields count; once per deployment. */
        public Builder proxies(TrustedProxies trusted) {
            if (proxies != null) {
                throw ConfigurationException.of("proxies is configured twice in one pipeline");
            }
            proxies = trusted;
            return this;
        }

        /**
         * The pipeline.
         *
         * @throws ConfigurationException when its policies do not fit together
         */
        public Pipeline build() {
            return build(null);
        }

        private Pipeline build(@Nullable Pipeline earlier) {
            List<Policy> running = steps.stream()
                    .filter(step -> step.mode().runs())
                    .map(Step::policy)
                    .toList();
            running.forEach(policy -> policy.requireFitting(running));
            return new Pipeline(this, earlier);
        }
    }
}
