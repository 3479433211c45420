package io.gapura.validation;

import io.gapura.filters.Endpoint;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.metadata.BeanDescriptor;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ContainerDescriptor;
import jakarta.validation.metadata.ElementDescriptor;
import jakarta.validation.metadata.MethodDescriptor;
import jakarta.validation.metadata.ParameterDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Derives from the code of a resource method what it may be sent: its parameters, those of its class, those of the beans
 * of parameters, and its entity. Used once per endpoint, by one thread.
 */
final class InputReader {
    private final ValidatorSetup setup;
    private final Validator validator;
    private final Class<?>[] groups;
    private final Endpoint endpoint;
    private final Class<?> type;
    private final Method method;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Executed> executed = new ArrayList<>();
    private final List<@Nullable DeclaredInput> arguments = new ArrayList<>();
    private final List<DeclaredInput> left = new ArrayList<>();
    private EndpointContract contract;
    private @Nullable Entity entity;
    private boolean onMethod;

    /**
     * Constraints of one property that only the validator can run, on a value that was converted here.
     *
     * @param property of {@code bean}
     */
    record Executed(DeclaredInput input, Class<?> bean, String property) {}

    /**
     * What the content becomes.
     *
     * @param index of the parameter
     * @param executed whether the parameter, or what it holds, has constraints that only the validator can run
     */
    record Entity(
            int index,
            Type type,
            Set<ConstraintDescriptor<?>> constraints,
            List<Annotation> annotations,
            boolean executed) {}

    /**
     * What was read.
     *
     * @param arguments of the method in order; null where only the runtime can make one
     * @param left of them those with constraints that only the validator can run
     * @param onMethod whether the method has constraints that only the validator can run
     */
    record Derived(
            EndpointContract contract,
            List<Finding> findings,
            List<Executed> executed,
            List<@Nullable DeclaredInput> arguments,
            List<DeclaredInput> left,
            boolean onMethod,
            @Nullable Entity entity) {}

    private InputReader(ValidatorSetup setup, Class<?>[] groups, Endpoint endpoint, Class<?> type, Method method) {
        this.setup = setup;
        this.validator = setup.standard();
        this.groups = groups.clone();
        this.endpoint = endpoint;
        this.type = type;
        this.method = method;
        this.contract = EndpointContract.of(endpoint.id());
    }

    static Derived read(ValidatorSetup setup, Class<?>[] groups, Endpoint endpoint, Class<?> type, Method method) {
        InputReader reader = new InputReader(setup, groups, endpoint, type, method);
        reader.readMethod();
        reader.readBean(type, false);
        reader.readConstructor();
        if (!endpoint.httpMethod().equals(Endpoint.LOCATOR)) { // what it leads to may have parameters of its own
            reader.contract = reader.contract.closed();
        }
        return reader.derived();
    }

    private Derived derived() {
        return new Derived(
                contract,
                List.copyOf(findings),
                List.copyOf(executed),
                new ArrayList<>(arguments),
                List.copyOf(left),
                onMethod,
                entity);
    }

    private void readMethod() {
        @Nullable
        MethodDescriptor described = validator
                .getConstraintsForClass(type)
                .getConstraintsForMethod(method.getName(), method.getParameterTypes());
        for (int i = 0; i < method.getParameterCount(); i++) {
            @Nullable
            ParameterDescriptor parameter = described == null
                    ? null
                    : described.getParameterDescriptors().get(i);
            readParameter(i, parameter);
        }
        boolean cross = described != null
                && !constraints(described.getCrossParameterDescriptor()).isEmpty();
        if (cross) {
            onMethod = true;
            boolean known = entity == null && arguments.stream().allMatch(each -> each != null && each.isConvertible());
            if (!known) {
                unexecuted(
                        "",
                        "the constraint across parameters needs values that only the runtime makes:"
                                + " check it in the method");
            }
        }
    }

    private void readParameter(int index, @Nullable ParameterDescriptor described) {
        List<Annotation> annotations = RestAnnotations.ofParameter(type, method, index);
        Class<?> raw = method.getParameterTypes()[index];
        Type generic = method.getGenericParameterTypes()[index];
        Optional<RestAnnotations.Named> named = RestAnnotations.named(annotations);
        arguments.add(null);
        if (named.isPresent()) {
            DeclaredInput input = input(named.get(), raw, generic, annotations, described);
            arguments.set(index, input);
            if (!add(input).isEmpty()) {
                onMethod = true;
                left.add(input);
                requireConvertible(input);
            }
        } else if (RestAnnotations.isBean(annotations)) {
            readBean(raw, true);
        } else if (!RestAnnotations.isOfTheRuntime(annotations)) {
            Set<ConstraintDescriptor<?>> own = constraints(described);
            boolean executed = own.stream().anyMatch(each -> !(each.getAnnotation() instanceof NotNull))
                    || described != null && holdsConstraints(described);
            entity = new Entity(index, generic, own, annotations, executed);
        }
    }

    /** Whether elements of a container have constraints, or those of a container in it. */
    private boolean holdsConstraints(ContainerDescriptor described) {
        return described.getConstrainedContainerElementTypes().stream()
                .anyMatch(each -> !constraints(each).isEmpty() || holdsConstraints(each));
    }

