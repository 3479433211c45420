package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Compiled;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Declarations;
import io.gapura.filters.Dispatch;
import io.gapura.filters.Endpoint;
import io.gapura.filters.RequestView;
import io.gapura.filters.Resolution;
import io.gapura.filters.Resolution.Origin;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The resolver against an oracle that knows only the description of each class hierarchy. */
@TestInstance(Lifecycle.PER_CLASS)
class ShapeTest {
    private static final Reading STRICT = Reading.strict();

    private final Map<String, Shape> shapes = Shapes.all();
    private final Compiled compiled = compiled(shapes);

    private static Compiled compiled(Map<String, Shape> shapes) {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("shapes.Marks", ShapeMark.STEREOTYPES);
        shapes.forEach((name, shape) -> sources.put("shapes." + name, shape.source(name)));
        return Compiled.of(sources);
    }

    @Test
    void everyShapeIsRuledAsItsDescriptionSays() {
        Map<String, Integer> outcomes = new TreeMap<>();
        assertThat(wrong(
                        "$C",
                        shape -> {
                            String expected = shape.expected();
                            outcomes.merge(shape.kind() + " " + expected.split(" ", 2)[0], 1, Integer::sum);
                            return Optional.of(expected);
                        },
                        found(STRICT)))
                .isEmpty();
        // All four outcomes for all seven ways to write the parameter, or this proves little.
        assertThat(outcomes)
                .hasSize(28)
                .allSatisfy((outcome, count) -> assertThat(count).as(outcome).isGreaterThanOrEqualTo(20));
    }

    @Test
    void bySpecificationNothingAroundWhatRunsCounts() {
        assertThat(wrong("$C", shape -> Optional.of(shape.expectedBySpecification()), found(STRICT.bySpecification())))
                .isEmpty();
    }

    @Test
    void aSubclassThatAContainerMadeIsRuledAsTheWrittenClass() {
        assertThat(wrong(
                        "$C$$SpringCGLIB$$0",
                        shape -> shape.isConcrete() ? Optional.of(shape.expected()) : Optional.empty(),
                        found(STRICT)))
                .isEmpty();
    }

    @Test
    void aProxyOfTheJdkIsRuledAsTheWrittenClassWhereTheApplicationKnowsIt() {
        List<String> wrong = new ArrayList<>();
        InvocationHandler nothing = (proxy, method, arguments) -> null;
        shapes.forEach((name, shape) -> {
            Class<?> written = compiled.type("shapes." + name + "$C");
            Class<?> handler = compiled.type("shapes." + name + "$I");
            Class<?> proxy = Proxy.newProxyInstance(compiled, new Class<?>[] {handler}, nothing)
                    .getClass();
            Reading knowing =
                    STRICT.unwrapping(List.of(asked -> asked == proxy ? Optional.of(written) : Optional.empty()));
            for (Method called : declarations(proxy)) {
                String found = found(knowing).apply(proxy, called);
                if (!found.equals(shape.expected())) {
                    wrong.add(called + ": " + found + " instead of " + shape.expected() + "\n" + shape.source(name));
                }
                if (found(STRICT).apply(proxy, called).startsWith("own")) {
                    wrong.add(called + " of a proxy has a rule of its own\n" + shape.source(name));
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyCallerIsAnsweredAsTheDescriptionSays() {
        Rbac rbac = Decided.yaml("version: 1\nroles: { a: { grants: [ \"order:read\" ] }, b: {} }\n"
                + "assignments: { signing: { a: { roles: [ a ] }, b: { roles: [ b ] } } }\n");
        EndpointAccess access = rbac.endpoints();
        List<Caller> callers = List.of(Caller.anonymous(), Decided.signing("a"), Decided.signing("b"));
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> answers = new TreeMap<>();
        shapes.forEach((name, shape) -> {
            Class<?> type = compiled.type("shapes." + name + "$C");
            Endpoint endpoint =
                    Endpoint.resource("GET", "/x", type, declarations(type).get(0));
            for (Caller caller : callers) {
                RequestView request =
                        RequestView.get("/x").withEndpoint(endpoint).withCaller(caller);
                Decision decision = access.decide(request);
                int answer = decision instanceof Decision.Reject refused
                        ? refused.rejection().status()
                        : 200;
                int expected = ShapeAnswers.expected(shape.expected(), caller.isAnonymous() ? "" : caller.id());
                answers.merge(caller.id() + " " + answer, 1, Integer::sum);
                if (answer != expected) {
                    wrong.add(caller + ": " + answer + " instead of " + expected + "\n" + shape.source(name));
                }
            }
        });
        assertThat(wrong.subList(0, Math.min(5, wrong.size()))).isEmpty();
        assertThat(answers.values())
                .hasSizeGreaterThan(8)
                .allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(20));
    }

    private List<String> wrong(
            String suffix, Function<Shape, Optional<String>> expected, BiFunction<Class<?>, Method, String> found) {
        List<String> wrong = new ArrayList<>();
        shapes.forEach((name, shape) -> expected.apply(shape).ifPresent(wanted -> {
            Class<?> type = compiled.type("shapes." + name + suffix);
            for (Method called : declarations(type)) {
                String answer = found.apply(type, called);
                if (!answer.equals(wanted)) {
                    wrong.add(called + ": " + answer + " instead of " + wanted + "\n" + shape.source(name));
                }
            }
        }));
        return wrong.subList(0, Math.min(5, wrong.size()));
    }

    /** Whichever declaration or bridge a runtime reports, the same method runs. */
    private static List<Method> declarations(Class<?> type) {
        List<Class<?>> types = new ArrayList<>(Dispatch.classes(type));
        types.addAll(Dispatch.interfaces(type));
        return types.stream()
                .flatMap(at -> Stream.of(at.getDeclaredMethods()))
                .filter(method -> method.getName().equals("m") && method.getParameterTypes()[0] != Integer.class)
                .toList();
    }

    private static BiFunction<Class<?>, Method, String> found(Reading reading) {
        Declarations<Declared> rules = reading.declarations();
        return (type, called) -> {
            try {
                Resolution<Declared> resolution = rules.of(type, called);
                if (resolution.found().isEmpty()) {
                    return "uncovered";
                }
                String origin = resolution.origin() == Origin.INHERITED ? "inherited " : "own ";
                return origin + resolution.found().get();
            } catch (ConfigurationException conflict) {
                return "conflict";
            }
        };
    }
}
