package io.gapura.filters.servlet;

/** Who knows what will be called, and so where the endpoint stage runs. */
public enum Endpoints {
    /** The servlet of the mapping: the filter enters the endpoint. */
    SERVLETS,
    /** For servlets of a Jakarta REST runtime the feature enters; nothing succeeds until it did. */
    JAXRS
}
