package io.gapura.examples.cli;

import io.gapura.filters.audit.LogPruning;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for the oldest events of a log to go. */
@Command(
        name = "prune",
        description = {
            "Asks for the oldest events of a log to be removed, in whole segments, behind an event that says so.",
            "Who writes the log does it: the server that runs, or the next one that starts.",
            "Exit codes: 0, 1 when nothing can go."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AuditCommand.UNUSABLE,
        exitCodeOnExecutionException = AuditCommand.UNUSABLE)
final class AuditPrune implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIRECTORY", description = "The folder that holds segment/.")
    private Path directory = Path.of("audit");

    @Option(
            names = "--before",
            required = true,
            paramLabel = "SEQ|DATE",
            description = "The first sequence that stays, or a date such as 2026-01-31 (UTC) or 2026-01-31T12:00:00Z.")
    private String before = "";

    @Option(
            names = "--reason",
            required = true,
            description = "Why; stands in the event that this leaves, so without a name.")
    private String reason = "";

    @Override
    public Integer call() throws IOException {
        LogPruning pruning = LogPruning.of(directory);
        OptionalLong end = before.matches("[0-9]{1,18}")
                ? pruning.before(Long.parseLong(before), reason)
                : pruning.before(time(before), reason);
        if (end.isEmpty()) {
            spec.commandLine().getErr().println("gapura: no whole segment that is signed lies before " + before);
            return Gapura.FAILED;
        }
        spec.commandLine()
                .getOut()
                .println("asked for: events below " + end.getAsLong() + " go once the log says so itself");
        return 0;
    }

    private static Instant time(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("--before takes a sequence or a date such as 2026-01-31", malformed);
        }
    }
}
