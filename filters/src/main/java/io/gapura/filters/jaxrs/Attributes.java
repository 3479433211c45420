package io.gapura.filters.jaxrs;

/**
 * The attributes of the Servlet request, where one lies below: properties are attributes on one runtime only, and a
 * resource can have the Servlet request injected on all. Named without it, because this package works where there is none.
 */
@FunctionalInterface
interface Attributes {
    String PROPERTY = "io.gapura.jaxrs.attributes";

    void set(String name, Object value);
}
