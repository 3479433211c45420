package io.gapura.filters.container;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server enforces {@code jakarta.annotation.security} itself: what it refuses no setting of ours lets pass, its
 * 401 and 403 are its own pages, and it knows of no role but its own. Recognised by the name that it gives itself, because
 * nothing of it need be there.
 */
public final class Annotations {
    /** The context parameter by which RESTEasy does it, in WildFly and elsewhere. */
    public static final String SETTING = "resteasy.role.based.security";

    private static final String PAYARA = "payara";

    /** Liberty 26 and Payara 6 were seen to do so for resources. */
    private static final List<String> ENFORCING = List.of("liberty", PAYARA, "smf webcontainer");

    /** GlassFish 9 M2 was seen to, GlassFish 7 and 8 were not, and an embedded one calls itself 0.0.0. */
    private static final String EITHER = "glassfish";

    /** Seen to serve what {@code @DenyAll} stands on. */
    private static final List<String> LEAVING = List.of("tomcat", "tomee", "jetty", "undertow", "wildfly", "jboss");

    private static final List<String> BY_SETTING = List.of("wildfly", "jboss");
    private static final String SUBJECT = "jakarta.annotation.security";

    private final boolean doubled;
    private final String text;

    private Annotations(boolean doubled, String text) {
        this.doubled = doubled;
        this.text = text;
    }

    /** @param setting the value of {@link #SETTING}, null when it is not set */
    static Annotations on(String serverInfo, @Nullable String setting) {
        String server = serverInfo.toLowerCase(Locale.ROOT);
        if (ENFORCING.stream().anyMatch(server::contains)) {
            String unless = server.contains(PAYARA)
                    ? ", unless jaxrs-roles-allowed-enabled is false in the application's payara-web.xml"
                    : "";
            return twoLayers("this server enforces " + SUBJECT + " itself" + unless);
        }
        if (server.contains(EITHER)) {
            return twoLayers("this server may enforce " + SUBJECT + " itself, as GlassFish 9 does, and 7 and 8 do not");
        }
        if (Boolean.parseBoolean(setting)) {
            boolean known = BY_SETTING.stream().anyMatch(server::contains);
            return twoLayers(
                    SETTING + " lets " + (known ? "this server" : "RESTEasy") + " enforce " + SUBJECT + " itself");
        }
        boolean leaves = LEAVING.stream().anyMatch(server::contains);
        return new Annotations(
                false, leaves ? "this server does not enforce " + SUBJECT : SUBJECT + ": not known on this server");
    }

    private static Annotations twoLayers(String why) {
        return new Annotations(
                true,
                why
                        + ": a caller must pass both, and the server knows its own roles alone; annotations of io.gapura.rbac"
                        + " are ours alone");
    }

    /** Whether a caller must pass two layers. */
    boolean areDoubled() {
        return doubled;
    }

    /** For the report. */
    @Override
    public String toString() {
        return text;
    }
}
