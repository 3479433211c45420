package io.gapura.filters.jaxrs;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a feature brings along: a pipeline in a deployment of its own, or nothing, when the settings stand at the Servlet
 * filter in front of it.
 *
 * @param pipeline null when the feature lives from the filter's exchange alone
 */
record Setup(Deployment deployment, @Nullable Pipeline pipeline) {
    static final String PREFIX = "gapura.";

    static Setup of(Pipeline pipeline) {
        return new Setup(Deployment.of(pipeline), pipeline);
    }

    static Setup in(Deployment deployment, Pipeline pipeline) {
        deployment.join("GapuraFeature", pipeline);
        return new Setup(deployment, pipeline);
    }

    /** From the properties {@code gapura.*} of the application; none of them: from the filter. */
    static Setup fromProperties(Map<String, Object> properties) {
        Map<String, String> settings = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                settings.put(key.substring(PREFIX.length()), text(key, value));
            }
        });
        if (settings.isEmpty()) {
            return new Setup(Deployment.create(), null);
        }
        Resources resources = Resources.ofClassPath(Setup.class.getClassLoader());
        Setup setup = of(
                Configuration.of("REST properties", settings, resources).pipeline(PolicyCatalog.installed(), Set.of()));
        Gate.requireNothingMissing(setup.deployment());
        return setup;
    }

    /** A property is an object of any kind; a setting is text. */
    private static String text(String key, Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw ConfigurationException.at("REST properties", key + " must be text, a number or a boolean");
    }
}
