package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private Path file(String text) throws IOException {
        return Files.writeString(temp.resolve("segment"), text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
