package io.gapura.filters;

/** A policy that lets nobody pass. */
final class RefusingPolicy {
    private RefusingPolicy() {}

    static Policy refusing(String name, Stage stage) {
        return Policy.of(name, stage, request -> Decision.reject(403, "forbidden", "no"));
    }
}
