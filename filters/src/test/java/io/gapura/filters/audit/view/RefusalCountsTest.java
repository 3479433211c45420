package io.gapura.filters.audit.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted, and where counting ends. */
class RefusalCountsTest {
    private static final long NOON = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;

    private final RefusalCounts counts = new RefusalCounts(RefusalCounts.Width.MINUTE);

    private static Map<String, Object> refused(String code, long time) {
        Map<String, Object> event = new HashMap<>();
        event.put("action_id", 2L);
        event.put("status_id", 2L);
        event.put("time", time);
        event.put("metadata", Map.of("event_code", code));
        return event;
    }

    @SuppressWarnings("unchecked") // as toMap makes it
    private Map<String, Long> codes() {
        return (Map<String, Long>) counts.toMap().get("codes");
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> bars() {
        return (List<Map<String, Object>>) counts.toMap().get("bars");
    }

    @Test
    void whatIsNoRefusalIsNotCounted() {
        Map<String, Object> allowed = refused("gapura_access", NOON);
        allowed.put("action_id", 1L);
        counts.add(allowed);
        Map<String, Object> timeless = refused("authz_fail", NOON);
        timeless.remove("time");
        counts.add(timeless);
        assertThat(codes()).isEmpty();
        assertThat(bars()).isEmpty();

        counts.add(refused("authz_fail", NOON));
        assertThat(codes()).containsExactly(Map.entry("authz_fail", 1L));
    }

    @Test
    void aLineThatIsNoEventIsDamage() {
        counts.add(null);
        counts.add(null);
        assertThat(counts.toMap()).containsEntry("damaged", 2L);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 7", "0, 1", "-3, 1"})
    void aCoalescedEventCountsAsOftenAsItHappened(long count, long counted) {
        Map<String, Object> event = refused("excess_rate_limit_exceeded", NOON);
        event.put("count", count);
        counts.add(event);
        assertThat(codes()).containsExactly(Map.entry("excess_rate_limit_exceeded", counted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Authz", "9x", "a b", "<script>"})
    void whatIsNoCodeIsAnother(String code) {
        counts.add(refused(code, NOON));
        assertThat(codes()).containsExactly(Map.entry("other", 1L));
    }

    @Test
    void aCodeHasSixtyFourLettersAtMost() {
        counts.add(refused("a".repeat(64), NOON));
        counts.add(refused("a".repeat(65), NOON));
        assertThat(codes()).containsOnly(Map.entry("a".repeat(64), 1L), Map.entry("other", 1L));
    }

    @Test
    void theFortyFirstCodeIsAnother() {
        for (int i = 0; i < RefusalCounts.MOST_CODES; i++) {
            counts.add(refused("code_" + i, NOON));
        }
        assertThat(codes()).hasSize(RefusalCounts.MOST_CODES).doesNotContainKey("other");
        counts.add(refused("one_more", NOON));
        counts.add(refused("code_7", NOON));
        assertThat(codes())
                .hasSize(RefusalCounts.MOST_CODES + 1)
                .containsEntry("other", 1L)
                .containsEntry("code_7", 2L);
    }

    /** Read from the newest on: what is older than the oldest bar falls into that. */
    @Test
    void theBarAfterTwoThousandFallsIntoTheOldest() {
        for (int i = 0; i < RefusalCounts.MOST_BARS; i++) {
            counts.add(refused("authz_fail", NOON - i * MINUTE));
        }
        assertThat(bars())
                .hasSize(RefusalCounts.MOST_BARS)
                .allMatch(bar -> bar.get("codes").equals(Map.of("authz_fail", 1L)));
        long oldest = NOON - (RefusalCounts.MOST_BARS - 1) * MINUTE;

        counts.add(refused("authz_fail", oldest - MINUTE));
        counts.add(refused("authz_fail", NOON));
        assertThat(bars()).hasSize(RefusalCounts.MOST_BARS);
        assertThat(bars().get(0)).isEqualTo(Map.of("time", oldest, "codes", Map.of("authz_fail", 2L)));
        assertThat(bars().get(RefusalCounts.MOST_BARS - 1))
                .isEqualTo(Map.of("time", NOON, "codes", Map.of("authz_fail", 2L)));
    }

    @ParameterizedTest
    @CsvSource({
        "minute, 2026-11-22T12:34:59.999Z, 2026-11-22T12:34:00Z",
        "minute, 2026-11-22T12:35:00Z, 2026-11-22T12:35:00Z",
        "hour, 2026-11-22T12:59:59.999Z, 2026-11-22T12:00:00Z",
        "hour, 2026-11-22T13:00:00Z, 2026-11-22T13:00:00Z",
        "day, 2026-11-22T23:59:59.999Z, 2026-11-22T00:00:00Z",
        "day, 2026-11-23T00:00:00Z, 2026-11-23T00:00:00Z",
        "minute, 1969-12-31T23:59:59.999Z, 1969-12-31T23:59:00Z"
    })
    void aBarBeginsAtItsMinuteHourOrDay(String width, Instant time, Instant start) {
        RefusalCounts by = new RefusalCounts(RefusalCounts.Width.of(width));
        by.add(refused("authz_fail", time.toEpochMilli()));
        assertThat(by.toMap().get("bars"))
                .isEqualTo(List.of(Map.of("time", start.toEpochMilli(), "codes", Map.of("authz_fail", 1L))));
    }

    /** A log may say any number; a calendar ends. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -62_135_596_800_001L, 253_402_300_799_001L, Long.MAX_VALUE})
    void aTimeThatNoCalendarHasIsItsEnd(long time) {
        counts.add(refused("authz_fail", time));
        long end = time < 0 ? -62_135_596_800_000L : 253_402_300_740_000L;
        assertThat(bars()).containsExactly(Map.of("time", end, "codes", Map.of("authz_fail", 1L)));
    }
}
