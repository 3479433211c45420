package io.gapura.filters.jersey;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.jaxrs.ResourceEndpoints;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Map;

/**
 * Jersey's own events for {@link io.gapura.filters.jaxrs.GapuraFeature}: register both. Safe to register twice.
 *
 * <pre>{@code
 * config.register(new GapuraFeature(pipeline)).register(GapuraJerseyFeature.class);
 * }</pre>
 */
public final class GapuraJerseyFeature implements Feature {
    @Override
    public boolean configure(FeatureContext context) {
        Configuration configuration = context.getConfiguration();
        if (configuration.getRuntimeType() != RuntimeType.SERVER) {
            throw ConfigurationException.of("GapuraJerseyFeature guards a server; it was registered with a client");
        }
        if (configuration.isRegistered(MatchingListener.class)) {
            return false;
        }
        context.property(ResourceEndpoints.LOCATORS_RULED, true);
        context.register(new MatchingListener(configuration));
        context.register(new ParameterFailures(), Map.of(ExceptionMapper.class, 1));
        return true;
    }
}
