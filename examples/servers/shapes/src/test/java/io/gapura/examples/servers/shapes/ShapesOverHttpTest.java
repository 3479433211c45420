package io.gapura.examples.servers.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.examples.servers.shapes.Shape.Home;
import io.gapura.examples.servers.shapes.Shape.Kind;
import io.gapura.examples.servers.shapes.Shape.Level;
import io.gapura.examples.servers.shapes.Shape.Mode;
import io.gapura.examples.servers.shapes.Shape.Place;
import io.gapura.examples.servers.shapes.Shape.Verb;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.Compiled;
import io.gapura.filters.Recording;
import io.gapura.rbac.Rbac;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Generated resource classes on a real runtime: level, place and kind of the rule crossed fully, the rest at random. Each
 * is called by nobody, a user and an administrator; what came of it is compared with what its description means.
 */
class ShapesOverHttpTest {
    private static final int MORE = 260;
    private static final List<String> CALLERS = List.of("", "user", "admin");

    private final Recording recording = new Recording();

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (Home home : Home.values()) {
            for (Level level : Level.values()) {
                for (Kind kind : Kind.values()) {
                    shapes.add(new Shape(home, level, kind, Place.ROOT, Kind.NONE, Verb.GET, Mode.SYNC));
                }
            }
        }
        Random random = new Random(20_261_121);
        for (int i = 0; i < MORE; i++) {
            shapes.add(new Shape(
                    any(Home.values(), random),
                    any(Level.values(), random),
                    any(Kind.values(), random),
                    any(Place.values(), random),
                    any(Kind.values(), random),
                    any(Verb.values(), random),
                    any(Mode.values(), random)));
        }
        if (RestRuntime.CURRENT == RestRuntime.CXF) {
            shapes.removeIf(Shape::failsOnCxf);
        }
        return shapes;
    }

    private static <T> T any(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    @Test
    void everyShapeIsAnsweredAsItsDescriptionSays() throws Exception {
        List<Shape> shapes = shapes();
        Map<String, String> sources = new LinkedHashMap<>();
        for (int number = 0; number < shapes.size(); number++) {
            sources.put("shapes.S" + number, shapes.get(number).source("S" + number, number));
        }
        Compiled compiled = Compiled.of(sources);
        List<Class<?>> resources = new ArrayList<>();
        for (int number = 0; number < shapes.size(); number++) {
            boolean root = shapes.get(number).place() == Place.ROOT;
            resources.add(compiled.type("shapes.S" + number + (root ? "$C" : "$L")));
        }
        Map<String, Integer> outcomes = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        try (RestServer server = RestServer.of(recording, Access.pipeline(Rbac.Locators.LATE), resources)) {
            for (int number = 0; number < shapes.size(); number++) {
                for (String caller : CALLERS) {
                    String problem = call(server, shapes.get(number), number, caller, outcomes);
                    if (!problem.isEmpty()) {
                        wrong.add(problem);
                    }
                }
            }
        }
        assertThat(wrong)
                .as(wrong.size() + " of " + shapes.size() * CALLERS.size())
                .isEmpty();
        // Every way to be reached and asked was refused and served, or this proves little.
        assertThat(outcomes).as(outcomes.toString()).hasSizeGreaterThanOrEqualTo(2 * 5 + 2 * 6);
    }

    private String call(RestServer server, Shape shape, int number, String caller, Map<String, Integer> outcomes) {
        Probe.reset();
        int before = recording.requests().size();
        HttpResponse<String> answer = server.send(shape.verb().method, shape.path(number), caller);
        boolean events = RestRuntime.CURRENT.hasEvents();
        Shape.Expected expected = shape.expected(caller, events, RestRuntime.CURRENT.known());
        outcomes.merge(shape.place() + " " + expected.status() / 200, 1, Integer::sum);
        outcomes.merge(shape.verb() + " " + expected.status() / 200, 1, Integer::sum);
        List<String> found = new ArrayList<>();
        boolean served = answer.statusCode() / 100 == 2;
        boolean untold = RestRuntime.CURRENT.known() == Shape.Known.SOME
                && shape.verb() == Verb.OPTIONS
                && shape.place() != Place.ROOT
                && answer.statusCode() == 403;
        if (answer.statusCode() != expected.status() && !untold && !(served && expected.status() == 200)) {
            found.add("status " + answer.statusCode() + " instead of " + expected.status());
        }
        int posted = expected.runs() && shape.verb() == Verb.POST ? 1 : 0;
        count(found, Probe.What.METHOD, expected.runs() ? 1 : 0);
        count(found, Probe.What.LOCATOR, expected.locators());
        count(found, Probe.What.CONVERTER, posted);
        count(found, Probe.What.READER, posted);
        List<AuditEvent> told =
                recording.requests().subList(before, recording.requests().size());
        if (told.size() != 1) {
            found.add(told.size() + " audit events");
        }
        return found.isEmpty()
                ? ""
                : shape.verb().method + " " + shape.path(number) + " by " + (caller.isEmpty() ? "nobody" : caller)
                        + ": "
                        + found + " " + shape + " "
                        + told.stream()
                                .map(event -> event.rejection()
                                        .map(Object::toString)
                                        .orElse(event.kind().toString()))
                                .collect(Collectors.joining(", "));
    }

    private static void count(List<String> found, Probe.What what, int expected) {
        if (Probe.count(what) != expected) {
            found.add(what + " ran " + Probe.count(what) + " times instead of " + expected);
        }
    }
}
