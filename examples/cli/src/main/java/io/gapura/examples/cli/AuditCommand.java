package io.gapura.examples.cli;

import io.gapura.filters.audit.LogReport;
import io.gapura.filters.audit.LogVerifier;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at an audit log from outside, also while a server writes it. */
@Command(
        name = "audit",
        description = "Reads audit logs.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AuditPrivacyCommands.Reveal.class,
            AuditPrivacyCommands.Erase.class,
            AuditPrivacyCommands.Hmac.class
        })
final class AuditCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Recomputes the chain; that nothing was cut off at the end, the log alone cannot prove. */
    @Command(
            name = "verify",
            description = "Recomputes the chain of a log: 0 when it is whole, 1 when it is not.",
            mixinStandardHelpOptions = true)
    int verify(@Parameters(paramLabel = "DIRECTORY", description = "The folder that holds segment/.") Path directory)
            throws IOException {
        LogReport report = LogVerifier.verify(directory);
        if (report instanceof LogReport.Tampered tampered) {
            spec.commandLine().getErr().println("gapura: event " + tampered.sequence() + ": " + tampered.finding());
            return Gapura.FAILED;
        }
        LogReport.Valid valid = (LogReport.Valid) report;
        spec.commandLine().getOut().println("whole: " + valid.events() + " events");
        return 0;
    }
}
