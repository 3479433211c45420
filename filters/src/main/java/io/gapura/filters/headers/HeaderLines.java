package io.gapura.filters.headers;

import io.gapura.filters.HeaderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of a plan, written once: a request only chooses among them, or joins its nonce in. Immutable. */
final class HeaderLines {
    private final List<HeaderLine> winning;
    private final List<HeaderLine> yielding;
    private final List<Policy> policies;
    private final List<HeaderLine> clearing;
    private final Optional<HeaderLine> hsts;
    private final boolean hstsYields;
    private final Set<String> removed;

    /** A policy header: what it is without a nonce, and how it is made with one. */
    private record Policy(HeaderLine bare, ContentSecurityPolicy.@Nullable Rendered made, boolean yields) {
        HeaderLine line(@Nullable String nonce) {
            return made == null || nonce == null ? bare : new HeaderLine(bare.name(), made.with(nonce));
        }
    }

    private HeaderLines(HeaderPlan plan) {
        List<HeaderLine> ours = new ArrayList<>();
        List<HeaderLine> theirs = new ArrayList<>();
        plan.values().forEach((header, value) -> {
            if (isPlain(header)) {
                boolean yields = header == SecurityHeader.CACHE_CONTROL || isApplications(plan, header);
                (yields ? theirs : ours).add(new HeaderLine(header.field(), value));
            }
        });
        plan.reportTo().ifPresent(place -> ours.add(new HeaderLine("Reporting-Endpoints", "csp=\"" + place + "\"")));
        this.winning = List.copyOf(ours);
        this.yielding = List.copyOf(theirs);
        List<Policy> made = new ArrayList<>();
        String field = SecurityHeader.CONTENT_SECURITY_POLICY.field();
        boolean yields = isApplications(plan, SecurityHeader.CONTENT_SECURITY_POLICY);
        plan.enforced().ifPresent(policy -> made.add(policy(field, policy, yields)));
        plan.observed().ifPresent(policy -> made.add(policy(field + "-Report-Only", policy, yields)));
        this.policies = List.copyOf(made);
        this.hsts = line(plan, SecurityHeader.STRICT_TRANSPORT_SECURITY);
        this.hstsYields = isApplications(plan, SecurityHeader.STRICT_TRANSPORT_SECURITY);
        this.clearing = line(plan, SecurityHeader.CLEAR_SITE_DATA).stream().toList();
        this.removed = plan.removed();
    }

    static HeaderLines of(HeaderPlan plan) {
        return new HeaderLines(plan);
    }

    private static boolean isPlain(SecurityHeader header) {
        return header != SecurityHeader.CONTENT_SECURITY_POLICY
                && header != SecurityHeader.STRICT_TRANSPORT_SECURITY
                && header != SecurityHeader.CLEAR_SITE_DATA;
    }

    private static boolean isApplications(HeaderPlan plan, SecurityHeader header) {
        return plan.application().contains(header.field());
    }

    private static Optional<HeaderLine> line(HeaderPlan plan, SecurityHeader header) {
        return Optional.ofNullable(plan.values().get(header)).map(value -> new HeaderLine(header.field(), value));
    }

    private static Policy policy(String field, ContentSecurityPolicy policy, boolean yields) {
        return new Policy(
                new HeaderLine(field, policy.withoutNonce().text()),
                policy.usesNonce() ? policy.rendered() : null,
                yields);
    }

    boolean usesNonce() {
        return policies.stream().anyMatch(policy -> policy.made() != null);
    }

    /** What stands whatever the application says. */
    List<HeaderLine> winning(boolean tls, @Nullable String nonce) {
        return lines(winning, false, tls, nonce);
    }

    /** What yields to the application. */
    List<HeaderLine> yielding(boolean tls, @Nullable String nonce) {
        return lines(yielding, true, tls, nonce);
    }

    private List<HeaderLine> lines(List<HeaderLine> plain, boolean yields, boolean tls, @Nullable String nonce) {
        List<HeaderLine> all = new ArrayList<>(plain);
        for (Policy policy : policies) {
            if (policy.yields() == yields) {
                all.add(policy.line(nonce));
            }
        }
        if (tls && hstsYields == yields) {
            hsts.ifPresent(all::add);
        }
        return all;
    }

    List<HeaderLine> clearing() {
        return clearing;
    }

    Set<String> removed() {
        return removed;
    }
}
