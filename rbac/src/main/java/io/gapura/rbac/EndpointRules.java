package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Declarations;
import io.gapura.filters.Endpoint;
import io.gapura.filters.PerEndpoint;
import io.gapura.filters.Resolution;
import io.gapura.filters.Resolution.Origin;
import io.gapura.filters.Resolution.Placed;
import io.gapura.rbac.AccessRule.Callers;
import io.gapura.rbac.CompiledRule.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The compiled rule of each endpoint, made once. Thread-safe. */
final class EndpointRules {
    private static final System.Logger LOG = System.getLogger("io.gapura.rbac");

    private final Snapshot snapshot;
    private final RuleCompiler compiler;
    private final Reading reading;
    private final Declarations<Declared> declarations;
    private final PerEndpoint<Found> found = PerEndpoint.of(Found.UNKNOWN, this::found);
    private final PerEndpoint<CompiledRule> rules = PerEndpoint.of(CompiledRule.UNKNOWN, this::requested);

    /**
     * What is found at start-up.
     *
     * @param asked what the rule is in words; nothing when there is none
     * @param origin where it comes from, unless it stands on what runs
     * @param lints what somebody should look at
     */
    record Ruled(CompiledRule rule, Optional<AccessRule> asked, String origin, List<Lint> lints) {
        static final Ruled UNKNOWN = uncovered("an unknown class");

        static Ruled uncovered(String place) {
            return new Ruled(CompiledRule.of(Kind.UNCOVERED, "uncovered", place), Optional.empty(), "", List.of());
        }
    }

    /** The same, or why there is none. */
    private record Found(Ruled ruled, @Nullable ConfigurationException contradiction, AtomicBoolean atStart) {
        static final Found UNKNOWN = new Found(Ruled.UNKNOWN, null, new AtomicBoolean(true));
    }

    EndpointRules(Snapshot snapshot, RuleCompiler compiler, Reading reading) {
        this.snapshot = snapshot;
        this.compiler = compiler;
        this.reading = reading;
        this.declarations = reading.declarations();
    }

    /** Those that are to be told; one that must not occur stops the start. */
    List<Lint> raised(List<Lint> lints) {
        return Lint.raised(lints, reading.errors());
    }

    boolean isBySpecification() {
        return reading.annotations() == Reading.Annotations.SPEC;
    }

    /** For a request: an endpoint whose annotations contradict each other has a rule that refuses everybody. */
    CompiledRule of(Endpoint endpoint) {
        return rules.get(endpoint);
    }

