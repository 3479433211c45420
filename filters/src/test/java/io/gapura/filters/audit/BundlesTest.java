package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second copy of the lines, switched off and on again. */
class BundlesTest {
    @TempDir
    Path temp;

    private SignedLog log;
    private Path entries;

    @BeforeEach
    void write() throws Exception {
        log = new SignedLog(temp.resolve("audit"));
        entries = log.directory.resolve("tile/entries");
        log.write(300);
    }

    private void without(int events) throws Exception {
        JsonLinesSink sink = log.sink();
        SignedLog.write(
                sink.with(Signing.NONE
                        .withKey(log.key)
                        .withUpkeep(new Upkeep(Retention.STANDARD, false, () -> Long.MAX_VALUE))),
                events);
    }

    private void assertValid(int events) throws Exception {
        assertThat(LogVerifier.of(log.directory).key(log.key.verifier()).verify())
                .isEqualTo(new LogReport.Valid(events, 0, events, List.of()));
    }

    @Test
    void whereTheyAreSwitchedOffThoseThatAreThereGo() throws Exception {
        assertThat(entries.resolve("000")).exists();
        without(300);
        assertThat(entries).doesNotExist();
        assertThat(log.directory.resolve("tile/0/001")).exists();
        assertValid(600);
    }

    /** All or none: a log that has some of them would hide that others are missing. */
    @Test
    void whereTheyAreSwitchedOnAgainTheyWaitUntilAllOfThemAreMade() throws Exception {
        without(300);
        log.write(300);
        assertThat(entries).doesNotExist();
        assertValid(900);

        StoredLog.at(log.directory).rebuildTiles();
        for (String bundle : List.of("000", "001", "002", "003.p/132")) {
            assertThat(entries.resolve(bundle)).exists();
        }
        assertValid(900);
        log.write(200);
        assertThat(entries.resolve("003")).exists();
        assertThat(entries.resolve("004.p/76")).exists();
        assertValid(1_100);
        Files.delete(entries.resolve("001"));
        assertThat(LogVerifier.of(log.directory).key(log.key.verifier()).verify())
                .isEqualTo(new LogReport.Tampered(256, "entry bundle is missing"));
    }

    @Test
    void aLogThatIsNewOrHasThemKeepsThem() throws Exception {
        assertThat(Bundles.areKept(log.directory, true, 300)).isTrue();
        assertThat(Bundles.areKept(temp.resolve("new"), true, 0)).isTrue();
        assertThat(Bundles.areKept(temp.resolve("new"), false, 0)).isFalse();
    }
}
