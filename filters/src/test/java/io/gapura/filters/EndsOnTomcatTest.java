package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.servlet.Endpoints;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.servlet.TomcatServer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a request ended is told once, on a real server, whoever is in front. */
class EndsOnTomcatTest {
    /** Ways to end. */
    @Path("ends")
    public static class Ends {
        @GET
        @Path("text")
        public String text() {
            return "text";
        }

        @HEAD
        @Path("head")
        public String head() {
            return "head";
        }

        @GET
        @Path("nothing")
        public void nothing() {}

        @GET
        @Path("conflict")
        public Response conflict() {
            return Response.status(409).entity("canary").build();
        }

        @GET
        @Path("throws")
        public String throwing() {
            throw new IllegalStateException("canary");
        }

        @GET
        @Path("stream")
        public StreamingOutput stream() {
            return out -> out.write(new byte[100_000]);
        }

        @GET
        @Path("torn")
        public StreamingOutput torn() {
            return out -> {
                out.write(new byte[100_000]);
                throw new IllegalStateException("late");
            };
        }
    }

    private final Endings endings = new Endings();
    private final Pipeline pipeline = Pipeline.builder().add(endings).build();

    private TomcatServer server(boolean filter) throws Exception {
        TomcatServer server = new TomcatServer();
        if (filter) {
            server.filter("gapura", new GapuraFilter(pipeline, Endpoints.JAXRS), "/*");
        }
        ResourceConfig config = new ResourceConfig(Ends.class).register(new GapuraFeature(pipeline));
        return server.servlet("rest", "/api/*", new ServletContainer(config)).start();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, text, 200, false",
        "HEAD, text, 200, false",
        "HEAD, head, 200, false",
        "GET, nothing, 204, false",
        "GET, conflict, 409, false",
        "GET, throws, 500, false",
        "GET, absent, 404, false",
        "POST, text, 405, false",
        "GET, stream, 200, false",
        "GET, torn, 200, true",
    })
    void aResourceEndsTheSameWithAndWithoutAFilterInFront(String method, String path, int status, boolean cut)
            throws Exception {
        for (boolean filter : new boolean[] {true, false}) {
            int before = endings.seen().size();
            try (TomcatServer server = server(filter)) {
                server.send(method + " /app/api/ends/" + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                assertThat(endings.seen(before + 1)
                                .subList(before, endings.seen().size()))
                        .as("filter in front: " + filter)
                        .containsExactly(new Completion(status, cut));
            }
        }
    }

    @Test
    void anAsynchronousServletEndsWhenItIsDone() throws Exception {
        HttpServlet later = new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) {
                AsyncContext async = request.startAsync();
                async.start(() -> {
                    ((HttpServletResponse) async.getResponse()).setStatus(202);
                    assertThat(endings.seen()).isEmpty();
                    async.complete();
                });
            }
        };
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", pipeline)
                .servlet("later", "/later", later)
                .start()) {
            assertThat(server.get("/app/later").status()).isEqualTo(202);
            assertThat(endings.seen(1)).containsExactly(new Completion(202, false));
        }
    }

    @Test
    void aClientThatLeavesBeforeAllIsWrittenIsACut() throws Exception {
        HttpServlet endless = new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                OutputStream out = response.getOutputStream();
                for (int i = 0; i < 10_000; i++) {
                    out.write(new byte[10_000]);
                    out.flush();
                }
            }
        };
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", pipeline)
                .servlet("endless", "/endless", endless)
                .start()) {
            try (Socket socket = new Socket("127.0.0.1", server.connector().getLocalPort())) {
                socket.getOutputStream()
                        .write("GET /app/endless HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
                socket.setSoLinger(true, 0);
            }
            assertThat(endings.seen(1)).containsExactly(new Completion(200, true));
        }
    }
}
