package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Mode;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Rules;
import io.gapura.filters.Stage;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds what an endpoint is sent against its contract, on every Jakarta REST runtime and in servlets in the same way:
 * parameters before anybody converts them, content while it is read, and the Jakarta Validation constraints of an entity
 * between its binding and the endpoint. Answers what breaks them without a message, an argument name or a value.
 *
 * <p>A contract is derived from the code of the endpoint, narrowed by {@link Contract} and by contracts made in code, and
 * checked at start-up: open or unconstrained input stops the start.
 *
 * <p>Immutable and thread-safe. The validator is made once, with the policy; messages are never interpolated, so
 * that text in a constraint or a value stays inert. A validator that throws refuses: 500 {@code
 * internal-error}, reason {@code control.failure}.
 */
public final class Validation implements Policy {
    static final String NAME = "validation";

    private static final System.Logger LOG = System.getLogger("io.gapura");

    private static final Set<String> RULES = Set.copyOf(ContractViolation.soft());

    private final ValidationSettings settings;
    private final ValidatorSetup setup;
    private final Set<String> observed;
    private final List<EndpointContract> named;
    private final List<ContractSource> sources;
    private final ContractBook book;

    /** What the start-up check does about what it finds. */
    public enum Lint {
        /** Stops the start. */
        FAIL,
        /** Logs it; only while the policy is shadowed. */
        WARN
    }

    private Validation(
            ValidationSettings settings,
            ValidatorSetup setup,
            Set<String> observed,
            List<EndpointContract> named,
            List<ContractSource> sources) {
        this.settings = settings;
        this.setup = setup;
        this.observed = Set.copyOf(observed);
        this.named = List.copyOf(named);
        this.sources = List.copyOf(sources);
        this.book = new ContractBook(setup, settings, this.observed, named, sources);
    }

    private static Validation of(ValidationSettings settings) {
        List<ContractSource> sources =
                settings.document().map(ContractFormats::read).stream().toList();
        return new Validation(settings, ValidatorSetup.of(settings.texts()), Set.of(), List.of(), sources);
    }

    /** Every contract and constraint counts; content that breaks one is refused with 422. */
    public static Validation strict() {
        return of(ValidationSettings.DEFAULTS);
    }

    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "validation",
                "holds what endpoints are sent against their contracts",
                MethodHandles.lookup(),
                ValidationSettings.class,
                ValidationSettings.DEFAULTS,
                settings -> Contribution.policies(of(settings)));
    }

    /** The same, answering content that breaks a constraint with this status: 422 or 400. */
    public Validation contentStatus(int status) {
        return with(settings.with(status));
    }

    /** The same, with another word on what the start-up check finds. */
    public Validation lint(Lint lint) {
        return with(settings.with(lint));
    }

    /** The same with other bounds for the structure of JSON. */
    public Validation json(JsonLimits limits) {
        return with(settings.with(limits));
    }

    /** The same with another bound for XML, in bytes once decoded. */
    public Validation xml(DataSize most) {
        return with(settings.with(most));
    }

    /** The same for an application whose JSON library names members in this way. */
    public Validation memberNames(MemberNames names) {
        return with(settings.with(names));
    }

    /**
     * The same, knowing which new passwords everybody tries: without such a list an application that uses {@link
     * io.gapura.validation.constraints.NewPassword} does not start.
     *
     * @param common one a line, UTF-8, 3,000 at least; read now
     * @param words of this application that a password must not hold; the caller's names are added with each request
     */
    public Validation newPasswords(Reference common, String... words) {
        ValidationSettings other = settings.with(common, Set.of(words));
        return new Validation(other, ValidatorSetup.of(other.texts()), observed, named, sources);
    }

    private Validation with(ValidationSettings other) {
        return new Validation(other, setup, observed, named, sources);
    }

    /** The same with a contract that endpoints name by {@link ValidatedBy}. */
    public Validation contract(EndpointContract made) {
        List<EndpointContract> more = new ArrayList<>(named);
        more.add(made);
        return new Validation(settings, setup, observed, more, sources);
    }

    /** The same with contracts that stand elsewhere than in code, such as in an OpenAPI document. */
    public Validation source(ContractSource source) {
        List<ContractSource> more = new ArrayList<>(sources);
        more.add(source);
        return new Validation(settings, setup, observed, named, more);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Stage stage() {
        return Stage.ENDPOINT;
    }

    /** What comes in is another question than who. */
    @Override
    public boolean rulesOnAccess() {
        return false;
    }

    @Override
    public Set<String> rules() {
        return RULES;
    }

    @Override
    public Set<String> observed() {
        return observed;
    }

    @Override
    public Validation shadowing(Set<String> names) {
        return new Validation(settings, setup, Rules.checked(names, RULES), named, sources);
    }

    @Override
    public void requireMode(Mode mode) {
        if (settings.lint() == Lint.WARN && mode.share() > 0) {
            throw ConfigurationException.of("validation.lint = warn is for mode = shadow: what is only reported while a"
                    + " contract is adopted is open when it is enforced");
        }
    }

    /** Reads the contract of an endpoint and checks it; says nothing on who may call it. */
    @Override
    public Optional<Ruling> ruling(Endpoint endpoint) {
        List<Finding> findings = book.of(endpoint).findings();
        if (!findings.isEmpty()) {
            String text = findings.stream().sorted().map(Finding::toString).collect(Collectors.joining("; "));
            if (settings.lint() == Lint.FAIL) {
                throw ConfigurationException.of(text);
            }
            LOG.log(System.Logger.Level.WARNING, () -> "Gapura validation: " + text);
        }
        return Optional.empty();
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (settings.lint() == Lint.WARN) {
            remarks.add("unconstrained input is only reported");
        }
        Map<String, Set<String>> shadowed = book.shadowed();
        if (!shadowed.isEmpty()) {
            remarks.add(shadowed.entrySet().stream()
                    .map(each -> each.getKey() + ": " + String.join(" ", each.getValue()))
                    .collect(Collectors.joining(", ", "contracts that only record: ", "")));
        }
        remarks.addAll(SecondValidator.hints(SecondValidator.application()));
        return remarks;
    }

    /** Some runtimes tell of their endpoints only with the first request: it is too late to refuse the start. */
    @Override
    public void opened(List<Endpoint> known) {
        List<Finding> unused = book.unused();
        if (!unused.isEmpty()) {
            String text = unused.stream().map(Finding::toString).collect(Collectors.joining("; "));
            LOG.log(
                    settings.lint() == Lint.FAIL ? System.Logger.Level.ERROR : System.Logger.Level.WARNING,
                    () -> "Gapura validation: " + text);
        }
    }

    @Override
    public Map<String, Set<String>> observedAt() {
        return book.shadowed();
    }

    @Override
    public Decision decide(RequestView request) throws IOException {
        Optional<Endpoint> endpoint = request.endpoint();
        return endpoint.isEmpty() ? Decision.proceed() : book.of(endpoint.get()).decide(request);
    }

    List<Finding> unused() {
        return book.unused();
    }

    EndpointInput input(Endpoint endpoint) {
        return book.of(endpoint);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Validation that
                && settings.equals(that.settings)
                && observed.equals(that.observed)
                && named.equals(that.named)
                && (settings.document().isPresent() || sources.equals(that.sources));
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
