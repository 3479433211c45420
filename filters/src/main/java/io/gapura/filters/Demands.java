package io.gapura.filters;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which annotations on an endpoint demand a policy, and whether there is one: a declaration that nobody reads looks like
 * protection and is none. Thread-safe; remembers each class that is deployed.
 */
final class Demands {
    private final PerEndpoint<Found> known = PerEndpoint.of(Found.NOTHING, Demands::found);

    /** What one endpoint demands; contradicting annotations demand what nobody can serve. */
    private record Found(List<Annotation> demands, @Nullable ConfigurationException contradiction) {
        static final Found NOTHING = new Found(List.of(), null);

        boolean isNothing() {
            return demands.isEmpty() && contradiction == null;
        }
    }

    private static Found found(Endpoint endpoint) {
        try {
            List<Annotation> demands = new ArrayList<>();
            for (Class<? extends Annotation> type : types(endpoint)) {
                Declarations.of(type).of(endpoint).found().ifPresent(demands::add);
            }
            return demands.isEmpty() ? Found.NOTHING : new Found(List.copyOf(demands), null);
        } catch (ConfigurationException contradiction) {
            return new Found(List.of(), contradiction);
        }
    }

    /** All that stand anywhere in the hierarchy of the class: which of them count, the search for each says. */
    private static Set<Class<? extends Annotation>> types(Endpoint endpoint) {
        Set<Class<? extends Annotation>> types = new LinkedHashSet<>();
        Class<?> type = endpoint.type().orElseThrow();
        try {
            Stream.concat(Dispatch.classes(type).stream(), Dispatch.interfaces(type).stream())
                    .flatMap(at -> Stream.concat(Stream.of(at), Stream.of(at.getDeclaredMethods())))
                    .flatMap(Demands::demanding)
                    .forEach(types::add);
        } catch (LinkageError missing) {
            throw ConfigurationException.at(type.getName(), "a class that its methods name is missing");
        }
        return types;
    }

    private static Stream<Class<? extends Annotation>> demanding(AnnotatedElement element) {
        return Stream.of(element.getDeclaredAnnotations())
                .<Class<? extends Annotation>>map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(ServedBy.class));
    }

    /**
     * For start-up.
     *
     * @throws ConfigurationException when a demand has no policy that serves it, or annotations contradict each other
     */
    void requireServed(Endpoint endpoint, List<Pipeline> pipelines) {
        Found found = known.get(endpoint);
        if (found.contradiction() != null) {
            throw found.contradiction();
        }
        for (Annotation demand : found.demands()) {
            if (!isServed(demand, pipelines)) {
                throw ConfigurationException.at(endpoint.id(), problem(demand, pipelines));
            }
        }
    }

    /** For a request: null when everything that the endpoint demands is served. */
    @Nullable
    Rejection unserved(Endpoint endpoint, List<Pipeline> pipelines) {
        Found found = known.get(endpoint);
        if (found.isNothing()) {
            return null;
        }
        try {
            requireServed(endpoint, pipelines);
            return null;
        } catch (ConfigurationException unserved) {
            return Rejection.of(500, "gate-misconfigured", "demand-unserved")
                    .asHard()
                    .note(String.valueOf(unserved.getMessage()));
        }
    }

    private static boolean isServed(Annotation demand, List<Pipeline> pipelines) {
        return running(pipelines).anyMatch(policy -> policy.serves(demand));
    }

    private static Stream<Policy> running(List<Pipeline> pipelines) {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.steps().stream())
                .filter(step -> step.mode().runs())
                .map(Step::policy);
    }

    /** Names of policies alone say little when one is there and serves something else. */
    private static String problem(Annotation demand, List<Pipeline> pipelines) {
        String name = demand.annotationType().getAnnotation(ServedBy.class).value();
        boolean listed = running(pipelines).anyMatch(policy -> policy.name().equals(name));
        return "demand-unserved " + shown(demand)
                + (listed
                        ? ": the policy " + name + " is there, but does not serve it"
                        : ": no policy " + name + " is in any list of policies, or it is off");
    }

    /** {@code @Signed(profile="strict")}, whatever the class loader calls it. */
    private static String shown(Annotation demand) {
        String text = demand.toString();
        int open = text.indexOf('(');
        return "@" + demand.annotationType().getSimpleName() + (open < 0 ? "" : text.substring(open));
    }
}
