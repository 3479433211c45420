package io.gapura.examples.cli;

import io.gapura.filters.audit.StoredLog;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.ConsistencyProof;
import io.gapura.filters.audit.tlog.LogProof;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at an audit log from outside, also while a server writes it. */
@Command(
        name = "audit",
        description = "Verifies, proves, searches and exports audit logs.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AuditCommand.UNUSABLE,
        exitCodeOnExecutionException = AuditCommand.UNUSABLE,
        subcommands = {
            AuditVerify.class,
            AuditQuery.class,
            AuditFollow.class,
            AuditServe.class,
            AuditExport.class,
            AuditInventory.class,
            AuditKeygen.class,
            AuditPrune.class,
            AuditPrivacyCommands.Reveal.class,
            AuditPrivacyCommands.Erase.class,
            AuditPrivacyCommands.Hmac.class
        })
final class AuditCommand {
    static final int TAMPERED = 1;
    static final int UNVERIFIABLE = 2;
    static final int UNUSABLE = 3;
    static final int TRUNCATED = 4;

    private static final int LONGEST_LINE = 65_536;
    private static final int LONGEST_PROOF = 65_536;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** One event, for people who do not have the log. */
    @Command(
            name = "prove",
            description = "Writes a proof that an event is in the log: a c2sp.org/tlog-proof@v1 file.",
            mixinStandardHelpOptions = true,
            exitCodeOnInvalidInput = UNUSABLE,
            exitCodeOnExecutionException = UNUSABLE)
    int prove(
            @Parameters(paramLabel = "DIRECTORY", description = "The folder that holds segment/.") Path directory,
            @Parameters(paramLabel = "SEQUENCE", description = "metadata.sequence of the event.") long sequence,
            @Option(names = "--out", description = "File to write; standard output without it.") Optional<Path> out,
            @Option(names = "--line", description = "File for the event itself.") Optional<Path> line)
            throws IOException {
        StoredLog log = StoredLog.at(directory);
        byte[] proof = log.prove(sequence).toBytes();
        if (out.isPresent()) {
            Files.write(out.get(), proof);
        } else {
            out().print(new String(proof, StandardCharsets.UTF_8));
            out().flush();
        }
        if (line.isPresent()) {
            byte[] stored = log.line(sequence);
            byte[] terminated = Arrays.copyOf(stored, stored.length + 1);
            terminated[stored.length] = '\n';
            Files.write(line.get(), terminated);
        }
        return 0;
    }

    /** Needs neither the log nor the network. */
    @Command(
            name = "check",
            description = "Checks a proof for an event against the public key of its log.",
            mixinStandardHelpOptions = true,
            exitCodeOnInvalidInput = UNUSABLE,
            exitCodeOnExecutionException = UNUSABLE)
    int check(
            @Parameters(paramLabel = "PROOF", description = "What prove has written.") Path proof,
            @Parameters(paramLabel = "LINE", description = "File with the event's line.") Path line,
            @Option(names = "--vkey", required = true, description = "NAME+ID+BASE64, or a file with it.") String vkey)
            throws IOException {
        byte[] event = AuditFiles.read(line, LONGEST_LINE);
        if (event.length > 0 && event[event.length - 1] == '\n') {
            event = Arrays.copyOf(event, event.length - 1);
        }
        try {
            LogProof read = LogProof.parse(AuditFiles.read(proof, LONGEST_PROOF));
            Checkpoint checkpoint = read.check(event, AuditFiles.key(vkey));
            out().println("proven: event " + read.index() + " of " + checkpoint.size() + " in " + checkpoint.origin());
            return 0;
        } catch (NotProvenException wrong) {
            spec.commandLine().getErr().println("not proven: " + wrong.finding());
            return TAMPERED;
        }
    }

    /** For who holds an old checkpoint and is shown a new one. */
    @Command(
            name = "consistency",
            description = "Prints the proof that the log of one size extends that of another.",
            mixinStandardHelpOptions = true,
            exitCodeOnInvalidInput = UNUSABLE,
            exitCodeOnExecutionException = UNUSABLE)
    int consistency(
            @Parameters(paramLabel = "DIRECTORY", description = "The folder that holds segment/.") Path directory,
            @Parameters(paramLabel = "OLD", description = "The smaller size.") long older,
            @Parameters(paramLabel = "NEW", description = "The larger size.") long newer)
            throws IOException {
        ConsistencyProof proof = StoredLog.at(directory).consistency(older, newer);
        out().println("old " + proof.oldSize());
        out().println("new " + proof.newSize());
        proof.hashes().stream().map(TreeHash::base64).forEach(out()::println);
        return 0;
    }

    /** They are derived: nothing is lost with them. */
    @Command(
            name = "rebuild-tiles",
            description = "Makes tiles and entry bundles again from the lines. No server may write the log meanwhile.",
            mixinStandardHelpOptions = true,
            exitCodeOnInvalidInput = UNUSABLE,
            exitCodeOnExecutionException = UNUSABLE)
    int rebuildTiles(
            @Parameters(paramLabel = "DIRECTORY", description = "The folder that holds segment/.") Path directory)
            throws IOException {
        out().println("rebuilt: tiles of " + StoredLog.at(directory).rebuildTiles() + " events");
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
