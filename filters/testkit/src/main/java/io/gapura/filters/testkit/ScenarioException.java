package io.gapura.filters.testkit;

/** Says what is wrong with a scenario file, naming file and key: a scenario that is half understood proves nothing. */
public final class ScenarioException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    ScenarioException(String place, String what) {
        super(place + ": " + what);
    }
}
