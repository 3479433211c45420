package io.gapura.examples.servers.app.forgotten;

import io.gapura.examples.servers.app.rest.OpenResource;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Lists its resources and forgets the feature: nothing here may be served. */
@ApplicationPath("/api")
public class ForgottenApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(OpenResource.class);
    }
}
