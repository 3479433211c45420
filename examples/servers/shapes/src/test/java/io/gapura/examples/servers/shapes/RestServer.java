package io.gapura.examples.servers.shapes;

import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.servlet.GapuraFilter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** One REST application on a Tomcat in this process, by the runtime of this run, with the feature alone unless said. */
final class RestServer implements AutoCloseable {
    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();

    /** What {@link HeldApplication} hands to the runtime, which makes it by name. */
    @SuppressWarnings("deprecation") // Tomcat offers no other way for a servlet by its name
    private RestServer(GapuraFeature feature, List<Class<?>> resources, String mount, boolean wadl) {
        HeldApplication.hold(feature, resources);
        Context context = tomcat.addContext(mount, base().toString());
        Wrapper servlet = Tomcat.addServlet(context, "rest", RestRuntime.CURRENT.servlet());
        servlet.setAsyncSupported(true);
        servlet.addInitParameter("jakarta.ws.rs.Application", HeldApplication.class.getName());
        servlet.addInitParameter("jersey.config.server.wadl.disableWadl", Boolean.toString(!wadl));
        context.addServletMappingDecoded("/*", "rest");
        tomcat.setBaseDir(base().toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
    }

    /** A running one; what stops its start is thrown. */
    static RestServer of(Recording recording, Pipeline pipeline, List<Class<?>> resources) throws ServletException {
        return mounted(recording, pipeline, resources, "");
    }

    /** The same below a context path. */
    static RestServer mounted(Recording recording, Pipeline pipeline, List<Class<?>> resources, String mount)
            throws ServletException {
        GapuraFeature feature = GapuraFeature.in(recording.deployment(), pipeline);
        return started(new RestServer(feature, resources, mount, false));
    }

    /** The same with a filter in front, which has the same pipeline. */
    static RestServer behind(GapuraFilter filter, Pipeline pipeline, List<Class<?>> resources, String mount)
            throws ServletException {
        RestServer server = new RestServer(new GapuraFeature(pipeline), resources, mount, false);
        Context context = (Context) server.tomcat.getHost().findChildren()[0];
        FilterDef definition = new FilterDef();
        definition.setFilterName("gapura");
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName("gapura");
        map.addURLPattern("/*");
        context.addFilterMap(map);
        return started(server);
    }

    /** The same with Jersey's description of the application, which it has unless told otherwise. */
    static RestServer describing(Recording recording, Pipeline pipeline, List<Class<?>> resources)
            throws ServletException {
        return started(new RestServer(GapuraFeature.in(recording.deployment(), pipeline), resources, "", true));
    }

    private static RestServer started(RestServer server) throws ServletException {
        try {
            server.tomcat.start();
            server.tomcat.getConnector();
            Wrapper servlet =
                    (Wrapper) server.tomcat.getHost().findChildren()[0].findChild("rest");
            servlet.deallocate(servlet.allocate());
            return server;
        } catch (LifecycleException broken) {
            throw new IllegalStateException(broken);
        } catch (ServletException | RuntimeException refused) {
            server.close();
            throw refused;
        }
    }

    private static Path base() {
        try {
            return Files.createDirectories(Path.of("target", "tomcat")).toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** For requests that no client would write. */
    Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort());
        socket.setSoTimeout(300_000);
        return socket;
    }

    HttpResponse<String> send(String method, String path, String caller) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path))
                .timeout(Duration.ofMinutes(5))
                .header("Accept", "*/*")
                .method(method, method.equals("POST") ? BodyPublishers.ofString("content") : BodyPublishers.noBody());
        if (method.equals("POST")) {
            request.header("Content-Type", "text/plain");
        }
        if (!caller.isEmpty()) {
            request.header("X-Caller", caller);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError("no answer to " + method + " " + path, failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