    private void requireConvertible(DeclaredInput input) {
        if (!input.isConvertible()) {
            unexecuted(
                    place(input.named()),
                    "a constraint on " + input.element().getSimpleName()
                            + " is run by nobody: take text, or put the constraint on text");
        }
    }

    private void unexecuted(String place, String fix) {
        findings.add(new Finding("lint.constraint-not-executed", endpoint.id(), place, fix));
    }

    static String place(RestAnnotations.Named named) {
        return named.place() + " " + named.name();
    }

    private DeclaredInput input(
            RestAnnotations.Named named,
            Class<?> raw,
            Type generic,
            List<Annotation> annotations,
            @Nullable ElementDescriptor described) {
        return new DeclaredInput(
                named,
                raw,
                DeclaredInput.elementOf(raw, generic),
                RestAnnotations.defaultValue(annotations).orElse(null),
                DeclaredInput.isFreeText(annotations),
                constraints(described),
                ofElements(described));
    }

    private Set<ConstraintDescriptor<?>> constraints(@Nullable ElementDescriptor described) {
        return described == null
                ? Set.of()
                : described.findConstraints().unorderedAndMatchingGroups(groups).getConstraintDescriptors();
    }

    private Set<ConstraintDescriptor<?>> ofElements(@Nullable ElementDescriptor described) {
        return described instanceof ContainerDescriptor container
                ? container.getConstrainedContainerElementTypes().stream()
                        .findFirst()
                        .map(this::constraints)
                        .orElse(Set.of())
                : Set.of();
    }

    /** Adds a parameter to the contract: the constraints that are left for the validator. */
    private List<ConstraintDescriptor<?>> add(DeclaredInput input) {
        RestAnnotations.Named named = input.named();
        String place = place(named);
        NativeConstraints.Read read = NativeConstraints.of(input, endpoint.id() + " " + place, setup);
        contract = contract.parameter(named.place(), named.name(), read.rule());
        return read.left();
    }

    /** Fields and setters of a bean of parameters, or of the resource class itself. */
    private void readBean(Class<?> bean, boolean ofParameters) {
        BeanDescriptor described = validator.getConstraintsForClass(bean);
        for (Class<?> at : RestAnnotations.hierarchy(bean)) {
            for (Field field : at.getDeclaredFields()) {
                readProperty(bean, described, field.getName(), field, field.getType(), field.getGenericType());
            }
            for (Method setter : at.getDeclaredMethods()) {
                boolean sets = setter.getName().startsWith("set") && setter.getParameterCount() == 1;
                if (sets && setter.getName().length() > 3) {
                    String property = setter.getName().substring(3, 4).toLowerCase(java.util.Locale.ROOT)
                            + setter.getName().substring(4);
                    readProperty(
                            bean,
                            described,
                            property,
                            setter,
                            setter.getParameterTypes()[0],
                            setter.getGenericParameterTypes()[0]);
                }
            }
        }
        if (ofParameters && !constraints(described).isEmpty()) {
            unexecuted(
                    bean.getSimpleName(),
                    "a constraint on a whole bean of parameters is run by nobody: put it on"
                            + " the entity, or check it in the method");
        }
    }

    private void readProperty(
            Class<?> bean,
            BeanDescriptor described,
            String property,
            AnnotatedElement element,
            Class<?> raw,
            Type generic) {
        List<Annotation> annotations = Arrays.asList(element.getDeclaredAnnotations());
        if (RestAnnotations.isBean(annotations)) {
            readBean(raw, true);
        }
        Optional<RestAnnotations.Named> named = RestAnnotations.named(annotations);
        if (named.isEmpty()) {
            return;
        }
        @Nullable PropertyDescriptor constrained = described.getConstraintsForProperty(property);
        DeclaredInput input = input(named.get(), raw, generic, annotations, constrained);
        if (!add(input).isEmpty()) {
            executed.add(new Executed(input, bean, property));
            requireConvertible(input);
        }
    }

    /** The constructor with the most parameters is the one that runtimes call. */
    private void readConstructor() {
        Optional<Constructor<?>> called = Stream.of(type.getConstructors())
                .max(java.util.Comparator.comparingInt(Constructor::getParameterCount));
        if (called.isEmpty()) {
            return;
        }
        for (int i = 0; i < called.get().getParameterCount(); i++) {
            List<Annotation> annotations = Arrays.asList(called.get().getParameterAnnotations()[i]);
            Optional<RestAnnotations.Named> named = RestAnnotations.named(annotations);
            if (named.isPresent()) {
                Class<?> raw = called.get().getParameterTypes()[i];
                Type generic = called.get().getGenericParameterTypes()[i];
                @Nullable
                ElementDescriptor described = Optional.ofNullable(validator
                                .getConstraintsForClass(type)
                                .getConstraintsForConstructor(called.get().getParameterTypes()))
                        .map(each -> each.getParameterDescriptors())
                        .orElse(List.of())
                        .stream()
                        .skip(i)
                        .findFirst()
                        .orElse(null);
                DeclaredInput input = input(named.get(), raw, generic, annotations, described);
                if (!add(input).isEmpty()) {
                    unexecuted(place(named.get()), "a constraint of a constructor is run by nobody: put it on a field");
                }
            }
        }
    }

    /** Whether content must be there. */
    static boolean isDemanded(Entity entity) {
        return entity.constraints().stream().anyMatch(each -> each.getAnnotation() instanceof NotNull);
    }
}
