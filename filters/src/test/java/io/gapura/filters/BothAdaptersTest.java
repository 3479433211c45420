package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.servlet.Endpoints;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.servlet.TomcatServer;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.HttpMethodOverrideFilter;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filter and feature on one request: a real Jersey in a Servlet of a real Tomcat. */
class BothAdaptersTest {
    private static final AtomicInteger ERASED = new AtomicInteger();

    /** What the filter in front knows nothing of. */
    @Path("orders")
    public static class Orders {
        @GET
        public String list(@Context SecurityContext security) {
            return "orders of "
                    + (security.getUserPrincipal() == null
                            ? "nobody"
                            : security.getUserPrincipal().getName());
        }

        @GET
        @Deprecated
        @Path("closed")
        public String closed() {
            return "secret";
        }

        @GET
        @Path("throws")
        public String throwing() {
            throw new IllegalStateException("canary");
        }

        @GET
        @Path("silent")
        public jakarta.ws.rs.core.Response silent() {
            return jakarta.ws.rs.core.Response.status(409).build();
        }

        @POST
        public String form(@FormParam("a") String a) {
            return "a is " + a;
        }

        @POST
        @Path("swallows")
        public String swallows(InputStream content) {
            try {
                return "read " + content.readAllBytes().length;
            } catch (IOException swallowed) {
                return "all is well";
            }
        }

        @POST
        @Path("echo")
        public StreamingOutput echo(InputStream content) {
            return out -> {
                try {
                    content.transferTo(out);
                } catch (IOException swallowed) {
                    out.write('?');
                }
            };
        }

        @DELETE
        public String erase() {
            ERASED.incrementAndGet();
            return "erased";
        }
    }

    private final AtomicInteger arrivals = new AtomicInteger();
    private final AtomicInteger entries = new AtomicInteger();

    private final Policy access = new Policy() {
        @Override
        public String name() {
            return "access";
        }

        @Override
        public Stage stage() {
            return Stage.ENDPOINT;
        }

        @Override
        public Decision decide(RequestView request) {
            entries.incrementAndGet();
            Endpoint endpoint = request.endpoint().orElseThrow();
            return isOpen(endpoint) ? Decision.proceed() : Decision.reject(403, "forbidden", "closed");
        }

        private static boolean isOpen(Endpoint endpoint) {
            return endpoint.method()
                    .filter(method -> !method.isAnnotationPresent(Deprecated.class))
                    .isPresent();
        }

        @Override
        public Optional<Ruling> ruling(Endpoint endpoint) {
            return Optional.of(new Ruling(isOpen(endpoint) ? "open" : "closed", true));
        }
    };

    private final Policy caller = Policy.of("caller", request -> {
        arrivals.incrementAndGet();
        return request.headers()
                .only("X-Caller")
                .<Decision>map(id -> Decision.proceed(request.withCaller(Caller.of("test", id)))
                        .responseHeader("X-Gate", "yes"))
                .orElse(Decision.proceed().responseHeader("X-Gate", "yes"));
    });

