package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
    @TempDir
    Path temp;

    private Path directory;
    private ShippedLog log;
    private final Seen seen = new Seen();

    /** What was given. */
    private static final class Seen implements LogFollower.Taker {
        private final List<String> lines = new ArrayList<>();
        private final List<Long> withdrawn = new ArrayList<>();

        @Override
        public void line(long sequence, byte[] line) {
            lines.add(new String(line, StandardCharsets.UTF_8));
        }

        @Override
        public void withdrawn(long from) {
            withdrawn.add(from);
        }
    }

    @BeforeEach
    void open() {
        directory = temp.resolve("audit");
        log = new ShippedLog(directory);
    }

    private List<Path> segments() throws IOException {
        return LogDirectory.segments(directory);
    }

    private LogFollower at(long from) throws IOException {
        return LogFollower.at(directory, from);
    }

    @Test
    void linesComeOnceEachAcrossSegmentsWhileTheyAreWritten() throws Exception {
        try (JsonLinesSink sink = log.sink()) {
            sink.check();
            try (LogFollower follower = at(0)) {
                for (int i = 0; i < 5; i++) {
                    ShippedLog.append(sink, 4);
                    assertThat(follower.poll(seen)).isEmpty();
                    assertThat(seen.lines).isEqualTo(log.lines()).hasSize(4 * (i + 1));
                }
            }
        }
        assertThat(segments()).hasSizeGreaterThan(2);
    }

    @Test
    void whoBeginsLaterGetsWhatIsLater() throws Exception {
        log.shipped(20);

        assertThat(LogFollower.end(directory)).isEqualTo(20);
        try (LogFollower follower = at(17)) {
            assertThat(follower.poll(seen)).isEmpty();
        }
        assertThat(seen.lines).isEqualTo(log.lines().subList(17, 20));
    }

    @Test
    void aLineIsGivenWhenItIsWhole() throws Exception {
        log.shipped(2);
        Path segment = segments().get(0);
        String text = Files.readString(segment);
        Files.writeString(segment, text.substring(0, text.length() - 5));
        try (LogFollower follower = at(0)) {
            assertThat(follower.poll(seen)).isEmpty();
            assertThat(seen.lines).hasSize(1);
            Files.writeString(segment, text.substring(0, text.length() - 1));
            assertThat(follower.poll(seen)).isEmpty();
            assertThat(seen.lines).hasSize(1);
            Files.writeString(segment, text);
            assertThat(follower.poll(seen)).isEmpty();
        }
        assertThat(seen.lines).isEqualTo(text.lines().toList());
    }

    /** As when a disk did not confirm lines, which a new segment then holds again. */
    @Test
    void linesThatAreWrittenAgainInTheNextSegmentAreWithdrawn() throws Exception {
        log.shipped(8);
        Path first = segments().get(0);
        Path second = segments().get(1);
        long end = LogDirectory.first(second);
        String rest = Files.readString(second);
        String again = rest.lines().findFirst().orElseThrow() + "\n";
        Files.writeString(first, Files.readString(first) + again);
        Files.delete(second);
        try (LogFollower follower = at(0)) {
            assertThat(follower.poll(seen)).isEmpty();
            assertThat(seen.lines).hasSize((int) end + 1);
            Files.writeString(second, rest);
            assertThat(follower.poll(seen)).isEmpty();
        }
        assertThat(seen.withdrawn).containsExactly(end);
        assertThat(seen.lines.subList((int) end + 1, seen.lines.size()))
                .isEqualTo(rest.lines().toList());
    }

    private void tampered(long sequence, String finding) throws Exception {
        try (LogFollower follower = at(0)) {
            assertThat(follower.poll(seen)).contains(new LogReport.Tampered(sequence, finding));
        }
        assertThat(seen.lines).hasSize((int) sequence);
    }

    @Test
    void aLineThatWasEditedIsFound() throws Exception {
        log.shipped(4);
        Path segment = segments().get(0);
        Files.writeString(segment, Files.readString(segment).replace("/orders/2", "/orders/3"));

        tampered(2, "line is not what its fingerprint says");
    }

    @Test
    void aLineThatWasTakenOutIsFound() throws Exception {
        log.shipped(4);
        Path segment = segments().get(0);
        List<String> lines = new ArrayList<>(Files.readString(segment).lines().toList());
        lines.remove(1);
        Files.writeString(segment, String.join("\n", lines) + "\n");

        tampered(1, "line out of sequence");
    }

    @Test
    void aLineOfAnotherWritingOfTheLogIsFound() throws Exception {
        log.shipped(3);
        ShippedLog other = new ShippedLog(temp.resolve("other"));
        other.shipped(3);
        Path segment = segments().get(0);
        List<String> lines = new ArrayList<>(Files.readString(segment).lines().toList());
        lines.set(1, other.lines().get(1));
        Files.writeString(segment, String.join("\n", lines) + "\n");

        tampered(1, "chain broken");
    }

    @Test
    void aSegmentThatEndsTooEarlyIsFound() throws Exception {
        log.shipped(12);
        Path first = segments().get(0);
        String text = Files.readString(first);
        Files.writeString(first, text.substring(0, text.strip().lastIndexOf('\n') + 1));

        tampered(LogDirectory.first(segments().get(1)) - 1, "line missing");
    }

    @Test
    void aFolderWithoutALogIsNotFollowed() {
        assertThatThrownBy(() -> LogFollower.at(temp, 0)).isInstanceOf(IOException.class);
    }
}
