package io.gapura.filters.audit.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.StoredLog;
import io.gapura.filters.audit.tlog.LogProof;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions and answers of the page. */
class LogViewerTest extends ViewedLog {
    @Test
    void theNewestEventsComeFirstAndThePageSaysWhatItHasRead() throws IOException {
        Map<String, Object> page = json("api/events", "limit=3");

        assertThat(events(page)).extracting(row -> row.get("sequence")).containsExactly(299L, 298L, 297L);
        assertThat(page)
                .containsEntry("begin", 0L)
                .containsEntry("end", 300L)
                .containsEntry("scanned", 3L)
                .containsEntry("matched", 3L)
                .containsEntry("passedOver", 0L)
                .containsEntry("next", 297L)
                .containsEntry("more", true)
                .containsEntry("checkpoint", 300L);
        assertThat(events(page).get(0))
                .containsEntry("code", "gapura_access")
                .containsEntry("outcome", "allowed")
                .containsEntry("path", "/orders/299")
                .containsEntry("endpoint", "GET /orders/{id}")
                .containsEntry("status", 200L)
                .containsEntry("time", NOON.plusSeconds(60 * 299).toEpochMilli())
                .containsEntry("state", Map.of("word", "verified", "size", 300L, "finding", ""));
    }

    @Test
    void pagesFollowEachOtherToTheBeginningWithoutAGap() throws IOException {
        long next = 999_999_999_999_999_999L;
        long expected = EVENTS - 1;
        boolean more = true;
        while (more) {
            Map<String, Object> page = json("api/events", "limit=37&before=" + next);
            for (Map<String, Object> row : events(page)) {
                assertThat(row).containsEntry("sequence", expected--);
            }
            next = (Long) page.get("next");
            more = (Boolean) page.get("more");
        }
        assertThat(expected).isEqualTo(-1);
        assertThat(next).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "outcome=refused, 30",
        "outcome=allowed, 270",
        "outcome=system, 0",
        "code=authz_fail, 30",
        "code=authz_fail&caller=rani, 30",
        "code=authz_fail&caller=budi, 0",
        "class=6003, 300",
        "class=3002, 0",
        "endpoint=GET%20%2Forders%2F%7Bid%7D, 300",
        "endpoint=/orders/17, 1",
        "correlation=0198c1f2-0000-7000, 0",
        "from=2026-03-01T12:00:00Z&to=2026-03-01T12:05:00Z, 5",
        "from=2026-03-01T16:59:00Z, 1",
        "to=2026-03-01T12:00:00Z, 0"
    })
    void filtersFindWhatIsThere(String query, long matched) throws IOException {
        Map<String, Object> page = json("api/events", "limit=200&" + query);
        Map<String, Object> rest = json("api/events", "limit=200&" + query + "&before=" + page.get("next"));

        assertThat((Long) page.get("matched") + (Long) rest.get("matched")).isEqualTo(matched);
        assertThat((Boolean) rest.get("more")).isFalse();
    }

    @Test
    void theIncidentOfAnAnswerLeadsToItsEvents() throws IOException {
        assertThat(json("api/events", "correlation=" + INCIDENT)).containsEntry("matched", 50L);
    }

    @Test
    void spansThatTheTimeExcludesAreNotReadAndCounted() throws IOException {
        assertThat(json("api/events", "to=2026-03-01T12:05:00Z"))
                .containsEntry("scanned", 256L)
                .containsEntry("passedOver", 44L)
                .containsEntry("matched", 5L)
                .containsEntry("more", false);
    }

    @ParameterizedTest
    @CsvSource({"minute, 30", "hour, 5", "day, 1"})
    void refusalsAreCountedByTime(String width, int bars) throws IOException {
        Map<String, Object> counts = json("api/counts", "width=" + width);

        assertThat(counts).containsEntry("codes", Map.of("authz_fail", 30L)).containsEntry("more", false);
        assertThat((List<?>) counts.get("bars")).hasSize(bars);
        assertThat(((List<?>) counts.get("bars")).get(0))
                .asString()
                .contains("time=" + NOON.toEpochMilli() / width(width) * width(width));
    }

    private static long width(String width) {
        return Map.of("minute", 60_000L, "hour", 3_600_000L, "day", 86_400_000L).get(width);
    }

    @Test
    void oneRecordIsToldWholeWithItsExactLine() throws IOException {
        Map<String, Object> record = json("api/record", "sequence=20");

        assertThat(record)
                .containsEntry("sequence", 20L)
                .containsEntry("exact", true)
                .containsEntry("line", new String(StoredLog.at(directory).line(20), StandardCharsets.UTF_8));
        assertThat((Map<?, ?>) record.get("event"))
                .isEqualTo(StrictObject.read(StoredLog.at(directory).line(20)));
        assertThat(ask("api/record", "sequence=300").status()).isEqualTo(404);
    }

    @Test
    void lineAndProofCanBeCheckedWithoutTheLog() throws Exception {
        ViewAnswer proof = ask("api/proof", "sequence=20");
        ViewAnswer line = ask("api/line", "sequence=20");

        assertThat(proof.headers())
                .containsEntry("Content-Disposition", "attachment; filename=\"event-20.tlog-proof\"");
        assertThat(line.headers()).containsEntry("Content-Disposition", "attachment; filename=\"event-20.json\"");
        assertThat(new String(line.body(), StandardCharsets.UTF_8)).endsWith("}\n");
        byte[] bare = java.util.Arrays.copyOf(line.body(), line.body().length - 1);
        assertThat(LogProof.parse(proof.body()).check(bare, key.verifier()).size())
                .isEqualTo(300);
        assertThat(ask("api/proof", "sequence=300").status()).isEqualTo(404);
        assertThat(ask("api/line", "sequence=300").status()).isEqualTo(404);
    }

    @Test
    void theStatusNamesTheLogAndItsEnds() throws IOException {
        assertThat(json("api/status", ""))
                .containsEntry("name", ORIGIN)
                .containsEntry("begin", 0L)
                .containsEntry("end", 300L)
                .containsEntry("firstTime", NOON.toEpochMilli())
                .containsEntry("lastTime", NOON.plusSeconds(60 * 299).toEpochMilli())
                .containsEntry("checkpoint", 300L)
                .containsEntry("checkpointSigned", true)
                .containsEntry("checkpointFinding", "");
    }

    private Map<String, Object> verdict(String query, BiPredicate<String, String> enough) throws Exception {
        Map<String, Object> said = json("api/verification", query);
        for (int i = 0; i < 24_000 && !enough.test((String) said.get("phase"), (String) said.get("verdict")); i++) {
            Thread.sleep(10);
            said = json("api/verification", "");
        }
        return said;
    }

    @Test
    void theWholeLogIsVerifiedOnce() throws Exception {
        Map<String, Object> said = verdict("", (phase, verdict) -> "done".equals(phase));
        assertThat(said)
                .containsEntry("verdict", "valid")
                .containsEntry("events", 300L)
                .containsEntry("signed", 300L)
                .containsEntry("warnings", List.of());
    }

    @Test
    void aChangeIsFoundByAFurtherRunAndByTheRecord() throws Exception {
        assertThat(verdict("", (phase, verdict) -> "done".equals(phase))).containsEntry("verdict", "valid");
        try (Stream<Path> segments = Files.list(directory.resolve("segment"))) {
            Path segment = segments.findFirst().orElseThrow();
            Files.writeString(segment, Files.readString(segment).replace("/orders/20\"", "/orders/21\""));
        }

        assertThat(json("api/verification", "")).containsEntry("verdict", "valid");
        assertThat(verdict("again=true", (phase, verdict) -> "tampered".equals(verdict)))
                .containsEntry("verdict", "tampered")
                .containsEntry("sequence", 20L)
                .containsEntry("finding", "line is not what its fingerprint says");
        assertThat(json("api/record", "sequence=20").get("state"))
                .isEqualTo(Map.of("word", "broken", "size", 0L, "finding", "line is not what its fingerprint says"));
    }

    @Test
    void aLineThatIsNoEventIsShownWhateverIsAskedFor() throws IOException {
        try (Stream<Path> segments = Files.list(directory.resolve("segment"))) {
            Path segment = segments.findFirst().orElseThrow();
            Files.write(
                    segment, new byte[] {'<', 'b', '>', (byte) 0xFF, '\n'}, java.nio.file.StandardOpenOption.APPEND);
        }
        Map<String, Object> page = json("api/events", "code=nothing&limit=5");

        assertThat(events(page))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("sequence", 300L)
                        .doesNotContainKey("code")
                        .containsEntry(
                                "state",
                                Map.of(
                                        "word",
                                        "broken",
                                        "size",
                                        0L,
                                        "finding",
                                        "line is not what its fingerprint says")));
        assertThat(json("api/record", "sequence=300"))
                .containsEntry("exact", false)
                .containsEntry("line", "<b>\uFFFD")
                .doesNotContainKey("event");
        assertThat(json("api/counts", "")).containsEntry("damaged", 1L);
        assertThat(ask("api/line", "sequence=300").body()).containsExactly('<', 'b', '>', 0xFF, '\n');
    }

    @Test
    void aLogThatIsGoneIsSaidToBeUnreadableAndNoMore() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("segment"))) {
            for (Path each : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(each);
            }
        }
        Files.delete(directory.resolve("checkpoint"));
        Files.createDirectory(directory.resolve("checkpoint"));

        ViewAnswer answer = ask("api/events", "");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("checkpoint", temp.toString());
    }

    @Test
    void anEmptyLogIsAPageWithoutEvents() throws IOException {
        Path empty = temp.resolve("empty");
        Files.createDirectories(empty.resolve("segment"));
        viewer.close();
        viewer = LogViewer.of(empty, Optional.empty(), LogVerifier.of(empty));

        assertThat(json("api/events", ""))
                .containsEntry("end", 0L)
                .containsEntry("more", false)
                .containsEntry("scanned", 0L);
        assertThat(json("api/counts", "")).containsEntry("codes", Map.of());
        assertThat(json("api/status", "")).containsEntry("name", "").containsEntry("lastTime", 0L);
    }
}
