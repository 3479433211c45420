package io.gapura.filters.testkit.doctor;

import java.util.Locale;

/** What a probe is about. */
public enum Area {
    PLAIN,
    UNKNOWN,
    METHOD,
    TARGET,
    HEADER,
    HOST,
    FRAMING,
    SIZE,
    CONTENT,
    ORIGIN,
    DISPATCH,
    THROWING,
    PARAMETER;

    /** As it stands in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
