package io.gapura.filters.testkit.doctor;

/** Who gave an answer, as far as it shows. */
public enum Source {
    /** Gapura. */
    GATE,
    /** The server alone, before or outside of the gate that is there. */
    CONNECTOR,
    /** The server or the application; no gate was seen in any answer. */
    SERVER
}
