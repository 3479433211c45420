package io.gapura.examples.cli;

import io.gapura.filters.audit.LogOutcome;
import io.gapura.filters.audit.LogQuery;
import io.gapura.filters.audit.StoredLog;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.MerkleLog;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the events somebody looks for, and how complete that is. */
@Command(
        name = "query",
        description =
                "Prints matching lines; on standard error how many were read, matched and are under a checkpoint.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AuditCommand.UNUSABLE,
        exitCodeOnExecutionException = AuditCommand.UNUSABLE)
final class AuditQuery implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIRECTORY", description = "The folder that holds segment/.")
    private Path directory = Path.of("audit");

    @Option(names = "--from", description = "Not earlier, such as 2026-11-01T00:00:00Z.")
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--to", description = "Earlier than.")
    private Optional<Instant> to = Optional.empty();

    @Option(names = "--class", description = "OCSF class, such as 3002.")
    private Optional<Long> classUid = Optional.empty();

    @Option(names = "--caller", description = "Uid or name of the caller, as it is stored.")
    private Optional<String> caller = Optional.empty();

    @Option(names = "--correlation", description = "The incident id of an answer.")
    private Optional<String> correlation = Optional.empty();

    @Option(names = "--code", description = "The word, such as authz_fail.")
    private Optional<String> code = Optional.empty();

    @Option(names = "--endpoint", description = "Template of the endpoint, or the path that was asked for.")
    private Optional<String> endpoint = Optional.empty();

    @Option(names = "--outcome", description = "allowed, refused, observed, failed or system.")
    private Optional<LogOutcome> outcome = Optional.empty();

    @Option(names = "--vkey", description = "Public key of the log, to say up to where its lines are signed.")
    private Optional<String> vkey = Optional.empty();

    @Override
    public Integer call() throws IOException {
        StoredLog log = StoredLog.at(directory);
        Optional<Checkpoint> checkpoint = Optional.empty();
        if (vkey.isPresent()) {
            try {
                checkpoint = Optional.of(Checkpoint.open(log.note(), AuditFiles.key(vkey.get())));
            } catch (NotProvenException wrong) {
                throw new IOException("checkpoint: " + wrong.finding(), wrong);
            }
        }
        return read(log, checkpoint);
    }

    private int read(StoredLog log, Optional<Checkpoint> checkpoint) throws IOException {
        LogQuery query = new LogQuery(from, to, classUid, caller, correlation, code, endpoint, outcome);
        PrintWriter out = spec.commandLine().getOut();
        ProgressBar bar = ProgressBar.of(spec.commandLine().getErr());
        long total = log.bytes();
        long[] seen = {0, 0, 0}; // lines, matches, bytes
        MerkleLog tree = MerkleLog.empty();
        boolean[] verified = {false};
        log.read((sequence, line) -> {
            tree.append(TreeHash.ofLeaf(line));
            verified[0] |= checkpoint.isPresent()
                    && checkpoint.get().size() == tree.size()
                    && checkpoint.get().root().equals(tree.root());
            seen[0]++;
            seen[2] += line.length + 1;
            if (query.matches(line)) {
                seen[1]++;
                out.println(new String(line, StandardCharsets.UTF_8));
            }
            bar.at(seen[2], total);
            return true;
        });
        bar.end();
        String upTo = verified[0] ? "verified up to " + checkpoint.orElseThrow().size() : "not verified";
        spec.commandLine()
                .getErr()
                .println("scanned " + seen[0] + ", matched " + seen[1] + ", first 0, last " + (seen[0] - 1) + ", "
                        + upTo);
        return checkpoint.isEmpty() || verified[0] ? 0 : AuditCommand.TAMPERED;
    }
}
