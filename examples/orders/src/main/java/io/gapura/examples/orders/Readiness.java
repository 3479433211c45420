package io.gapura.examples.orders;

import io.gapura.filters.audit.JsonLinesSink.Health;
import java.util.function.Supplier;

/** Whether this node should get requests: one whose audit log takes nothing can only refuse them. Thread-safe. */
final class Readiness {
    private final Supplier<Health> log;

    private Readiness(Supplier<Health> log) {
        this.log = log;
    }

    /** By what the log says of itself, which costs nothing to ask. */
    static Readiness of(Supplier<Health> log) {
        return new Readiness(log);
    }

    /** A log with little room left still takes events: operators are warned by it, and no load is moved. */
    boolean isReady() {
        return log.get() != Health.DOWN;
    }
}
