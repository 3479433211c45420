package io.gapura.examples.clients;

import io.gapura.filters.Pipeline;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.Signatures;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A real server whose every request must be signed, and that remembers what came. */
final class Gate implements AutoCloseable {
    private final Tomcat tomcat = new Tomcat();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final Context context;
    private final String authority;

    /**
     * Starts.
     *
     * @param policy refines the one that requires signatures
     * @param more at {@code /signed}
     */
    Gate(KeyRing ring, UnaryOperator<Signatures> policy, HttpServlet... more) throws Exception {
        Path base = Files.createTempDirectory("gapura-clients");
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        context = tomcat.addContext(
                "", Files.createDirectories(base.resolve("documents")).toString());
        tomcat.init(); // binds, so that the port is known before the gate is made
        authority = "localhost:" + tomcat.getConnector().getLocalPort();
        Signatures signatures =
                policy.apply(Signatures.required(ring).authorities(authority).acceptingCreatedBeforeStart());
        filter("wire", new WireFilter(arrivals));
        filter("gapura", new GapuraFilter(Pipeline.builder().add(signatures).build()));
        servlet("/echo/*", new EchoServlet());
        servlet("/moved/*", new MovingServlet());
        for (HttpServlet servlet : more) {
            servlet("/signed/*", servlet);
        }
        tomcat.start();
        if (context.getState() != LifecycleState.STARTED) {
            throw new IllegalStateException("the application did not start");
        }
    }

    private void filter(String name, jakarta.servlet.Filter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(name);
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName(name);
        mapping.addURLPattern("/*");
        for (DispatcherType type : DispatcherType.values()) {
            mapping.setDispatcher(type.name());
        }
        context.addFilterMap(mapping);
    }

    private void servlet(String pattern, HttpServlet servlet) {
        Tomcat.addServlet(context, servlet.getClass().getSimpleName(), servlet).addMapping(pattern);
    }

    String authority() {
        return authority;
    }

    String url(String path) {
        return "http://" + authority + path;
    }

    /** All requests so far, the refused among them. */
    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    @Override
    public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
