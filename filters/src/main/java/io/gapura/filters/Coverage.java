package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which rule decides on which endpoint, for the start-up report. Sorted and stable: made to be kept beside the code and
 * compared in a build. Immutable.
 */
public final class Coverage {
    private final SortedMap<String, List<Row>> rows;
    private final List<Endpoint> endpoints;
    private volatile @Nullable EndpointIndex index;

    /** The last one, because the same refusal comes again; a race costs one more. */
    private volatile @Nullable Allowed allowed;

    private record Allowed(Rejection by, Set<String> known, Rejection shown) {}

    /**
     * One policy's word on one endpoint.
     *
     * @param covered false: no rule, and so refused
     * @param origin where the rule comes from; empty: it stands on what runs, or everywhere
     */
    public record Row(String endpoint, String policy, String rule, boolean covered, String origin, String mode) {
        @Override
        public String toString() {
            String from = origin.isEmpty() ? "" : ", " + origin;
            return endpoint + " -> " + policy + ": " + rule + from + " (" + mode + ")";
        }
    }

    private Coverage(SortedMap<String, List<Row>> rows, List<Endpoint> endpoints) {
        this.rows = rows;
        this.endpoints = endpoints;
    }

    static Coverage empty() {
        return new Coverage(new TreeMap<>(), List.of());
    }

    /** The same with one more endpoint, ruled on by these steps; whatever they throw stops the start. */
    Coverage with(Endpoint endpoint, List<Step> steps) {
        List<Row> found = new ArrayList<>();
        for (Step step : steps) {
            step.policy().ruling(endpoint).ifPresent(ruling -> found.add(row(endpoint, step, ruling)));
        }
        SortedMap<String, List<Row>> more = new TreeMap<>(rows);
        more.put(endpoint.id(), List.copyOf(found));
        List<Endpoint> known = new ArrayList<>(endpoints);
        if (!rows.containsKey(endpoint.id())) {
            known.add(endpoint);
        }
        return new Coverage(more, List.copyOf(known));
    }

    /** The same with more endpoints; whatever a step throws is the answer. */
    Coverage with(List<Endpoint> more, List<Step> steps) {
        Coverage all = this;
        for (Endpoint endpoint : more) {
            all = all.with(endpoint, steps);
        }
        return all;
    }

    /** All that are known, in the order of their arrival. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    private static Row row(Endpoint endpoint, Step step, Policy.Ruling ruling) {
        if (!ruling.covered() && step.policy().requiresCoverage() && !endpoint.isGenerated()) {
            throw ConfigurationException.at(endpoint.id(), "endpoint-uncovered no rule covers this endpoint");
        }
        return new Row(
                endpoint.id(),
                step.policy().name(),
                ruling.rule(),
                ruling.covered(),
                ruling.origin(),
                step.mode() + (step.scope() == PathScope.everywhere() ? "" : " " + step.scope()));
    }

    boolean knows(Endpoint endpoint) {
        return rows.containsKey(endpoint.id());
    }

    /** How an endpoint is ruled on that came too late for the report; it is not kept. */
    String told(Endpoint endpoint, List<Step> steps) {
        try {
            Coverage alone = empty().with(endpoint, steps);
            return alone.toString();
        } catch (ConfigurationException misconfigured) {
            return endpoint + " -> " + misconfigured.getMessage();
        }
    }

    /** The resource methods whose template could fit that path, whatever their application is mounted at. */
    List<Endpoint> fitting(Target target) {
        return index().fitting(target);
    }

    /** The methods of endpoints that a request to that target could mean; made of them when first asked. */
    Set<String> methods(Target target) {
        return index().methods(target);
    }

    private EndpointIndex index() {
        EndpointIndex made = index;
        if (made == null) {
            made = EndpointIndex.of(endpoints);
            index = made;
        }
        return made;
    }

    /** The same 405, allowing no more than the endpoints behind that path have, when any of them is known. */
    Rejection allowing(Rejection rejection, Target target) {
        Set<String> known = methods(target);
        Allowed last = allowed;
        if (last == null || last.by() != rejection || !last.known().equals(known)) {
            last = new Allowed(rejection, known, narrowed(rejection, known));
            allowed = last;
        }
        return last.shown();
    }

    private static Rejection narrowed(Rejection rejection, Set<String> known) {
        List<String> both = rejection.headers().stream()
                .filter(line -> line.named("Allow"))
                .flatMap(line -> Stream.of(line.value().split(", ")))
                .filter(known::contains)
                .toList();
        return both.isEmpty() ? rejection : rejection.replacing("Allow", String.join(", ", both));
    }

    /** All rows, sorted by endpoint, policies in their order. */
    public List<Row> rows() {
        return rows.values().stream().flatMap(List::stream).toList();
    }

    List<Row> rows(Endpoint endpoint) {
        return rows.getOrDefault(endpoint.id(), List.of());
    }

    /** Endpoints that some policy refuses because it has no rule for them. */
    public List<String> uncovered() {
        return rows().stream()
                .filter(row -> !row.covered())
                .map(Row::endpoint)
                .distinct()
                .toList();
    }

    /** One line per row: {@code endpoint -> policy: rule (mode)}. */
    @Override
    public String toString() {
        return rows.entrySet().stream()
                .map(entry -> entry.getValue().isEmpty()
                        ? entry.getKey() + " -> no access policy: open"
                        : entry.getValue().stream().map(Row::toString).collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
    }
}
