package io.gapura.examples.servers.harness;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the matrix: a server and a REST runtime.
 *
 * @param id stable name, as in the published table
 * @param launch how the server is brought up
 * @param runtime folder below {@code runtimes}; empty where the server has its own
 * @param rest name of the REST runtime, as it is read
 * @param jdks feature versions that the server runs on
 * @param options of the server's JVM, besides those of every row
 */
public record Row(
        String id, Launch launch, Optional<String> runtime, String rest, Set<Integer> jdks, List<String> options) {
    private static final String PACKAGE = "io.gapura.examples.servers.";
    private static final Set<Integer> BOTH = Set.of(17, 25);

    public Row {
        jdks = Set.copyOf(jdks);
        options = List.copyOf(options);
    }

    /** The rows of every build. One runs where {@code i} has no dot on top. */
    public static List<Row> fast() {
        return List.of(
                new Row(
                        "tomcat101-jersey31",
                        tomcat("tomcat101"),
                        Optional.of("jersey31"),
                        "Jersey",
                        BOTH,
                        List.of("-Duser.language=tr", "-Duser.country=TR")),
                embedded(jettyEe10(), "jetty-ee10", "jersey31"),
                embedded(undertow(), "undertow", "resteasy62"));
    }

    /** The rows of the profile {@code servers}, those of every build among them. */
    public static List<Row> full() {
        List<Row> rows = new ArrayList<>(fast());
        rows.add(embedded(tomcat("tomcat101"), "tomcat101", "resteasy62"));
        rows.add(embedded(tomcat("tomcat101"), "tomcat101", "cxf41"));
        rows.add(embedded(tomcat("tomcat11"), "tomcat11", "jersey40"));
        rows.add(embedded(tomcat("tomcat11"), "tomcat11", "resteasy70"));
        rows.add(embedded(tomcat("tomcat11"), "tomcat11", "cxf42"));
        rows.add(embedded(jettyEe10(), "jetty-ee10", "resteasy62"));
        rows.add(embedded(jettyEe10(), "jetty-ee10", "cxf41"));
        rows.add(embedded(jettyEe11(), "jetty-ee11", "jersey40"));
        rows.add(embedded(jettyEe11(), "jetty-ee11", "resteasy70"));
        rows.add(embedded(undertow(), "undertow", "jersey31"));
        rows.add(embedded(undertow(), "undertow", "cxf41"));
        rows.add(server("wildfly", "RESTEasy", new Launch.WildFly(), BOTH));
        rows.add(server("liberty", "RESTEasy", new Launch.Liberty(), BOTH));
        rows.add(server("glassfish7", "Jersey", new Launch.Glassfish("glassfish7.jar"), BOTH));
        rows.add(server("payara-micro", "Jersey", new Launch.PayaraMicro(), BOTH));
        // It sets a system-wide security policy, which newer JDKs no longer have.
        rows.add(server("tomee10", "CXF", new Launch.Embedded("tomee", PACKAGE + "tomee.TomeeLauncher"), Set.of(17)));
        rows.add(server("glassfish8", "Jersey", new Launch.Glassfish("glassfish8.jar"), Set.of(17)));
        return rows;
    }

    /** Those of {@code -Dgapura.servers.rows=all}: besides, what was looked at and is not claimed. */
    public static List<Row> all() {
        List<Row> rows = new ArrayList<>(full());
        // It deploys no application with jakarta.annotation.security on a resource whose path has a template.
        rows.add(server("glassfish9", "Jersey", new Launch.Glassfish("glassfish9.jar"), Set.of(25)));
        return rows;
    }

    private static Launch tomcat(String launcher) {
        return new Launch.Embedded(launcher, PACKAGE + "tomcat.TomcatLauncher");
    }

    private static Launch jettyEe10() {
        return new Launch.Embedded("jetty-ee10", PACKAGE + "jettyee10.JettyLauncher");
    }

    private static Launch jettyEe11() {
        return new Launch.Embedded("jetty-ee11", PACKAGE + "jettyee11.JettyLauncher");
    }

    private static Launch undertow() {
        return new Launch.Embedded("undertow", PACKAGE + "undertow.UndertowLauncher");
    }

    private static Row embedded(Launch launch, String server, String runtime) {
        String rest = runtime.startsWith("jersey") ? "Jersey" : runtime.startsWith("resteasy") ? "RESTEasy" : "CXF";
        return new Row(server + "-" + runtime, launch, Optional.of(runtime), rest, BOTH, List.of());
    }

    private static Row server(String id, String rest, Launch launch, Set<Integer> jdks) {
        // GlassFish says it in each answer otherwise.
        List<String> options =
                launch instanceof Launch.Glassfish ? List.of("-Xmx512m", "-Dproduct.name=") : List.of("-Xmx512m");
        return new Row(id, launch, Optional.empty(), rest, jdks, options);
    }

    /** The names under which a scenario may declare a departure for it: the server before the REST runtime. */
    public Set<String> families() {
        Set<String> names = new LinkedHashSet<>();
        names.add(id);
        for (String part : id.split("-", -1)) {
            names.add(part);
            names.add(part.replaceAll("[0-9]+$", ""));
        }
        if (launch instanceof Launch.WildFly) {
            names.add("undertow"); // its connector
        }
        if (launch instanceof Launch.PayaraMicro) {
            names.add("glassfish"); // its connector and container
        }
        if (launch instanceof Launch.Embedded embedded && embedded.launcher().equals("tomee")) {
            names.add("tomcat"); // its connector
        }
        names.add(rest.toLowerCase(Locale.ROOT));
        return names;
    }

    @Override
    public String toString() {
        return id;
    }
}
