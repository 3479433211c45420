package io.gapura.examples.servers.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.examples.servers.adopt.Adoption.Outcome;
import io.gapura.examples.servers.adopt.Adoption.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Applications that nobody here wrote, adopted as {@code examples/docs/adoption.md} says. */
class AdoptionIT {
    private static final Path GUIDE = Path.of("../../docs/adoption.md");

    @Test
    void applicationsOfOthersAreAdoptedByTheirDescriptorAlone() throws IOException {
        Adoption adoption = Adoption.in(
                Path.of("target"),
                System.getProperty("gapura.adopt.tomcat"),
                Path.of("../launchers/leash/target/leash.jar"));
        Map<Step, Map<String, Outcome>> all = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            all.put(step, adoption.run(step));
        }
        AdoptionReport report = AdoptionReport.of(adoption, all);
        Files.writeString(Path.of("target/adoption.md"), report.figures() + "\n" + report.costs());
        System.out.println(report.figures() + "\n" + report.costs());

        SoftAssertions softly = new SoftAssertions();
        all.forEach((step, outcomes) -> outcomes.forEach((context, outcome) -> {
            softly.assertThat(outcome.wrong()).as(context + " " + step).isEmpty();
            if (step == Step.SETTLED) {
                softly.assertThat(outcome.found())
                        .as(context + " with its settings")
                        .isEmpty();
            }
            if (step == Step.ENFORCED) {
                softly.assertThat(outcome.served()).as(context + " attacked").isEmpty();
                softly.assertThat(adoption.attacksOn(context)).as(context).isGreaterThan(15);
            }
        }));
        softly.assertAll();
        assertThat(block(Files.readString(GUIDE))).isEqualTo(report.figures().strip());
    }

    /** The table between the two marks of the guide. */
    private static String block(String guide) {
        List<String> lines = guide.lines()
                .dropWhile(line -> !line.startsWith("| application |"))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        return String.join("\n", lines);
    }
}
