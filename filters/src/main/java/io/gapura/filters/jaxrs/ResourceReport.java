package io.gapura.filters.jaxrs;

import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configuration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells a deployment what can be called before the first request: resource methods as the runtime reports them, the
 * locators of their classes that are under a rule, and what is behind these as far as their types say. A policy that
 * cannot rule on one, one that is demanded and missing, and a locator whose rule nobody would ask for in time, stop the
 * start. Enforcement does not depend on it.
 *
 * <p>Thread-safe; lives as long as the application.
 */
final class ResourceReport {
    private final ResourceEndpoints endpoints;
    private final Set<Class<?>> told = ConcurrentHashMap.newKeySet();

    ResourceReport(ResourceEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** One resource method, and its class; with the first one whatever else the application is made of. */
    void tell(
            Deployment deployment,
            ResourceInfo resource,
            Configuration configuration,
            @Nullable Application application) {
        Endpoint endpoint = endpoints.of(resource, "OPTIONS");
        cover(deployment, endpoint);
        boolean early = Boolean.TRUE.equals(configuration.getProperty(ResourceEndpoints.LOCATORS_RULED));
        endpoint.type().ifPresent(type -> tell(deployment, type, early));
        for (Class<?> type : classes(configuration, application)) {
            tell(deployment, type, early);
        }
    }

    private static void cover(Deployment deployment, Endpoint endpoint) {
        deployment.cover(endpoint);
        deployment.requireServed(endpoint);
    }

    /** A runtime tells of no locator, and of no class that has nothing else. */
    private static Set<Class<?>> classes(Configuration configuration, @Nullable Application application) {
        Set<Class<?>> found = new LinkedHashSet<>(configuration.getClasses());
        configuration.getInstances().forEach(instance -> found.add(instance.getClass()));
        try {
            if (application != null) {
                found.addAll(application.getClasses());
            }
        } catch (RuntimeException noApplicationBehindTheProxy) {
            // What the runtime reports remains, and each request finds out the rest.
        }
        found.removeIf(type -> !ResourceEndpoints.isRoot(type));
        return found;
    }

    private void tell(Deployment deployment, Class<?> type, boolean early) {
        if (!told.add(type)) {
            return;
        }
        for (Endpoint locator : endpoints.locators(type)) {
            deployment.locate(locator, early);
            behind(locator).forEach(target -> {
                endpoints.methods(target).forEach(endpoint -> cover(deployment, endpoint));
                tell(deployment, target, early);
            });
        }
    }

    /** The class that a locator's type names, unless something else will run in its place. */
    private static Stream<Class<?>> behind(Endpoint locator) {
        Method method = locator.method().orElseThrow();
        Class<?> named = method.getReturnType();
        if (named == Class.class) {
            Type generic = method.getGenericReturnType();
            named = generic instanceof ParameterizedType of
                            && of.getActualTypeArguments()[0] instanceof Class<?> argument
                    ? argument
                    : Object.class;
        }
        boolean runs = named != Object.class
                && !named.isPrimitive()
                && !named.isInterface()
                && !Modifier.isAbstract(named.getModifiers());
        return runs ? Stream.of(named) : Stream.empty();
    }
}
