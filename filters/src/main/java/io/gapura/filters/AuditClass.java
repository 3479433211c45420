package io.gapura.filters;

/** How much depends on an event, and therefore what happens when it cannot be stored. In rising order. */
public enum AuditClass {
    /** Counted where it cannot be stored one by one: floods of the same refusal. */
    BULK,
    /** Stored before the request is answered, or the request is refused. */
    STANDARD,
    /** On the disk before what it tells of goes on: of an endpoint, its intent before it runs. */
    CRITICAL
}
