package io.gapura.examples.cli;

import io.gapura.filters.audit.LogReport;
import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.StoredLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recomputes a whole log and says what it is worth. */
@Command(
        name = "verify",
        description = {
            "Recomputes a log: lines, chain, tiles, bundles, checkpoints, seals.",
            "Exit codes: 0 VALID, 1 TAMPERED, 2 UNVERIFIABLE (a key or a witness is missing), 3 usage, 4 TRUNCATED."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AuditCommand.UNUSABLE,
        exitCodeOnExecutionException = AuditCommand.UNUSABLE)
final class AuditVerify implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIRECTORY", description = "The folder that holds segment/.")
    private Path directory = Path.of("audit");

    @Option(names = "--vkey", description = "Public key of the log: NAME+ID+BASE64, or a file with it.")
    private Optional<String> vkey = Optional.empty();

    @Option(names = "--anchor", description = "File of checkpoints that was kept elsewhere; may be repeated.")
    private List<Path> anchors = new ArrayList<>();

    @Option(names = "--epoch-key", description = "The first epoch key, which was kept elsewhere.")
    private Optional<Path> epochKey = Optional.empty();

    @Option(
            names = "--witness",
            description = {
                "Key of a witness that must have cosigned: NAME+ID+BASE64, or a file with it; may be repeated.",
                "Its signature is looked for in witness/ of the log and in anchors."
            })
    private List<String> witnesses = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        StoredLog.at(directory);
        ProgressBar bar = ProgressBar.of(spec.commandLine().getErr());
        LogVerifier verifier = LogVerifier.of(directory).progress(bar::at);
        if (vkey.isPresent()) {
            verifier = verifier.key(AuditFiles.key(vkey.get()));
        }
        for (Path anchor : anchors) {
            verifier = verifier.anchor(anchor);
        }
        if (epochKey.isPresent()) {
            verifier = verifier.epochKey(epochKey.get());
        }
        for (String witness : witnesses) {
            verifier = verifier.witness(AuditFiles.witness(witness));
        }
        LogReport report;
        try {
            report = verifier.verify();
        } finally {
            bar.end();
        }
        return say(report);
    }

    private int say(LogReport report) {
        if (report instanceof LogReport.Tampered tampered) {
            return failed(AuditCommand.TAMPERED, "TAMPERED: event " + tampered.sequence() + ": " + tampered.finding());
        }
        if (report instanceof LogReport.Truncated truncated) {
            return failed(
                    AuditCommand.TRUNCATED,
                    "TRUNCATED: " + truncated.events() + " events are left of " + truncated.signed()
                            + " that were signed");
        }
        if (report instanceof LogReport.Unverifiable unverifiable) {
            return failed(
                    AuditCommand.UNVERIFIABLE,
                    "UNVERIFIABLE: " + unverifiable.events() + " events; " + unverifiable.finding());
        }
        LogReport.Valid valid = (LogReport.Valid) report;
        spec.commandLine()
                .getOut()
                .println("VALID" + (valid.pruned() == 0 ? "" : " (pruned 0…" + (valid.pruned() - 1) + ")") + ": "
                        + valid.events() + " events, " + (valid.signed() == 0 ? "none" : valid.signed())
                        + " under a verified checkpoint"
                        + valid.witnessed().stream()
                                .map(each ->
                                        ", " + each.events() + " cosigned by " + each.witness() + " at " + each.time())
                                .collect(Collectors.joining()));
        valid.warnings().forEach(warning -> spec.commandLine().getErr().println("warning: " + warning));
        return 0;
    }

    private int failed(int code, String text) {
        spec.commandLine().getErr().println(text);
        return code;
    }
}
