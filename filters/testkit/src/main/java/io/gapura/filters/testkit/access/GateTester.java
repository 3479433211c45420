package io.gapura.filters.testkit.access;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Sends requests of one caller through policies, and asserts what becomes of them. Immutable. */
public final class GateTester {
    private final List<Policy> policies;
    private final Endpoints endpoints;
    private final String restPath;
    private final Caller caller;

    GateTester(List<Policy> policies, Endpoints endpoints, String restPath, Caller caller) {
        this.policies = policies;
        this.endpoints = endpoints;
        this.restPath = restPath;
        this.caller = caller;
    }

    /** Who calls. */
    public Caller caller() {
        return caller;
    }

    /** The same gate with another caller, for what one test asserts of several. */
    public GateTester as(Caller other) {
        return new GateTester(policies, endpoints, restPath, other);
    }

    public GateAssertion get(String path) {
        return call("GET", path);
    }

    public GateAssertion post(String path) {
        return call("POST", path);
    }

    public GateAssertion put(String path) {
        return call("PUT", path);
    }

    public GateAssertion delete(String path) {
        return call("DELETE", path);
    }

    /**
     * A request for the endpoint that the path leads to.
     *
     * @param path within the application, perhaps with a query
     * @throws AssertionError when no known endpoint is there
     */
    public GateAssertion call(String method, String path) {
        RequestView request = RequestView.of(method, path);
        Endpoints.Found found = endpoints
                .find(method, request.target().path(), restPath)
                .orElseThrow(() -> new AssertionError("no known endpoint is at " + method + " " + path));
        return call(request.withEndpoint(found.endpoint()).withPathParameters(found.parameters()));
    }

    /** A request that was made otherwise, with its endpoint. */
    public GateAssertion call(RequestView request) {
        Pipeline.Builder builder = Pipeline.builder();
        if (!caller.isAnonymous()) {
            builder.add(Policy.of("testkit-caller", view -> Decision.proceed(view.withCaller(caller))));
        }
        try {
            Verdict verdict = builder.addAll(policies).build().decide(request);
            return new GateAssertion(request.method() + " " + request.target().path() + " by " + caller, verdict);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * For a build: no endpoint is left to chance.
     *
     * @throws AssertionError naming every known endpoint that no rule covers, and when no endpoint is known at all
     */
    public void everyEndpointHasARule() {
        if (endpoints.list().isEmpty()) {
            throw new AssertionError("no endpoint is known: name classes, or a directory of them");
        }
        List<String> uncovered = new ArrayList<>();
        for (Endpoint endpoint : endpoints.list()) {
            List<Policy.Ruling> rulings = policies.stream()
                    .flatMap(policy -> policy.ruling(endpoint).stream())
                    .toList();
            if (rulings.isEmpty() || !rulings.stream().allMatch(Policy.Ruling::covered)) {
                uncovered.add(endpoint.id());
            }
        }
        if (!uncovered.isEmpty()) {
            throw new AssertionError("no rule covers\n" + String.join("\n", uncovered));
        }
    }
}
