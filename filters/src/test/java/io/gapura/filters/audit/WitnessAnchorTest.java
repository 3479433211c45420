package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.Cosigner;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints at a witness that proves each of them against the one before. */
class WitnessAnchorTest {
    @TempDir
    Path temp;

    private SignedLog log;
    private Witness witness;

    @BeforeEach
    void start() throws Exception {
        log = new SignedLog(temp.resolve("audit"));
        witness = new Witness(log.key.verifier());
    }

    @AfterEach
    void stop() {
        witness.close();
    }

    private JsonLinesSink sink() throws Exception {
        return log.sink().anchoredTo(Anchor.witness(witness.prefix(), witness.cosigner()));
    }

    private SignedNote kept() throws Exception {
        return SignedNote.parse(Files.readAllBytes(log.directory.resolve("witness/1")));
    }

    private LogReport verify() throws IOException {
        return LogVerifier.of(log.directory).key(log.key.verifier()).verify();
    }

    @Test
    void eachCheckpointIsProvenAndCosigned() throws Exception {
        SignedLog.write(sink(), 10);
        SignedLog.write(sink(), 300);

        assertThat(witness.seen()).isEqualTo(log.checkpoint());
        assertThat(witness.answers).isNotEmpty().containsOnly(200);
        assertThat(witness.requests.get(0)).startsWith("old 0\n\n" + SignedLog.ORIGIN + "\n");
        assertThat(kept().cosigned(witness.cosigner())).isEqualTo(Instant.ofEpochSecond(1_795_000_000L));
        assertThat(Checkpoint.open(kept().toBytes(), log.key.verifier())).isEqualTo(log.checkpoint());
        assertThat(verify()).isEqualTo(new LogReport.Valid(310, 0, 310, List.of()));
    }

    /** Says with 409 what it knows, both ways: it has forgotten, or we have. */
    @Test
    void whoseMemoryDiffersIsToldTheOtherSize() throws Exception {
        SignedLog.write(sink(), 10);
        witness.forget();
        SignedLog.write(sink(), 10);
        assertThat(witness.seen()).isEqualTo(log.checkpoint());
        assertThat(witness.answers).contains(409);

        Files.delete(log.directory.resolve("witness/1"));
        witness.answers.clear();
        SignedLog.write(sink(), 10);
        assertThat(witness.answers).startsWith(409, 200);
        assertThat(witness.seen()).isEqualTo(log.checkpoint());
        assertThat(witness.requests.get(witness.requests.size() - 1)).doesNotStartWith("old 0\n");
    }

    @Test
    void aDamagedNoteIsMadeUpForByTheWitnessItself() throws Exception {
        SignedLog.write(sink(), 10);
        Files.writeString(log.directory.resolve("witness/1"), "no note");
        assertThat(verify()).isInstanceOf(LogReport.Tampered.class);
        SignedLog.write(sink(), 1);
        assertThat(verify()).isInstanceOf(LogReport.Valid.class);
    }

    /** The witness has seen twenty events, and a restored backup has ten. */
    @Test
    void aLogThatWasSetBackIsNotWitnessed() throws Exception {
        SignedLog.write(sink(), 10);
        Path backup = temp.resolve("backup");
        SignedLog.copy(log.directory, backup);
        SignedLog.write(sink(), 10);
        SignedLog.delete(log.directory);
        SignedLog.copy(backup, log.directory);
        Checkpoint known = witness.seen();

        SignedLog.write(sink(), 5);
        assertThat(witness.seen()).isEqualTo(known);
        assertThat(Checkpoint.open(kept().toBytes(), log.key.verifier()).size()).isEqualTo(10);
        Anchor anchor = Anchor.witness(witness.prefix(), witness.cosigner()).of(log.directory, "1");
        byte[] note = Files.readAllBytes(log.directory.resolve("checkpoint"));
        assertThatThrownBy(() -> anchor.take(note))
                .isInstanceOf(IOException.class)
                .hasMessage("the witness knows a larger log: this one was set back");
        SignedLog.write(sink(), 20); // more than it knows, and other events
        assertThatThrownBy(() -> anchor.take(Files.readAllBytes(log.directory.resolve("checkpoint"))))
                .hasMessage("the witness answered with status 422");
        assertThat(witness.seen()).isEqualTo(known);
    }

