package io.gapura.filters.servlet;

import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Servers that enforce {@code jakarta.annotation.security} themselves: what they refuse no setting of ours lets pass, their
 * 401 and 403 are their own pages, and they know of no role but the container's. Recognised by the name that a server
 * gives itself, because nothing of them need be there.
 */
final class EnforcingContainer {
    /** Liberty 26, Payara 6 and GlassFish 9 M2 were seen to do so, some for resources alone. */
    private static final List<String> NAMES = List.of("liberty", "payara", "glassfish", "smf webcontainer");

    private static final List<String> BY_SETTING = List.of("wildfly", "jboss");
    private static final String SETTING = "resteasy.role.based.security";

    private EnforcingContainer() {}

    /** What an operator should know before two layers contradict each other. */
    static Optional<String> warning(ServletContext context) {
        String info = context.getServerInfo();
        String server = info == null ? "" : info.toLowerCase(Locale.ROOT);
        boolean enforces = NAMES.stream().anyMatch(server::contains);
        boolean told = Boolean.parseBoolean(context.getInitParameter(SETTING));
        if (enforces) {
            return Optional.of(text("this server enforces jakarta.annotation.security itself"));
        }
        if (told) {
            boolean known = BY_SETTING.stream().anyMatch(server::contains);
            return Optional.of(text(SETTING + " lets " + (known ? "this server" : "RESTEasy")
                    + " enforce jakarta.annotation.security itself"));
        }
        return Optional.empty();
    }

    private static String text(String why) {
        return "Gapura: " + why + ": a caller must pass both, and the server knows its own roles alone; annotations of"
                + " io.gapura.rbac are ours alone";
    }
}
