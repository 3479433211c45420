package io.gapura.rbac;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.Reference;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a caller may call an endpoint, by annotations and one policy document; what no rule covers is refused.
 * Makes the policy {@code rbac}, and {@code rbac-paths} before it when the document has path rules: both belong behind
 * the policies that say who the caller is.
 *
 * <p>Immutable and thread-safe. Everything is checked when it is made: a value that exists decides.
 */
public final class Rbac {
    private final LoadedPolicy loaded;
    private final OnUncovered onUncovered;
    private final Locators locators;
    private final Reading reading;
    private final EndpointRules rules;

    /** What an endpoint that no rule covers means. */
    public enum OnUncovered {
        /** It is listed, and refused at run time. */
        DENY,
        /** The application does not start; for tests and CI. */
        FAIL,
        /** It is listed, and let through at run time with a record; for the first days of a migration. */
        REPORT
    }

    /** When the rule of a sub-resource locator is asked for. The method behind it has a rule of its own in any case. */
    public enum Locators {
        /** Before the locator runs; where no runtime tells of it in time, the application does not start. */
        EARLY,
        /** Before the method behind it runs, where there is no other way; the locator has run by then. */
        LATE
    }

    /**
     * The settings.
     *
     * @param policy the document; required
     */
    record Settings(
            Optional<Reference> policy,
            OnUncovered onUncovered,
            Reading.Annotations annotations,
            boolean publicNeedsReason,
            Locators locators) {
        static final Settings DEFAULTS = new Settings(
                Optional.empty(), // policy
                OnUncovered.DENY,
                Reading.Annotations.STRICT,
                false, // publicNeedsReason
                Locators.EARLY);
    }

    private Rbac(LoadedPolicy loaded, OnUncovered onUncovered, Reading reading, Locators locators) {
        this.loaded = loaded;
        this.onUncovered = onUncovered;
        this.reading = reading;
        this.locators = locators;
        this.rules = new EndpointRules(loaded.snapshot(), reading);
    }

    /** The name {@code rbac} in a list of policies. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "rbac",
                "admits callers by roles and permissions; refuses what no rule covers",
                MethodHandles.lookup(),
                Settings.class,
                Settings.DEFAULTS,
                settings -> Contribution.policies(from(settings).policies().toArray(Policy[]::new)));
    }

    static Rbac from(Settings settings) {
        Reference policy = settings.policy()
                .orElseThrow(() -> ConfigurationException.of("rbac.policy must be set: file:PATH or /WEB-INF/NAME"));
        Rbac rbac = document(policy).onUncovered(settings.onUncovered()).locators(settings.locators());
        rbac = settings.annotations() == Reading.Annotations.SPEC ? rbac.bySpecification() : rbac;
        return settings.publicNeedsReason() ? rbac.publicNeedsReason() : rbac;
    }

    /**
     * Roles and callers from a policy document.
     *
     * @throws ConfigurationException with a line {@code file:line:column code message} for everything that is wrong
     */
    public static Rbac document(Path file) {
        return document(Reference.file(file));
    }

    /** The same from wherever a reference leads. */
    public static Rbac document(Reference reference) {
        String place = reference.place();
        String name = place.startsWith("file:") ? place.substring(5) : place;
        return of(LoadedPolicy.read(name, reference.read(PolicyDocument.LONGEST)));
    }

    /**
     * Roles and callers from Java.
     *
     * @throws ConfigurationException as for a document
     */
    public static Rbac annotated(RoleModel model) {
        LoadedPolicy loaded = LoadedPolicy.compile(model.document(), new Problems());
        return new Rbac(loaded, OnUncovered.DENY, Reading.strict().knowingDeclaredRoles(), Locators.EARLY);
    }

    static Rbac of(LoadedPolicy loaded) {
        return new Rbac(loaded, OnUncovered.DENY, Reading.strict(), Locators.EARLY);
    }

    /** The same, with endpoints that no rule covers treated so at start-up. */
    public Rbac onUncovered(OnUncovered choice) {
        return new Rbac(loaded, choice, reading, locators);
    }

    /** The same, asking for the rules of sub-resource locators then. */
    public Rbac locators(Locators choice) {
        return new Rbac(loaded, onUncovered, reading, choice);
    }

    /**
     * The same, reading annotations by the letter of the Jakarta specification: what stands around a method that runs does
     * not count. For the first days of a migration; what is not annotated stays refused.
     */
    public Rbac bySpecification() {
        return new Rbac(loaded, onUncovered, reading.bySpecification(), locators);
    }

    /** The same, not starting with an endpoint that is open without saying why: {@code @PermitAll} never does. */
    public Rbac publicNeedsReason() {
        return new Rbac(loaded, onUncovered, reading.needingReasons(), locators);
    }

    /** The same, asking those for the written class behind one that a container made, before those found as services. */
    public Rbac unwrapping(HandlerUnwrapper... unwrappers) {
        return new Rbac(loaded, onUncovered, reading.unwrapping(List.of(unwrappers)), locators);
    }

    /** For {@code Pipeline.builder().addAll(…)}, in their order. */
    public List<Policy> policies() {
        List<Policy> policies = new ArrayList<>();
        loaded.paths().ifPresent(paths -> policies.add(Policy.of("rbac-paths", view -> decideOnPath(paths, view))));
        policies.add(new EndpointAccess(loaded, rules, onUncovered, locators));
        return policies;
    }

    private Decision decideOnPath(PathTrie paths, RequestView request) {
        CompiledRule rule = paths.match(request.method(), request.target().path());
        return rule == null ? Decision.proceed() : decide(loaded.snapshot(), rule, request);
    }

    /** An admitted caller goes on with the roles that it holds here, and with no others. */
    static Decision decide(Snapshot snapshot, CompiledRule rule, RequestView request) {
        Caller caller = request.caller();
        Grants grants = snapshot.grants(caller);
        Decision decision = rule.decide(grants);
        if (grants == null || decision instanceof Decision.Reject || holds(caller, grants)) {
            return decision;
        }
        return Decision.proceed(request.withCaller(caller.withRoles(grants.names())));
    }

    /** By identity first: whoever passed {@code rbac-paths} carries this very set. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean holds(Caller caller, Grants grants) {
        return caller.roles() == grants.names() || caller.roles().equals(grants.names());
    }
}
