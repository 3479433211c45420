package io.gapura.filters.servlet;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A Tomcat on a free port with one application under {@code /app}, spoken to over real sockets. */
public final class TomcatServer implements AutoCloseable {
    private final Tomcat tomcat = new Tomcat();
    private final Recording recording = new Recording();
    private final Context context;

    /** An application without filters and servlets yet. */
    public TomcatServer() throws IOException {
        Path base = Files.createTempDirectory("gapura-tomcat");
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Path documents = Files.createDirectories(base.resolve("documents"));
        context = tomcat.addContext("/app", documents.toString());
        Wrapper files = Tomcat.addServlet(context, "default", new DefaultServlet());
        files.setServletClass(DefaultServlet.class.getName());
        files.addMapping("/");
        context.getServletContext().setAttribute(GapuraFilter.DEPLOYMENT, recording.deployment());
    }

    /** One registration on {@code /*} for these dispatchers, all five when none is named. */
    public TomcatServer gate(String name, Pipeline pipeline, DispatcherType... dispatchers) {
        return filter(name, new GapuraFilter(pipeline), "/*", dispatchers);
    }

    /** Any filter. */
    public TomcatServer filter(String name, Filter filter, String pattern, DispatcherType... dispatchers) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(name);
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName(name);
        mapping.addURLPattern(pattern);
        for (DispatcherType type : dispatchers.length == 0 ? DispatcherType.values() : dispatchers) {
            mapping.setDispatcher(type.name());
        }
        context.addFilterMap(mapping);
        return this;
    }

    /** A servlet under its class name, or {@code name}, at a pattern. */
    public TomcatServer servlet(String name, String pattern, HttpServlet servlet) {
        Wrapper wrapper = Tomcat.addServlet(context, name, servlet);
        wrapper.setServletClass(servlet.getClass().getName());
        wrapper.setAsyncSupported(true);
        wrapper.addMapping(pattern);
        return this;
    }

    /** The application, for what has no method here. */
    public Context context() {
        return context;
    }

    /** The connector, for banners. */
    public Connector connector() {
        return tomcat.getConnector();
    }

    /** Starts; an application that must not start throws. */
    public TomcatServer start() throws Exception {
        tomcat.start();
        if (context.getState() != LifecycleState.STARTED) {
            throw new IllegalStateException("the application did not start");
        }
        return this;
    }

    /** All events so far; waits for the one that is written after the answer left. */
    public List<AuditEvent> events(int expected) throws InterruptedException {
        for (int i = 0; i < 24_000 && recording.requests().size() < expected; i++) {
            Thread.sleep(10);
        }
        return recording.requests();
    }

    public Recording recording() {
        return recording;
    }

    /** What came back, as text. */
    public record Reply(String head, String body, boolean complete) {
        public int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        /** Whether a header line is there, whatever its case. */
        public boolean has(String line) {
            return head.toLowerCase(java.util.Locale.ROOT).contains("\r\n" + line.toLowerCase(java.util.Locale.ROOT));
        }
    }

    public Reply get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    public Reply post(String path, String type, String content) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                + "\r\nContent-Length: " + content.length() + "\r\n\r\n" + content);
    }

    /** Literal bytes out, everything until the close in. */
    public Reply send(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", tomcat.getConnector().getLocalPort())) {
            socket.setSoTimeout(300_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try (InputStream in = socket.getInputStream()) {
                in.transferTo(all);
            } catch (IOException reset) {
                return reply(all, true);
            }
            return reply(all, false);
        }
    }

    private static Reply reply(ByteArrayOutputStream all, boolean reset) {
        String text = all.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Reply(text, "", false);
        }
        String body = text.substring(end + 4);
        boolean chunked = text.substring(0, end).contains("chunked");
        return new Reply(text.substring(0, end + 2), body, !reset && (!chunked || body.endsWith("0\r\n\r\n")));
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
