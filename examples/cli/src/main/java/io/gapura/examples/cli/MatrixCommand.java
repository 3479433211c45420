package io.gapura.examples.cli;

import io.gapura.filters.testkit.access.ClassPathScan;
import io.gapura.rbac.AccessMatrix;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints who may call what. */
@Command(
        name = "matrix",
        description = "Prints who may call what: endpoints and path rules against callers and single roles.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AccessCommand.USAGE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:printed", "2:the policy or the classes cannot be loaded", "64:usage"})
final class MatrixCommand extends AccessCommand {
    /** How it is written. */
    enum Format {
        MD,
        CSV,
        JSON,
        HTML
    }

    @Parameters(paramLabel = "POLICY", description = "The policy document.")
    private Path policy = Path.of("policy.yaml");

    @Option(names = "--format", description = "md, csv, json or html; md. csv is what a build compares.")
    private Format format = Format.MD;

    @Option(names = "--title", description = "Of the html page; \"Access\".")
    private String title = "Access";

    @Override
    int run(ClassPathScan scan) {
        AccessMatrix matrix = matrix(policy, scan);
        out().print(
                        switch (format) {
                            case MD -> matrix.toMarkdown();
                            case CSV -> matrix.toCsv();
                            case JSON -> matrix.toJson();
                            case HTML -> matrix.toHtml(title);
                        });
        out().flush();
        return FINE;
    }
}
