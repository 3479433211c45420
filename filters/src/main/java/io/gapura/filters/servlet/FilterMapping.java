package io.gapura.filters.servlet;

import io.gapura.filters.ConfigurationException;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        if (!told(registration.getUrlPatternMappings()).equals(Set.of("/*"))) {
            throw ConfigurationException.at("filter " + name, "must be mapped to /* and nothing else");
        }
        if (!EVERY_NAME.containsAll(told(registration.getServletNameMappings()))) {
            throw ConfigurationException.at("filter " + name, "must be mapped to /*, never to a servlet's name but *");
        }
        return true;
    }

    /**
     * Looks at the filters of {@code web.xml} before any is made: WildFly makes one at the first request that meets it, and
     * what a narrow pattern leaves out would be served until then, and after. A filter that has no pattern yet may still
     * get one.
     *
     * @throws ConfigurationException when one is wrong
     */
    static void requireRight(ServletContext context) {
        for (FilterRegistration each : context.getFilterRegistrations().values()) {
            boolean ours = GapuraFilter.class.getName().equals(each.getClassName());
            if (ours && !told(each.getUrlPatternMappings()).isEmpty()) {
                isSeen(context, each.getName());
            }
        }
    }

    /** Liberty says null where there is none. */
    private static Set<String> told(@Nullable Collection<String> mappings) {
        return mappings == null ? Set.of() : Set.copyOf(mappings);
    }
}
