package io.gapura.examples.servers.fast;

import io.gapura.examples.servers.harness.ServerDriver;
import java.io.IOException;
import java.util.Objects;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** {@link PathWalk} on Jetty. */
class JettyPathWalkIT extends PathWalk {
    private static @Nullable ServerDriver driver;

    @BeforeContainer
    static void start() {
        driver = start("jetty-ee10");
    }

    @AfterContainer
    static void stop() throws IOException {
        if (driver != null) {
            driver.finish();
        }
    }

    @Override
    ServerDriver driver() {
        return Objects.requireNonNull(driver);
    }
}
