package io.gapura.examples.servers.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide shows is what is run. */
class GuideTest {
    static Stream<Path> settings() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/settings"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theGuideShowsEverySettingThatIsRun(Path settings) throws IOException {
        List<String> guide = Files.readAllLines(Path.of("../../docs/adoption.md"));
        assertThat(guide).containsAll(Files.readAllLines(settings));
    }
}
