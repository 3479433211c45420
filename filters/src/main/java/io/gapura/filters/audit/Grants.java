package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import java.util.regex.Pattern;

/**
 * Which grants are recorded: all, or a part by the random bits of the incident id, which nobody outside chooses. Refusals,
 * failures, what was observed and whatever is critical are always recorded. Immutable and thread-safe.
 */
final class Grants {
    private static final Pattern PART = Pattern.compile("([1-9][0-9]?|100)%");

    private final int percent;

    private Grants(int percent) {
        this.percent = percent;
    }

    /** Throws {@link IllegalArgumentException} for anything but {@code all} and {@code 1%} to {@code 100%}. */
    static Grants of(String part) {
        if (part.equals("all")) {
            return new Grants(100);
        }
        if (!PART.matcher(part).matches()) {
            throw new IllegalArgumentException("grants must be all, or a percentage from 1% to 100%");
        }
        return new Grants(Integer.parseInt(part.substring(0, part.length() - 1)));
    }

    /** How many of a hundred, for the event: 100 is not said. */
    int percent() {
        return percent;
    }

    boolean records(AuditEvent event) {
        boolean part = percent < 100
                && event.kind() == AuditEvent.Kind.COMPLETED
                && event.status() < 400
                && event.shadowed().isEmpty()
                && event.word().isEmpty()
                && !event.isCritical();
        return !part || share(event) < percent;
    }

    /** The last 28 bits of the id as a number from 0 to 99. */
    private static long share(AuditEvent event) {
        String id = event.incident().toString();
        return Long.parseLong(id, id.length() - 7, id.length(), 16) % 100;
    }
}
