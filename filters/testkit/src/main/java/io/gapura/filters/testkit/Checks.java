package io.gapura.filters.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds one case's answers against its expectation; the first fault found is kept. */
final class Checks {
    private final Expectation expected;
    private Optional<Expectation.Declared> declared;
    private Optional<String> fault = Optional.empty();

    /** What came of a case before its audit events are known. */
    record Finding(Optional<String> fault, Optional<Expectation.Declared> declared) {}

    Checks(ScenarioCase scenario, Optional<Expectation.Declared> declared) {
        this.expected = scenario.expectation();
        this.declared = declared;
    }

    Finding finding() {
        return new Finding(fault, declared);
    }

    void first(Outcome outcome) {
        expected.first().ifPresent(seen -> require(seen, outcome, "the first time "));
    }

    void answer(Outcome outcome) {
        Leaks.in(outcome)
                .filter(leak -> outcome.fate() != Fate.SERVED)
                .ifPresent(leak -> fail("the refusal shows " + leak));
        if (matches(expected.answer(), outcome)) {
            declared = declared.filter(departure -> !departure.sometimes());
        }
        if (declared.isPresent()) {
            declared(declared.get().seen(), outcome);
            return;
        }
        require(expected.answer(), outcome, "");
        expected.code().ifPresent(code -> equal("code", code, outcome.code().orElse("none")));
        expected.violation()
                .filter(word -> !outcome.violations().contains(word))
                .ifPresent(word -> fail("the violation " + word + " is missing in " + outcome.violations()));
        expected.marker()
                .ifPresent(marker -> equal("marker", marker, outcome.marker().orElse("none")));
        if (expected.cut() == outcome.answer().complete() && outcome.fate() != Fate.CLOSED) {
            fail(expected.cut() ? "the answer ends as if nothing had failed" : "the answer is cut off");
        }
        headers(outcome.answer());
    }

    private void declared(Expectation.Seen seen, Outcome outcome) {
        if (matches(expected.answer(), outcome)) {
            fail("the departure " + seen + " is not needed any more");
        } else if (seen.fate() != Fate.UNSUPPORTED) {
            require(seen, outcome, "declared: ");
        } else if (outcome.fate() == Fate.SERVED && expected.answer().fate() != Fate.SERVED) {
            fail("declared as unsupported, and served instead of refused");
        }
    }

    private void headers(RawAnswer answer) {
        for (RawAnswer.Field field : expected.headers()) {
            if (!says(answer, field)) {
                fail("header " + field.name() + " is " + answer.all(field.name()) + ", not " + field.value());
            }
        }
        for (RawAnswer.Field part : expected.parts()) {
            if (answer.all(part.name()).stream().noneMatch(value -> value.contains(part.value()))) {
                fail("header " + part.name() + " is " + answer.all(part.name()) + ", without " + part.value());
            }
        }
        for (String name : expected.absent()) {
            if (!answer.all(name).isEmpty()) {
                fail("header " + name + " must not be there");
            }
        }
        expected.text().filter(text -> !answer.text().contains(text)).ifPresent(text -> fail("content lacks " + text));
    }

    /** Lines of a list may be joined into one (RFC 9110 5.3), and some runtimes do. */
    private static boolean says(RawAnswer answer, RawAnswer.Field expected) {
        List<String> lines = answer.all(expected.name());
        return lines.contains(expected.value())
                || expected.name().equalsIgnoreCase("Vary")
                        && elements(lines).containsAll(elements(List.of(expected.value())));
    }

    private static Set<String> elements(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toSet());
    }

    private static boolean matches(Expectation.Seen seen, Outcome outcome) {
        return seen.fate() == outcome.fate()
                && (seen.status() == 0 || seen.status() == outcome.answer().status());
    }

    private void require(Expectation.Seen seen, Outcome outcome, String when) {
        if (!matches(seen, outcome)) {
            fail(when + "expected " + seen + ", got " + outcome.answer().status() + " " + outcome.fate()
                    + outcome.code().map(code -> " " + code).orElse("")
                    + outcome.marker().map(marker -> " from " + marker).orElse(""));
        }
    }

    private void equal(String what, String wanted, String got) {
        if (!wanted.equals(got)) {
            fail(what + " is " + got + ", not " + wanted);
        }
    }

    private void fail(String what) {
        fault = fault.or(() -> Optional.of(what));
    }

    /** One event for each answer of the gate or the application, and what the scenario says of it. */
    static Optional<String> audit(Expectation expected, List<Outcome> outcomes, List<AuditLine> own) {
        long due = outcomes.stream()
                .filter(o -> o.fate() == Fate.OURS || o.fate() == Fate.SERVED)
                .count();
        int count = expected.audit().map(audit -> audit.count()).orElse((int) due);
        if (own.size() != count) {
            return Optional.of("left " + own.size() + " audit events, not " + count);
        }
        if (own.isEmpty()) {
            return Optional.empty();
        }
        AuditLine last = own.get(own.size() - 1);
        String kind = expected.audit().map(Expectation.Audit::kind).orElse("any");
        if (!isOfKind(kind, last.kind())) {
            return Optional.of("the audit event says " + last.kind() + ", not " + kind);
        }
        return expected.reason()
                .filter(reason -> !reason.equals(last.reason()))
                .map(reason -> "the audit event's reason is " + last.reason() + ", not " + reason);
    }

    private static boolean isOfKind(String wanted, String kind) {
        return switch (wanted) {
            case "any" -> true;
            case "unserved" -> !kind.equals("completed");
            default -> wanted.equals(kind);
        };
    }

    /** Stands for events that belong to no case. */
    static ScenarioCase stray() {
        Expectation nothing = new Expectation(
                Optional.empty(),
                new Expectation.Seen(0, Fate.CLOSED),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                Optional.empty());
        return new ScenarioCase(
                "every event belongs to a request",
                "",
                "audit",
                Set.of(),
                Map.of(),
                RequestText.of(List.of("")),
                RawHttp.Then.WAIT,
                Optional.empty(),
                nothing,
                Map.of(),
                Map.of());
    }
}
