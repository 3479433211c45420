package io.gapura.filters.audit;

import java.time.Duration;

/**
 * How a shipper fares. Immutable.
 *
 * @param shipped how many lines its place has acknowledged
 * @param failures in a row
 * @param open whether its breaker is
 * @param problem of the last failure: never text of a line
 * @param failingSince nanoTime, 0 while all is well
 */
record ShipState(long shipped, int failures, boolean open, String problem, long failingSince) {
    static ShipState begun(long shipped) {
        return well(shipped);
    }

    static ShipState well(long shipped) {
        return new ShipState(shipped, 0, false, "", 0);
    }

    ShipState failed(long now, int times, boolean broken, Throwable cause) {
        String message = cause.getMessage();
        String problem = cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        return new ShipState(
                now,
                times,
                broken,
                problem.substring(0, Math.min(200, problem.length())),
                failingSince == 0 ? System.nanoTime() | 1 : failingSince);
    }

    Duration failingFor() {
        return failingSince == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - failingSince);
    }
}
