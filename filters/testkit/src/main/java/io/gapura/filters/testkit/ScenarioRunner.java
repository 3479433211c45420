package io.gapura.filters.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs all cases against one driver, stops it, then holds its audit events against what was sent: each answer's incident
 * has exactly one event, and no event is without a request. A case that does not run is a result with the reason.
 */
public final class ScenarioRunner {
    private final Driver driver;
    private final List<Sent> sent = new ArrayList<>();
    private final List<ScenarioResult> results = new ArrayList<>();

    /** What a case did, kept until the audit events can be read. */
    private record Sent(ScenarioCase scenario, String place, List<Outcome> outcomes, Checks.Finding finding) {}

    private ScenarioRunner(Driver driver) {
        this.driver = driver;
    }

    /** Runs, stops the driver and judges. The driver is used up. */
    public static List<ScenarioResult> run(List<ScenarioCase> cases, Driver driver) throws IOException {
        ScenarioRunner runner = new ScenarioRunner(driver);
        for (String place : driver.places()) {
            cases.forEach(scenario -> runner.one(scenario, place));
        }
        runner.judge(driver.finish());
        return List.copyOf(runner.results);
    }

    private void one(ScenarioCase scenario, String place) {
        String like = driver.like(place);
        String reason = scenario.notIn().get(like);
        if (reason != null) {
            results.add(result(scenario, place, ScenarioResult.End.NOT_RUN, Optional.empty(), reason));
        } else if (scenario.places().contains(like)) {
            attempt(scenario, place);
        }
    }

    private void attempt(ScenarioCase scenario, String place) {
        try {
            if (scenario.start().isPresent()) {
                started(scenario, place, scenario.start().get());
            } else {
                sent.add(exchange(scenario, place));
            }
        } catch (IOException | RuntimeException broken) {
            results.add(result(scenario, place, ScenarioResult.End.FAILED, Optional.empty(), String.valueOf(broken)));
        }
    }

    private void started(ScenarioCase scenario, String place, ScenarioCase.Start start) throws IOException {
        Optional<String> message = driver.start(start);
        boolean said = message.filter(text -> text.contains(start.fails())).isPresent();
        results.add(result(
                scenario,
                place,
                said ? ScenarioResult.End.PASSED : ScenarioResult.End.FAILED,
                Optional.empty(),
                said
                        ? ""
                        : message.map(text -> "failed to start, but with: " + text)
                                .orElse("it started")));
    }

    private Sent exchange(ScenarioCase scenario, String place) throws IOException {
        byte[] request = scenario.request().bytes(driver.placeholders(place));
        Checks checks = new Checks(scenario, scenario.declaredFor(driver.families(), driver.like(place)));
        List<Outcome> outcomes = new ArrayList<>();
        if (scenario.expectation().first().isPresent()) {
            Outcome first = Outcome.of(driver.send(place, request, scenario.then()), driver.nonce());
            outcomes.add(first);
            checks.first(first);
        }
        Outcome last = Outcome.of(driver.send(place, request, scenario.then()), driver.nonce());
        outcomes.add(last);
        checks.answer(last);
        return new Sent(scenario, place, outcomes, checks.finding());
    }

    private void judge(Map<String, List<AuditLine>> events) {
        Map<String, List<AuditLine>> unclaimed = new LinkedHashMap<>();
        events.forEach((place, lines) -> unclaimed.put(place, new ArrayList<>(lines)));
        List<List<AuditLine>> owned = new ArrayList<>();
        for (Sent each : sent) {
            List<AuditLine> own = new ArrayList<>();
            List<AuditLine> open = unclaimed.getOrDefault(each.place(), new ArrayList<>());
            each.outcomes().forEach(outcome -> own.addAll(claimed(open, outcome)));
            owned.add(own);
        }
        for (int i = 0; i < sent.size(); i++) {
            Sent each = sent.get(i);
            List<AuditLine> open = unclaimed.getOrDefault(each.place(), new ArrayList<>());
            boolean kept = events.containsKey(each.place());
            results.add(verdict(each, kept ? auditFault(each, owned.get(i), open) : Optional.empty()));
        }
        unclaimed.forEach(this::strays);
    }

    private static List<AuditLine> claimed(List<AuditLine> open, Outcome outcome) {
        List<AuditLine> own = open.stream()
                .filter(line ->
                        outcome.incident().filter(line.incident()::equals).isPresent())
                .toList();
        open.removeAll(own);
        return own;
    }

    private static Optional<String> auditFault(Sent each, List<AuditLine> own, List<AuditLine> open) {
        boolean closed = each.outcomes().stream().allMatch(outcome -> outcome.fate() == Fate.CLOSED);
        boolean unanswered = (closed || each.scenario().then() != RawHttp.Then.WAIT)
                && each.outcomes().stream()
                        .allMatch(outcome -> outcome.incident().isEmpty());
        Optional<String> reason = each.scenario().expectation().reason();
        if (unanswered && reason.isPresent()) {
            // Nobody heard the gate: no answer carries the incident, so the event is found by its reason.
            Optional<AuditLine> found = open.stream()
                    .filter(line -> line.reason().equals(reason.get()))
                    .findFirst();
            found.ifPresent(own::add);
            found.ifPresent(open::remove);
        }
        return each.finding().declared().isPresent()
                ? Optional.empty()
                : Checks.audit(each.scenario().expectation(), each.outcomes(), own);
    }

    private ScenarioResult verdict(Sent each, Optional<String> auditFault) {
        Optional<String> fault = each.finding().fault().or(() -> auditFault);
        Optional<String> known = each.scenario().knownFor(driver.families(), driver.like(each.place()));
        if (known.isPresent()) {
            return fault.isPresent()
                    ? result(each.scenario(), each.place(), ScenarioResult.End.KNOWN, Optional.empty(), known.get())
                    : failed(each, "the known failure is mended: delete it");
        }
        ScenarioResult.End end = fault.isPresent()
                ? ScenarioResult.End.FAILED
                : each.finding().declared().isPresent() ? ScenarioResult.End.DECLARED : ScenarioResult.End.PASSED;
        return result(each.scenario(), each.place(), end, each.finding().declared(), fault.orElse(""));
    }

    private ScenarioResult failed(Sent each, String message) {
        return result(each.scenario(), each.place(), ScenarioResult.End.FAILED, Optional.empty(), message);
    }

    private void strays(String place, List<AuditLine> open) {
        for (AuditLine line : open) {
            ScenarioCase nobody = Checks.stray();
            results.add(result(
                    nobody,
                    place,
                    ScenarioResult.End.FAILED,
                    Optional.empty(),
                    "an event without a request: " + line.kind() + " " + line.code() + " " + line.reason() + " "
                            + line.path()));
        }
    }

    private ScenarioResult result(
            ScenarioCase scenario,
            String place,
            ScenarioResult.End end,
            Optional<Expectation.Declared> declared,
            String message) {
        return new ScenarioResult(scenario, driver.name(), place, end, declared, message);
    }
}
