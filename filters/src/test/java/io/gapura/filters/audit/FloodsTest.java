package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Client;
import io.gapura.filters.Rejection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloodsTest {
    @TempDir
    Path temp;

    private Path directory;
    private volatile Instant now = Events.NOON; // the writer reads it as well
    private JsonLinesSink sink;

    @BeforeEach
    void open() {
        directory = temp.resolve("audit");
        sink = JsonLinesSink.to(directory).on(new JsonLinesSink.Platform(SegmentFile::onDisk, () -> now, 1 << 20));
    }

    private static AuditEvent missing(String address) {
        return refused(Rejection.of(404, "not-found", "unmatched"), address);
    }

    private static AuditEvent refused(Rejection by, String address) {
        return AuditEvent.ofUnread(
                        AuditEvent.Kind.REFUSED,
                        Events.NOON,
                        Events.INCIDENT,
                        "1",
                        new AuditEvent.RequestLine("GET", "http", new Client(address)),
                        by.status())
                .refused(by, "engine");
    }

    /** All that is stored one by one. */
    private void flood() throws Exception {
        for (int i = 0; i < Floods.STORED; i++) {
            sink.append(missing("192.0.2." + i));
        }
    }

    @Test
    void whatIsNoFloodIsStoredOneByOne() throws Exception {
        flood();
        assertThat(stored(100)).containsOnly("gapura_not_found");
        sink.append(missing("192.0.2.1"));
        assertThat(codes()).hasSize(100);
    }

    @Test
    void theRestOfAFloodIsCountedExactly() throws Exception {
        flood();
        for (int i = 0; i < 7; i++) {
            now = now.plusMillis(1_000);
            sink.append(missing("192.0.2." + i));
        }
        assertThat(stored(100)).hasSize(100);
        now = now.plusMillis(3_000);
        sink.append(Events.completed("/"));

        assertThat(codes().subList(100, 102)).containsExactly("malicious_excess_404", "gapura_access");
        Map<String, Object> count = events().get(100);
        assertThat(count)
                .containsEntry("count", 7L)
                .containsEntry("start_time", Events.NOON.plusMillis(1_000).toEpochMilli())
                .containsEntry("end_time", Events.NOON.plusMillis(7_000).toEpochMilli())
                .containsEntry("class_uid", 4002L)
                .containsEntry("activity_id", 99L);
        assertThat(Events.at(count, "src_endpoint", "name")).isEqualTo("192.0.2.0/24");
        assertThat(Events.at(count, "api", "operation")).isEqualTo("unmatched");
        sink.close();
        assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
    }

    @Test
    void aWindowEndsAfterTenSecondsAndTheNextBegins() throws Exception {
        flood();
        stored(100);
        now = now.plusMillis(9_999);
        sink.append(missing("192.0.2.1"));
        assertThat(stored(100)).hasSize(100);
        now = now.plusMillis(1);
        sink.append(missing("192.0.2.1"));
        now = now.plusMillis(1_000); // the writer may have looked a moment ago
        sink.append(Events.completed("/"));
        sink.append(missing("192.0.2.1"));
        assertThat(stored(103).subList(100, 103))
                .containsExactly("malicious_excess_404", "gapura_access", "gapura_not_found");
        assertThat(events().get(100)).containsEntry("count", 2L);
    }

    @Test
    void aQuietWindowThatIsOverBeginsAnew() throws Exception {
        flood();
        now = now.plusMillis(Floods.WINDOW_MILLIS);
        flood();
        assertThat(stored(200)).hasSize(200);
    }

    @Test
    void otherNetworksWordsAndClassesAreNotCountedTogether() throws Exception {
        flood();
        sink.append(missing("192.0.3.1"));
        sink.append(refused(Rejection.of(429, "rate-exceeded", "network"), "192.0.2.1"));
        sink.append(refused(Rejection.of(403, "forbidden", "no"), "192.0.2.1"));
        sink.append(missing("192.0.2.1").critical());
        assertThat(stored(104)).hasSize(104);
    }

    @Test
    void aCountThatIsOpenIsStoredWhenTheLogIsClosed() throws Exception {
        for (int i = 0; i < 103; i++) {
            sink.append(refused(Rejection.of(429, "rate-exceeded", "network"), "2001:db8::" + i));
        }
        sink.close();
        assertThat(codes()).hasSize(101).containsOnly("excess_rate_limit_exceeded");
        assertThat(events().get(100)).containsEntry("count", 3L);
        assertThat(Events.at(events().get(100), "src_endpoint", "name")).isEqualTo("2001:db8:0:0::/64");
    }

    @Test
    void whatNoWindowIsLeftForIsAGapThatIsCounted() {
        Floods floods = new Floods();
        for (int i = 0; i < Floods.MOST; i++) {
            assertThat(floods.counts(missing("10." + i / 250 + "." + i % 250 + ".1"), 0))
                    .isFalse();
        }
        for (int i = 0; i < 5; i++) {
            assertThat(floods.counts(missing("11.0." + i + ".1"), 0)).isTrue();
        }
        List<Floods.Count> due = floods.due(1, false);
        assertThat(due).hasSize(1);
        assertThat(due.get(0).kind().code()).isEqualTo("gapura_audit_gap");
        assertThat(due.get(0).count()).isEqualTo(5);
        floods.said(due.get(0));
        assertThat(floods.due(2, false)).isEmpty();
        assertThat(floods.due(Floods.WINDOW_MILLIS, false)).isEmpty();
        assertThat(floods.counts(missing("11.0.1.1"), Floods.WINDOW_MILLIS)).isFalse();
    }

    @Test
    void whatComesInWhileACountIsStoredIsCountedOn() {
        Floods floods = new Floods();
        for (int i = 0; i <= Floods.STORED; i++) {
            floods.counts(missing("10.0.0.1"), 0);
        }
        Floods.Count count = floods.due(Floods.WINDOW_MILLIS, false).get(0);
        floods.counts(missing("10.0.0.1"), Floods.WINDOW_MILLIS + 1);
        floods.said(count);
        assertThat(floods.due(Floods.WINDOW_MILLIS + 2, false))
                .extracting(Floods.Count::count)
                .containsExactly(1L);
    }

    /** What a rule in shadow would have refused is not lost when something else has refused it a thousand times. */
    @Test
    void whatShadowObservedInAFloodIsReportedInFull() throws Exception {
        AuditEvent limited = refused(Rejection.of(429, "rate-exceeded", "network"), "192.0.2.1");
        AuditEvent.WouldReject one = new AuditEvent.WouldReject("gate", Rejection.of(403, "forbidden", "rule.one"));
        AuditEvent.WouldReject two = new AuditEvent.WouldReject("gate", Rejection.of(403, "forbidden", "rule.two"));
        for (int i = 0; i < 250; i++) {
            sink.append(limited.shadowed(List.of(one)));
            sink.append(limited.shadowed(List.of(one, two)));
            sink.append(limited);
        }
        sink.close();

        assertThat(events()).hasSize(303);
        assertThat(ShadowReport.read(directory).rules())
                .extracting(rule -> rule.rule() + " " + rule.refused() + "/" + rule.requests())
                .containsExactly("rule.one 500/750", "rule.two 250/749");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77, 192.0.2.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "::1, 0:0:0:0::/64",
        "unknown, unknown",
        "zzz:, zzz:"
    })
    void aNetworkIsWhatOneClientChoosesFrom(String address, String network) {
        assertThat(Floods.network(address)).isEqualTo(network);
    }

    private List<Map<String, Object>> events() {
        return Events.lines(directory).stream()
                .map(line -> Events.read(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** Nobody waits for BULK events, except here. */
    private List<Object> stored(int events) throws InterruptedException {
        SignedLog.await(() -> codes().size() >= events);
        return codes();
    }

    private List<Object> codes() {
        return events().stream()
                .map(event -> Events.at(event, "metadata", "event_code"))
                .toList();
    }
}
