package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines found by their sequence; the files are written here, as a log and as nobody writes one. */
class LogIndexTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void create() throws IOException {
        Files.createDirectory(directory.resolve("segment"));
    }

    private Path segment(long first, String content) throws IOException {
        return Files.writeString(
                directory.resolve("segment").resolve("%016d.jsonl".formatted(first)),
                content,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String lines(long from, long to) {
        StringBuilder lines = new StringBuilder();
        for (long i = from; i < to; i++) {
            lines.append("{\"a\":")
                    .append(i)
                    .append(",\"time\":")
                    .append(1_000 + i)
                    .append(",\"z\":0}\n");
        }
        return lines.toString();
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }

    /** All of a log, newest first. */
    private List<String> backwards() throws IOException {
        LogIndex index = LogIndex.of(directory);
        List<String> found = new ArrayList<>();
        Optional<LogIndex.Span> span = index.before(Long.MAX_VALUE);
        while (span.isPresent()) {
            List<byte[]> lines = index.read(span.get());
            assertThat(lines).hasSize((int) (span.get().end() - span.get().first()));
            for (int i = lines.size() - 1; i >= 0; i--) {
                found.add(text(lines.get(i)));
            }
            span = index.before(span.get().first());
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 512, 1_000})
    void everyLineIsFoundByItsSequence(int events) throws IOException {
        segment(0, lines(0, events));
        LogIndex index = LogIndex.of(directory);

        assertThat(index.begin()).isZero();
        assertThat(index.end()).isEqualTo(events);
        for (long each : new long[] {0, events / 2, events - 1}) {
            assertThat(text(index.line(each).orElseThrow())).startsWith("{\"a\":" + each + ",");
        }
        assertThat(index.line(events)).isEmpty();
        assertThat(index.line(-1)).isEmpty();
        assertThat(index.line(Long.MAX_VALUE)).isEmpty();
        assertThat(backwards()).hasSize(events).last().asString().startsWith("{\"a\":0,");
    }

    @Test
    void segmentsFollowEachOther() throws IOException {
        segment(0, lines(0, 300));
        segment(300, lines(300, 310));
        segment(310, lines(310, 900));

        assertThat(LogIndex.of(directory).end()).isEqualTo(900);
        assertThat(backwards()).hasSize(900).doesNotHaveDuplicates();
        assertThat(text(LogIndex.of(directory).line(305).orElseThrow())).startsWith("{\"a\":305,");
    }

    @Test
    void theNameOfASegmentEndsTheOneBefore() throws IOException {
        segment(0, lines(0, 20));
        segment(15, lines(15, 30));

        assertThat(backwards()).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void linesThatAreMissingAreNotThere() throws IOException {
        segment(0, lines(0, 10));
        segment(15, lines(15, 20));
        LogIndex index = LogIndex.of(directory);

        assertThat(index.line(12)).isEmpty();
        assertThat(text(index.line(15).orElseThrow())).startsWith("{\"a\":15,");
        assertThat(backwards()).hasSize(15);
    }

    @Test
    void aPrunedLogBeginsLater() throws IOException {
        segment(600, lines(600, 700));
        LogIndex index = LogIndex.of(directory);

        assertThat(index.begin()).isEqualTo(600);
        assertThat(index.end()).isEqualTo(700);
        assertThat(index.line(599)).isEmpty();
        assertThat(index.before(600)).isEmpty();
        assertThat(text(index.line(600).orElseThrow())).startsWith("{\"a\":600,");
    }

    @Test
    void anEmptyLogHasNoLine() throws IOException {
        assertThat(LogIndex.of(directory).end()).isZero();
        assertThat(LogIndex.of(directory).before(Long.MAX_VALUE)).isEmpty();
        segment(0, "");
        assertThat(LogIndex.of(directory).end()).isZero();
        assertThat(LogIndex.of(directory).line(0)).isEmpty();
    }

    @Test
    void aLogThatIsNotThereYetIsEmptyUntilItIs() throws IOException {
        Path later = directory.resolve("later");
        LogIndex index = LogIndex.of(later);
        assertThat(index.begin()).isZero();
        assertThat(index.end()).isZero();

        Files.createDirectories(later.resolve("segment"));
        Files.writeString(later.resolve("segment/0000000000000000.jsonl"), lines(0, 3));
        assertThat(index.end()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "255, 2", "256, 1", "300, 400"})
    void whatIsAppendedIsFoundByTheSameIndex(int before, int more) throws IOException {
        segment(0, lines(0, before));
        LogIndex index = LogIndex.of(directory);
        assertThat(index.end()).isEqualTo(before);

        segment(0, lines(before, before + more));
        assertThat(index.end()).isEqualTo(before + more);
        assertThat(text(index.line(before + more - 1).orElseThrow())).startsWith("{\"a\":" + (before + more - 1) + ",");
        LogIndex.Span last = index.before(Long.MAX_VALUE).orElseThrow();
        assertThat(last.latest()).isEqualTo(1_000 + before + more - 1);
    }

    @Test
    void aLineIsThereOnceItIsWhole() throws IOException {
        segment(0, lines(0, 3) + "{\"a\":3,\"ti");
        LogIndex index = LogIndex.of(directory);
        assertThat(index.end()).isEqualTo(3);

        segment(0, "me\":1003,\"z\":0}\n");
        assertThat(index.end()).isEqualTo(4);
        assertThat(text(index.line(3).orElseThrow())).isEqualTo("{\"a\":3,\"time\":1003,\"z\":0}");
        assertThat(index.before(4).orElseThrow().latest()).isEqualTo(1_003);
    }

    @Test
    void aFileThatWasCutIsReadAnew() throws IOException {
        Path segment = segment(0, lines(0, 700));
        LogIndex index = LogIndex.of(directory);
        assertThat(index.end()).isEqualTo(700);

        Files.writeString(segment, lines(0, 3));
        assertThat(index.end()).isEqualTo(3);
        assertThat(index.line(3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 200_000})
    void aLineThatNoEventHasIsGivenByItsBeginningAndMovesNoOther(int length) throws IOException {
        segment(0, lines(0, 1) + "x".repeat(length) + "\n" + lines(2, 4));
        LogIndex index = LogIndex.of(directory);

        assertThat(index.end()).isEqualTo(4);
        assertThat(index.line(1).orElseThrow()).hasSize(Math.min(length, 65_536));
        assertThat(text(index.line(2).orElseThrow())).startsWith("{\"a\":2,");
        assertThat(text(index.line(3).orElseThrow())).startsWith("{\"a\":3,");
    }

    private static LogQuery between(long from, long to) {
        return new LogQuery(
                Optional.of(Instant.ofEpochMilli(from)),
                Optional.of(Instant.ofEpochMilli(to)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aSpanIsPassedOverWhenARangeOfTimeExcludesAllOfIt() throws IOException {
        segment(0, lines(0, 512));
        LogIndex.Span span = LogIndex.of(directory).before(256).orElseThrow();

        assertThat(span)
                .extracting(LogIndex.Span::earliest, LogIndex.Span::latest)
                .containsExactly(1_000L, 1_255L);
        assertThat(span.mayHold(between(1_255, 9_000))).isTrue();
        assertThat(span.mayHold(between(1_256, 9_000))).isFalse();
        assertThat(span.mayHold(between(0, 1_000))).isFalse();
        assertThat(span.mayHold(between(0, 1_001))).isTrue();
        assertThat(span.mayHold(LogQuery.all())).isTrue();
    }

    /** Damage is never filtered away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                "{\"a\":\",\\\"time\\\":5,\"}",
                "{\"a\":0,\"time\":}",
                "{\"a\":0,\"time\":-5,\"z\":0}",
                "{\"a\":0,\"time\":99999999999999999999,\"z\":0}",
                "{\"a\":0,\"time\":1000.5,\"z\":0}"
            })
    void aSpanWithALineThatHasNoTimeIsNeverPassedOver(String line) throws IOException {
        segment(0, lines(0, 3) + line + "\n" + lines(4, 6));

        assertThat(LogIndex.of(directory).before(6).orElseThrow().mayHold(between(5_000, 6_000)))
                .isTrue();
    }

    @Test
    void theTimesAreThoseOfTheEventsThatAreWritten() throws Exception {
        Path written = directory.resolve("audit");
        try (JsonLinesSink sink = new SignedLog(written).sink()) {
            sink.append(Events.completed("/orders/1"));
        }
        LogIndex.Span span = LogIndex.of(written).before(1).orElseThrow();
        assertThat(span.earliest()).isEqualTo(Events.NOON.toEpochMilli());
        assertThat(span.latest()).isEqualTo(Events.NOON.toEpochMilli());
    }
}
