package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Declarations;
import io.gapura.filters.Endpoint;
import io.gapura.filters.PerEndpoint;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.groups.Default;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contracts of all endpoints: what their code declares, what is written beside it and what was made for it, merged to
 * the stricter and compiled, each when it is first asked for. Thread-safe.
 */
final class ContractBook {
    private static final Class<?>[] DEFAULT = {Default.class};
    private static final Declarations<ValidatedBy> NAMED = Declarations.of(ValidatedBy.class);
    private static final Declarations<ValidateWith> GROUPS = Declarations.of(ValidateWith.class);
    private static final Set<String> BODIED = Set.of("POST", "PUT", "PATCH", "*");

    private static final Set<String> ANSWERS = Set.of("answer.type", "answer.header", "answer.members");

    private final ValidatorSetup setup;
    private final Validator validator;
    private final ValidationSettings settings;
    private final Set<String> observed;
    private final Map<String, EndpointContract> named;
    private final List<ContractSource> sources;
    private final Set<String> locatorNames = ConcurrentHashMap.newKeySet();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> shadowed = new ConcurrentHashMap<>();
    private final EndpointInput open;
    private final PerEndpoint<EndpointInput> known;

    ContractBook(
            ValidatorSetup setup,
            ValidationSettings settings,
            Set<String> observed,
            List<EndpointContract> named,
            List<ContractSource> sources) {
        this.setup = setup;
        this.validator = setup.standard();
        this.settings = settings;
        this.observed = Set.copyOf(observed);
        this.named = named.stream().collect(Collectors.toUnmodifiableMap(EndpointContract::name, each -> each));
        this.sources = List.copyOf(sources);
        EndpointContract nothing = EndpointContract.of("unknown");
        this.open = new EndpointInput(
                nothing,
                List.of(),
                content(nothing, EntityStructure.NONE),
                null,
                new InputCheck(nothing, Set.<String>of()::contains),
                null,
                null,
                null);
        this.known = PerEndpoint.of(open, this::make);
    }

    /**
     * What is known of an endpoint.
     *
     * @throws ConfigurationException when its sources contradict each other
     */
    EndpointInput of(Endpoint endpoint) {
        return known.get(endpoint);
    }

    /** Of endpoints whose contract is not enforced as a whole, what it only records; {@code *}: everything. */
    Map<String, Set<String>> shadowed() {
        return new TreeMap<>(shadowed);
    }

    /** Contracts that no endpoint has asked for, sorted; of use once all endpoints have. */
    List<Finding> unused() {
        Stream<Finding> made = named.keySet().stream()
                .map(each -> unused(each, "no endpoint names it with @ValidatedBy: name it, or drop it"));
        Stream<Finding> written = sources.stream()
                .flatMap(source -> source.names().stream())
                .map(each -> unused(each, "no endpoint has this method and path template: drop it, or mend the path"));
        return Stream.concat(made, written)
                .filter(each -> !used.contains(each.endpoint()))
                .sorted()
                .toList();
    }

    private static Finding unused(String name, String fix) {
        return new Finding("lint.unused-operation", name, "", fix);
    }

    private EndpointInput make(Endpoint endpoint) {
        try {
            EndpointInput made = endpoint.method().isPresent()
                    ? resource(
                            endpoint,
                            endpoint.type().orElseThrow(),
                            endpoint.method().get())
                    : servlet(endpoint);
            Set<String> words = recorded(made.contract());
            if (!words.isEmpty()) {
                shadowed.put(endpoint.httpMethod() + " " + endpoint.template(), new TreeSet<>(words));
            }
            return made;
        } catch (ValidationException unsound) {
            throw ConfigurationException.at(endpoint.id(), "constraints cannot be read: " + unsound.getMessage());
        }
    }

    private static Set<String> recorded(EndpointContract contract) {
        if (contract.isShadowed()) {
            return Set.of("*");
        }
        Set<String> words = new HashSet<>(contract.observed());
        if (contract.answers().filter(answers -> !answers.isEnforced()).isPresent()) {
            words.addAll(ANSWERS);
        }
        return words;
    }

    private EndpointInput resource(Endpoint endpoint, Class<?> type, Method method) {
        Optional<Class<?>[]> declared = GROUPS.of(endpoint).found().map(ValidateWith::value);
        Class<?>[] groups = declared.orElse(DEFAULT);
        InputReader.Derived derived = InputReader.read(setup, groups, endpoint, type, method);
        EndpointContract contract = narrowed(withContent(derived, endpoint, type, method), endpoint);
        boolean locator = endpoint.httpMethod().equals(Endpoint.LOCATOR);
        if (locator) {
            locatorNames.addAll(contract.parameters(ParameterPlace.QUERY).keySet());
        }
        Predicate<String> elsewhere =
                RestAnnotations.isRoot(type) ? Set.<String>of()::contains : locatorNames::contains;
        InputCheck inputs = new InputCheck(contract, elsewhere);
        MethodCheck check = new MethodCheck(validator, groups, derived, method, inputs);
        EntityStructure structure =
                EntityStructure.of(contract, derived.entity(), settings.memberNames(), setup.texts());
        List<Finding> findings = new ArrayList<>(derived.findings());
        findings.addAll(structure.findings(contract));
        findings.addAll(ContractLint.of(contract, endpoint.template(), judged(derived)));
        EntityConstraints entity = locator
                ? null
                : new EntityConstraints(
                        setup, settings.contentStatus(), settlement(contract), parameter(derived, method), groups);
        return new EndpointInput(
                contract,
                findings,
                content(contract, structure),
                structure.shape(),
                inputs,
                check.isNeeded() ? check : null,
                entity,
                null);
    }

