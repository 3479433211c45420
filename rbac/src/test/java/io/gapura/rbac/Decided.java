package io.gapura.rbac;

import io.gapura.filters.Caller;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks a policy through a pipeline, and says the answer in words. */
final class Decided {
    private Decided() {}

    static Rbac yaml(String text) {
        return Rbac.of(LoadedPolicy.read("p.yaml", text.getBytes(StandardCharsets.UTF_8)));
    }

    static EndpointRules rules(LoadedPolicy loaded) {
        return new EndpointRules(loaded.snapshot(), compiler(loaded.snapshot()), Reading.strict());
    }

    static RuleCompiler compiler(Snapshot snapshot) {
        return new RuleCompiler(snapshot, Checks.constructed(), InstantSource.system(), "test");
    }

    static Caller signing(String id) {
        return Caller.of("signing", id);
    }

    static Caller bearer(String... roles) {
        return Caller.of("bearer", "https://idp.example", "8f1c")
                .withClaims(path -> path.equals("roles") ? Optional.of(List.of(roles)) : Optional.empty());
    }

    static Endpoint method(Class<?> type, String name) {
        return Endpoint.resource("GET", "/x", type, find(type, name));
    }

    static Method find(Class<?> type, String name) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type + " has no public " + name));
    }

    static Verdict verdict(Rbac rbac, Caller caller, RequestView request) {
        Policy credential =
                Policy.of("credential", view -> io.gapura.filters.Decision.proceed(view.withCaller(caller)));
        Pipeline.Builder builder = Pipeline.builder();
        if (!caller.isAnonymous()) {
            builder.add(credential);
        }
        try {
            return builder.addAll(rbac.policies()).build().decide(request);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** {@code proceeds}, or {@code 403 forbidden (role-missing)}. */
    static String on(Rbac rbac, Caller caller, RequestView request) {
        return verdict(rbac, caller, request)
                .rejection()
                .map(Rejection::toString)
                .orElse("proceeds");
    }

    static String on(Rbac rbac, Caller caller, Endpoint endpoint) {
        return on(rbac, caller, RequestView.get("/x").withEndpoint(endpoint));
    }

    /** What the coverage report says. */
    static String ruling(Rbac rbac, Endpoint endpoint) {
        return rbac.policies().stream()
                .flatMap(policy -> policy.ruling(endpoint).stream())
                .map(ruling -> ruling.rule() + (ruling.covered() ? "" : "!"))
                .findFirst()
                .orElseThrow();
    }
}