    @Test
    void aSignatureThatIsNotTheWitnesssIsNotKept() throws Exception {
        witness.forging = true;
        SignedLog.write(sink(), 3);
        assertThat(log.directory.resolve("witness")).doesNotExist();
        Witness other = new Witness(log.key.verifier());
        other.close();
        Anchor anchor = Anchor.witness(witness.prefix(), other.cosigner()).of(log.directory, "1");
        assertThatThrownBy(() -> anchor.take(Files.readAllBytes(log.directory.resolve("checkpoint"))))
                .hasMessage("the witness: note is not signed by the witness");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 403, 404, 409, 422, 500})
    void whatIsNoSignatureIsAFailure(int status) throws Exception {
        witness.refusing = status;
        log.write(3);
        Anchor anchor = Anchor.witness(witness.prefix(), witness.cosigner()).of(log.directory, "1");
        assertThatThrownBy(() -> anchor.take(Files.readAllBytes(log.directory.resolve("checkpoint"))))
                .isInstanceOf(IOException.class);
        assertThat(log.directory.resolve("witness")).doesNotExist();
    }

    @Test
    void whoIsNotToldItsLogTakesNothing() throws Exception {
        log.write(3);
        Anchor anchor = Anchor.witness(witness.prefix(), witness.cosigner());
        assertThatThrownBy(() -> anchor.take(Files.readAllBytes(log.directory.resolve("checkpoint"))))
                .hasMessage("no log is witnessed");
    }

    @Test
    void aWitnessThatIsNotReachedIsSaidInTheLog() throws Exception {
        witness.refusing = 500;
        try (JsonLinesSink sink = log.sink()
                .with(Signing.NONE
                        .withKey(log.key)
                        .withPace(Duration.ofMillis(20), 1_000, Duration.ofHours(1))
                        .withTolerated(Duration.ofMillis(50))
                        .withAnchors(List.of(new Signing.Named(
                                "elsewhere", Anchor.witness(witness.prefix(), witness.cosigner())))))) {
            sink.append(Events.completed("/"));
            SignedLog.await(() -> said("not_anchored"));
            sink.append(Events.completed("/"));
        }
        assertThat(Events.lines(log.directory).stream().filter(line -> line.contains("\"not_anchored\":\"elsewhere\"")))
                .hasSize(1)
                .allMatch(line -> line.contains("gapura_audit_degraded"));
    }

    private boolean said(String fact) {
        return Events.lines(log.directory).stream().anyMatch(line -> line.contains(fact));
    }

    @ParameterizedTest
    @ValueSource(strings = {"w", "w+00000000+AAAA", "a b+00000000+AAAA", "w+zz+"})
    void whatIsNoWitnessKeyIsRefused(String key) {
        assertThatThrownBy(() -> Cosigner.parse(key)).isInstanceOf(NotProvenException.class);
    }

    @Test
    void theKeyOfALogIsNoWitnessKeyAndAnIdMustBeRight() throws Exception {
        assertThatThrownBy(() -> Cosigner.parse(log.key.verifier().toString()))
                .hasMessageContaining("not of cosignature/v1");
        String key = witness.key();
        int at = Witness.NAME.length() + 1;
        String other = key.substring(0, at) + (key.charAt(at) == '0' ? '1' : '0') + key.substring(at + 1);
        assertThatThrownBy(() -> Cosigner.parse(other)).hasMessageContaining("id of its content");
        assertThat(witness.cosigner().name()).isEqualTo(Witness.NAME);
    }

    @Test
    void whatNobodyHasCosignedIsNotCosigned() throws Exception {
        log.write(1);
        SignedNote note = SignedNote.parse(Files.readAllBytes(log.directory.resolve("checkpoint")));
        assertThatThrownBy(() -> note.cosigned(witness.cosigner())).isInstanceOf(NotProvenException.class);
        assertThatThrownBy(() -> note.cosigned("\u2014 x AAAA\n".getBytes(StandardCharsets.UTF_8), witness.cosigner()))
                .isInstanceOf(NotProvenException.class);
        assertThatThrownBy(() -> note.cosigned(new byte[0], witness.cosigner())).isInstanceOf(NotProvenException.class);
    }
}
