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
    private final EndpointRules rules;

    /** What an endpoint that no rule covers means at start-up. At run time it is refused in any case. */
    public enum OnUncovered {
        /** It is listed. */
        DENY,
        /** The application does not start; for tests and CI. */
        FAIL
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
    record Settings(Optional<Reference> policy, OnUncovered onUncovered, Locators locators) {
        static final Settings DEFAULTS = new Settings(Optional.empty(), OnUncovered.DENY, Locators.EARLY);
    }

    private Rbac(LoadedPolicy loaded, OnUncovered onUncovered, Locators locators) {
        this.loaded = loaded;
        this.onUncovered = onUncovered;
        this.locators = locators;
        this.rules = new EndpointRules(loaded.snapshot());
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
        return document(policy).onUncovered(settings.onUncovered()).locators(settings.locators());
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
        return of(LoadedPolicy.read(name, reference.read(PolicyReader.LONGEST)));
    }

    /**
     * Roles and callers from Java.
     *
     * @throws ConfigurationException as for a document
     */
    public static Rbac annotated(RoleModel model) {
        return of(LoadedPolicy.compile(model.document(), new Problems()));
    }

    static Rbac of(LoadedPolicy loaded) {
        return new Rbac(loaded, OnUncovered.DENY, Locators.EARLY);
    }

    /** The same, with endpoints that no rule covers treated so at start-up. */
    public Rbac onUncovered(OnUncovered choice) {
        return new Rbac(loaded, choice, locators);
    }

    /** The same, asking for the rules of sub-resource locators then. */
    public Rbac locators(Locators choice) {
        return new Rbac(loaded, onUncovered, choice);
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
