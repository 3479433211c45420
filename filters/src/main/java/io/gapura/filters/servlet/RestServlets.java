package io.gapura.filters.servlet;

import jakarta.servlet.Registration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.List;
import java.util.Set;

/**
 * Recognises the servlet or filter of a Jakarta REST runtime, by name only: the API need not be there. What is not
 * recognised here is named by {@code rest-servlets}; unrecognised, it is an ordinary servlet and its endpoint an uncovered
 * one.
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
        return isOfRuntime(registration)
                || registration.getInitParameter("jakarta.ws.rs.Application") != null
                || isApplication(registration.getName(), context);
    }

    /**
     * Whether a runtime that is a filter, as TomEE's is, may take a request for which no servlet but that of files is mapped.
     * Asked for each request, because such a filter may come after ours. Too often rather than too seldom: what it leaves
     * to the servlet of files nobody has ruled on, and is withheld.
     *
     * @param path as rules read it
     * @param named filters that are one, whatever their class
     */
    static boolean isBehindOne(String path, ServletContext context, Set<String> named) {
        return context.getFilterRegistrations().values().stream()
                .filter(filter -> isOfRuntime(filter) || named.contains(filter.getName()))
                .flatMap(filter -> filter.getUrlPatternMappings().stream())
                .anyMatch(pattern -> fits(pattern, path));
    }

    private static boolean fits(String pattern, String path) {
        if (!pattern.endsWith("/*")) {
            return pattern.equals(path);
        }
        String prefix = pattern.substring(0, pattern.length() - 2);
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    private static boolean isOfRuntime(Registration registration) {
        String type = registration.getClassName();
        return type != null && RUNTIMES.stream().anyMatch(type::startsWith);
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
