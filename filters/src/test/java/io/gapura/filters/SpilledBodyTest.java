package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content that is watched while it is read, and kept in a file when it is too large for memory. */
class SpilledBodyTest {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private final AtomicInteger opened = new AtomicInteger();
    private final Seen seen = new Seen();

    /** What a watcher was shown. */
    private static final class Seen implements BodyGuard {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int ends;

        @Override
        public void bytes(byte[] piece, int offset, int length) {
            assertThat(ends).as("bytes after the end").isZero();
            bytes.write(piece, offset, length);
        }

        @Override
        public void end() {
            ends++;
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Body onTheWire(byte[] content, long declared) {
        return Body.from(
                () -> {
                    opened.incrementAndGet();
                    return new ByteArrayInputStream(content);
                },
                declared);
    }

    /** The open temporary files of this process that are ours; a name that is gone is marked so by the kernel. */
    private static List<Path> spilled() throws IOException {
        assumeTrue(Files.isDirectory(OPEN_FILES), "only Linux shows the open files of a process");
        try (Stream<Path> all = Files.list(OPEN_FILES)) {
            return all.filter(open -> target(open).contains("gapura-body-")).toList();
        }
    }

    private static String target(Path open) {
        try {
            return Files.readSymbolicLink(open).toString();
        } catch (NoSuchFileException closed) {
            return "";
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, -1",
        "1, 10, -1",
        "10, 10, -1",
        "10, 10, 10",
        "11, 10, -1",
        "11, 10, 11",
        "8192, 100000, -1",
        "100000, 100000, -1",
        "100000, 99999, 100000",
        "300000, 262144, -1",
        "300000, 262144, 300000",
        "300000, 0, 300000",
    })
    void whatWasShownIsWhatIsReplayedInMemoryAndFromAFile(int length, int bound, long declared) throws IOException {
        byte[] content = random(length);
        Body body = onTheWire(content, declared);
        assertThat(body.read(1 << 20, bound, seen)).isEqualTo(length);
        assertThat(seen.bytes.toByteArray()).isEqualTo(content);
        assertThat(seen.ends).isOne();
        assertThat(body.open().readAllBytes()).isEqualTo(content);
        assertThat(body.replay().readAllBytes()).isEqualTo(content);
        assertThat(body.read(1 << 20).remaining()).isEqualTo(length);
        byte[] whole = new byte[length];
        body.read(1 << 20).get(whole);
        assertThat(whole).isEqualTo(content);
        assertThat(opened).hasValue(1);
        body.discard();
    }

    @Test
    void onlyWhatIsOverTheBoundGoesToAFileThatIsTheOwnersAlone() throws IOException {
        int before = spilled().size();
        Body small = onTheWire(random(1_000), -1);
        small.read(10_000, 1_000, seen);
        assertThat(spilled()).hasSize(before);
        Body large = onTheWire(random(1_001), -1);
        large.read(10_000, 1_000, (piece, offset, length) -> {});
        List<Path> files = spilled();
        assertThat(files).hasSize(before + 1);
        for (Path file : files) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(target(file)).endsWith("(deleted)");
        }
        large.discard();
        assertThat(spilled()).hasSize(before);
        assertThatThrownBy(() -> large.open().readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void aFileIsGoneWhenTheReadingFails() throws IOException {
        int before = spilled().size();
        assertRefused(() -> onTheWire(random(5_000), -1).read(4_999, 10, seen), 413, "body.size");
        assertRefused(() -> onTheWire(random(5_000), 5_001).read(9_999, 10, new Seen()), 400, "body.short");
        InputStream leaves = new InputStream() {
            private int count;

            @Override
            public int read() throws IOException {
                if (++count > 100) {
                    throw new IOException("Connection reset by 10.0.0.7");
                }
                return 'x';
            }
        };
        assertRefused(() -> Body.from(() -> leaves, -1).read(9_999, 10, new Seen()), 400, "client-gone");
        Body watched = onTheWire(random(5_000), -1);
        assertThatThrownBy(() -> watched.read(9_999, 10, (piece, offset, length) -> {
                    throw new IllegalStateException("watcher");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertRefused(watched::open, 500, "body.broken");
        assertThat(spilled()).hasSize(before);
    }

    @Test
    void aWatcherThatRefusesEndsTheReadingForEverybody() {
        Body body = onTheWire(random(50), -1);
        BodyGuard refuses = (piece, offset, length) -> {
            throw new BodyRejectedException(
                    Rejection.of(422, "content-refused", "test").asHard());
        };
        assertRefused(() -> body.read(100, 100, refuses), 422, "test");
        assertRefused(body::open, 422, "test");
        assertRefused(body::replay, 422, "test");
        assertRefused(() -> body.read(100), 422, "test");
    }

    @Test
    void aSecondWatcherIsShownWhatWasKept() throws IOException {
        for (int bound : new int[] {10, 100_000}) {
            byte[] content = random(70_000);
            Body body = onTheWire(content, -1);
            body.read(100_000, bound, (piece, offset, length) -> {});
            Seen second = new Seen();
            assertThat(body.read(70_000, bound, second)).isEqualTo(70_000);
            assertThat(second.bytes.toByteArray()).isEqualTo(content);
            assertThat(second.ends).isOne();
            assertRefused(() -> body.read(69_999, bound, new Seen()), 413, "body.size");
            body.discard();
        }
    }

    @Test
    void aReplayThatNobodyReadIsAMistake() {
        assertThatThrownBy(() -> onTheWire(random(5), -1).replay()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReplayTellsWhatIsLeftAndSkips() throws IOException {
        byte[] content = random(70_000);
        Body body = onTheWire(content, -1);
        body.read(100_000, 10, seen);
        try (InputStream in = body.replay()) {
            assertThat(in.available()).isEqualTo(70_000);
            assertThat(in.read()).isEqualTo(content[0] & 0xFF);
            assertThat(in.skip(69_998)).isEqualTo(69_998);
            assertThat(in.skip(-1)).isZero();
            assertThat(in.available()).isOne();
            assertThat(in.read(new byte[0], 0, 0)).isZero();
            assertThat(in.read()).isEqualTo(content[69_999] & 0xFF);
            assertThat(in.skip(5)).isZero();
            assertThat(in.read()).isEqualTo(-1);
        }
        body.discard();
    }

    @Property(tries = 200)
    void piecesOfAnySizeOverAnyBoundAreReplayed(
            @ForAll @Size(max = 300) byte[] content,
            @ForAll @IntRange(min = 1, max = 50) int piece,
            @ForAll @IntRange(max = 310) int bound)
            throws IOException {
        InputStream inPieces = new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, piece));
            }
        };
        Body body = Body.from(() -> inPieces, -1);
        Seen shown = new Seen();
        body.read(300, bound, shown);
        assertThat(shown.bytes.toByteArray()).isEqualTo(content);
        assertThat(body.open().readAllBytes()).isEqualTo(content);
        body.discard();
    }

    @Test
    void memoryHoldsNoMoreThanTheContentAndOneByteOverTheBound() throws IOException {
        assertThat(largestPiece(1_000, 1_000, 1 << 18)).isEqualTo(1_000);
        assertThat(largestPiece(1_000_000, 1_000_000, 5_000)).isLessThanOrEqualTo(8_192);
        assertThat(largestPiece(1_000_000, -1, 1 << 18)).isLessThanOrEqualTo(65_536);
    }

    private static int largestPiece(int length, long declared, int bound) throws IOException {
        AtomicInteger largest = new AtomicInteger();
        Body body = Body.from(() -> new ByteArrayInputStream(new byte[length]), declared);
        body.read(1 << 20, bound, (piece, offset, count) -> largest.accumulateAndGet(piece.length, Math::max));
        body.discard();
        return largest.get();
    }

    @Test
    void aFileThatCannotBeTheOwnersAloneIsNotMade(@TempDir Path folder) throws IOException {
        FileAttribute<?> posix = SpillFile.ownersAlone(Set.of("basic", "posix"), FileSystems.getDefault());
        assertThat(posix.name()).isEqualTo("posix:permissions");
        FileAttribute<?> list = SpillFile.ownersAlone(Set.of("basic", "acl"), FileSystems.getDefault());
        assertThat(list.name()).isEqualTo("acl:acl");
        assertThat(list.value().toString()).contains("ALLOW").contains(System.getProperty("user.name"));
        assertThatThrownBy(() -> SpillFile.ownersAlone(Set.of("basic"), FileSystems.getDefault()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SpillFile.in(folder.resolve("absent"))).isInstanceOf(IOException.class);
        try (SpillFile file = SpillFile.in(folder)) {
            file.write(new byte[] {1, 2, 3}, 1, 2);
            byte[] read = new byte[2];
            assertThat(file.read(0, read, 0, 2)).isEqualTo(2);
            assertThat(read).containsExactly(2, 3);
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static void assertRefused(ThrowingCallable call, int status, String reason) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BodyRejectedException.class, rejected -> {
            assertThat(rejected.rejection().status()).isEqualTo(status);
            assertThat(rejected.rejection().reason()).isEqualTo(reason);
            assertThat(rejected.rejection().hard()).isTrue();
        });
    }
}
