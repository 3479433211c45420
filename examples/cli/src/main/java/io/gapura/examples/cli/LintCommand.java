package io.gapura.examples.cli;

import io.gapura.filters.testkit.access.ClassPathScan;
import io.gapura.rbac.Lint;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks for what a policy allows and nobody means. */
@Command(
        name = "lint",
        description = "Looks for slips in a policy, and in what the endpoints of classes ask of it.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AccessCommand.USAGE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing found",
            "1:something found",
            "2:the policy or the classes cannot be loaded",
            "64:usage"
        })
final class LintCommand extends AccessCommand {
    @Parameters(paramLabel = "POLICY", description = "The policy document.")
    private Path policy = Path.of("policy.yaml");

    @Override
    int run(ClassPathScan scan) {
        List<Lint> lints = rules(policy).lints(scan.endpoints().list()).stream()
                .filter(lint -> lint.code().isUsual())
                .toList();
        lints.forEach(lint -> out().println(lint));
        return lints.isEmpty() ? FINE : LINT;
    }
}
