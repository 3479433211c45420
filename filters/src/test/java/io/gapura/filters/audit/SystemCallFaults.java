package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Pcrash}: a live process whose disk fails as the kernel says it does, by {@code strace}; on a full file system. */
@Timeout(180)
class SystemCallFaults {
    @TempDir
    Path temp;

    private Path directory;

    @BeforeEach
    void fresh() {
        directory = temp.resolve("audit");
    }

    private static boolean hasStrace() {
        try {
            Process probe = new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true")
                    .redirectErrorStream(true)
                    .start();
            return probe.waitFor(5, TimeUnit.MINUTES) && probe.exitValue() == 0;
        } catch (IOException | InterruptedException missing) {
            return false;
        }
    }

    /** The forces of opening come first, then those of batches. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fdatasync:error=EIO:when=3",
                "fdatasync:error=EIO:when=5+7",
                "fdatasync:error=EIO:when=4..9",
                "fdatasync:delay_enter=700000:when=6",
                "fdatasync:error=ENOSPC:when=4"
            })
    void whatWasAcknowledgedIsStoredThoughTheDiskFails(String fault) throws Exception {
        assumeTrue(hasStrace(), "SKIPPED: strace is missing or may not trace");
        List<String> acknowledged = run(List.of(
                "strace", "-f", "-qq", "-e", "trace=fdatasync", "-e", "inject=" + fault, "-o", temp + "/trace"));

        assertThat(Files.readString(temp.resolve("trace")))
                .as("the fault was injected")
                .containsPattern("INJECTED|DELAYED");
        assertStored(acknowledged);
        assertThat(acknowledged).hasSizeGreaterThan(5); // without room it refuses for up to a second
    }

    @ParameterizedTest
    @ValueSource(strings = {"write:error=ENOSPC:when=9", "write:error=EIO:when=7+5", "write:delay_enter=900000:when=8"})
    void theSameWhereAWriteFails(String fault) throws Exception {
        assumeTrue(hasStrace(), "SKIPPED: strace is missing or may not trace");
        List<String> acknowledged = run(List.of(
                "strace",
                "-f",
                "-qq",
                "-e",
                "trace=write",
                "-P",
                directory.resolve("segment/0000000000000000.jsonl").toString(),
                "-e",
                "inject=" + fault,
                "-o",
                temp + "/trace"));

        assertThat(Files.readString(temp.resolve("trace"))).containsPattern("INJECTED|DELAYED");
        assertStored(acknowledged);
        assertThat(acknowledged).hasSizeGreaterThan(5);
    }

    @Test
    void aSmallFullFileSystemRefusesByClassAndGoesOnByItself() throws Exception {
        Path disk = Files.createDirectory(temp.resolve("disk"));
        boolean mounted =
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=6m,mode=0700", "tmpfs", disk.toString())
                                .start()
                                .waitFor()
                        == 0;
        assumeTrue(mounted, "SKIPPED: a small file system cannot be mounted");
        directory = disk.resolve("audit");
        Path ballast = disk.resolve("ballast");
        try {
            Process writer = CrashWriter.start(
                    List.of(), temp.resolve("said"), directory.toString(), "4", Integer.toString(1_000_000));
            try {
                awaitLine("refused");
                SignedLog.await(() -> !Files.exists(directory.resolve("reserve")));
                SignedLog.await(() -> Events.lines(directory).toString().contains("\"stage\":\"full\""));
                Files.writeString(ballast, "x"); // the directory can still be written to by others
                for (Path segment : LogDirectory.segments(directory).subList(0, 2)) {
                    Files.copy(segment, temp.resolve(segment.getFileName()));
                    Files.delete(segment); // makes room; put back below
                }
                int refusedUntilNow = lines();
                SignedLog.await(() -> acknowledgedBehind(refusedUntilNow));
            } finally {
                writer.destroyForcibly().waitFor();
            }
            Path copy = temp.resolve("copy");
            SignedLog.copy(directory, copy);
            for (Path kept : LogDirectory.segments(directory).isEmpty() ? List.<Path>of() : saved()) {
                Files.copy(kept, copy.resolve("segment").resolve(kept.getFileName()));
            }
            directory = copy;
            assertStored(CrashLoop.acknowledged(temp.resolve("said")));
            assertThat(Events.lines(directory).toString()).contains("gapura_audit_disk", "\"stage\":\"full\"");
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    private List<Path> saved() throws IOException {
        try (var files = Files.list(temp)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    private int lines() {
        try {
            return (int) Files.readString(temp.resolve("said")).lines().count();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private void awaitLine(String word) throws InterruptedException {
        for (int i = 0; i < 6_000; i++) {
            if (Files.exists(temp.resolve("said")) && contains(word)) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("nothing was " + word);
    }

    private boolean contains(String word) {
        try {
            return Files.readString(temp.resolve("said")).contains(word);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private boolean acknowledgedBehind(int line) {
        try {
            return Files.readString(temp.resolve("said"))
                    .lines()
                    .skip(line)
                    .anyMatch(each -> each.matches("[0-9]+-[0-9]+"));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private List<String> run(List<String> before) throws IOException, InterruptedException {
        Path said = temp.resolve("said");
        Process writer = CrashWriter.start(before, said, directory.toString(), "4", "60", "force");
        if (!writer.waitFor(150, TimeUnit.SECONDS)) {
            writer.destroyForcibly().waitFor();
        }
        return CrashLoop.acknowledged(said);
    }

    private void assertStored(List<String> acknowledged) throws Exception {
        try (JsonLinesSink next = JsonLinesSink.to(directory).dangerouslyAllowWeakPermissions()) {
            next.append(Events.completed("/after"));
        }
        assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
        String stored = acknowledgedText();
        for (String each : acknowledged) {
            String path = "\"path\":\"/" + each + "\"";
            assertThat(stored.split(path, -1)).as(path).hasSize(2);
        }
    }

    /** Surplus is in quarantine by now. */
    private String acknowledgedText() {
        return String.join("\n", Events.lines(directory));
    }
}
