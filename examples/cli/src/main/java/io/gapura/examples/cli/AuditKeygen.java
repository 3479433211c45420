package io.gapura.examples.cli;

import io.gapura.filters.audit.EpochKeyFiles;
import io.gapura.filters.audit.tlog.NoteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the key that signs a log, and the one that seals its segments. */
@Command(
        name = "keygen",
        description = "Makes the key of a log, mode 0600, and prints its public half; with --epoch-key that, too.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AuditCommand.UNUSABLE,
        exitCodeOnExecutionException = AuditCommand.UNUSABLE)
final class AuditKeygen implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--origin", required = true, description = "Name of the log, exactly as audit.origin says it.")
    private String origin = "";

    @Option(names = "--out", required = true, description = "File to make for audit.key; outside of audit.directory.")
    private Path out = Path.of("audit.key");

    @Option(names = "--epoch-key", description = "File to make for audit.epoch-key.")
    private Optional<Path> epochKey = Optional.empty();

    @Option(names = "--kept", description = "Second copy of the epoch key, to be carried away.")
    private Optional<Path> kept = Optional.empty();

    @Override
    public Integer call() throws IOException {
        if (epochKey.isPresent() != kept.isPresent()) {
            throw new IllegalArgumentException("--epoch-key and --kept belong together");
        }
        SecureRandom random = new SecureRandom();
        NoteKey key = NoteKey.generate(origin, random);
        create(out);
        Files.writeString(out, key.export(), StandardOpenOption.TRUNCATE_EXISTING);
        if (epochKey.isPresent()) {
            EpochKeyFiles.create(epochKey.get(), kept.orElseThrow(), random);
            spec.commandLine().getErr().println("carry " + kept.orElseThrow() + " away before the log begins");
        }
        spec.commandLine().getOut().println(key.verifier());
        return 0;
    }

    private static void create(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }
}
