package io.gapura.validation;

import java.util.List;

/**
 * Servlets that a server or a runtime brings along, which nobody in the application can annotate: they are left to what
 * else guards them. By name, because none of them may be on the class path.
 */
final class ServerClasses {
    private static final List<String> PREFIXES = List.of(
            "org.apache.catalina.",
            "org.apache.jasper.",
            "org.apache.cxf.",
            "org.apache.openejb.",
            "org.apache.tomee.",
            "org.apache.myfaces.",
            "org.eclipse.jetty.",
            "org.glassfish.",
            "com.sun.",
            "fish.payara.",
            "io.undertow.",
            "org.wildfly.",
            "org.jboss.",
            "com.ibm.",
            "io.openliberty.",
            "jakarta.faces.",
            "io.gapura.filters.");

    private ServerClasses() {}

    static boolean isOfTheServer(Class<?> type) {
        return PREFIXES.stream().anyMatch(type.getName()::startsWith);
    }
}
