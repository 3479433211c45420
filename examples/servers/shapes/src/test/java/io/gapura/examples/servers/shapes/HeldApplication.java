package io.gapura.examples.servers.shapes;

import io.gapura.filters.jaxrs.GapuraFeature;
import jakarta.ws.rs.core.Application;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The application under test; runtimes make it by its name, so that what it holds is handed over here. */
public final class HeldApplication extends Application {
    private static volatile List<Class<?>> resources = List.of();
    private static volatile GapuraFeature feature = new GapuraFeature();

    static void hold(GapuraFeature gate, List<Class<?>> classes) {
        feature = gate;
        resources = List.copyOf(classes);
    }

    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> classes = new LinkedHashSet<>(resources);
        classes.add(Providers.Converters.class);
        classes.add(Providers.Reader.class);
        RestRuntime.CURRENT.feature().ifPresent(classes::add);
        return classes;
    }

    @Override
    @SuppressWarnings("deprecation") // the only way to hand over an object that every runtime knows
    public Set<Object> getSingletons() {
        return Set.of(feature);
    }
}
