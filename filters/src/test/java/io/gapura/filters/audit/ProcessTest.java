package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ProcessTest {
    @TempDir
    Path temp;

    /** POSIX drops a lock with any descriptor of its file: a refused second instance must not open that file. */
    @Test
    void aSecondProcessIsRefusedEvenAfterASecondInstanceWas() throws Exception {
        Path directory = temp.resolve("audit");
        try (JsonLinesSink sink = PatientLog.to(directory)) {
            sink.append(Events.completed("/a"));
            assertThatThrownBy(() -> PatientLog.to(directory).check()).isInstanceOf(ConfigurationException.class);
            System.gc();

            Process second = SecondProcess.start(directory, ProcessBuilder.Redirect.PIPE);
            try (BufferedReader said = second.inputReader()) {
                assertThat(said.readLine()).isEqualTo("audit.directory is in use by another process or instance");
            } finally {
                second.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        Path directory = temp.resolve("audit");
        Path said = temp.resolve("said");
        Process writer = SecondProcess.start(directory, ProcessBuilder.Redirect.to(said.toFile()));
        try {
            while (writer.isAlive() && (!Files.exists(said) || Files.size(said) < 1_000)) {
                Thread.sleep(5);
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        List<String> acknowledged = Files.readString(said)
                .lines()
                .limit(Files.readString(said).chars().filter(c -> c == '\n').count())
                .toList();

        try (JsonLinesSink next = PatientLog.to(directory)) {
            next.append(Events.completed("/after"));
        }
        List<String> lines = Events.lines(directory);
        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(lines.size(), 0));
        assertThat(acknowledged).hasSizeGreaterThan(200);
        for (int i = 0; i < acknowledged.size(); i++) {
            assertThat(lines.get(i)).contains("\"path\":\"/" + acknowledged.get(i) + "\"");
        }
    }
}
