package io.gapura.examples.cli;

import io.gapura.filters.audit.LogExport;
import io.gapura.filters.audit.StoredLog;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.NotProvenException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a log in another form. */
@Command(
        name = "export",
        description = "Writes all events as ocsf, ecs, cef or csv, or the log itself as tlog: checkpoint and tiles.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AuditCommand.UNUSABLE,
        exitCodeOnExecutionException = AuditCommand.UNUSABLE)
final class AuditExport implements Callable<Integer> {
    /** The forms that can be asked for. */
    enum Format {
        OCSF,
        ECS,
        CEF,
        CSV,
        TLOG
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIRECTORY", description = "The folder that holds segment/.")
    private Path directory = Path.of("audit");

    @Option(names = "--format", required = true, description = "${COMPLETION-CANDIDATES}")
    private Format format = Format.OCSF;

    @Option(names = "--out", description = "File to write; for tlog the folder. It must not exist.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws IOException {
        StoredLog log = StoredLog.at(directory);
        if (out.isPresent() && Files.exists(out.get())) {
            throw new IllegalArgumentException("--out must not exist");
        }
        try {
            log.exporting(format.name().toLowerCase(Locale.ROOT)); // before anything leaves
        } catch (IOException unwritable) {
            spec.commandLine().getErr().println("warning: the log does not learn of this: it cannot be written here");
        }
        if (format == Format.TLOG) {
            return tlog();
        }
        if (out.isPresent()) {
            try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(out.get(), StandardCharsets.UTF_8))) {
                return write(log, file);
            }
        }
        return write(log, spec.commandLine().getOut());
    }

    private int write(StoredLog log, PrintWriter to) throws IOException {
        LogExport form = LogExport.valueOf(format.name());
        form.header().ifPresent(to::print);
        ProgressBar bar = ProgressBar.of(spec.commandLine().getErr());
        long total = log.bytes();
        long[] seen = {0, 0, 0}; // events, lines that are none, bytes
        log.read((sequence, line) -> {
            seen[2] += line.length + 1;
            bar.at(seen[2], total);
            String text;
            try {
                text = form.line(line);
            } catch (IOException damaged) {
                seen[1]++;
                return true;
            }
            to.print(text);
            seen[0]++;
            return !to.checkError();
        });
        bar.end();
        to.flush();
        spec.commandLine()
                .getErr()
                .println("exported " + seen[0] + " events as " + format.name().toLowerCase(Locale.ROOT)
                        + (seen[1] == 0 ? "" : "; " + seen[1] + " lines are no events: gapura audit verify says more"));
        return to.checkError() || seen[1] > 0 ? Gapura.FAILED : 0;
    }

    private static long size(byte[] note) throws IOException {
        try {
            return Checkpoint.unverified(note).size();
        } catch (NotProvenException malformed) {
            throw new IOException("checkpoint: " + malformed.finding(), malformed);
        }
    }

    /** What a web server needs to serve it, and any monitor of transparency logs to follow it. */
    private int tlog() throws IOException {
        Path target = out.orElseThrow(() -> new IllegalArgumentException("tlog needs --out, the folder to make"));
        Files.createDirectories(target);
        byte[] note = StoredLog.at(directory).note(); // before the tiles: what it covers was there before it
        try (Stream<Path> tiles = Files.walk(directory.resolve("tile"))) {
            for (Path tile : tiles.filter(Files::isRegularFile).toList()) {
                if (!tile.getFileName().toString().startsWith(".")) {
                    Path copy = target.resolve(directory.relativize(tile));
                    Files.createDirectories(copy.getParent() == null ? target : copy.getParent());
                    Files.copy(tile, copy);
                }
            }
        }
        StoredLog log = StoredLog.at(directory);
        if (!log.hasBundles()) {
            log.writeBundles(target);
        }
        Files.write(target.resolve("checkpoint"), note);
        spec.commandLine().getErr().println("exported " + size(note) + " events as tlog");
        return 0;
    }
}
