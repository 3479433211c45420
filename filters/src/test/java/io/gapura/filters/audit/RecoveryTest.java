package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts after a process that ended at a bad moment. */
class RecoveryTest {
    @TempDir
    Path temp;

    private Path directory;

    @BeforeEach
    void threeEvents() throws Exception {
        directory = temp.resolve("audit");
        run("/0", "/1", "/2");
    }

    @Test
    void aCleanRestartGoesOnWithSequenceAndChain() throws Exception {
        run("/3");

        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(4, 0));
        assertThat(LogDirectory.segments(directory)).hasSize(1);
        assertThat(quarantined()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"activity_id\":2,\"act", "x", "{}\n", "not json\n", "\n"})
    void aBadLastLineGoesToQuarantine(String torn) throws Exception {
        Path segment = LogDirectory.segments(directory).get(0);
        long good = Files.size(segment);
        Files.writeString(segment, Files.readString(segment) + torn);

        run("/3");

        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(5, 0));
        Map<String, Object> recovered =
                AuditSinkContract.read(Events.lines(directory).get(3));
        assertThat(Events.at(recovered, "metadata", "event_code")).isEqualTo("gapura_audit_recovered");
        assertThat(Events.at(recovered, "unmapped", "cut_bytes")).isEqualTo((long) torn.length());
        assertThat(Events.at(recovered, "unmapped", "last_seq")).isEqualTo(2L);
        assertThat(quarantined()).singleElement().satisfies(file -> {
            assertThat(file.getFileName()).hasToString("0000000000000000.jsonl." + good);
            assertThat(file).hasContent(torn);
        });
    }

    @Test
    void everyLengthOfATornLineIsCutToTheLineBefore() throws Exception {
        Path segment = LogDirectory.segments(directory).get(0);
        byte[] whole = Files.readAllBytes(segment);
        int lastLine = Events.lines(directory).get(2).length();
        for (int missing = 1; missing <= lastLine + 1; missing += 37) {
            Files.write(segment, java.util.Arrays.copyOf(whole, whole.length - missing));
            run("/3");
            boolean wholeLineGone = missing == lastLine + 1;
            assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(wholeLineGone ? 3 : 4, 0));
        }
    }

    @Test
    void aLastLineThatDoesNotFollowItsChainIsCut() throws Exception {
        Path segment = LogDirectory.segments(directory).get(0);
        Files.writeString(
                segment, Files.readString(segment) + Events.lines(directory).get(1) + "\n");

        run("/3");

        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(5, 0));
    }

    @Test
    void aBadLineBeforeOthersIsKeptAndTheLogGoesOnInANewSegment() throws Exception {
        Path segment = LogDirectory.segments(directory).get(0);
        String changed = Files.readString(segment).replace("/1\"", "/x\"");
        Files.writeString(segment, changed);

        run("/3");

        assertThat(segment).hasContent(changed);
        assertThat(LogDirectory.segments(directory).stream().map(LogDirectory::first))
                .containsExactly(0L, 3L);
        Map<String, Object> recovered =
                AuditSinkContract.read(Events.lines(directory).get(3));
        assertThat(Events.at(recovered, "unmapped", "damaged")).isEqualTo(true);
        assertThat(LogVerifier.verify(directory))
                .isEqualTo(new LogReport.Tampered(1, "line is not what its fingerprint says"));
    }

    @Test
    void aSegmentThatWasOnlyCreatedIsGoneOnWith() throws Exception {
        Files.createFile(directory.resolve("segment/0000000000000003.jsonl"));

        run("/3");

        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(4, 0));
    }

    @Test
    void aFirstLineThatWasTornLeavesAnEmptyLog() throws Exception {
        Path segment = LogDirectory.segments(directory).get(0);
        Files.writeString(segment, Files.readString(segment).substring(0, 50));

        run("/0");

        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(2, 0));
        assertThat(Events.lines(directory).get(0))
                .contains("gapura_audit_recovered")
                .doesNotContain("last_seq");
    }

    @Test
    void aRestartAcrossSegmentsFindsTheEnd() throws Exception {
        for (int restart = 0; restart < 10; restart++) {
            try (JsonLinesSink sink =
                    JsonLinesSink.to(directory).on(JsonLinesSinkTest.platform(SegmentFile::onDisk, 1_500))) {
                sink.append(Events.completed("/" + restart));
            }
        }

        assertThat(LogDirectory.segments(directory)).hasSizeGreaterThan(3);
        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(13, 0));
    }

    private void run(String... targets) throws Exception {
        try (JsonLinesSink sink = PatientLog.to(directory)) {
            for (String target : targets) {
                sink.append(Events.completed(target));
            }
        }
    }

    private List<Path> quarantined() throws IOException {
        try (var files = Files.list(directory.resolve("quarantine"))) {
            return files.toList();
        }
    }
}
