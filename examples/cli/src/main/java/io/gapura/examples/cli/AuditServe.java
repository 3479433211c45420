package io.gapura.examples.cli;

import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.StoredLog;
import io.gapura.filters.audit.tlog.NoteVerifier;
import io.gapura.filters.audit.view.LogViewer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a log in a browser of this machine. */
@Command(
        name = "serve",
        description = {
            "Shows a log in a browser of this machine, until it is interrupted; reads only.",
            "The printed address is good for one browser, one time."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AuditCommand.UNUSABLE,
        exitCodeOnExecutionException = AuditCommand.UNUSABLE)
final class AuditServe implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIRECTORY", description = "The folder that holds segment/.")
    private Path directory = Path.of("audit");

    @Option(names = "--port", description = "Port on 127.0.0.1; any that is free without it.")
    private int port;

    @Option(names = "--vkey", description = "Public key of the log: NAME+ID+BASE64, or a file with it.")
    private Optional<String> vkey = Optional.empty();

    @Option(names = "--anchor", description = "File of checkpoints that was kept elsewhere; may be repeated.")
    private List<Path> anchors = new ArrayList<>();

    @Option(names = "--epoch-key", description = "The first epoch key, which was kept elsewhere.")
    private Optional<Path> epochKey = Optional.empty();

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("--port must be between 0 and 65535");
        }
        try (ViewerServer server = ViewerServer.start(viewer(), port, new SecureRandom())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(server.address());
            out.flush();
            spec.commandLine().getErr().println("open it in a browser of this machine; interrupt to end");
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private LogViewer viewer() throws IOException {
        StoredLog.at(directory);
        Optional<NoteVerifier> key = vkey.isPresent() ? Optional.of(AuditFiles.key(vkey.get())) : Optional.empty();
        LogVerifier verifier = LogVerifier.of(directory);
        if (key.isPresent()) {
            verifier = verifier.key(key.get());
        }
        for (Path anchor : anchors) {
            verifier = verifier.anchor(anchor);
        }
        if (epochKey.isPresent()) {
            verifier = verifier.epochKey(epochKey.get());
        }
        return LogViewer.of(directory, key, verifier);
    }
}
