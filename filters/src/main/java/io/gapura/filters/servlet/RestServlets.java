package io.gapura.filters.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.List;

/**
 * Recognises the servlet of a Jakarta REST runtime, by name only: the API need not be there. What is not recognised here
 * is named by {@code rest-servlets}; unrecognised, it is an ordinary servlet and its endpoint an uncovered one.
 */
final class RestServlets {
    private static final String APPLICATION = "jakarta.ws.rs.core.Application";
    private static final List<String> RUNTIMES = List.of(
            "org.glassfish.jersey.",
            "org.jboss.resteasy.",
            "org.apache.cxf.",
            "com.ibm.ws.jaxrs",
            "io.openliberty.",
            "org.apache.openejb.server.",
            "org.apache.tomee.webservices.");

    private RestServlets() {}

    static boolean isOne(ServletRegistration registration, ServletContext context) {
        String type = registration.getClassName();
        return type != null && RUNTIMES.stream().anyMatch(type::startsWith)
                || registration.getInitParameter("jakarta.ws.rs.Application") != null
                || isApplication(registration.getName(), context);
    }

    /** The specification names the servlet after the application's class (REST 3.1 §2.3.2). */
    private static boolean isApplication(String name, ServletContext context) {
        if (name.equals(APPLICATION)) {
            return true;
        }
        if (name.indexOf('.') < 0) {
            return false;
        }
        for (Class<?> at = ServletClasses.find(name, context); at != null; at = at.getSuperclass()) {
            if (at.getName().equals(APPLICATION)) {
                return true;
            }
        }
        return false;
    }
}
