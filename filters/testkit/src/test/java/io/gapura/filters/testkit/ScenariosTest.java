package io.gapura.filters.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ScenariosTest {
    private static Path folder() throws Exception {
        URI index = Scenarios.class.getResource("scenarios/index").toURI();
        return Path.of(index).getParent();
    }

    @Test
    void everyShippedFileIsUnderstoodAndListed() throws Exception {
        List<ScenarioCase> shipped = Scenarios.shipped();
        List<ScenarioCase> found = Scenarios.in(folder());

        assertThat(shipped).hasSizeGreaterThan(200);
        assertThat(shipped.stream().map(ScenarioCase::title))
                .containsExactlyInAnyOrderElementsOf(
                        found.stream().map(ScenarioCase::title).toList())
                .doesNotHaveDuplicates();
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.filter(file -> file.toString().endsWith(".txt")))
                    .hasSameSizeAs(Files.readAllLines(folder().resolve("index")));
        }
    }

    @Test
    void noRefusalIsExpectedWithoutSayingWhose() {
        assertThat(Scenarios.shipped())
                .filteredOn(scenario -> scenario.expectation().answer().status() >= 400)
                .filteredOn(scenario -> scenario.expectation()
                        .marker()
                        .filter(marker -> !marker.equals("none"))
                        .isEmpty())
                .allSatisfy(scenario ->
                        assertThat(scenario.expectation().answer().fate()).isEqualTo(Fate.OURS));
    }
}
