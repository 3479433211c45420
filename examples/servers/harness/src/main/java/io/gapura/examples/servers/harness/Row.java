package io.gapura.examples.servers.harness;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One line of the matrix: a server and a REST runtime.
 *
 * @param id stable name, as in the published table
 * @param launcher folder below {@code launchers}
 * @param main the launcher's main class
 * @param runtime folder below {@code runtimes}
 * @param options of the server's JVM, besides those of every row
 */
public record Row(String id, String launcher, String main, String runtime, List<String> options) {
    private static final String PACKAGE = "io.gapura.examples.servers.";

    public Row {
        options = List.copyOf(options);
    }

    /** The rows of every build. One runs where {@code i} has no dot on top. */
    public static List<Row> fast() {
        return List.of(
                new Row(
                        "tomcat101-jersey31",
                        "tomcat101",
                        PACKAGE + "tomcat101.TomcatLauncher",
                        "jersey31",
                        List.of("-Duser.language=tr", "-Duser.country=TR")),
                new Row(
                        "jetty-ee10-jersey31",
                        "jetty-ee10",
                        PACKAGE + "jettyee10.JettyLauncher",
                        "jersey31",
                        List.of()),
                new Row(
                        "undertow-resteasy62",
                        "undertow",
                        PACKAGE + "undertow.UndertowLauncher",
                        "resteasy62",
                        List.of()));
    }

    /** The names under which a scenario may declare a departure for it. */
    public Set<String> families() {
        Set<String> names = new LinkedHashSet<>();
        names.add(id);
        for (String part : id.split("-", -1)) {
            names.add(part);
            names.add(part.replaceAll("[0-9]+$", ""));
        }
        return names;
    }
}
