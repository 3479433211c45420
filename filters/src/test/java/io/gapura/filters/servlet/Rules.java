package io.gapura.filters.servlet;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.Stage;
import io.gapura.filters.UriViolation;
import java.util.Set;

/** Policies for tests of adapters, small enough to be read beside the test. */
public final class Rules {
    private Rules() {}

    /** A pipeline of these, all enforced. */
    public static Pipeline pipeline(Policy... policies) {
        Pipeline.Builder builder = Pipeline.builder();
        for (Policy policy : policies) {
            builder.add(policy);
        }
        return builder.build();
    }

    /** Marks every answer. */
    public static Policy mark(String name) {
        return Policy.of(name, request -> Decision.proceed().responseHeader("X-" + name, "gate"));
    }

    /** Refuses everything on arrival. */
    public static Policy closed() {
        return Policy.of("closed", request -> Decision.reject(403, "access-denied", "closed"));
    }

    /** Sets the caller that a header names. */
    public static Policy caller() {
        return Policy.of(
                "caller",
                request -> request.headers()
                        .only("X-Caller")
                        .<Decision>map(id -> Decision.proceed(
                                request.withCaller(Caller.of("test", id).withRoles(Set.of("teller")))))
                        .orElse(Decision.proceed()));
    }

    /** Admits known callers at endpoints alone. */
    public static Policy callersOnly() {
        return Policy.of(
                "callers-only",
                Stage.ENDPOINT,
                request -> request.caller().isAnonymous()
                        ? Decision.reject(401, "credential-required", "anonymous")
                        : Decision.proceed());
    }

    /** Admits the endpoint of one class alone. */
    public static Policy only(Class<?> type) {
        return Policy.of(
                "only",
                Stage.ENDPOINT,
                request -> request.endpoint()
                                .flatMap(endpoint -> endpoint.type())
                                .filter(type::equals)
                                .isPresent()
                        ? Decision.proceed()
                        : Decision.reject(403, "access-denied", "uncovered"));
    }

    /** Reads the body, up to a limit. */
    public static Policy reads(int limit) {
        return Policy.of("reads", request -> {
            request.body().read(limit);
            return Decision.proceed();
        });
    }

    /** Stops the application's reading at the first byte that is {@code !}. */
    public static Policy guard() {
        return Policy.of("guard", request -> Decision.proceed().bodyGuard(new NoExclamation()));
    }

    private static final class NoExclamation implements BodyGuard {
        @Override
        public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
            for (int i = offset; i < offset + length; i++) {
                if (piece[i] == '!') {
                    throw new BodyRejectedException(Rejection.of(422, "content-refused", "exclamation"));
                }
            }
        }
    }

    /** Refuses each soft violation of the target. */
    public static Policy strictTargets() {
        return Policy.of(
                "targets",
                request -> request.target().violations().stream()
                        .findFirst()
                        .map(UriViolation::rejection)
                        .<Decision>map(Decision::reject)
                        .orElse(Decision.proceed()));
    }

    /** The gate itself answers. */
    public static Policy preflight() {
        return Policy.of(
                "preflight",
                request -> request.method().equals("OPTIONS")
                        ? new Decision.Answer(java.util.List.of(new io.gapura.filters.HeaderLine("X-Allowed", "yes")))
                        : Decision.proceed());
    }
}
