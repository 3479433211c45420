package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.audit.tlog.Cosigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verification says of a log that witnesses must have cosigned. */
class WitnessedLogTest {
    private static final Instant COSIGNED = Instant.ofEpochSecond(1_795_000_000L);

    @TempDir
    Path temp;

    private SignedLog log;
    private Witness witness;

    @BeforeEach
    void start() throws Exception {
        log = new SignedLog(temp.resolve("audit"));
        witness = new Witness(log.key.verifier());
        SignedLog.write(log.sink().anchoredTo(Anchor.witness(witness.prefix(), witness.cosigner())), 10);
    }

    @AfterEach
    void stop() {
        witness.close();
    }

    private Path kept() {
        return log.directory.resolve("witness/1");
    }

    private LogVerifier verifier() {
        return LogVerifier.of(log.directory).key(log.key.verifier());
    }

    private LogReport verify() throws Exception {
        return verifier().witness(witness.cosigner()).verify();
    }

    private static LogReport.Witnessed seen(long events) {
        return new LogReport.Witnessed(Witness.NAME, events, COSIGNED);
    }

    private static LogReport silent(long events) {
        return new LogReport.Unverifiable(events, "no checkpoint is cosigned by " + Witness.NAME);
    }

    @Test
    void whatTheWitnessHasSeenIsSaid() throws Exception {
        assertThat(verify()).isEqualTo(new LogReport.Valid(10, 0, 10, 0, List.of(seen(10)), List.of()));
    }

    @Test
    void whoIsNotAskedForIsNotSpokenOf() throws Exception {
        assertThat(verifier().verify()).isEqualTo(new LogReport.Valid(10, 0, 10, List.of()));
    }

    @Test
    void aTailThatTheWitnessHasNotSeenIsAWarning() throws Exception {
        log.write(5);
        assertThat(verify())
                .isEqualTo(new LogReport.Valid(
                        15, 0, 15, 0, List.of(seen(10)), List.of("tail 5 not yet cosigned by " + Witness.NAME)));
    }

    @Test
    void aLogWhoseCosignatureIsGoneIsNotVerified() throws Exception {
        Files.delete(kept());
        assertThat(verify()).isEqualTo(silent(10));
        assertThat(verifier().verify()).isInstanceOf(LogReport.Valid.class);
    }

    @Test
    void aLogThatNobodySignsIsNotCosignedEither() throws Exception {
        Path plain = temp.resolve("plain");
        SignedLog.write(PatientLog.to(plain), 3);
        assertThat(LogVerifier.of(plain).witness(witness.cosigner()).verify()).isEqualTo(silent(3));
    }

    /** What the witness says is worth nothing of a log that nobody can verify. */
    @Test
    void theKeyOfTheLogIsAskedForFirst() throws Exception {
        assertThat(LogVerifier.of(log.directory).witness(witness.cosigner()).verify())
                .isEqualTo(new LogReport.Unverifiable(10, "checkpoints are there, and no key to verify them"));
    }

    /** Same name, another key: its signature is nobody's that was asked for. */
    @Test
    void eachOfTheWitnessesMustHaveSigned() throws Exception {
        try (Witness other = new Witness(log.key.verifier())) {
            assertThat(verifier().witness(other.cosigner()).verify()).isEqualTo(silent(10));
            assertThat(verifier()
                            .witness(witness.cosigner())
                            .witness(other.cosigner())
                            .verify())
                    .isEqualTo(silent(10));
        }
    }

    @Test
    void aNoteThatIsKeptElsewhereCounts() throws Exception {
        Path elsewhere = Files.move(kept(), temp.resolve("cosigned"));
        assertThat(verifier().anchor(elsewhere).witness(witness.cosigner()).verify())
                .isEqualTo(new LogReport.Valid(10, 0, 10, 0, List.of(seen(10)), List.of()));
    }

    /** The log's own key signs the new history, too: the witness alone knows that it is not the one it has seen. */
    @Test
    void anotherHistoryIsNotThatOfTheWitness() throws Exception {
        byte[] cosigned = Files.readAllBytes(kept());
        SignedLog.delete(log.directory);
        log.write(12);
        assertThat(verify()).isEqualTo(silent(12));

        Files.createDirectories(kept().getParent());
        Files.write(kept(), cosigned);
        assertThat(verify())
                .isInstanceOfSatisfying(
                        LogReport.Tampered.class,
                        found -> assertThat(found.finding()).isEqualTo("lines are not those of a checkpoint"));
    }

    @Test
    void aLogThatIsShorterThanTheWitnessHasSeenIsTruncated() throws Exception {
        byte[] cosigned = Files.readAllBytes(kept());
        SignedLog.delete(log.directory);
        log.write(4);
        Files.createDirectories(kept().getParent());
        Files.write(kept(), cosigned);
        assertThat(verify()).isEqualTo(new LogReport.Truncated(4, 10));
    }

    private String note() throws Exception {
        return Files.readString(kept());
    }

    private String cosignature() throws Exception {
        return note().lines()
                .filter(line -> line.startsWith("\u2014 " + Witness.NAME))
                .findFirst()
                .orElseThrow();
    }

    /** The time, and the signature over it. */
    @Test
    void aCosignatureThatWasChangedIsTampering() throws Exception {
        String line = cosignature();
        int from = line.lastIndexOf(' ') + 1;
        byte[] signature = Base64.getDecoder().decode(line.substring(from));
        String note = note();
        for (int place : new int[] {4, 11, 12, signature.length - 1}) {
            byte[] changed = signature.clone();
            changed[place] ^= 1;
            Files.writeString(
                    kept(),
                    note.replace(
                            line, line.substring(0, from) + Base64.getEncoder().encodeToString(changed)),
                    StandardCharsets.UTF_8);
            assertThat(verify()).isEqualTo(new LogReport.Tampered(0, "cosignature is wrong"));
        }
    }

    @Test
    void aNoteThatIsCosignedTwiceIsRefused() throws Exception {
        String line = cosignature();
        Files.writeString(kept(), note().replace(line, line + "\n" + line));
        assertThat(verify()).isEqualTo(new LogReport.Tampered(0, "note is signed twice by the witness"));
        assertThat(verifier().verify()).isInstanceOf(LogReport.Valid.class);
    }

    /** What it has seen of the log that was set back stays with that. */
    @Test
    void aLogThatIsPutAsideKeepsItsCosignature() throws Exception {
        Path backup = temp.resolve("backup");
        SignedLog.copy(log.directory, backup);
        log.write(10);
        SignedLog.delete(log.directory.resolve("segment"));
        SignedLog.copy(backup.resolve("segment"), log.directory.resolve("segment"));
        SignedLog.write(log.sink().newIncarnation(1), 3);

        assertThat(kept()).doesNotExist();
        assertThat(Incarnation.aside(log.directory, 0).resolve("witness/1")).exists();
        Cosigner key = witness.cosigner();
        assertThat(verifier().witness(key).verify()).isInstanceOf(LogReport.Unverifiable.class);
        assertThat(verifier().verify()).isInstanceOf(LogReport.Valid.class);
    }
}
