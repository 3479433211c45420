package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.audit.EpochKeyFiles;
import io.gapura.filters.audit.LogPruning;
import io.gapura.filters.audit.PatientLog;
import io.gapura.filters.audit.tlog.NoteKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two segments of 260 events each, the first of which may go. */
class AuditPruneTest {
    private static final int EVENTS = 260;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final NoteKey key = NoteKey.generate("shop", new SecureRandom());
    private Path log;

    @BeforeEach
    void write() throws IOException {
        log = folder.resolve("audit");
        EpochKeyFiles.create(folder.resolve("epoch"), folder.resolve("kept"), new SecureRandom());
        serve(EVENTS - 4);
        serve(EVENTS - 4);
    }

    private Pipeline pipeline() {
        return Pipeline.builder()
                .add(Policy.of("all", Decision::proceed))
                .audit(PatientLog.to(log).origin("shop").signedBy(key).sealedBy(folder.resolve("epoch")))
                .build();
    }

    /** With the beginning and the end of log and gate: four events more. */
    private void serve(int requests) throws IOException {
        Pipeline pipeline = pipeline();
        try (Deployment deployment = Deployment.of(pipeline)) {
            deployment.open();
            for (int i = 0; i < requests; i++) {
                Exchange exchange = deployment.begin(RequestView.get("/orders/" + i));
                assertThat(exchange.arrive(pipeline)).isEmpty();
                exchange.complete(200);
            }
        }
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Gapura.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int prune(String before) {
        return run("audit", "prune", log.toString(), "--before", before, "--reason", "older than a year");
    }

    @ParameterizedTest
    @ValueSource(strings = {"300", "2999-12-31", "2999-12-31T12:00:00Z"})
    void theServerThatStartsNextRemovesWhatWasAskedFor(String before) throws Exception {
        assertThat(prune(before)).isZero();
        assertThat(out).hasToString("asked for: events below 260 go once the log says so itself\n");
        assertThat(log.resolve("segment/0000000000000000.jsonl")).exists();

        try (Deployment deployment = Deployment.of(pipeline())) {
            deployment.open();
            for (int i = 0; i < 24_000 && LogPruning.of(log).isWaiting(); i++) {
                Thread.sleep(10);
            }
        }
        assertThat(log.resolve("segment/0000000000000000.jsonl")).doesNotExist();
        assertThat(run(
                        "audit",
                        "verify",
                        log.toString(),
                        "--vkey",
                        key.verifier().toString(),
                        "--epoch-key",
                        folder.resolve("kept").toString()))
                .as("%s", err)
                .isZero();
        assertThat(out).hasToString("VALID (pruned 0…259): 525 events, 525 under a verified checkpoint\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "259", "2000-01-01"})
    void whereNoWholeSegmentCanGoNothingIsAskedFor(String before) throws Exception {
        assertThat(prune(before)).isEqualTo(Gapura.FAILED);
        assertThat(err).hasToString("gapura: no whole segment that is signed lies before " + before + "\n");
        assertThat(LogPruning.of(log).isWaiting()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01", "-1", "2026-01-31T12:00"})
    void whatIsNoDateIsRefused(String before) {
        assertThat(run("audit", "prune", log.toString(), "--reason", "x", "--before=" + before))
                .isEqualTo(AuditCommand.UNUSABLE);
    }

    @Test
    void aReasonIsNeededAndAHoldIsObeyed() throws Exception {
        assertThat(run("audit", "prune", log.toString(), "--before", "300")).isEqualTo(AuditCommand.UNUSABLE);
        Files.createFile(log.resolve("hold"));
        assertThat(prune("300")).isEqualTo(AuditCommand.UNUSABLE);
        assertThat(err.toString()).contains("legal hold");
        assertThat(run("audit", "prune", folder.resolve("none").toString(), "--before", "1", "--reason", "x"))
                .isEqualTo(AuditCommand.UNUSABLE);
    }
}
