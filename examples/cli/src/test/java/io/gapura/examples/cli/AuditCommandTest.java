package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.audit.JsonLinesSink;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path log;

    @BeforeEach
    void writeALog() {
        log = folder.resolve("audit");
        Deployment deployment =
                Deployment.of(Pipeline.builder().audit(JsonLinesSink.to(log)).build());
        deployment.open();
        deployment.close();
    }

    @Test
    void aLogThatNobodyTouchedIsWhole() {
        assertThat(verify(log)).isZero();
        assertThat(out.toString()).startsWith("whole: 2 events");
    }

    @Test
    void aChangedLineIsNamed() throws IOException {
        change("\"sys_shutdown\"", "\"sys_shutdowm\"");

        assertThat(verify(log)).isEqualTo(Gapura.FAILED);
        assertThat(err.toString()).startsWith("gapura: event 1: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aRemovedLineIsNamed() throws IOException {
        change("(?s)^[^\n]*\n", "");

        assertThat(verify(log)).isEqualTo(Gapura.FAILED);
        assertThat(err.toString()).startsWith("gapura: event 0: ");
    }

    private void change(String pattern, String replacement) throws IOException {
        try (var segments = Files.list(log.resolve("segment"))) {
            Path segment = segments.findFirst().orElseThrow();
            String text = Files.readString(segment);
            String changed = text.replaceFirst(pattern, replacement);
            assertThat(changed).isNotEqualTo(text);
            Files.writeString(segment, changed);
        }
    }

    private int verify(Path directory) {
        return Gapura.run(
                new PrintWriter(out, true), new PrintWriter(err, true), "audit", "verify", directory.toString());
    }
}