    private static EntityConstraints.@Nullable Parameter parameter(InputReader.Derived derived, Method method) {
        InputReader.@Nullable Entity entity = derived.entity();
        return entity == null || !entity.executed() ? null : new EntityConstraints.Parameter(method, entity.index());
    }

    private Settlement settlement(EndpointContract contract) {
        return Settlement.of(contract, observed);
    }

    private ContentCheck content(EndpointContract contract, EntityStructure structure) {
        JsonGuard json = structure.guard(contract, settings.json()).contentStatus(settings.contentStatus());
        Settlement settlement = settlement(contract);
        return new ContentCheck(
                contract,
                settlement,
                new BodyStructure(
                        json,
                        XmlGuard.of(settings.xmlBody()),
                        !settlement.isPlain(),
                        contract.body().orElse(null)));
    }

    /** Places whose text a constraint of the application's own looks at. */
    private static Set<String> judged(InputReader.Derived derived) {
        Stream<DeclaredInput> all =
                Stream.concat(derived.executed().stream().map(InputReader.Executed::input), derived.left().stream());
        return all.map(each -> InputReader.place(each.named())).collect(Collectors.toCollection(HashSet::new));
    }

    private static EndpointContract withContent(
            InputReader.Derived derived, Endpoint endpoint, Class<?> type, Method method) {
        EndpointContract contract = derived.contract();
        InputReader.@Nullable Entity entity = derived.entity();
        Optional<BodyRule> declared = DeclaredContents.of(endpoint);
        if (declared.isPresent() && entity == null) {
            return contract.body(declared.get());
        }
        boolean form = !contract.parameters(ParameterPlace.FORM).isEmpty();
        if (entity == null && !form || !contract.isClosed()) {
            return contract;
        }
        List<String> consumes = RestAnnotations.consumes(type, method);
        BodyRule rule = form && consumes.isEmpty() ? BodyRule.form() : BodyRule.of(consumes.toArray(String[]::new));
        if (entity != null) {
            rule = rule.shape(entity.type());
            rule = InputReader.isDemanded(entity) ? rule.required() : rule;
        }
        return contract.body(rule);
    }

    private EndpointInput servlet(Endpoint endpoint) {
        Optional<BodyRule> content = DeclaredContents.of(endpoint);
        Optional<EndpointContract> written = WrittenContract.of(endpoint, settings.memberNames())
                .or(() -> content.map(each -> EndpointContract.of(endpoint.id()).closed()))
                .map(each -> content.map(each::body).orElse(each));
        boolean ours = endpoint.type().filter(ServerClasses::isOfTheServer).isEmpty();
        if (written.isEmpty() && !ours) {
            return open;
        }
        Optional<EndpointContract> documented = documented(endpoint);
        EndpointContract declared = documented
                .map(found -> written.map(each -> each.and(found)).orElse(named(found, endpoint)))
                .or(() -> written)
                .orElseGet(() -> EndpointContract.of(endpoint.id()).closed());
        EndpointContract contract = byName(declared, endpoint);
        EntityStructure structure = EntityStructure.of(contract, null, settings.memberNames(), setup.texts());
        List<Finding> findings = new ArrayList<>(ContractLint.of(contract, endpoint.template(), Set.of()));
        findings.addAll(structure.findings(contract));
        if (written.isEmpty() && documented.isEmpty() && BODIED.contains(endpoint.httpMethod())) {
            findings.add(new Finding(
                    "lint.missing-contract",
                    endpoint.id(),
                    "",
                    "say what it takes with @Contract on the servlet; without one nothing is let in"));
        }
        return new EndpointInput(
                contract,
                findings,
                content(contract, structure),
                structure.shape(),
                new InputCheck(contract, Set.<String>of()::contains),
                null,
                null,
                new EntityConstraints(setup, settings.contentStatus(), settlement(contract), null));
    }

    /** With what is written beside the code of a resource, what documents say of it, and what was made for it by name. */
    private EndpointContract narrowed(EndpointContract derived, Endpoint endpoint) {
        EndpointContract contract = WrittenContract.of(endpoint, settings.memberNames())
                .map(derived::and)
                .orElse(derived);
        boolean locator = endpoint.httpMethod().equals(Endpoint.LOCATOR);
        Optional<EndpointContract> documented = locator ? Optional.empty() : documented(endpoint);
        return byName(documented.map(contract::and).orElse(contract), endpoint);
    }

    /** What all sources say of it, together. */
    private Optional<EndpointContract> documented(Endpoint endpoint) {
        Optional<EndpointContract> all = Optional.empty();
        for (ContractSource source : sources) {
            Optional<EndpointContract> found = source.of(endpoint);
            found.ifPresent(each -> used.add(each.name()));
            all = all.isPresent() && found.isPresent() ? Optional.of(all.get().and(found.get())) : all.or(() -> found);
        }
        return all;
    }

    /** The same, called by its endpoint. */
    private static EndpointContract named(EndpointContract found, Endpoint endpoint) {
        return EndpointContract.of(endpoint.id()).and(found);
    }

    private EndpointContract byName(EndpointContract contract, Endpoint endpoint) {
        Optional<String> name = NAMED.of(endpoint).found().map(ValidatedBy::value);
        if (name.isEmpty()) {
            return contract;
        }
        Optional<EndpointContract> made = Optional.ofNullable(named.get(name.get()))
                .or(() -> sources.stream()
                        .flatMap(source -> source.named(name.get()).stream())
                        .findFirst());
        if (made.isEmpty()) {
            throw ConfigurationException.at(
                    endpoint.id(),
                    "@ValidatedBy names a contract that nobody made; known are "
                            + new java.util.TreeSet<>(named.keySet()));
        }
        used.add(made.get().name());
        return contract.and(made.get());
    }
}
