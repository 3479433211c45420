package io.gapura.filters;

/** When a policy decides. There are two moments that a Servlet filter and a Jakarta REST filter both have. */
public enum Stage {
    /** Before routing: only the request itself is known. */
    ARRIVAL,
    /** After routing: the class and method to be called are known. */
    ENDPOINT
}
