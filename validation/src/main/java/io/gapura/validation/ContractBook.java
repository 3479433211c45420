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
    private final Set<String> locatorNames = ConcurrentHashMap.newKeySet();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> shadowed = new ConcurrentHashMap<>();
    private final EndpointInput open;
    private final PerEndpoint<EndpointInput> known;

    ContractBook(
            ValidatorSetup setup, ValidationSettings settings, Set<String> observed, List<EndpointContract> named) {
        this.setup = setup;
        this.validator = setup.standard();
        this.settings = settings;
        this.observed = Set.copyOf(observed);
        this.named = named.stream().collect(Collectors.toUnmodifiableMap(EndpointContract::name, each -> each));
        EndpointContract nothing = EndpointContract.of("unknown");
        this.open = new EndpointInput(
                nothing,
                List.of(),
                content(nothing, EntityStructure.NONE),
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

    /** Contracts that no endpoint has named, sorted. */
    List<String> unused() {
        return named.keySet().stream()
                .filter(each -> !used.contains(each))
                .sorted()
                .toList();
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
        EndpointContract contract = narrowed(withContent(derived, type, method), endpoint);
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
        findings.addAll(structure.findings(contract.name()));
        findings.addAll(ContractLint.of(contract, endpoint.template(), judged(derived)));
        EntityConstraints entity = locator
                ? null
                : new EntityConstraints(
                        setup, settings.contentStatus(), settlement(contract), parameter(derived, method), groups);
        return new EndpointInput(
                contract,
                findings,
                content(contract, structure),
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
                contract, settlement, new BodyStructure(json, XmlGuard.of(settings.xmlBody()), !settlement.isPlain()));
    }

    /** Places whose text a constraint of the application's own looks at. */
    private static Set<String> judged(InputReader.Derived derived) {
        Stream<DeclaredInput> all =
                Stream.concat(derived.executed().stream().map(InputReader.Executed::input), derived.left().stream());
        return all.map(each -> InputReader.place(each.named())).collect(Collectors.toCollection(HashSet::new));
    }

    private static EndpointContract withContent(InputReader.Derived derived, Class<?> type, Method method) {
        EndpointContract contract = derived.contract();
        InputReader.@Nullable Entity entity = derived.entity();
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
        Optional<EndpointContract> written = WrittenContract.of(endpoint);
        boolean ours = endpoint.type().filter(ServerClasses::isOfTheServer).isEmpty();
        if (written.isEmpty() && !ours) {
            return open;
        }
        EndpointContract contract = narrowed(
                written.orElseGet(() -> EndpointContract.of(endpoint.id()).closed()), endpoint);
        EntityStructure structure = EntityStructure.of(contract, null, settings.memberNames(), setup.texts());
        List<Finding> findings = new ArrayList<>(ContractLint.of(contract, endpoint.template(), Set.of()));
        findings.addAll(structure.findings(contract.name()));
        if (written.isEmpty() && BODIED.contains(endpoint.httpMethod())) {
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
                new InputCheck(contract, Set.<String>of()::contains),
                null,
                null,
                new EntityConstraints(setup, settings.contentStatus(), settlement(contract), null));
    }

    /** With what is written beside the code of a resource, and what was made for it by name. */
    private EndpointContract narrowed(EndpointContract derived, Endpoint endpoint) {
        EndpointContract contract = endpoint.method().isPresent()
                ? WrittenContract.of(endpoint).map(derived::and).orElse(derived)
                : derived;
        Optional<String> name = NAMED.of(endpoint).found().map(ValidatedBy::value);
        if (name.isEmpty()) {
            return contract;
        }
        EndpointContract made = named.get(name.get());
        if (made == null) {
            throw ConfigurationException.at(
                    endpoint.id(),
                    "@ValidatedBy names a contract that nobody made; known are "
                            + new java.util.TreeSet<>(named.keySet()));
        }
        used.add(made.name());
        return contract.and(made);
    }
}
