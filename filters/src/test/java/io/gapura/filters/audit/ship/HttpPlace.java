package io.gapura.filters.audit.ship;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** An HTTP server of the JDK that goes away and comes back at the same port; also for the tests of artifacts. */
public final class HttpPlace {
    private final Answer answer;
    private HttpServer server;
    private ExecutorService threads;
    private int port;

    /** What is made of a request. */
    public interface Answer {
        /** The status; -1 to say nothing at all. */
        int to(HttpExchange request, byte[] content) throws IOException;
    }

    public HttpPlace(Answer answer) throws IOException {
        this.answer = answer;
        start();
    }

    public void start() throws IOException {
        server = bound();
        port = server.getAddress().getPort();
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    private HttpServer bound() throws IOException {
        for (int tries = 0; ; tries++) {
            try {
                return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            } catch (BindException taken) {
                if (tries == 100) {
                    throw taken;
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private void serve(HttpExchange request) throws IOException {
        try (request) {
            int status = answer.to(request, request.getRequestBody().readAllBytes());
            if (status > 0) {
                request.sendResponseHeaders(status, -1);
            }
        }
    }

    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Of this machine, with that path. */
    public String url(String path) {
        return "http://localhost:" + port + path;
    }

    public String authority() {
        return "localhost:" + port;
    }
}
