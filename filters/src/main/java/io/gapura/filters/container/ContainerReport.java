package io.gapura.filters.container;

import io.gapura.filters.Bound;
import io.gapura.filters.Policy;
import io.gapura.filters.StartReport;
import io.gapura.filters.UriViolation;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MBeanServer;

/**
 * Says in the report what is known of the server: which spellings of a target it lets through, where it is set laxer than
 * it is shipped, its limits, and {@code lint.container} where one of them answers before ours or nobody has one.
 *
 * <p>Says nothing that was not published or seen; refuses nothing. Immutable.
 */
final class ContainerReport {
    private static final String LINT = "lint.container: ";
    private static final String UNKNOWN = "not known on this server: gapura doctor asks it from outside";

    private final Server server;
    private final String name;
    private final List<Connector> connectors;
    private final Map<Bound, Long> bounds;
    private final Set<String> rules;

    private ContainerReport(Place place, List<Policy> policies, MBeanServer beans) {
        this.server = Server.named(place.serverInfo());
        this.name = place.serverInfo().isEmpty() ? "a server without a name" : place.serverInfo();
        this.connectors = merged(place.connectors(server, beans));
        this.bounds = lowest(policies);
        this.rules =
                policies.stream().flatMap(policy -> policy.rules().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Finds out and tells.
     *
     * @param policies those that run
     * @param beans where servers publish their connectors
     */
    static void tell(StartReport report, Place place, List<Policy> policies, MBeanServer beans) {
        ContainerReport found = new ContainerReport(place, policies, beans);
        found.spellings(report);
        found.limits(report);
        found.lint(report);
    }

    /** Connectors that are set alike are one. */
    private static List<Connector> merged(List<Connector> all) {
        Map<Map<String, String>, String> names = new LinkedHashMap<>();
        all.forEach(each -> names.merge(each.settings(), each.name(), (one, other) -> one + ", " + other));
        return names.entrySet().stream()
                .map(each -> new Connector(each.getValue(), each.getKey()))
                .toList();
    }

    private static Map<Bound, Long> lowest(List<Policy> policies) {
        Map<Bound, Long> bounds = new EnumMap<>(Bound.class);
        policies.forEach(policy -> policy.bounds().forEach((bound, most) -> bounds.merge(bound, most, Math::min)));
        return bounds;
    }

    private void spellings(StartReport report) {
        Set<UriViolation> reach = server.reach(connectors);
        String told = reach.isEmpty() ? UNKNOWN : words(reach) + " reach the gate, which refuses them";
        String source =
                reach.isEmpty() || !connectors.isEmpty() || server.settings().isEmpty()
                        ? ""
                        : ", as it is shipped: its settings are not known";
        report.say("server: " + name + ": spellings of a path: " + told + source);
        Set<UriViolation> passing = reach.stream()
                .filter(violation -> !violation.hard() && !rules.contains(violation.word()))
                .collect(Collectors.toSet());
        if (!passing.isEmpty()) {
            report.warn(
                    LINT + words(passing) + " reach the application, which may read them otherwise than its mappings"
                            + " do: list firewall among the policies");
        }
    }

    private static String words(Set<UriViolation> violations) {
        return violations.stream().sorted().map(UriViolation::word).collect(Collectors.joining(", "));
    }

    private void limits(StartReport report) {
        List<String> told = connectors.stream()
                .filter(connector -> !connector.listed(server.limits()).isEmpty())
                .map(connector ->
                        (connectors.size() == 1 ? "" : connector.name() + ": ") + connector.listed(server.limits()))
                .toList();
        report.say("server: limits: " + (told.isEmpty() ? UNKNOWN : String.join("; ", told)));
    }

    private void lint(StartReport report) {
        for (Connector connector : connectors) {
            Map<String, String> settings = connector.settings();
            server.loosenings().forEach(each -> each.finding(settings).ifPresent(found -> report.warn(LINT + found)));
            server.ceilings()
                    .forEach(each -> each.finding(settings, bounds).ifPresent(found -> report.warn(LINT + found)));
            if (!connector.listed(server.limits()).isEmpty() && server.waitsForever(settings)) {
                report.warn(
                        LINT + connector.name() + " waits for ever for a client that sends nothing, and the gate has no"
                                + " clock for that: set " + String.join(" or ", server.waits()));
            }
        }
        if (!bounds.containsKey(Bound.BODY) && !boundsBodies()) {
            report.warn(LINT + "nobody bounds the content of a request: list limits among the policies");
        }
    }

    /** Whether each connector that takes requests has a limit of its own. */
    private boolean boundsBodies() {
        List<Connector> taking = connectors.stream()
                .filter(connector -> !connector.listed(server.limits()).isEmpty())
                .toList();
        List<String> body = server.ceilings().stream()
                .filter(ceiling -> ceiling.bound() == Bound.BODY)
                .map(Ceiling::setting)
                .toList();
        return !taking.isEmpty()
                && taking.stream()
                        .allMatch(connector -> body.stream()
                                .anyMatch(setting ->
                                        Numbers.of(connector.settings().get(setting)) > 0));
    }
}
