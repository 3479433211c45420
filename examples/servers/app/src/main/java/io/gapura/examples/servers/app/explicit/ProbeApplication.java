package io.gapura.examples.servers.app.explicit;

import io.gapura.examples.servers.app.rest.AsyncResource;
import io.gapura.examples.servers.app.rest.BodyResource;
import io.gapura.examples.servers.app.rest.CatchAllResource;
import io.gapura.examples.servers.app.rest.ContractResource;
import io.gapura.examples.servers.app.rest.DeniedResource;
import io.gapura.examples.servers.app.rest.FailResource;
import io.gapura.examples.servers.app.rest.InheritedResource;
import io.gapura.examples.servers.app.rest.LocatorResource;
import io.gapura.examples.servers.app.rest.OpenResource;
import io.gapura.examples.servers.app.rest.PaymentsResource;
import io.gapura.examples.servers.app.rest.RolesResource;
import io.gapura.examples.servers.app.rest.SecretResource;
import io.gapura.examples.servers.app.rest.SilentResource;
import io.gapura.examples.servers.app.rest.XResource;
import io.gapura.filters.jaxrs.GapuraFeature;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The documented registration: an explicit list of classes with the feature in it. */
@ApplicationPath("/api")
public class ProbeApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> classes = new LinkedHashSet<>(ofCxf());
        classes.addAll(Set.of(
                GapuraFeature.class,
                AsyncResource.class,
                BodyResource.class,
                CatchAllResource.class,
                ContractResource.class,
                DeniedResource.class,
                FailResource.class,
                InheritedResource.class,
                LocatorResource.class,
                OpenResource.class,
                PaymentsResource.class,
                RolesResource.class,
                SecretResource.class,
                SilentResource.class,
                XResource.class));
        return classes;
    }

    /** CXF looks for no provider: a reader of JSON is registered where it came with the runtime. */
    private static Set<Class<?>> ofCxf() {
        ClassLoader loader = ProbeApplication.class.getClassLoader();
        try {
            Class.forName("org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet", false, loader);
            return Set.of(Class.forName("com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider", false, loader));
        } catch (ClassNotFoundException another) {
            return Set.of();
        }
    }

    /** With a filter in front there are none: the settings stand there. */
    @Override
    public Map<String, Object> getProperties() {
        Map<String, Object> settings = new LinkedHashMap<>();
        try (InputStream in = ProbeApplication.class.getResourceAsStream("/feature.properties")) {
            if (in != null) {
                Properties lines = new Properties();
                lines.load(in);
                lines.forEach((key, value) -> settings.put(String.valueOf(key), value));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return settings;
    }
}
