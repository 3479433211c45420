package io.gapura.examples.servers.shapes;

import java.util.Locale;
import java.util.Optional;

/** The runtimes, by the names of their classes: only one of them is on the class path of a run. */
enum RestRuntime {
    /** With its own events, so that locators are ruled on before they run. */
    JERSEY(
            "org.glassfish.jersey.servlet.ServletContainer",
            "io.gapura.filters.jersey.GapuraJerseyFeature",
            Shape.Known.ALL),
    RESTEASY("org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher", "", Shape.Known.TYPES),
    CXF("org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet", "", Shape.Known.SOME);

    static final RestRuntime CURRENT =
            valueOf(System.getProperty("shapes.runtime", "jersey").toUpperCase(Locale.ROOT));

    private final String servlet;
    private final String feature;
    private final Shape.Known known;

    RestRuntime(String servlet, String feature, Shape.Known known) {
        this.servlet = servlet;
        this.feature = feature;
        this.known = known;
    }

    Shape.Known known() {
        return known;
    }

    String servlet() {
        return servlet;
    }

    /** What it needs beside the feature of all. */
    Optional<Class<?>> feature() {
        return feature.isEmpty() ? Optional.empty() : Optional.of(find(feature));
    }

    /** Whether it tells of locators before they run, and of its own model. */
    boolean hasEvents() {
        return !feature.isEmpty();
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(name, missing);
        }
    }
}
