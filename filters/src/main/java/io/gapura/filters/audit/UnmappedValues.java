package io.gapura.filters.audit;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.DataClass;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What OCSF has no member for: names of {@code [a-z][a-z0-9_]{1,40}}, 32 at most, typed. Shadow 16 entries of 320 code
 * points and 2,048 together, each fact and value of the application 1,024, facts 6,000 together and values 4,000; what does
 * not fit is counted. Serves one event.
 */
final class UnmappedValues {
    private static final int LONGEST = 1_024;
    private static final int MOST = 32;

    private final Map<String, Object> values = new TreeMap<>();
    private final Neutralizer neutralizer;
    private final Redaction redaction;
    private final String uid;

    UnmappedValues(Neutralizer neutralizer, Redaction redaction, String uid) {
        this.neutralizer = neutralizer;
        this.redaction = redaction;
        this.uid = uid;
    }

    void put(String name, Object value) {
        values.put(name, value);
    }

    Map<String, Object> finished() {
        if (neutralizer.changed()) {
            values.put("neutralized", true);
        }
        return values;
    }

    void shadow(List<AuditEvent.WouldReject> shadowed) {
        if (shadowed.isEmpty()) {
            return;
        }
        shadow(ShadowWords.kept(shadowed, neutralizer), values);
    }

    /** As a line has them. */
    static void shadow(ShadowWords.Kept kept, Map<String, Object> values) {
        values.put("shadow", kept.words());
        if (kept.dropped() > 0) {
            values.put("shadow_dropped", kept.dropped());
        }
    }

    /** Of what shadow would have refused. */
    void offered(List<String> told) {
        if (!told.isEmpty()) {
            values.put(
                    "shadow_values",
                    told.stream()
                            .map(each -> neutralizer.text(each, ShadowWords.LONGEST))
                            .toList());
        }
    }

    void facts(Map<String, String> facts) {
        if (facts.isEmpty()) {
            return;
        }
        long dropped = 0;
        int room = 6_000;
        for (Map.Entry<String, String> fact : new TreeMap<>(facts).entrySet()) {
            String key = fact.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
            String value = SecretScan.ofValue(neutralizer.text(fact.getValue(), Math.min(room, LONGEST)));
            if (!isFree(key) || values.putIfAbsent(key, value) != null) {
                dropped++;
            } else {
                room -= value.length();
            }
        }
        if (dropped > 0) {
            values.put("facts_dropped", dropped);
        }
    }

    private boolean isFree(String key) {
        return values.size() < MOST && key.matches("[a-z][a-z0-9_]{1,40}");
    }

    /** What the application says, by the class of each value; names that are ours are not its to use. */
    void application(Optional<ApplicationEvent> recorded, Caller caller) {
        if (recorded.isEmpty()) {
            return;
        }
        ApplicationEvent event = recorded.get();
        Optional<String> subject =
                event.subject().or(() -> caller.isAnonymous() ? Optional.empty() : Optional.of(caller.id()));
        long dropped = 0;
        int room = 4_000;
        for (ApplicationEvent.Value value : event.values()) {
            if (value.dataClass() == DataClass.SECRET) {
                continue;
            }
            Object stored = stored(value, subject, Math.min(room, LONGEST));
            if (!isFree(value.name()) || values.putIfAbsent(value.name(), stored) != null) {
                dropped++;
            } else {
                room -= Math.min(room, stored.toString().length());
            }
        }
        if (dropped > 0) {
            values.put("values_dropped", dropped);
        }
    }

    /** Rendered once, inside a guard: what cannot be is marked. */
    private Object stored(ApplicationEvent.Value value, Optional<String> subject, int bound) {
        try {
            return stored(value, value.value(), subject, bound);
        } catch (RuntimeException | StackOverflowError unreadable) {
            return "<unreadable>";
        }
    }

    private Object stored(ApplicationEvent.Value value, Object raw, Optional<String> subject, int bound) {
        return switch (value.dataClass()) {
            case TOKEN -> redaction.token(shortened(value.name()), String.valueOf(raw));
            case PERSONAL -> redaction.value(subject, value.name(), cut(String.valueOf(raw), bound), uid);
            default -> SecretScan.smells(value.name()) ? "<redacted:name>" : clear(raw, bound);
        };
    }

    private static String shortened(String name) {
        return name.length() > 32 ? name.substring(0, 32) : name;
    }

    private String cut(String raw, int bound) {
        return neutralizer.text(raw, Math.min(bound, 256));
    }

    private Object clear(Object raw, int bound) {
        if (raw instanceof Boolean) {
            return raw;
        }
        if (raw instanceof Long || raw instanceof Integer || raw instanceof Short || raw instanceof Byte) {
            long number = ((Number) raw).longValue();
            boolean fits = number <= CanonicalLine.LARGEST && number >= -CanonicalLine.LARGEST;
            return SecretScan.isCard(number) ? "<redacted:card>" : fits ? number : Long.toString(number);
        }
        return SecretScan.ofFreeText(neutralizer.text(String.valueOf(raw), bound));
    }
}
