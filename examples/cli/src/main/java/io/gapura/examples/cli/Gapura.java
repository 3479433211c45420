package io.gapura.examples.cli;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code gapura}. Its subcommands print to the given writers and end with a code each of them lists. */
@Command(
        name = "gapura",
        description =
                "Keys, signed requests, settings, policies, audit logs, shadow reports and examinations for Gapura.",
        mixinStandardHelpOptions = true,
        subcommands = {
            KeygenCommand.class,
            ProtectionKeyCommand.class,
            SignCommand.class,
            VerifyCommand.class,
            SettingsCommand.class,
            AuditCommand.class,
            ShadowCommand.class,
            DoctorCommand.class,
            LintCommand.class,
            MatrixCommand.class,
            CatalogueCommand.class,
            DiffCommand.class,
            ExplainCommand.class,
            ImportCommand.class
        })
public final class Gapura {
    static final int FAILED = 1;
    static final int REFUSED = 3;
    static final int UNREACHABLE = 4;

    private Gapura() {}

    public static void main(String[] arguments) {
        System.exit(run(utf8(System.out), utf8(System.err), arguments));
    }

    /** What is printed is what was signed: text is signed in UTF-8. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Gapura())
                .setOut(out)
                .setErr(err)
                // @FILE is content here, never a file of arguments
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Gapura::failed)
                .execute(arguments);
    }

    /** What the user can mend is one line; anything else is our fault and shows where. */
    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        boolean known = failure instanceof ConfigurationException
                || failure instanceof IllegalArgumentException
                || failure instanceof IOException;
        if (!known) {
            throw failure;
        }
        String kind = failure instanceof IOException ? failure.getClass().getSimpleName() + ": " : "";
        command.getErr().println("gapura: " + kind + failure.getMessage());
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
