package io.gapura.filters.config;

import io.gapura.filters.AuditSink;
import io.gapura.filters.ErrorRenderer;
import io.gapura.filters.Policy;
import io.gapura.filters.TrustedProxies;
import java.util.List;
import java.util.Optional;

/**
 * What a catalogue entry puts into a pipeline: policies at its place in the order, or one facility of the engine.
 *
 * @param policies one rule, one stage each
 */
public record Contribution(
        List<Policy> policies,
        Optional<AuditSink> audit,
        Optional<ErrorRenderer> errors,
        Optional<TrustedProxies> proxies) {
    public Contribution {
        policies = List.copyOf(policies);
    }

    public static Contribution policies(Policy... policies) {
        return new Contribution(List.of(policies), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Contribution audit(AuditSink sink) {
        return new Contribution(List.of(), Optional.of(sink), Optional.empty(), Optional.empty());
    }

    public static Contribution errors(ErrorRenderer renderer) {
        return new Contribution(List.of(), Optional.empty(), Optional.of(renderer), Optional.empty());
    }

    public static Contribution proxies(TrustedProxies trusted) {
        return new Contribution(List.of(), Optional.empty(), Optional.empty(), Optional.of(trusted));
    }
}
