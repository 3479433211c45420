package io.gapura.examples.cli;

import io.gapura.filters.audit.ShadowReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says which rules in shadow may be enforced, and what each would have refused. */
@Command(
        name = "shadow",
        description = "Says what the rules in shadow would have refused, and which may be enforced.",
        mixinStandardHelpOptions = true)
final class ShadowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIRECTORY", description = "The folder that holds segment/.")
    private Path directory = Path.of("audit");

    @Option(names = "--days", description = "In shadow for at least so many days; 7.")
    private long days = 7;

    @Option(names = "--requests", description = "Has seen at least so many requests; 10000.")
    private long requests = 10_000;

    @Option(names = "--per-million", description = "Would have refused fewer of a million than this; 100 (0.01 %%).")
    private long perMillion = 100;

    @Override
    public Integer call() throws IOException {
        print(ShadowReport.read(directory));
        return 0;
    }

    private void print(ShadowReport report) {
        PrintWriter out = spec.commandLine().getOut();
        ShadowReport.Promotion promotion = new ShadowReport.Promotion(Duration.ofDays(days), requests, perMillion);
        if (report.rules().isEmpty()) {
            out.println("nothing is in shadow");
        }
        for (ShadowReport.Observed rule : report.rules()) {
            out.println(line(rule, rule.meets(promotion)));
            rule.endpoints().forEach(at -> print(at, rule.only().isEmpty(), out));
        }
        if (report.unreadable() > 0) {
            out.println(report.unreadable() + " lines are no events: gapura audit verify says more");
        }
    }

    private static void print(ShadowReport.At at, boolean named, PrintWriter out) {
        if (named) {
            out.println("    " + at.refused() + " of " + at.requests() + "  " + at.endpoint());
        }
        boolean several = at.places().size() > 1;
        at.places().stream()
                .filter(place -> several || place.name().indexOf(' ') >= 0) // one part as a whole says nothing more
                .forEach(place -> out.println("        " + place.refused() + "  " + place.name()));
    }

    private static String line(ShadowReport.Observed rule, boolean enforceable) {
        return String.format(
                Locale.ROOT,
                "%s %s%s: would have refused %d of %d requests since %s: %s",
                rule.policy(),
                rule.rule(),
                rule.only().isEmpty() ? "" : " at " + rule.only(),
                rule.refused(),
                rule.requests(),
                rule.since(),
                enforceable ? "may be enforced" : "keep watching");
    }
}
