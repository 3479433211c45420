package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way to change what is stored, at each line. */
class ChainTest {
    private static final int EVENTS = 12;

    @TempDir
    Path temp;

    private Path directory;
    private List<String> lines;

    @BeforeEach
    void twelveEventsInFourSegments() throws Exception {
        directory = temp.resolve("audit");
        try (JsonLinesSink sink =
                JsonLinesSink.to(directory).on(JsonLinesSinkTest.platform(SegmentFile::onDisk, 2_500))) {
            for (int i = 0; i < EVENTS; i++) {
                sink.append(Events.completed("/orders/" + i));
            }
        }
        lines = Events.lines(directory);
        assertThat(LogDirectory.segments(directory)).hasSizeGreaterThan(2);
        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(EVENTS, 0));
    }

    @Test
    void anEditedLineIsNamed() throws Exception {
        for (int i = 0; i < EVENTS; i++) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(i, lines.get(i).replace("/orders/" + i + "\"", "/orders/x\""));
            assertTampered(changed, i, "fingerprint");
        }
    }

    @Test
    void anEditedLineWithItsFingerprintRecomputedIsFoundAtTheNext() throws Exception {
        for (int i = 0; i < EVENTS - 1; i++) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(i, refingerprinted(lines.get(i).replace("/orders/" + i + "\"", "/orders/x\"")));
            assertTampered(changed, i + 1, "chain broken");
        }
    }

    @Test
    void aDeletedLineIsNamed() throws Exception {
        for (int i = 0; i < EVENTS - 1; i++) {
            List<String> changed = new ArrayList<>(lines);
            changed.remove(i);
            assertTampered(changed, i, "");
        }
    }

    @Test
    void swappedLinesAreNamed() throws Exception {
        for (int i = 0; i < EVENTS - 1; i++) {
            List<String> changed = new ArrayList<>(lines);
            Collections.swap(changed, i, i + 1);
            assertTampered(changed, i, "line out of sequence");
        }
    }

    @Test
    void anInsertedLineIsNamed() throws Exception {
        for (int i = 0; i <= EVENTS; i++) {
            List<String> changed = new ArrayList<>(lines);
            changed.add(i, lines.get((i + 5) % EVENTS));
            assertTampered(changed, i, "line out of sequence");
        }
    }

    @Test
    void aLineThatIsNotCanonicalIsNamed() throws Exception {
        for (int i = 0; i < EVENTS; i++) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(i, lines.get(i).replaceFirst(",", ", "));
            assertTampered(changed, i, "fingerprint");
        }
    }

    @Test
    void aLineOfAnotherLogIsNamed() throws Exception {
        List<String> changed = new ArrayList<>(lines);
        changed.set(3, refingerprinted(lines.get(3).replace("\"chain_uid\":\"gapura\"", "\"chain_uid\":\"other\"")));
        assertTampered(changed, 3, "line of another log");
    }

    @Test
    void anUnknownKindOfFingerprintIsNotTrusted() throws Exception {
        List<String> changed = new ArrayList<>(lines);
        changed.set(0, lines.get(0).replaceFirst("\"algorithm_id\":3", "\"algorithm_id\":1"));
        assertTampered(changed, 0, "fingerprint");
    }

    @Test
    void aMissingSegmentIsNamed() throws Exception {
        List<Path> segments = LogDirectory.segments(directory);
        Files.delete(segments.get(1));

        assertThat(LogVerifier.verify(directory))
                .isEqualTo(new LogReport.Tampered(LogDirectory.first(segments.get(1)), "line missing"));
    }

    @Test
    void aMissingBeginIsNamed() throws Exception {
        Files.delete(LogDirectory.segments(directory).get(0));

        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Tampered(0, "segment missing"));
    }

    @Test
    void aLineCutFromTheEndOfAnInnerSegmentIsNamed() throws Exception {
        List<Path> segments = LogDirectory.segments(directory);
        List<String> kept = new ArrayList<>(Files.readAllLines(segments.get(0)));
        kept.remove(kept.size() - 1);
        write(segments.get(0), kept);

        assertThat(LogVerifier.verify(directory))
                .isEqualTo(new LogReport.Tampered(LogDirectory.first(segments.get(1)) - 1, "line missing"));
    }

    @Test
    void aTornTailOfTheLiveSegmentIsSurplus() throws Exception {
        rewrite(lines);
        Path segment = LogDirectory.segments(directory).get(0);
        Files.writeString(segment, Files.readString(segment) + "{\"torn");

        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(EVENTS, 6));
    }

    @Test
    void anEmptyDirectoryIsAValidLogOfNothing() throws Exception {
        assertThat(LogVerifier.verify(temp.resolve("none"))).isEqualTo(new LogReport.Valid(0, 0));
    }

    @Test
    void garbageIsNamedWhateverItsLength() throws Exception {
        for (String garbage : List.of("", "{}", "[]", "null", "{\"attestation_list\":[]}", "x".repeat(200_000))) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(2, garbage);
            assertTampered(changed, 2, "fingerprint");
        }
    }

    /** Plain text and SHA-256 only, as a script of an auditor would do it. */
    @Test
    void theChainCanBeRecomputedFromTheBytesAlone() throws Exception {
        Pattern attestation = Pattern.compile("(\"attestation_list\":\\[\\{\"chain_uid\":\"gapura\")"
                + ",\"fingerprint\":\\{\"algorithm_id\":3,\"encoding_id\":1,\"serialization_id\":2,\"value\":\"([0-9a-f]{64})\"}"
                + "(?:,\"prev_event\":\\{\"fingerprint\":\\{[^}]*\"value\":\"([0-9a-f]{64})\"})?");
        String before = null;
        for (String line : lines) {
            Matcher found = attestation.matcher(line);
            assertThat(found.find()).isTrue();
            String bare = line.substring(0, found.end(1)) + line.substring(found.end(2) + 2);
            assertThat(found.group(2)).isEqualTo(sha256(bare));
            assertThat(found.group(3)).isEqualTo(before);
            before = found.group(2);
        }
    }

    private void assertTampered(List<String> changed, long sequence, String finding) throws IOException {
        rewrite(changed);
        assertThat(LogVerifier.verify(directory)).isInstanceOfSatisfying(LogReport.Tampered.class, tampered -> {
            assertThat(tampered.sequence()).isEqualTo(sequence);
            assertThat(tampered.finding()).contains(finding);
        });
    }

    /** All in one segment, so that only the lines decide. */
    private void rewrite(List<String> changed) throws IOException {
        List<Path> segments = LogDirectory.segments(directory);
        for (Path segment : segments.subList(1, segments.size())) {
            Files.delete(segment);
        }
        write(segments.get(0), changed);
    }

    private static void write(Path segment, List<String> text) throws IOException {
        Files.writeString(segment, text.isEmpty() ? "" : String.join("\n", text) + "\n");
    }

    private static String refingerprinted(String line) throws Exception {
        Matcher own = Pattern.compile(",\"fingerprint\":\\{[^}]*\"value\":\"([0-9a-f]{64})\"}")
                .matcher(line);
        assertThat(own.find()).isTrue();
        String bare = line.substring(0, own.start()) + line.substring(own.end());
        return line.substring(0, own.start(1)) + sha256(bare) + line.substring(own.end(1));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
