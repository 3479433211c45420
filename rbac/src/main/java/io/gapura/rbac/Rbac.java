package io.gapura.rbac;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.Reference;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a caller may call an endpoint, by annotations and one policy document; what no rule covers is refused.
 * Makes the policy {@code rbac}, and {@code rbac-paths} before it when the document has path rules: both belong behind
 * the policies that say who the caller is.
 *
 * <p>Immutable and thread-safe. Everything is checked when it is made: a value that exists decides.
 */
public final class Rbac {
    private final Setup setup;

    /** Made when it is first asked for: until then the application may still say where its checks are found. */
    private volatile @Nullable Engine engine;

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

    private Rbac(Setup setup) {
        this.setup = setup;
    }

    Engine engine() {
        Engine known = engine;
        if (known == null) {
            known = Engine.of(setup);
            engine = known;
        }
        return known;
    }

    /** The name {@code rbac} in a list of policies. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "rbac",
                "admits callers by roles and permissions; refuses what no rule covers",
                MethodHandles.lookup(),
                RbacSettings.class,
                RbacSettings.DEFAULTS,
                settings -> Contribution.policies(settings.rbac().policies().toArray(Policy[]::new)));
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
        return of(PolicySource.of(reference));
    }

    /** The same from any place. */
    public static Rbac of(PolicySource source) {
        PolicyText text = source.text();
        return new Rbac(
                of(LoadedPolicy.read(source.name(), text.content())).setup.watching(Watch.of(source, text)));
    }

    /**
     * Roles and callers from Java.
     *
     * @throws ConfigurationException as for a document
     */
    public static Rbac annotated(RoleModel model) {
        LoadedPolicy loaded = LoadedPolicy.compile(model.document(), new Problems());
        return new Rbac(Setup.of(loaded, Reading.strict().knowingDeclaredRoles()));
    }

    static Rbac of(Setup setup) {
        return new Rbac(setup);
    }

    static Rbac of(LoadedPolicy loaded) {
        return new Rbac(Setup.of(loaded, Reading.strict().saying(loaded.entries())));
    }

    /** The same, with endpoints that no rule covers treated so at start-up. */
    public Rbac onUncovered(OnUncovered choice) {
        return new Rbac(setup.onUncovered(choice));
    }

    /** The same, asking for the rules of sub-resource locators then. */
    public Rbac locators(Locators choice) {
        return new Rbac(setup.locators(choice));
    }

    /**
     * The same, reading annotations by the letter of the Jakarta specification: what stands around a method that runs does
     * not count. For the first days of a migration; what is not annotated stays refused.
     */
    public Rbac bySpecification() {
        return new Rbac(setup.reading(setup.reading().bySpecification()));
    }

    /** The same, not starting with an endpoint that is open without saying why: {@code @PermitAll} never does. */
    public Rbac publicNeedsReason() {
        return new Rbac(setup.reading(setup.reading().needingReasons()));
    }

    /** The same, not starting where one of these is found; otherwise they are told at start-up. */
    public Rbac raising(Set<Lint.Code> errors) {
        return new Rbac(setup.reading(setup.reading().raising(errors)));
    }

    /** The same, asking those for the written class behind one that a container made, before those found as services. */
    public Rbac unwrapping(HandlerUnwrapper... unwrappers) {
        return new Rbac(setup.reading(setup.reading().unwrapping(List.of(unwrappers))));
    }

    /**
     * The same, with checks found there, such as {@code type -> CDI.current().select(type).get()}. Without this, checks are
     * made by their public constructors without parameters. Each is asked for once, at start-up.
     */
    public Rbac checks(Function<Class<? extends ResourceCheck>, ResourceCheck> source) {
        return new Rbac(setup.checking(Checks.from(source)));
    }

    /** The same, with the active roles of each request chosen so; otherwise all roles of a caller are active. */
    public Rbac activation(RoleActivation choice) {
        return new Rbac(setup.activating(choice));
    }

    /**
     * The same, looking for a newer policy that often while the gate is open. What is newer is read, checked, ruled on for
     * every endpoint and compared before it counts; what is not sound leaves the last good policy in place.
     *
     * @param every 1 second to 1 day
     * @throws ConfigurationException for another time
     * @throws IllegalStateException when the policy was written in Java
     */
    public Rbac reloadEvery(Duration every) {
        return new Rbac(setup.watching(watch().every(every)));
    }

    /**
     * The same; a newer policy that opens a cell of the {@linkplain #matrix matrix} counts only if this is true, as it is.
     * Who has a role is no cell: assignments and claims are taken in any case.
     */
    public Rbac reloadMayOpen(boolean choice) {
        return new Rbac(setup.watching(watch().mayOpen(choice)));
    }

    /** The same, with changes of files believed that soon. */
    Rbac settling(Duration time) {
        return new Rbac(setup.watching(watch().settling(time)));
    }

    private Watch watch() {
        Watch watch = setup.watch();
        if (watch == null) {
            throw new IllegalStateException("a policy that was written in Java is not read again");
        }
        return watch;
    }

    /**
     * The same, with a second policy deciding beside this one on every request that gets as far as an endpoint: the shadow
     * mode of a change. Its refusals are recorded as {@code candidate-…}, never enforced; {@link #candidateOpens} and
     * {@link #candidateCloses} count.
     */
    public Rbac candidate(PolicySource source) {
        byte[] content = source.read();
        return new Rbac(setup.beside(Beside.of(LoadedPolicy.read(source.name(), content))));
    }

