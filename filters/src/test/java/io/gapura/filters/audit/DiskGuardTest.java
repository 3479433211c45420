package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a log counts of itself, while others make and remove files in it. */
@Timeout(300)
class DiskGuardTest {
    private static final DiskGuard.Space PLENTY = path -> new long[] {1L << 40, 1L << 40};

    @TempDir
    Path root;

    @Test
    void whatIsInTheDirectoryCountsAndTheReserveDoesNot() throws Exception {
        Files.write(Files.createDirectories(root.resolve("tile/0")).resolve("000"), new byte[6_000]);
        Files.write(root.resolve("checkpoint"), new byte[1_500]);
        Files.write(root.resolve("reserve"), new byte[1 << 20]);
        DiskGuard guard = new DiskGuard(root, PLENTY, 10_000);
        guard.look(0);
        assertThat(guard.percent()).isEqualTo(25);
        assertThat(guard.stage()).isEqualTo(DiskGuard.Stage.ROOM);
        guard.look(1_000);
        assertThat(guard.percent()).isEqualTo(15);
        assertThat(guard.stage()).isEqualTo(DiskGuard.Stage.WARNING);
    }

    /** A notary renames its files and prunes; the writer, who counts, must not die of a name that is gone. */
    @Test
    void filesThatGoWhileTheyAreCountedAreNoFailure() throws Exception {
        Path kept = Files.write(Files.createDirectories(root.resolve("segment")).resolve("kept"), new byte[500]);
        AtomicBoolean enough = new AtomicBoolean();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Thread notary = new Thread(() -> {
            try {
                while (!enough.get()) {
                    Path folder = Files.createDirectories(root.resolve("tile/0/000.p"));
                    for (int i = 0; i < 30; i++) {
                        Files.createFile(folder.resolve("." + i));
                        Files.move(folder.resolve("." + i), folder.resolve("" + i));
                    }
                    for (int i = 0; i < 30; i++) {
                        Files.delete(folder.resolve("" + i));
                    }
                    Files.delete(folder);
                }
            } catch (Exception unexpected) {
                failed.set(unexpected);
            }
        });
        notary.start();
        try {
            for (int i = 0; i < 500; i++) {
                DiskGuard guard = new DiskGuard(root, PLENTY, 1_000);
                guard.look(0);
                assertThat(guard.percent()).isEqualTo(50);
            }
        } finally {
            enough.set(true);
            notary.join();
        }
        assertThat(failed).hasNullValue();
        assertThat(kept).exists();
    }
}
