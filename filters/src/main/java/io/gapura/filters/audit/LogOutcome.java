package io.gapura.filters.audit;

import java.util.Locale;
import java.util.Map;

/** What became of what an event tells of, in one word for people who look for events: OCSF spreads it over two numbers. */
public enum LogOutcome {
    /** The gate let it in, and it was done. */
    ALLOWED,
    /** The gate said no. */
    REFUSED,
    /** The gate would have said no, and only looked on. */
    OBSERVED,
    /** It was tried, and did not come about. */
    FAILED,
    /** Of the gate or of the log itself, which nobody has asked for. */
    SYSTEM;

    private static final long DENIED = 2;
    private static final long SHADOWED = 3;

    /** By {@code action_id} and {@code status_id}. */
    public static LogOutcome of(Map<String, Object> event) {
        Object action = event.get("action_id");
        if (Long.valueOf(DENIED).equals(action)) {
            return REFUSED;
        }
        if (Long.valueOf(SHADOWED).equals(action)) {
            return OBSERVED;
        }
        if (Long.valueOf(2).equals(event.get("status_id"))) {
            return FAILED;
        }
        return action == null ? SYSTEM : ALLOWED;
    }

    /** In small letters, as commands and pages say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
