package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.audit.PatientLog;
import io.gapura.filters.audit.Personal;
import io.gapura.filters.audit.Recording;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditPrivacyCommandsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path log;
    private Path hashKeys;
    private Path subjectKeys;

    @BeforeEach
    void writeALog() throws IOException {
        log = folder.resolve("audit");
        hashKeys = folder.resolve("hash-keys.json");
        subjectKeys = folder.resolve("subject-keys.json");
        assertThat(run("protection-key", "--kid", "2026-11", "--for", "hashes", "--out", hashKeys.toString()))
                .isZero();
        assertThat(run("protection-key", "--kid", "2026-11", "--out", subjectKeys.toString()))
                .isZero();
        record();
    }

    private void record() throws IOException {
        Recording recording = Recording.standard()
                .hashKeys(Reference.file(hashKeys))
                .subjectKeys(Reference.file(subjectKeys))
                .caller(Personal.ENCRYPTED)
                .address(Personal.HASHED);
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("login", request -> Decision.proceed(request.withCaller(Caller.of("test", "alice")))))
                .audit(PatientLog.to(log).recording(recording))
                .build();
        try (Deployment deployment = Deployment.of(pipeline)) {
            Exchange exchange = deployment.begin(RequestView.get("/a"));
            exchange.arrive(pipeline);
            exchange.complete(200);
        }
    }

    @Test
    void whatStandsEncryptedIsReadUnderAReason() throws IOException {
        assertThat(stored()).doesNotContain("alice");
        assertThat(keyed("reveal", "2")).isZero();
        assertThat(out.toString()).isEqualTo("actor.user.uid: alice" + System.lineSeparator());

        record();
        assertThat(stored()).contains("gapura_audit_revealed", "ticket 7");
    }

    @Test
    void anEventThatIsNotThereIsSaid() {
        assertThat(keyed("reveal", "99")).isEqualTo(Gapura.FAILED);
        assertThat(err.toString()).contains("there is no event 99");
    }

    @Test
    void whoIsErasedIsUnreadableAndTheLogIsWhole() throws IOException {
        assertThat(keyed("erase", "alice")).isZero();
        assertThat(out.toString()).startsWith("destroyed ");
        out.getBuffer().setLength(0);
        assertThat(keyed("reveal", "2")).isZero();
        assertThat(out.toString()).isEqualTo("actor.user.uid: <erased>" + System.lineSeparator());
        assertThat(keyed("erase", "alice")).isEqualTo(Gapura.FAILED);
        assertThat(run("audit", "verify", log.toString())).isZero();

        record();
        assertThat(stored()).contains("gapura_audit_erased");
    }

    @Test
    void nobodyIsErasedUnderLegalHoldOrWithoutAReason() throws IOException {
        Files.createFile(log.resolve("hold"));
        assertThat(keyed("erase", "alice")).isEqualTo(Gapura.FAILED);
        assertThat(err.toString()).contains("legal hold");
        assertThat(run("audit", "erase", log.toString(), "alice")).isNotZero();
    }

    @Test
    void aPseudonymIsFoundAgain() throws IOException {
        assertThat(run(
                        "audit",
                        "hmac",
                        "--hash-keys",
                        hashKeys.toString(),
                        "--class",
                        "address",
                        RequestView.get("/").client().address()))
                .isZero();
        assertThat(stored())
                .contains(out.toString()
                        .strip()
                        .lines()
                        .reduce((first, last) -> last)
                        .orElseThrow());
    }

    private String stored() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(log.resolve("segment"))) {
            for (Path file : files.sorted().toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private int keyed(String command, String what) {
        return run(
                "audit",
                command,
                log.toString(),
                what,
                "--subject-keys",
                subjectKeys.toString(),
                "--hash-keys",
                hashKeys.toString(),
                "--reason",
                "ticket 7");
    }

    private int run(String... arguments) {
        return Gapura.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
