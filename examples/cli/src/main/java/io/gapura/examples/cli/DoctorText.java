package io.gapura.examples.cli;

import io.gapura.filters.testkit.doctor.Diagnosis;
import io.gapura.filters.testkit.doctor.Finding;
import io.gapura.filters.testkit.doctor.Severity;
import io.gapura.filters.testkit.doctor.Source;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A diagnosis for people: one line for each request, then what closes what, each once. */
final class DoctorText {
    private DoctorText() {}

    static void print(Diagnosis diagnosis, PrintWriter out) {
        diagnosis.checks().forEach(check -> out.println(line(diagnosis, check)));
        if (!diagnosis.notRun().isEmpty()) {
            out.println("not sent: " + String.join(" ", diagnosis.notRun()));
        }
        Map<String, String> remedies = new LinkedHashMap<>();
        diagnosis.findings().stream()
                .sorted((a, b) -> a.symptom().compareTo(b.symptom()))
                .forEach(finding -> remedies.merge(diagnosis.remedy(finding), name(finding), DoctorText::joined));
        if (!remedies.isEmpty()) {
            out.println();
        }
        remedies.forEach((remedy, names) -> out.println(names + " → " + remedy));
        out.println();
        out.println(summary(diagnosis));
    }

    /** The worst finding first, with what closes it; what closes a note stands below only. */
    private static String line(Diagnosis diagnosis, Diagnosis.Check check) {
        String status = check.status() == 0 ? check.end() : Integer.toString(check.status());
        if (check.findings().isEmpty()) {
            return "ok " + status + " " + check.probe();
        }
        Finding worst = check.findings().get(0);
        String symptoms = check.findings().stream()
                .map(finding -> finding.symptom().word())
                .collect(Collectors.joining("+"));
        String who = worst.source() == Source.CONNECTOR ? " (server alone)" : "";
        String seen = worst.seen().isBlank() ? "" : " \"" + worst.seen() + "\"";
        String set = worst.severity() == Severity.NOTE ? "" : " → " + diagnosis.remedy(worst);
        return worst.severity() + " " + symptoms + " " + status + " " + check.probe() + who + seen + set;
    }

    private static String name(Finding finding) {
        return finding.severity() + " " + finding.symptom().word();
    }

    private static String joined(String names, String name) {
        return List.of(names.split(", ", -1)).contains(name) ? names : names + ", " + name;
    }

    private static String summary(Diagnosis diagnosis) {
        return String.format(
                Locale.ROOT,
                "%d requests, %d leak, %d lax, %d notes; server %s, gate %s",
                diagnosis.checks().size(),
                count(diagnosis, Severity.LEAK),
                count(diagnosis, Severity.LAX),
                count(diagnosis, Severity.NOTE),
                diagnosis.server().word(),
                diagnosis.gated() ? "seen" : "not seen");
    }

    static long count(Diagnosis diagnosis, Severity severity) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
