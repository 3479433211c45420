package io.gapura.filters;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which methods of a path one caller may call: what OPTIONS and a 405 may tell it of. A method counts only if every
 * endpoint that fits the path admits the caller, because which of them a runtime would choose is not known before it
 * has chosen; and every locator that could be on the way must. HEAD is its GET unless somebody wrote another. Immutable.
 */
public final class Offer {
    private final Set<String> open;
    private final Set<String> barred;

    private Offer(Set<String> open, Set<String> barred) {
        this.open = open;
        this.barred = barred;
    }

    static Offer of(DeploymentState state, Walk walk, List<Endpoint> endpoints) throws IOException {
        Set<String> open = new TreeSet<>();
        Set<String> barred = new TreeSet<>();
        for (Endpoint endpoint : endpoints) {
            boolean admitted = admits(state, walk, walk.view().withEndpoint(endpoint));
            boolean locator = endpoint.httpMethod().equals(Endpoint.LOCATOR);
            if (locator && !admitted) {
                return new Offer(Set.of(), Set.of());
            }
            (admitted ? open : barred).add(endpoint.httpMethod());
        }
        open.removeAll(barred);
        open.remove(Endpoint.LOCATOR);
        if (open.contains("GET") && !barred.contains("HEAD")) {
            open.add("HEAD");
        }
        return new Offer(open, barred);
    }

    private static boolean admits(DeploymentState state, Walk walk, RequestView asked) throws IOException {
        for (Pipeline pipeline : state.pipelines()) {
            for (Step step : pipeline.endpoint()) {
                if (walk.enforces(step) && !wouldAdmit(step, asked)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What cannot be said is not told. */
    private static boolean wouldAdmit(Step step, RequestView asked) throws IOException {
        try {
            return step.policy().wouldAdmit(asked);
        } catch (RuntimeException noAnswer) {
            return false;
        }
    }

    /** Whether there is nothing that the caller may call. */
    public boolean isEmpty() {
        return open.isEmpty();
    }

    /** Those of the methods that the caller may call; OPTIONS, which tells of them, with any other. */
    public List<String> among(List<String> methods) {
        boolean options = !barred.contains("OPTIONS") && methods.stream().anyMatch(open::contains);
        return methods.stream()
                .filter(method -> open.contains(method) || options && method.equals("OPTIONS"))
                .toList();
    }
}
