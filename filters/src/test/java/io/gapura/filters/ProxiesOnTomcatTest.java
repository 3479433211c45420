package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.TrustedProxies.Family;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.servlet.Endpoints;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.servlet.TomcatServer;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.apache.catalina.valves.RemoteIpValve;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;

/** Behind a proxy on this host: filter and feature on one request, a real Jersey in a Servlet of a real Tomcat. */
class ProxiesOnTomcatTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    /** Says what it sees. */
    @Path("seen")
    public static class Seen {
        @GET
        public String seen(
                @Context UriInfo uri,
                @Context HttpHeaders headers,
                @Context SecurityContext security,
                @Context HttpServletRequest request) {
            return String.join(
                    " ",
                    uri.getRequestUri().toString(),
                    uri.getBaseUri().toString(),
                    security.isSecure() ? "secure" : "plain",
                    request.getRemoteAddr(),
                    "forwarded=" + headers.getRequestHeaders().containsKey("X-Forwarded-For"),
                    "real=" + headers.getHeaderString("X-Real-IP"));
        }
    }

    private static final Policy OPEN = new Policy() {
        @Override
        public String name() {
            return "open";
        }

        @Override
        public Stage stage() {
            return Stage.ENDPOINT;
        }

        @Override
        public Decision decide(RequestView request) {
            return Decision.proceed();
        }

        @Override
        public Optional<Ruling> ruling(Endpoint endpoint) {
            return Optional.of(new Ruling("open", true));
        }
    };

    private static TomcatServer server(TrustedProxies proxies, boolean valve) throws Exception {
        Pipeline pipeline = Pipeline.builder().add(OPEN).proxies(proxies).build();
        TomcatServer server = new TomcatServer()
                .filter("gapura", new GapuraFilter(pipeline, Endpoints.JAXRS), "/*")
                .servlet(
                        "rest",
                        "/api/*",
                        new ServletContainer(new ResourceConfig(Seen.class).register(GapuraFeature.class)));
        if (valve) {
            RemoteIpValve rewriting = new RemoteIpValve();
            server.context().getPipeline().addValve(rewriting);
        }
        return server.start();
    }

    private static Reply ask(TomcatServer server) throws Exception {
        return server.send("GET /app/api/seen?q=1 HTTP/1.1\r\nHost: inner\r\nX-Forwarded-For: 203.0.113.9\r\n"
                + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.example\r\nX-Real-IP: 198.51.100.1\r\n"
                + "X-Request-Id: edge-7\r\ntraceparent: " + TRACE + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void theRuntimeSeesTheClientOfATrustedProxy() throws Exception {
        try (TomcatServer server = server(TrustedProxies.of(Family.X_FORWARDED, "127.0.0.0/8"), false)) {
            Reply reply = ask(server);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body())
                    .contains("https://shop.example/app/api/seen?q=1 https://shop.example/app/api/ secure 203.0.113.9"
                            + " forwarded=true real=null");
            assertThat(reply.has("X-Request-Id: edge-7")).isFalse();
            RequestView view = server.events(1).get(0).request().orElseThrow();
            assertThat(view.client()).isEqualTo(new Client("203.0.113.9"));
            assertThat(view.claimedId()).contains("edge-7");
            assertThat(view.trace()).isEqualTo(TraceContext.parse(TRACE));
        }
    }

    @Test
    void theRuntimeSeesThePeerWhenNobodyIsTrusted() throws Exception {
        try (TomcatServer server = server(TrustedProxies.none(), false)) {
            Reply reply = ask(server);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body())
                    .contains("http://inner/app/api/seen?q=1 http://inner/app/api/ plain 127.0.0.1 forwarded=false"
                            + " real=null");
            RequestView view = server.events(1).get(0).request().orElseThrow();
            assertThat(view.claimedId()).isEmpty();
            assertThat(view.trace()).isEmpty();
        }
    }

    /** The valve believes private networks by itself; what is left for us is a peer that nobody trusts. */
    @Test
    void aValveInFrontLeavesUsAPeerThatIsNoProxy() throws Exception {
        try (TomcatServer server = server(TrustedProxies.of(Family.X_FORWARDED, "127.0.0.0/8"), true)) {
            Reply reply = ask(server);
            assertThat(reply.body()).contains("203.0.113.9 forwarded=false real=null");
            assertThat(server.events(1).get(0).request().orElseThrow().isForwarded())
                    .isFalse();
        }
    }
}
