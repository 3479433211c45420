package io.gapura.filters.servlet;

import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Locale;

/**
 * Servers that were seen to start no application whose filter threw. Others log what {@code init} threw, leave the filter
 * out, and serve what stands behind it, as GlassFish 7 and Payara 6 do; and what a server is called may be a setting there.
 * So the gate throws where that is known to stop the application, and anywhere else it stays and refuses everything.
 */
final class StrictContainer {
    private static final List<String> NAMES =
            List.of("tomcat", "tomee", "jetty", "undertow", "wildfly", "jboss", "liberty", "smf webcontainer");

    private StrictContainer() {}

    /** Whether throwing keeps the application closed. */
    static boolean isUnder(ServletContext context) {
        String info = context.getServerInfo();
        String server = info == null ? "" : info.toLowerCase(Locale.ROOT);
        return NAMES.stream().anyMatch(server::contains);
    }
}
