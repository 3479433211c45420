package io.gapura.filters.audit.view;

import io.gapura.filters.audit.LogOutcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many refusals there were of which code, by minute, hour or day (UTC). Bounded: 2,000 bars and 40 codes; what is
 * beyond counts as {@code other}, and lines that are no events as such. Not thread-safe.
 */
final class RefusalCounts {
    static final int MOST_BARS = 2_000;
    static final int MOST_CODES = 40;
    private static final String OTHER = "other";

    private final Width width;
    private final TreeMap<Long, Map<String, Long>> bars = new TreeMap<>();
    private final Map<String, Long> totals = new TreeMap<>();
    private long damaged;

    /** How much time one bar stands for. */
    enum Width {
        MINUTE(ChronoUnit.MINUTES),
        HOUR(ChronoUnit.HOURS),
        DAY(ChronoUnit.DAYS);

        private final ChronoUnit unit;

        Width(ChronoUnit unit) {
            this.unit = unit;
        }

        static Width of(String text) {
            return switch (text) {
                case "minute" -> MINUTE;
                case "hour" -> HOUR;
                case "day" -> DAY;
                default -> throw ViewParameters.notOne();
            };
        }
    }

    RefusalCounts(Width width) {
        this.width = width;
    }

    /** A coalesced event counts as often as it happened. */
    void add(@Nullable Map<String, Object> event) {
        if (event == null) {
            damaged++;
            return;
        }
        if (LogOutcome.of(event) != LogOutcome.REFUSED || !(event.get("time") instanceof Long time)) {
            return;
        }
        long times = event.get("count") instanceof Long count && count > 0 ? count : 1;
        Object code = EventSummary.at(event, "metadata", "event_code");
        String known = code instanceof String word && word.matches("[a-z][a-z0-9_]{0,63}") ? word : OTHER;
        String word = totals.containsKey(known) || totals.size() < MOST_CODES ? known : OTHER;
        long start = start(time);
        if (bars.size() >= MOST_BARS && !bars.containsKey(start)) {
            start = bars.firstKey(); // read from the newest on: what is older is one bar
        }
        bars.computeIfAbsent(start, none -> new TreeMap<>()).merge(word, times, Long::sum);
        totals.merge(word, times, Long::sum);
    }

    private long start(long time) {
        long bounded = Math.max(-62_135_596_800_000L, Math.min(253_402_300_799_000L, time));
        return Instant.ofEpochMilli(bounded)
                .atOffset(ZoneOffset.UTC)
                .truncatedTo(width.unit)
                .toInstant()
                .toEpochMilli();
    }

    Map<String, Object> toMap() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("codes", totals);
        all.put("damaged", damaged);
        all.put(
                "bars",
                bars.entrySet().stream()
                        .<Map<String, Object>>map(bar -> Map.of("time", bar.getKey(), "codes", bar.getValue()))
                        .toList());
        return all;
    }
}
