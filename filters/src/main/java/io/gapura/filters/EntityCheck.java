package io.gapura.filters;

/** Decides on an entity once it is bound to an object; asked by the adapter between binding and the endpoint. */
@FunctionalInterface
public interface EntityCheck {
    /** Proceeds or rejects; a thrown exception is an internal error, never a pass. */
    Decision check(Object entity);
}
