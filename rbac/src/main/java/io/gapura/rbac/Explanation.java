package io.gapura.rbac;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why a caller is admitted, or is not: the rule and where it is written, each of its parts, how the caller came by each of
 * its roles, what is missing. For operators: it names roles and permissions, and no client may ever see it. Immutable.
 */
public final class Explanation {
    private final String endpoint;
    private final String caller;
    private final List<Part> parts;
    private final List<String> roles;
    private final String version;

    /** How one part of a rule turned out. */
    public enum Outcome {
        PASS,
        FAIL,
        /** It depends on the path or on the object, which are not known here. */
        DEPENDS
    }

    /**
     * One part of a rule.
     *
     * @param rule which rule, and where it is written
     * @param asked what it asks
     * @param detail why it turned out so; may be empty
     */
    public record Part(String rule, String asked, Outcome outcome, String detail) {
        @Override
        public String toString() {
            return outcome.name().toLowerCase(Locale.ROOT) + " " + asked + (detail.isEmpty() ? "" : ": " + detail);
        }
    }

    Explanation(String endpoint, String caller, List<Part> parts, List<String> roles, String version) {
        this.endpoint = endpoint;
        this.caller = caller;
        this.parts = List.copyOf(parts);
        this.roles = List.copyOf(roles);
        this.version = version;
    }

    /** {@link Outcome#PASS}: admitted. {@link Outcome#DEPENDS}: admitted if all agrees that is not known here. */
    public Outcome outcome() {
        if (parts.stream().anyMatch(part -> part.outcome() == Outcome.FAIL)) {
            return Outcome.FAIL;
        }
        boolean open = parts.stream().anyMatch(part -> part.outcome() == Outcome.DEPENDS);
        return open ? Outcome.DEPENDS : Outcome.PASS;
    }

    public String endpoint() {
        return endpoint;
    }

    /** In the order in which they are decided; what comes after a failed one was looked at all the same. */
    public List<Part> parts() {
        return parts;
    }

    /** Each role that counts, and the way to it: {@code manager → clerk (assignment signing partner)}. */
    public List<String> roles() {
        return roles;
    }

    /** What did not hold. */
    public List<String> missing() {
        return parts.stream()
                .filter(part -> part.outcome() == Outcome.FAIL)
                .map(Part::asked)
                .toList();
    }

    /** Of the policy that was asked. */
    public String version() {
        return version;
    }

    /** All of it, a line for each part. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(outcome().name().toLowerCase(Locale.ROOT) + " " + caller + " at " + endpoint + ", policy " + version);
        String rule = "";
        for (Part part : parts) {
            if (!part.rule().equals(rule)) {
                rule = part.rule();
                lines.add("rule " + rule);
            }
            lines.add("  " + part);
        }
        if (!roles.isEmpty()) {
            lines.add("roles");
        }
        return lines.stream().collect(Collectors.joining("\n"))
                + roles.stream().map(role -> "\n  " + role).collect(Collectors.joining());
    }
}
