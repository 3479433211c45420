package io.gapura.examples.cli;

import io.gapura.filters.testkit.access.ClassPathScan;
import io.gapura.validation.Finding;
import io.gapura.validation.InputCatalogue;
import io.gapura.validation.Validation;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what every endpoint may be sent. */
@Command(
        name = "catalogue",
        description = "Prints what every endpoint may be sent, and says where that is open or unconstrained.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AccessCommand.USAGE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:printed",
            "1:printed, and some input is open or unconstrained: it would not start",
            "2:the classes cannot be loaded, or their contracts contradict each other",
            "64:usage"
        })
final class CatalogueCommand extends AccessCommand {
    /** How it is written. */
    enum Format {
        MD,
        OPENAPI
    }

    @Option(names = "--format", description = "md or openapi; md. openapi is a document of OpenAPI 3.1.")
    private Format format = Format.MD;

    @Option(names = "--title", description = "Of the OpenAPI document; \"Contracts\".")
    private String title = "Contracts";

    @Option(names = "--version-of", paramLabel = "VERSION", description = "Of the OpenAPI document; \"1\".")
    private String version = "1";

    @Option(
            names = "--server",
            paramLabel = "PATH",
            description = "Of the OpenAPI document: what Jakarta REST is mapped to, such as /api; none.")
    private String server = "";

    @Override
    int run(ClassPathScan scan) {
        InputCatalogue catalogue =
                InputCatalogue.of(Validation.strict(), scan.endpoints().list());
        out().print(format == Format.MD ? catalogue.toMarkdown() : catalogue.toOpenApi(title, version, server));
        out().flush();
        List<Finding> findings = catalogue.findings();
        findings.forEach(finding -> complain(finding.toString()));
        return findings.isEmpty() ? FINE : LINT;
    }
}
