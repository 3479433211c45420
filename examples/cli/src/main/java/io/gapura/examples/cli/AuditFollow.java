package io.gapura.examples.cli;

import io.gapura.filters.audit.LogExport;
import io.gapura.filters.audit.LogFollower;
import io.gapura.filters.audit.LogReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Watches a log while a server writes it, until somebody has seen enough. */
@Command(
        name = "follow",
        description = {
            "Prints events as they are written, across segments, and verifies their chain on the way.",
            "Ends with Ctrl-C and exit code 0; with 1 at a line that does not follow the one before."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AuditCommand.UNUSABLE,
        exitCodeOnExecutionException = AuditCommand.UNUSABLE)
final class AuditFollow implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 200;
    private static final long LATEST = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIRECTORY", description = "The folder that holds segment/.")
    private Path directory = Path.of("audit");

    @Option(names = "--from", description = "First sequence to print; the last ten events without it.")
    private Optional<Long> from = Optional.empty();

    @Option(names = "--short", description = "Time, sequence, word, caller, request and status instead of the line.")
    private boolean brief;

    private final CountDownLatch enough = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException, InterruptedException {
        long first = from.isPresent() ? from.get() : Math.max(0, LogFollower.end(directory) - LATEST);
        if (first < 0) {
            throw new IllegalArgumentException("--from must not be negative");
        }
        Thread interrupted = new Thread(this::end, "gapura-follow-end");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try (LogFollower follower = LogFollower.at(directory, first)) {
            return follow(follower);
        } finally {
            ended.countDown();
            if (enough.getCount() > 0) {
                Runtime.getRuntime().removeShutdownHook(interrupted);
            }
        }
    }

    private int follow(LogFollower follower) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Printing printing = new Printing(out);
        do {
            Optional<LogReport.Tampered> found = follower.poll(printing);
            out.flush();
            if (found.isPresent()) {
                spec.commandLine()
                        .getErr()
                        .println("TAMPERED: event " + found.get().sequence() + ": "
                                + found.get().finding());
                return AuditCommand.TAMPERED;
            }
        } while (!out.checkError() && !enough.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        return 0;
    }

    /** A process that was told to end would say 130; this is how this one is meant to end. */
    private void end() {
        enough.countDown();
        try {
            if (ended.await(10, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Printing implements LogFollower.Taker {
        private final PrintWriter out;

        private Printing(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void line(long sequence, byte[] line) throws IOException {
            out.print(brief ? LogExport.SHORT.line(line) : new String(line, StandardCharsets.UTF_8) + "\n");
        }

        @Override
        public void withdrawn(long first) {
            out.flush();
            spec.commandLine()
                    .getErr()
                    .println("events from " + first + " on were never acknowledged; others take their numbers");
        }
    }
}
