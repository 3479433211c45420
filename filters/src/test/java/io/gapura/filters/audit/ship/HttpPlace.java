package io.gapura.filters.audit.ship;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server of the JDK, behind a cable: it goes away and comes back at the same port; also for the tests of artifacts. */
public final class HttpPlace {
    private final Answer answer;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Cable cable;

    /** What is made of a request. */
    public interface Answer {
        /** The status; -1 to say nothing at all. */
        int to(HttpExchange request, byte[] content) throws IOException;
    }

    public HttpPlace(Answer answer) throws IOException {
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
        cable = new Cable().to(server.getAddress().getPort());
    }

    private void serve(HttpExchange request) throws IOException {
        try (request) {
            int status = answer.to(request, request.getRequestBody().readAllBytes());
            if (status > 0) {
                request.sendResponseHeaders(status, -1);
            }
        }
    }

    /** Connections break, and new ones too: its port is nobody else's meanwhile. */
    public void stop() throws IOException {
        cable.pull();
    }

    public void start() {
        cable.plug();
    }

    /** For good. */
    public void close() throws IOException {
        cable.close();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Of this machine, with that path. */
    public String url(String path) {
        return "http://localhost:" + cable.port() + path;
    }

    public String authority() {
        return "localhost:" + cable.port();
    }
}