    /** How many requests the candidate would have admitted and this policy has refused. */
    public long candidateOpens() {
        Beside beside = setup.candidate();
        return beside == null ? 0 : beside.opened().sum();
    }

    /** How many requests the candidate would have refused and this policy has admitted. */
    public long candidateCloses() {
        Beside beside = setup.candidate();
        return beside == null ? 0 : beside.closed().sum();
    }

    /** The same with a newer text of the same source, and everything else as it is. */
    private Rbac renewed(PolicyText text) {
        Watch next = watch().after(text);
        LoadedPolicy newer =
                LoadedPolicy.read(next.source().name(), text.content()).after(next.reloads());
        return new Rbac(setup.loading(newer).watching(next));
    }

    /** The same, telling time by that clock. */
    Rbac clock(InstantSource clock) {
        return new Rbac(setup.telling(clock));
    }

    /**
     * For {@code Pipeline.builder().addAll(…)}, in their order.
     *
     * @throws ConfigurationException when a path rule names a check that cannot be made
     */
    public List<Policy> policies() {
        DocumentLints.tell(setup);
        return made();
    }

    Setup setup() {
        return setup;
    }

    /** The same without a word of what somebody should look at. */
    List<Policy> made() {
        Watch watch = setup.watch();
        PolicyRenewal renewal =
                watch == null || watch.every().isEmpty() ? null : new PolicyRenewal(watch, this, this::renewed);
        List<Policy> policies = new ArrayList<>();
        // A newer policy may have path rules where this one has none, and takes places that are there.
        if (renewal != null || engine().paths().isPresent()) {
            policies.add(Policy.of("rbac-paths", this::decideOnPath));
        }
        policies.add(endpoints(renewal));
        return policies;
    }

    EndpointAccess endpoints() {
        return endpoints(null);
    }

    private EndpointAccess endpoints(@Nullable PolicyRenewal renewal) {
        return new EndpointAccess(engine(), setup, renewal);
    }

    /** What the path rules say; to be asked on arrival. */
    Decision decideOnPath(RequestView request) {
        Engine deciding = engine();
        Optional<PathTrie> paths = deciding.paths();
        if (paths.isEmpty()) {
            return Decision.proceed();
        }
        CompiledRule rule = paths.get().match(request.method(), request.target().path());
        return rule == null ? Decision.proceed() : deciding.sessions().decide(rule, request);
    }

    /**
     * Asks in code what no rule can know before the object is at hand. In a request, {@link Access#of} stands on the policy
     * that the request began with.
     */
    public Access access(Caller caller) {
        if (caller.isAnonymous()) {
            return new Access(caller, null);
        }
        Sessions sessions = engine().sessions();
        Session carried = sessions.carried(caller);
        if (carried != null) {
            return new Access(caller, carried);
        }
        Sessions.Opened opened = sessions.open(RequestView.get("/").withCaller(caller));
        return new Access(opened.caller(), opened.session());
    }

    /** Decides without a server whether a caller may call a method of the class that declares it; for tests. */
    public Decision decide(Caller caller, Method method) {
        Endpoint endpoint = Endpoint.resource("GET", "/", method.getDeclaringClass(), method);
        return endpoints().decide(RequestView.get("/").withEndpoint(endpoint).withCaller(caller));
    }

    /**
     * Why a caller may call an endpoint, or may not: recomputed part by part, for logs, tools and tests, never for a client.
     * What depends on the path or on an object is said to depend on it.
     */
    public Explanation explain(Caller caller, Endpoint endpoint) {
        Engine deciding = engine();
        boolean byPath = deciding.paths().isPresent();
        return deciding.explainer().explain(caller, endpoint, deciding.rules().of(endpoint), byPath);
    }

    /** The same of a request, whose path and parameters are known. Checks are asked. */
    public Explanation explain(RequestView request) {
        Engine deciding = engine();
        return deciding.explainer().explain(request, deciding.deciding(request, endpoints()), true);
    }

    /** The same where objects are not at hand: no check is asked, and what it would say is left open. */
    public Explanation explainWithoutChecks(RequestView request) {
        Engine deciding = engine();
        return deciding.explainer().explain(request, deciding.deciding(request, endpoints()), false);
    }

    /**
     * For tests: the roles of callers of the mechanism {@code testkit}, as {@code @WithCaller} makes them, are taken at their
     * word, whatever the document says of claims. No policy of the gate makes such callers.
     */
    public Rbac withTestCallers() {
        return new Rbac(setup.loaded(setup.loaded().trusting("testkit")));
    }

    /**
     * Who may call which of these endpoints, and what the path rules of the document say: they have rows of their own, and
     * restrict further whatever they match. Every cell is what the decision is.
     *
     * @throws ConfigurationException when annotations of an endpoint contradict each other, or name what the policy does
     *     not declare
     */
    public AccessMatrix matrix(Collection<Endpoint> endpoints) {
        return new MatrixRows(engine(), setup.onUncovered()).of(endpoints);
    }

    /**
     * What looks like a slip in the document, and in what these endpoints ask for.
     *
     * @throws ConfigurationException with a line for each endpoint whose annotations contradict each other, or name what
     *     the policy does not declare
     */
    public List<Lint> lints(Collection<Endpoint> endpoints) {
        return new Linting(engine().rules(), engine().paths(), setup.loaded().document()).of(endpoints);
    }

    /** Who holds what, by the document alone; {@link PolicyReview#knowing} adds what only annotations ask for. */
    public PolicyReview review() {
        return PolicyReview.of(setup.loaded().document());
    }

    /** Counter and digest of the policy's text. */
    public String version() {
        return setup.loaded().version();
    }
}
