package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long events are kept, {@code audit.retention}: {@code 400d}, {@code never} to remove none, and behind the name of a
 * class what is different for it, such as {@code 400d, bulk 90d}. Segments go whole and from the oldest on: one that holds
 * events of several classes is kept for as long as the longest of them asks. Immutable.
 */
final class Retention {
    private static final Pattern ENTRY =
            Pattern.compile("(?:(critical|standard|bulk) )?(?:([1-9][0-9]{0,4})([dh])|never)");

    static final Retention STANDARD = of(List.of("400d"));

    private final List<String> text;
    private final Map<AuditClass, Optional<Duration>> times;

    private Retention(List<String> text, Map<AuditClass, Optional<Duration>> times) {
        this.text = text;
        this.times = times;
    }

    static Retention of(List<String> entries) {
        Map<AuditClass, Optional<Duration>> times = new EnumMap<>(AuditClass.class);
        Optional<Duration> all = Optional.of(Duration.ofDays(400));
        boolean general = false;
        for (String entry : entries) {
            Matcher matcher = ENTRY.matcher(entry.strip().toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "retention must be a time such as 400d or never, and such as bulk 90d for one class");
            }
            boolean again;
            if (matcher.group(1) == null) {
                again = general;
                general = true;
                all = time(matcher);
            } else {
                again = times.put(AuditClass.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), time(matcher)) != null;
            }
            if (again) {
                throw new IllegalArgumentException("retention says something twice");
            }
        }
        for (AuditClass each : AuditClass.values()) {
            times.putIfAbsent(each, all);
        }
        return new Retention(List.copyOf(entries), times);
    }

    private static Optional<Duration> time(Matcher matcher) {
        if (matcher.group(2) == null) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(2));
        return Optional.of(matcher.group(3).equals("d") ? Duration.ofDays(amount) : Duration.ofHours(amount));
    }

    /** Empty: for ever. */
    Optional<Duration> of(AuditClass auditClass) {
        return times.getOrDefault(auditClass, Optional.empty());
    }

    /** Whether all that was written at these times, by class, may go. */
    boolean isOver(Map<AuditClass, Instant> written, Instant now) {
        return written.entrySet().stream()
                .allMatch(each -> of(each.getKey())
                        .map(time -> each.getValue().plus(time).isBefore(now))
                        .orElse(false));
    }

    /** Whether anything that was written then may go. */
    boolean mayBeOver(Instant written, Instant now) {
        return times.values().stream()
                .flatMap(Optional::stream)
                .anyMatch(time -> written.plus(time).isBefore(now));
    }

    @Override
    public String toString() {
        return String.join(", ", text);
    }
}
