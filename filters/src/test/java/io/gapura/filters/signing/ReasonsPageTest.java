package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page for operators knows each word of the audit log, at its step. */
class ReasonsPageTest {
    private static Path page() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("CHANGELOG.md"))) {
            folder = folder.getParent();
        }
        return folder.resolve("examples/docs/signed-requests.md");
    }

    private static List<String> rows() throws Exception {
        return Files.readAllLines(page()).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void theReasonStandsInTheRowOfItsStep(Reason reason) throws Exception {
        assertThat(rows().get(reason.step().number() - 1)).contains("`" + reason.word() + "`");
    }

    @Test
    void thePageHasTheTenSteps() throws Exception {
        assertThat(rows()).hasSameSizeAs(VerificationStep.values());
        for (VerificationStep step : VerificationStep.values()) {
            assertThat(rows().get(step.number() - 1)).startsWith("| " + step.number() + " |");
        }
    }
}
