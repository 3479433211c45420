package io.gapura.examples.cli;

import io.gapura.filters.testkit.access.ClassPathScan;
import io.gapura.rbac.AccessMatrix;
import io.gapura.rbac.MatrixDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what a change of policy opens and closes. */
@Command(
        name = "diff",
        description =
                "Says what a change opens and closes: of two matrices (csv), or of two policies for the same classes.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AccessCommand.USAGE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nobody may do more or less than before",
            "1:somebody may do less, and nobody more",
            "2:somebody may do more, or something cannot be loaded",
            "64:usage"
        })
final class DiffCommand extends AccessCommand {
    @Parameters(index = "0", paramLabel = "OLD", description = "A policy document, or a matrix as csv.")
    private Path older = Path.of("old.csv");

    @Parameters(index = "1", paramLabel = "NEW", description = "The same after the change.")
    private Path newer = Path.of("new.csv");

    @Override
    int run(ClassPathScan scan) throws IOException {
        MatrixDiff diff = read(older, scan).to(read(newer, scan));
        if (!diff.isEmpty()) {
            out().println(diff);
        }
        if (!diff.opened().isEmpty()) {
            return OPENED;
        }
        return diff.closed().isEmpty() ? FINE : CLOSED;
    }

    private static AccessMatrix read(Path file, ClassPathScan scan) throws IOException {
        return file.toString().endsWith(".csv") ? AccessMatrix.ofCsv(Files.readString(file)) : matrix(file, scan);
    }
}
