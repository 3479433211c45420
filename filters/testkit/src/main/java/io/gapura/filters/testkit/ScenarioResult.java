package io.gapura.filters.testkit;

import java.util.Optional;

/**
 * How a case ended in one place of one driver.
 *
 * @param declared the departure that was seen, as declared
 * @param message why it failed or did not run; empty otherwise
 */
public record ScenarioResult(
        ScenarioCase scenario,
        String driver,
        String place,
        End end,
        Optional<Expectation.Declared> declared,
        String message) {
    /** The ends. */
    public enum End {
        PASSED,
        DECLARED,
        /** Fails, as the scenario says it still does. */
        KNOWN,
        FAILED,
        NOT_RUN
    }

    @Override
    public String toString() {
        return end + " " + driver + "/" + place + ": " + scenario.title() + (message.isEmpty() ? "" : " - " + message);
    }
}
