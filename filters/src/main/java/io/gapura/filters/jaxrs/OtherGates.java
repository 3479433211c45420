package io.gapura.filters.jaxrs;

import jakarta.ws.rs.core.Configuration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What runtimes bring along to rule by the same annotations, by name: two layers are found out at start-up and not by a
 * 403 that no audit knows.
 */
final class OtherGates {
    private static final Set<String> CLASSES = Set.of(
            "org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature",
            "org.jboss.resteasy.plugins.interceptors.RoleBasedSecurityFeature",
            "org.apache.cxf.jaxrs.security.SimpleAuthorizingFilter",
            "org.apache.cxf.jaxrs.security.RolesAllowedFilter");

    private static final String RESTEASY = "resteasy.role.based.security";

    private OtherGates() {}

    /** Their names, in order. */
    static Set<String> of(Configuration configuration) {
        Set<String> found = new TreeSet<>();
        Stream.concat(
                        configuration.getClasses().stream(),
                        configuration.getInstances().stream().map(Object::getClass))
                .map(Class::getName)
                .filter(CLASSES::contains)
                .forEach(found::add);
        Object setting = configuration.getProperty(RESTEASY);
        if (setting != null && Boolean.parseBoolean(setting.toString())) {
            found.add(RESTEASY);
        }
        return found;
    }
}
