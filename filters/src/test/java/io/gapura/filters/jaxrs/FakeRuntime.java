package io.gapura.filters.jaxrs;

import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.WriterInterceptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A REST runtime without a server: takes what a feature registers, injects what was matched, and calls the filters in
 * the order of REST 3.1 §6. One request at a time.
 */
public final class FakeRuntime {
    private final FakeFeatureContext context = new FakeFeatureContext();
    private FakeMatch matched = FakeMatch.nothing();

    private FakeRuntime() {}

    public static FakeRuntime with(GapuraFeature feature) {
        FakeRuntime runtime = new FakeRuntime();
        feature.configure(runtime.context);
        runtime.requestFilters(false).forEach(runtime::inject);
        return runtime;
    }

    /**
     * @param match null where no resource is: nothing after matching is called then
     * @param resource asked when nobody aborted
     */
    public FakeResponse answer(FakeRequest request, @Nullable FakeMatch match, Supplier<FakeResponse> resource)
            throws IOException {
        boolean open = passes(requestFilters(true), request);
        if (open && match != null) {
            matched = match;
            open = passes(requestFilters(false), request);
        }
        FakeResponse response = open
                ? match == null ? new FakeResponse(404, null) : resource.get()
                : new FakeResponse(
                        request.aborted().getStatus(), request.aborted().getEntity());
        for (ContainerResponseFilter filter : context.ofKind(ContainerResponseFilter.class)) {
            filter.filter(request, response);
        }
        return response;
    }

    /** The same, and what a success has for an entity is written once the response filters have run, as runtimes do. */
    public FakeResponse written(FakeRequest request, @Nullable FakeMatch match, Supplier<FakeResponse> resource)
            throws IOException {
        FakeResponse response = answer(request, match, resource);
        Object leaving = request.getProperty(Leaving.PROPERTY);
        if (leaving != null && response.hasEntity()) {
            FakeInterception.Writing writing = new FakeInterception.Writing(out -> out.write('.'));
            writing.setProperty(Leaving.PROPERTY, leaving);
            for (WriterInterceptor interceptor : context.ofKind(WriterInterceptor.class)) {
                interceptor.aroundWriteTo(writing);
            }
        }
        return response;
    }

    private static boolean passes(List<ContainerRequestFilter> filters, FakeRequest request) throws IOException {
        for (ContainerRequestFilter filter : filters) {
            filter.filter(request);
            if (request.aborted() != null) {
                return false;
            }
        }
        return true;
    }

    private List<ContainerRequestFilter> requestFilters(boolean preMatching) {
        return context.ofKind(ContainerRequestFilter.class).stream()
                .filter(filter -> filter.getClass().isAnnotationPresent(PreMatching.class) == preMatching)
                .toList();
    }

    /** As runtimes do: a proxy that is the same object for all requests. */
    private void inject(Object component) {
        for (Field field : component.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(Context.class) && field.getType() == ResourceInfo.class) {
                set(field, component);
            }
        }
    }

    private void set(Field field, Object component) {
        try {
            field.setAccessible(true);
            field.set(component, new Matched());
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed);
        }
    }

    /** What the request at hand was matched with. */
    private final class Matched implements ResourceInfo {
        @Override
        public @Nullable Method getResourceMethod() {
            return matched.getResourceMethod();
        }

        @Override
        public @Nullable Class<?> getResourceClass() {
            return matched.getResourceClass();
        }
    }
}
