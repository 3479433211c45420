package io.gapura.rbac;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.PathParameters;
import io.gapura.filters.RequestView;
import java.util.Optional;
import java.util.function.Predicate;

/** What a {@link ResourceCheck} decides on, and its two answers. Bound to the request. */
public final class ResourceAccess {
    private final RequestView request;
    private final PathParameters parameters;
    private final Predicate<Permission> permits;

    ResourceAccess(RequestView request, PathParameters parameters, Predicate<Permission> permits) {
        this.request = request;
        this.parameters = parameters;
        this.permits = permits;
    }

    /** Who asks, with the roles that are active; never anonymous. */
    public Caller caller() {
        return request.caller();
    }

    /** The tenant that the caller acts for. */
    public Optional<String> tenant() {
        return request.caller().tenant();
    }

    /** What will be called; empty for a path rule that is decided before anything was matched. */
    public Optional<Endpoint> endpoint() {
        return request.endpoint();
    }

    /**
     * The path parameter, decoded once, as the application sees it.
     *
     * @throws io.gapura.filters.RefusedException when it is bound twice: two readers may take different ones
     * @throws IllegalStateException when the path has no parameter of that name
     */
    public String parameter(String name) {
        return parameters
                .only(name)
                .orElseThrow(() -> new IllegalStateException("the path of this endpoint has no such parameter"));
    }

    /** Whether the caller's roles grant it, and nothing takes it away. */
    public boolean permits(Permission permission) {
        return permits.test(permission);
    }

    /** The caller may. */
    public Decision proceed() {
        return Decision.proceed();
    }

    /**
     * The caller may not; the rule says what it is told.
     *
     * @param reason a private word for the audit record: 1 to 64 characters, never a value of the request
     */
    public Decision refuse(String reason) {
        return Decision.reject(403, "forbidden", reason);
    }
}
