package io.gapura.filters.servlet;

import io.gapura.filters.ConfigurationException;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Set;

/**
 * Where a filter must be mapped: {@code /*} and nothing else. Servlet patterns match the normalised path and Jakarta REST
 * the raw one, so a narrower filter can be walked around (servers.md 6.3).
 *
 * <p>The servlet name {@code *} may be added: only that reaches what {@code getNamedDispatcher} calls.
 */
final class FilterMapping {
    private static final Set<String> EVERY_NAME = Set.of("*");

    private FilterMapping() {}

    /**
     * Whether the mapping was seen, and seen to be right.
     *
     * @throws ConfigurationException when it is wrong
     */
    static boolean isSeen(ServletContext context, String name) {
        FilterRegistration registration = context.getFilterRegistration(name);
        if (registration == null) {
            return false;
        }
        if (!Set.copyOf(registration.getUrlPatternMappings()).equals(Set.of("/*"))) {
            throw ConfigurationException.at("filter " + name, "must be mapped to /* and nothing else");
        }
        if (!EVERY_NAME.containsAll(registration.getServletNameMappings())) {
            throw ConfigurationException.at("filter " + name, "must be mapped to /*, never to a servlet's name but *");
        }
        return true;
    }
}
