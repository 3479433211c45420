package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentReaderTest {
    @TempDir
    Path temp;

    @Test
    void linesOfAllLengthsComeBackWithTheirEnds() throws IOException {
        List<String> written = new ArrayList<>();
        for (int length = 0; length < 900; length++) {
            written.add("x".repeat(length));
        }
        String text = String.join("\n", written) + "\n";

        try (SegmentReader reader = SegmentReader.of(file(text))) {
            long end = 0;
            for (String line : written) {
                assertThat(reader.next()).isEqualTo(bytes(line));
                end += line.length() + 1;
                assertThat(reader.terminated()).isTrue();
                assertThat(reader.end()).isEqualTo(end);
            }
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void aLastLineWithoutLineFeedSaysSo() throws IOException {
        try (SegmentReader reader = SegmentReader.of(file("a\nb"))) {
            assertThat(reader.next()).isEqualTo(bytes("a"));
            assertThat(reader.terminated()).isTrue();
            assertThat(reader.next()).isEqualTo(bytes("b"));
            assertThat(reader.terminated()).isFalse();
            assertThat(reader.end()).isEqualTo(3);
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void aLineOver64KiBComesInPieces() throws IOException {
        try (SegmentReader reader =
                SegmentReader.of(file("ab\n" + "x".repeat(65_535) + "\n" + "y".repeat(150_000) + "\nz\n"))) {
            assertThat(reader.next()).hasSize(2);
            assertThat(reader.next()).hasSize(65_535);
            assertThat(reader.terminated()).isTrue();
            assertThat(reader.next()).hasSize(65_536);
            assertThat(reader.terminated()).isFalse();
            assertThat(reader.next()).hasSize(65_536);
            assertThat(reader.next()).hasSize(150_000 - 2 * 65_536);
            assertThat(reader.terminated()).isTrue();
            assertThat(reader.next()).isEqualTo(bytes("z"));
            assertThat(reader.next()).isNull();
        }
    }

    /** Around the edges of a line's bound and of the buffer, with and without somebody who guesses. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 65_534, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 200_000})
    void linesAreTheSameWhateverStandsBeforeThem(int before) throws IOException {
        List<String> pieces = new ArrayList<>();
        String first = "x".repeat(before);
        for (int from = 0; from <= before; from += 65_536) {
            pieces.add(first.substring(from, Math.min(before, from + 65_536)));
        }
        pieces.addAll(List.of("", "b".repeat(65_535), "c", "d".repeat(40_000), "e".repeat(40_000)));
        String text = first + "\n\n" + "b".repeat(65_535) + "\nc\n" + "d".repeat(40_000) + "\n" + "e".repeat(40_000);

        for (SegmentReader.Guess guess : List.<SegmentReader.Guess>of(
                (buffer, from, limit) -> -1,
                (buffer, from, limit) -> PlainText.lineFeed(buffer, from, limit),
                (buffer, from, limit) -> from,
                (buffer, from, limit) -> limit)) {
            List<String> read = new ArrayList<>();
            try (SegmentReader reader = SegmentReader.of(file(text))) {
                while (reader.advance(guess)) {
                    read.add(brief(new String(reader.line(), StandardCharsets.UTF_8)));
                }
                assertThat(reader.end()).isEqualTo(text.length());
                assertThat(reader.terminated()).isFalse();
            }
            assertThat(read)
                    .isEqualTo(pieces.stream().map(SegmentReaderTest::brief).toList());
        }
    }

    private static String brief(String line) {
        assertThat(line.chars().distinct().count()).isLessThan(2);
        return line.length() + line.substring(0, Math.min(1, line.length()));
    }

    @Test
    void whatIsWrittenBehindTheEndIsReadWhenItIsThere() throws IOException {
        Path segment = file("a\nb");
        try (SegmentReader reader = SegmentReader.of(segment)) {
            assertThat(reader.next()).isEqualTo(bytes("a"));
            assertThat(reader.next()).isEqualTo(bytes("b"));
            assertThat(reader.next()).isNull();
            Files.writeString(segment, "\nc\n", StandardOpenOption.APPEND);
            assertThat(reader.next()).isEmpty();
            assertThat(reader.terminated()).isTrue();
            assertThat(reader.next()).isEqualTo(bytes("c"));
            assertThat(reader.end()).isEqualTo(6);
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(temp.resolve("segment"), text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
