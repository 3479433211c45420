package io.gapura.filters.testkit.doctor;

import io.gapura.filters.testkit.RawAnswer;
import java.util.regex.Pattern;

/** Recognises answers that went through Gapura: each carries an incident id (a UUID of version 7). */
final class Gate {
    private static final Pattern INCIDENT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private Gate() {}

    static boolean wrote(RawAnswer answer) {
        return answer.headers().stream()
                .anyMatch(field -> field.name().equalsIgnoreCase("X-Request-Id")
                        && INCIDENT.matcher(field.value()).matches());
    }
}
