package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Declarations;
import io.gapura.filters.Dispatch;
import io.gapura.filters.Resolution;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The resolver against an oracle that knows only the description of each class hierarchy. */
class ShapeTest {
    private static final int SHAPES = 700;
    private static final Declarations<Declared> RULES = Reading.strict().declarations();

    @Test
    void everyShapeIsRuledAsItsDescriptionSays() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        Random random = new Random(20_261_121);
        for (int number = 0; number < SHAPES; number++) {
            String name = "S" + number;
            Shape shape = Shape.random(random);
            shapes.put(name, shape);
            sources.put("shapes." + name, shape.source(name));
        }
        Compiled compiled = Compiled.of(sources);
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> outcomes = new TreeMap<>();
        shapes.forEach((name, shape) -> {
            String expected = shape.expected();
            outcomes.merge(shape.kind() + " " + expected.split(" ", 2)[0], 1, Integer::sum);
            Class<?> type = compiled.type("shapes." + name + "$C");
            for (Method called : declarations(type)) {
                String found = found(type, called);
                if (!found.equals(expected)) {
                    wrong.add(called + ": " + found + " instead of " + expected + "\n" + shape.source(name));
                }
            }
        });
        assertThat(wrong).isEmpty();
        // All four outcomes for all seven ways to write the parameter, or this proves little.
        assertThat(outcomes)
                .hasSize(28)
                .allSatisfy((outcome, count) -> assertThat(count).as(outcome).isGreaterThanOrEqualTo(5));
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

    private static String found(Class<?> type, Method called) {
        try {
            Resolution<Declared> resolution = RULES.of(type, called);
            if (resolution.found().isEmpty()) {
                return "uncovered";
            }
            Method target = Dispatch.in(type).target(called).orElseThrow();
            boolean own = resolution.place().equals(Declarations.place(target));
            boolean hasBody = !java.lang.reflect.Modifier.isAbstract(target.getModifiers());
            return (own && hasBody ? "own " : "inherited ") + resolution.found().get();
        } catch (ConfigurationException conflict) {
            return "conflict";
        }
    }
}
