package io.gapura.filters.jaxrs;

import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps what a feature registers, with its numbers: a server's application without resources. */
final class FakeFeatureContext implements FeatureContext, Configuration {
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<Registered> registered = new ArrayList<>();

    private record Registered(Object component, int priority) {}

    /** The components of a kind, the smallest number first. */
    <T> List<T> ofKind(Class<T> kind) {
        return registered.stream()
                .filter(each -> kind.isInstance(each.component()))
                .sorted(Comparator.comparingInt(Registered::priority))
                .map(each -> kind.cast(each.component()))
                .toList();
    }

    @Override
    public Configuration getConfiguration() {
        return this;
    }

    @Override
    public RuntimeType getRuntimeType() {
        return RuntimeType.SERVER;
    }

    @Override
    public FeatureContext property(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    @Override
    public FeatureContext register(Object component) {
        return register(component, 5_000);
    }

    @Override
    public FeatureContext register(Object component, int priority) {
        registered.add(new Registered(component, priority));
        return this;
    }

    @Override
    public FeatureContext register(Object component, Map<Class<?>, Integer> contracts) {
        return register(component, contracts.values().iterator().next());
    }

    @Override
    public boolean isRegistered(Class<?> type) {
        return registered.stream().anyMatch(each -> type.isInstance(each.component()));
    }

    @Override
    public Map<String, Object> getProperties() {
        return properties;
    }

    @Override
    public Object getProperty(String name) {
        return properties.get(name);
    }

    @Override
    public Collection<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public FeatureContext register(Class<?> component) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FeatureContext register(Class<?> component, int priority) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FeatureContext register(Class<?> component, Class<?>... contracts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FeatureContext register(Class<?> component, Map<Class<?>, Integer> contracts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FeatureContext register(Object component, Class<?>... contracts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isEnabled(Feature feature) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isEnabled(Class<? extends Feature> feature) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isRegistered(Object component) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<Class<?>, Integer> getContracts(Class<?> component) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of();
    }

    @Override
    public Set<Object> getInstances() {
        return registered.stream().map(Registered::component).collect(Collectors.toSet());
    }
}