    /** What nobody told of at start-up is there all the same, and somebody should know how it is ruled. */
    private CompiledRule requested(Endpoint endpoint) {
        Found known = found.get(endpoint);
        if (!known.atStart().get()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    () -> "first seen at run time: " + endpoint.id() + " -> "
                            + known.ruled().rule().words());
        }
        return known.ruled().rule();
    }

    /**
     * For start-up.
     *
     * @throws ConfigurationException when annotations contradict each other or name what the policy does not declare
     */
    Ruled ruled(Endpoint endpoint) {
        Found known = found.get(endpoint);
        known.atStart().set(true);
        if (known.contradiction() != null) {
            throw known.contradiction();
        }
        return known.ruled();
    }

    private Found found(Endpoint endpoint) {
        try {
            return new Found(resolved(endpoint), null, new AtomicBoolean());
        } catch (ConfigurationException contradiction) {
            String problem = String.valueOf(contradiction.getMessage());
            CompiledRule refusing = CompiledRule.of(Kind.MISCONFIGURED, problem, endpoint.id());
            return new Found(new Ruled(refusing, Optional.empty(), "", List.of()), contradiction, new AtomicBoolean());
        }
    }

    private Ruled resolved(Endpoint endpoint) {
        Resolution<Declared> resolution = declarations.of(endpoint);
        if (resolution.found().isEmpty()) {
            return Ruled.uncovered(resolution.place());
        }
        Declared declared = resolution.found().get();
        requireReason(declared);
        AccessRule asked = known(declared, resolution.place());
        CompiledRule rule = compiled(asked, resolution.place());
        List<Lint> lints = new ArrayList<>(declared.remarks());
        lints.addAll(weakened(rule, resolution));
        return new Ruled(rule, Optional.of(asked), origin(resolution), List.copyOf(lints));
    }

    private static String origin(Resolution<Declared> resolution) {
        Optional<String> document = resolution.found().flatMap(Declared::document);
        if (document.isPresent()) {
            return "by " + document.get();
        }
        return switch (resolution.origin()) {
            case OWN, NONE -> "";
            case ADDED -> "declared by " + resolution.place();
            case INHERITED -> "inherited from " + resolution.place();
        };
    }

    private void requireReason(Declared declared) {
        for (Lint remark : declared.remarks()) {
            if (reading.publicNeedsReason() && remark.code() == Lint.Code.PUBLIC_WITHOUT_REASON) {
                throw ConfigurationException.of(
                        remark + ", and rbac.public-needs-reason asks for @PublicEndpoint(reason = \"...\")");
            }
        }
    }

    /**
     * The rule in names that the policy knows. Without a document, a role that is only declared in code is one that nobody
     * holds; with one, it is a slip of the pen.
     */
    private AccessRule known(Declared declared, String place) {
        Set<String> onlyDeclared = new TreeSet<>(declared.declaredRoles());
        onlyDeclared.removeAll(snapshot.roles().names());
        if (onlyDeclared.isEmpty()) {
            return declared.rule();
        }
        if (!reading.declaredRoles()) {
            throw ConfigurationException.at(
                    place, unknownRole(onlyDeclared.iterator().next()));
        }
        return declared.rule() instanceof Callers callers ? without(onlyDeclared, callers) : declared.rule();
    }

    private String unknownRole(String role) {
        return "unknown-role " + Names.shown(role) + " is declared by @DeclareRoles alone"
                + Names.hint(role, snapshot.roles().names());
    }

    private static AccessRule without(Set<String> nobodyHolds, Callers callers) {
        Set<String> roles = new TreeSet<>(callers.anyRole());
        boolean some = roles.removeAll(nobodyHolds);
        return some && roles.isEmpty() ? new AccessRule.Nobody() : new Callers(new TreeSet<>(roles), callers.demands());
    }

    private CompiledRule compiled(AccessRule rule, String place) {
        try {
            return compiler.compile(rule, place);
        } catch (ConfigurationException undeclared) {
            throw undeclared.in(place);
        }
    }

    private List<Lint> weakened(CompiledRule own, Resolution<Declared> resolution) {
        List<Lint> lints = new ArrayList<>();
        if (resolution.origin() != Origin.OWN) {
            return lints;
        }
        for (Placed<Declared> overridden : resolution.overridden()) {
            AccessRule rule = known(overridden.found(), overridden.place());
            if (isWeaker(own, compiled(rule, overridden.place()))) {
                lints.add(new Lint(
                        Lint.Code.OVERRIDE_WEAKENED,
                        resolution.place(),
                        "has " + own.words() + ", the overridden " + overridden.place() + " has "
                                + overridden.found()));
            }
        }
        return lints;
    }

    /** Whether it admits an anonymous, a roleless or a one-role caller that the other refuses. */
    boolean isWeaker(CompiledRule own, CompiledRule other) {
        List<Optional<Grants>> callers = new ArrayList<>();
        callers.add(Optional.empty());
        callers.add(Optional.of(snapshot.grantsOfNobody()));
        for (int role = 0; role < snapshot.roles().size(); role++) {
            callers.add(Optional.of(snapshot.grantsOf(role)));
        }
        return callers.stream()
                .anyMatch(
                        caller -> own.reason(caller.orElse(null)) == null && other.reason(caller.orElse(null)) != null);
    }
}