    private final Policy guard = Policy.of(
            "guard",
            request -> Decision.proceed().bodyGuard(new BodyGuard() {
                @Override
                public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
                    for (int i = offset; i < offset + length; i++) {
                        if (piece[i] == '!') {
                            throw new BodyRejectedException(Rejection.of(422, "content-refused", "exclamation"));
                        }
                    }
                }
            }));

    private final Pipeline pipeline =
            Pipeline.builder().add(caller).add(guard).add(access).build();

    private TomcatServer server(ResourceConfig config) throws Exception {
        return new TomcatServer()
                .filter("gapura", new GapuraFilter(pipeline, Endpoints.JAXRS), "/*")
                .servlet("rest", "/api/*", new ServletContainer(config))
                .start();
    }

    private static ResourceConfig withFeature() {
        return new ResourceConfig(Orders.class).register(GapuraFeature.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachStageRunsOnceAndTheCallerIsTheResources(boolean samePipeline) throws Exception {
        ResourceConfig config =
                samePipeline ? new ResourceConfig(Orders.class).register(new GapuraFeature(pipeline)) : withFeature();
        try (TomcatServer server = server(config)) {
            Reply reply = server.send(
                    "GET /app/api/orders HTTP/1.1\r\nHost: localhost\r\nX-Caller: ann\r\nConnection: close\r\n\r\n");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).contains("orders of ann");
            assertThat(reply.head().split("X-Gate: yes", -1)).hasSize(2);
            assertThat(reply.head().split("X-Request-Id: ", -1)).hasSize(2);
            assertThat(arrivals).hasValue(1);
            assertThat(entries).hasValue(1);
            assertThat(server.events(1)).hasSize(1).first().returns(200, AuditEvent::status);
        }
    }

    @Test
    void theMethodThatRunsIsDecidedOnAndNotTheServlet() throws Exception {
        try (TomcatServer server = server(withFeature())) {
            Reply reply = server.get("/app/api/orders/closed");
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.body()).contains("forbidden").doesNotContain("secret");
            assertThat(reply.has("X-Gate: yes")).isTrue();
            assertThat(server.events(1))
                    .extracting(event -> event.endpoint().orElseThrow().template())
                    .containsExactly("/orders/closed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throws 500 internal-error",
                "silent 409 status-409",
                "nothing 404 not-found",
            })
    void aFailureIsOursOnceAndNoPageOfTheContainer(String row) throws Exception {
        String[] cells = row.split(" ", -1);
        try (TomcatServer server = server(withFeature())) {
            Reply reply = server.get("/app/api/orders/" + cells[0]);
            assertThat(reply.status()).isEqualTo(Integer.parseInt(cells[1]));
            assertThat(reply.body()).contains(cells[2]).doesNotContain("canary").doesNotContain("<html");
            assertThat(reply.head().split("X-Request-Id: ", -1)).hasSize(2);
            assertThat(server.events(1)).hasSize(1).first().returns(reply.status(), AuditEvent::status);
        }
    }

    @Test
    void aFormThatThePolicyWatchesReachesTheResource() throws Exception {
        try (TomcatServer server = server(withFeature())) {
            String form = "application/x-www-form-urlencoded";
            assertThat(server.post("/app/api/orders", form, "a=%C3%BC+1").body())
                    .contains("a is \u00C3\u00BC 1");
            assertThat(server.post("/app/api/orders", form, "a=bad!").status()).isEqualTo(422);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"swallows", "echo"})
    void aGuardThatStopsTheBodyDecidesWhateverTheResourceMakesOfIt(String path) throws Exception {
        try (TomcatServer server = server(withFeature())) {
            assertThat(server.post("/app/api/orders/" + path, "text/plain", "good")
                            .status())
                    .isEqualTo(200);
            Reply reply = server.post("/app/api/orders/" + path, "text/plain", "bad!");
            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.body()).contains("content-refused").doesNotContain("well");
            assertThat(server.events(2)).extracting(AuditEvent::status).containsExactly(200, 422);
        }
    }

    @Test
    void withoutAFilterAGuardStopsAnEchoToo() throws Exception {
        ResourceConfig config = new ResourceConfig(Orders.class).register(new GapuraFeature(pipeline));
        try (TomcatServer server = new TomcatServer()
                .servlet("rest", "/api/*", new ServletContainer(config))
                .start()) {
            assertThat(server.post("/app/api/orders/echo", "text/plain", "good").body())
                    .contains("good");
            Reply reply = server.post("/app/api/orders/echo", "text/plain", "bad!");
            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.has("X-Gate: yes")).isTrue();
        }
    }

    @Test
    void aForgottenFeatureIsNotPassed() throws Exception {
        try (TomcatServer server = server(new ResourceConfig(Orders.class))) {
            Reply reply = server.get("/app/api/orders");
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).doesNotContain("orders of");
            assertThat(server.events(1))
                    .extracting(event -> event.rejection().orElseThrow().reason())
                    .containsExactly("feature-missing");
        }
    }

    @Test
    void aMethodThatIsOverriddenAfterTheRulesIsRefused() throws Exception {
        ResourceConfig config = withFeature().register(HttpMethodOverrideFilter.class);
        try (TomcatServer server = server(config)) {
            Reply reply =
                    server.send("POST /app/api/orders HTTP/1.1\r\nHost: localhost\r\nX-HTTP-Method-Override: DELETE\r\n"
                            + "Content-Length: 0\r\nConnection: close\r\n\r\n");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(ERASED).hasValue(0);
            assertThat(server.events(1))
                    .extracting(event -> event.rejection().orElseThrow().reason())
                    .containsExactly("method.overridden");
        }
    }

    @Test
    void theDeploymentOfTheFilterKnowsTheResources() throws Exception {
        try (TomcatServer server = server(withFeature())) {
            server.get("/app/api/orders");
            Deployment deployment =
                    (Deployment) server.context().getServletContext().getAttribute(Deployment.ATTRIBUTE);
            assertThat(deployment.coverage().toString())
                    .contains(
                            "GET /orders/closed io.gapura.filters.BothAdaptersTest$Orders#closed() -> access: closed",
                            "DELETE /orders io.gapura.filters.BothAdaptersTest$Orders#erase() -> access: open");
        }
    }
}
