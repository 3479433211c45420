package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever is done to any file of a log that claims something, it is not valid afterwards: a log with seals, whose oldest
 * events were pruned, behind another one that was set back and put aside; one checkpoint file was kept elsewhere. Not
 * claimed are the lock, the state of pruning, notes before the latest, and partial tiles of earlier checkpoints, which may
 * go; what stands behind the last line of a segment that another one follows was never acknowledged, and is counted. Of a log
 * that was set back, less may be left than before: as many events as there are, the verification says.
 */
class TamperingTest {
    private static Path temp;
    private static Path directory;
    private static Path other;
    private static LogVerifier verifier;
    private static LogReport untouched;
    private static List<Path> files;

    /** What somebody does to a file. */
    enum Change {
        FLIPPED,
        DELETED,
        INSERTED,
        SWAPPED,
        CUT_OFF,
        LINE_TWICE,
        LINE_GONE,
        LINES_SWAPPED,
        GONE,
        OF_ANOTHER_LOG
    }

    @BeforeContainer
    static void write() throws Exception {
        temp = Files.createTempDirectory("tampering");
        SignedLog log = new SignedLog(temp.resolve("audit"));
        directory = log.directory;
        Path epoch = SignedLog.epochKey(temp.resolve("epoch"));
        Path kept = Files.copy(epoch, temp.resolve("kept"));
        SignedLog.write(log.sink().sealedBy(epoch), 20);
        Path backup = temp.resolve("backup");
        SignedLog.copy(directory, backup);
        SignedLog.write(log.sink().sealedBy(epoch), 20);
        byte[] lock = Files.readAllBytes(directory.resolve("lock"));
        SignedLog.delete(directory);
        SignedLog.copy(backup, directory);
        Files.write(directory.resolve("lock"), lock);
        SignedLog.write(log.sink().sealedBy(epoch).newIncarnation(1), 300);
        PruneTest.prune(directory, log.sink().sealedBy(epoch), 256);
        Path anchor = Files.copy(directory.resolve("checkpoint"), temp.resolve("anchor"));

        SignedLog second = new SignedLog(temp.resolve("other"));
        other = second.directory;
        Path epochs = SignedLog.epochKey(temp.resolve("epochs"));
        SignedLog.write(second.sink().sealedBy(epochs), 320);
        verifier =
                LogVerifier.of(directory).key(log.key.verifier()).epochKey(kept).anchor(anchor);
        untouched = verifier.verify();
        files = claims();
    }

    @AfterContainer
    static void delete() throws IOException {
        SignedLog.delete(temp);
    }

    private static List<Path> claims() throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> {
                        String name = directory.relativize(file).toString();
                        return name.matches("(incarnation/0/)?(segment/.*|tile/.*|checkpoint|checkpoints[.]log|last)");
                    })
                    .filter(file -> isNeeded(file))
                    .sorted()
                    .toList();
        }
    }

    /** A partial tile that a wider one stands beside is not. */
    private static boolean isNeeded(Path file) {
        Path folder = file.getParent();
        if (folder == null || !folder.toString().endsWith(".p")) {
            return true;
        }
        String[] widths = folder.toFile().list();
        return widths != null
                && Arrays.stream(widths).mapToInt(Integer::parseInt).max().orElse(0)
                        == Integer.parseInt(file.getFileName().toString());
    }

    @Property(tries = 250, shrinking = ShrinkingMode.OFF)
    void noChangeLeavesALogValid(
            @ForAll Change change,
            @ForAll @IntRange(max = 1_000_000) int which,
            @ForAll @IntRange(max = 1_000_000) int where,
            @ForAll @IntRange(min = 1, max = 255) int mask)
            throws IOException {
        Path file = files.get(which % files.size());
        byte[] good = Files.readAllBytes(file);
        byte[] bad = change == Change.OF_ANOTHER_LOG ? ofAnother(file, good) : changed(change, good, where, mask);
        boolean earlierNote = change == Change.LINE_GONE && file.endsWith("checkpoints.log");
        if (Arrays.equals(good, bad) || earlierNote || change == Change.GONE && isCopyOfTheOnlyNote(file)) {
            return; // two equal bytes that change places; a note that later ones say all of; what a crash leaves as
            // well
        }
        try {
            if (change == Change.GONE) {
                Files.delete(file);
            } else {
                Files.write(file, bad);
            }
            assertThat(isValid())
                    .as("%s %s at %s of %s", directory.relativize(file), change, where % good.length, good.length)
                    .isFalse();
        } finally {
            Files.write(file, good);
        }
    }

    /** The log of notes comes first: a crash between the first note and its copy leaves this, and no note is missing. */
    private static boolean isCopyOfTheOnlyNote(Path file) throws IOException {
        return file.endsWith("checkpoint")
                && Files.readAllLines(file.resolveSibling("checkpoints.log")).size() == 1;
    }

    @Property(tries = 1)
    void untouchedItIsValid() {
        assertThat(untouched).isInstanceOf(LogReport.Valid.class);
        assertThat(((LogReport.Valid) untouched).pruned()).isBetween(240L, 256L);
        assertThat(isValid()).isTrue();
        assertThat(files).hasSizeGreaterThan(40);
    }

    private static boolean isValid() {
        try {
            return verifier.verify().equals(untouched);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static byte[] ofAnother(Path file, byte[] good) throws IOException {
        Path same = other.resolve(directory.relativize(file).toString().replace("incarnation/0/", ""));
        if (Files.exists(same)) {
            return Files.readAllBytes(same);
        }
        return Files.readAllBytes(LogDirectory.segments(other).get(good.length % 10));
    }

    private static byte[] changed(Change change, byte[] good, int where, int mask) {
        int at = where % good.length;
        return switch (change) {
            case FLIPPED -> {
                byte[] flipped = good.clone();
                flipped[at] ^= (byte) mask;
                yield flipped;
            }
            case DELETED -> joined(good, 0, at, good, at + 1, good.length);
            case INSERTED ->
                joined(joined(good, 0, at, new byte[] {(byte) mask}, 0, 1), 0, at + 1, good, at, good.length);
            case SWAPPED -> {
                byte[] swapped = good.clone();
                int next = (at + 1) % good.length;
                swapped[at] = good[next];
                swapped[next] = good[at];
                yield swapped;
            }
            case CUT_OFF -> Arrays.copyOf(good, at);
            case GONE, OF_ANOTHER_LOG -> new byte[0];
            default -> lines(change, good, where);
        };
    }

    private static byte[] lines(Change change, byte[] good, int where) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < good.length; i++) {
            if (good[i] == '\n' || i + 1 == good.length) {
                lines.add(Arrays.copyOfRange(good, from, i + 1));
                from = i + 1;
            }
        }
        int at = where % lines.size();
        if (change == Change.LINE_TWICE) {
            lines.add(at, lines.get(at));
        } else if (change == Change.LINE_GONE) {
            lines.remove(at);
        } else {
            Collections.swap(lines, at, (at + 1) % lines.size());
        }
        byte[] all = new byte[0];
        for (byte[] line : lines) {
            all = joined(all, 0, all.length, line, 0, line.length);
        }
        return all;
    }

    private static byte[] joined(byte[] one, int from, int to, byte[] two, int begin, int end) {
        byte[] joined = Arrays.copyOf(Arrays.copyOfRange(one, from, to), to - from + end - begin);
        System.arraycopy(two, begin, joined, to - from, end - begin);
        return joined;
    }
}
