package io.gapura.filters.testkit.access;

import io.gapura.filters.Authentication;
import io.gapura.filters.Caller;
import io.gapura.filters.Policy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * For JUnit 5 and 6, by {@code @RegisterExtension}: gives tests a {@link GateTester} that sends requests of the caller of
 * {@link WithCaller} through policies, without a server. The policies see that caller as one that was proven.
 *
 * <p>Immutable; refining methods return copies.
 */
public final class GateExtension implements ParameterResolver {
    private final List<Policy> policies;
    private final Endpoints endpoints;
    private final String restPath;

    private GateExtension(List<Policy> policies, Endpoints endpoints, String restPath) {
        this.policies = List.copyOf(policies);
        this.endpoints = endpoints;
        this.restPath = restPath;
    }

    /** Policies in their order, such as {@code Rbac.document(path).withTestCallers().policies()}. */
    public static GateExtension of(Collection<? extends Policy> policies) {
        return new GateExtension(List.copyOf(policies), Endpoints.of(), "");
    }

    /** The same, knowing the endpoints of these classes as well. */
    public GateExtension endpoints(Class<?>... classes) {
        return new GateExtension(policies, endpoints.and(Endpoints.of(classes)), restPath);
    }

    /** The same, knowing all endpoints of a directory or jar as well, such as {@code target/classes}. */
    public GateExtension endpointsIn(Path... places) {
        return new GateExtension(policies, endpoints.and(Endpoints.in(places)), restPath);
    }

    /** The same, knowing those endpoints as well, such as servlets that code maps. */
    public GateExtension and(Endpoints others) {
        return new GateExtension(policies, endpoints.and(others), restPath);
    }

    /** The same for a REST application that is mapped there, such as {@code /api}; otherwise at the root. */
    public GateExtension restAt(String path) {
        return new GateExtension(policies, endpoints, path);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == GateTester.class;
    }

    @Override
    public GateTester resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new GateTester(policies, endpoints, restPath, caller(context));
    }

    private static Caller caller(ExtensionContext context) {
        return context.getTestMethod()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, WithCaller.class))
                .or(() -> context.getTestClass().flatMap(GateExtension::ofClass))
                .map(GateExtension::caller)
                .orElse(Caller.anonymous());
    }

    /** On the class, or on the nearest one around it. */
    private static Optional<WithCaller> ofClass(Class<?> type) {
        Optional<WithCaller> own = AnnotationSupport.findAnnotation(type, WithCaller.class);
        return own.isPresent()
                ? own
                : Optional.ofNullable(type.getEnclosingClass()).flatMap(GateExtension::ofClass);
    }

    private static Caller caller(WithCaller with) {
        Caller caller = Caller.of(with.mechanism(), with.issuer(), with.id()).withRoles(Set.of(with.roles()));
        caller = with.tenant().isEmpty() ? caller : caller.withTenant(with.tenant());
        caller = with.scopes().length == 0 ? caller : caller.withScopes(Set.of(with.scopes()));
        return with.acr().isEmpty()
                ? caller
                : caller.withAuthentication(
                        new Authentication(Optional.of(with.acr()), Set.of(), Optional.of(Instant.now())));
    }
}
