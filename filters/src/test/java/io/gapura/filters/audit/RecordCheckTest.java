package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.audit.RecordState.Word;
import io.gapura.filters.audit.tlog.LogProof;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.audit.tlog.NoteVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one record is worth, and what somebody may have done to it. */
class RecordCheckTest {
    private static final int EVENTS = 300;

    @TempDir
    private Path temp;

    private SignedLog log;
    private Optional<NoteVerifier> key = Optional.empty();

    @BeforeEach
    void write() throws Exception {
        log = new SignedLog(temp.resolve("audit"));
        log.write(EVENTS);
        key = Optional.of(log.key.verifier());
    }

    private RecordState state(long sequence) throws IOException {
        LogIndex index = LogIndex.of(log.directory);
        return RecordCheck.of(log.directory, key)
                .check(sequence, index.line(sequence).orElseThrow(), index.line(sequence - 1));
    }

    /** In the segment that holds the line; both texts are of one length, so nothing else moves. */
    private void change(long sequence, String from, String to) throws IOException {
        for (Path segment : LogDirectory.segments(log.directory)) {
            List<String> lines = Files.readString(segment).lines().toList();
            long place = sequence - LogDirectory.first(segment);
            if (place >= 0 && place < lines.size()) {
                String old = lines.get((int) place);
                assertThat(old).contains(from);
                Files.writeString(segment, Files.readString(segment).replace(old, old.replace(from, to)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 255, 256, EVENTS - 1})
    void aRecordThatNobodyTouchedIsVerified(long sequence) throws IOException {
        assertThat(state(sequence)).isEqualTo(new RecordState(Word.VERIFIED, EVENTS, ""));
    }

    @Test
    void withoutAKeyNothingIsVerified() throws IOException {
        key = Optional.empty();
        assertThat(state(7)).isEqualTo(new RecordState(Word.UNSIGNED, EVENTS, ""));
        assertThat(RecordCheck.of(log.directory, key).isSigned()).isFalse();
    }

    @Test
    void behindTheCheckpointARecordIsChained() throws Exception {
        byte[] note = Files.readAllBytes(log.directory.resolve("checkpoint"));
        log.write(2);
        Files.write(log.directory.resolve("checkpoint"), note);

        assertThat(state(EVENTS - 1).word()).isEqualTo(Word.VERIFIED);
        assertThat(state(EVENTS)).isEqualTo(new RecordState(Word.CHAINED, 0, ""));
    }

    @Test
    void withoutACheckpointARecordIsChained() throws IOException {
        Files.delete(log.directory.resolve("checkpoint"));
        assertThat(state(7).word()).isEqualTo(Word.CHAINED);
        assertThat(RecordCheck.of(log.directory, key).prove(7)).isEmpty();
    }

    @Test
    void aLineThatWasEditedIsBroken() throws IOException {
        change(7, "/orders/7", "/orders/8");
        assertThat(state(7)).isEqualTo(new RecordState(Word.BROKEN, 0, "line is not what its fingerprint says"));
        assertThat(state(6).word()).isEqualTo(Word.VERIFIED);
        assertThat(state(8).word()).isEqualTo(Word.VERIFIED);
    }

    /** Its fingerprint fits, and so does the line before: only the checkpoint knows. */
    @Test
    void aLineThatWasMadeAnewIsNotTheOneThatWasSigned() throws Exception {
        SignedLog other = new SignedLog(temp.resolve("other"));
        other.write(EVENTS);
        byte[] first = LogIndex.of(other.directory).line(0).orElseThrow();

        assertThat(RecordCheck.of(log.directory, key).check(0, first, Optional.empty()))
                .isEqualTo(new RecordState(Word.BROKEN, EVENTS, "inclusion proof leads to another root"));
    }

    @Test
    void aLineAtAnotherPlaceIsBroken() throws IOException {
        LogIndex index = LogIndex.of(log.directory);
        RecordState moved =
                RecordCheck.of(log.directory, key).check(8, index.line(7).orElseThrow(), index.line(6));
        assertThat(moved).isEqualTo(new RecordState(Word.BROKEN, 0, "line out of sequence"));
    }

    @Test
    void aLineThatDoesNotFollowTheOneBeforeIsBroken() throws IOException {
        LogIndex index = LogIndex.of(log.directory);
        RecordCheck check = RecordCheck.of(log.directory, key);
        byte[] line = index.line(8).orElseThrow();
        assertThat(check.check(8, line, index.line(6))).isEqualTo(new RecordState(Word.BROKEN, 0, "chain broken"));
        assertThat(check.check(8, line, Optional.empty()).word()).isEqualTo(Word.VERIFIED);
        assertThat(check.check(0, index.line(0).orElseThrow(), Optional.of(line)))
                .isEqualTo(new RecordState(Word.BROKEN, 0, "chain broken"));
    }

    @Test
    void withoutItsTileARecordIsUnprovenAndNotBroken() throws IOException {
        Files.delete(log.directory.resolve("tile/0/000"));
        assertThat(state(7)).isEqualTo(new RecordState(Word.UNPROVEN, EVENTS, "a tile is missing or cannot be read"));
    }

    @Test
    void aTileThatWasChangedLeadsToAnotherRoot() throws IOException {
        Path tile = log.directory.resolve("tile/0/000");
        byte[] hashes = Files.readAllBytes(tile);
        hashes[8 * 32] ^= 1;
        Files.write(tile, hashes);
        assertThat(state(7).word()).isEqualTo(Word.BROKEN);
    }

    @Test
    void aCheckpointOfSomebodyElseProvesNothing() throws IOException {
        key = Optional.of(NoteKey.generate(SignedLog.ORIGIN, new SecureRandom()).verifier());
        assertThat(state(7))
                .isEqualTo(
                        new RecordState(Word.UNPROVEN, 0, "the latest checkpoint: note is not signed by a known key"));
        assertThat(RecordCheck.of(log.directory, key).prove(7)).isEmpty();
    }

    @Test
    void aProofIsGoodForWhoHasTheKeyAlone() throws Exception {
        LogProof proof = RecordCheck.of(log.directory, key).prove(7).orElseThrow();
        byte[] line = LogIndex.of(log.directory).line(7).orElseThrow();
        assertThat(LogProof.parse(proof.toBytes())
                        .check(line, key.orElseThrow())
                        .size())
                .isEqualTo(EVENTS);
        assertThat(RecordCheck.of(log.directory, key).prove(EVENTS)).isEmpty();
        assertThat(RecordCheck.of(log.directory, key).prove(-1)).isEmpty();
    }

    @Test
    void aLineThatIsNoEventIsBroken() throws IOException {
        for (String line : List.of("", "{}", "x", "[1]")) {
            assertThat(RecordCheck.of(log.directory, key)
                            .check(7, line.getBytes(StandardCharsets.UTF_8), Optional.empty())
                            .word())
                    .isEqualTo(Word.BROKEN);
        }
    }
}
