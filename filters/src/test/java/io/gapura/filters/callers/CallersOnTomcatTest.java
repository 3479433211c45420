package io.gapura.filters.callers;

import static io.gapura.filters.callers.TestAuthority.dns;
import static io.gapura.filters.callers.TestAuthority.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Stage;
import io.gapura.filters.TrustedProxies;
import io.gapura.filters.TrustedProxies.Family;
import io.gapura.filters.callers.TestAuthority.Issued;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.servlet.Endpoints;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.servlet.TomcatServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.ValveBase;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;

/** Callers whom TLS or the container has proven, on a real Tomcat with real handshakes. */
class CallersOnTomcatTest {
    private static final TestAuthority AUTHORITY = TestAuthority.named("CN=test authority");
    private static final Issued SERVER = AUTHORITY.issue(order("CN=localhost").alternatives(dns("localhost")));
    private static final Issued BATCH =
            AUTHORITY.issue(order("CN=batch,O=acme").alternatives(dns("batch.acme.example")));
    private static final Issued FOREIGN =
            TestAuthority.named("CN=another authority").issue(order("CN=batch,O=acme"));

    /** Says what the application sees. */
    private static final class Seen extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            String name = request.getUserPrincipal() == null
                    ? "nobody"
                    : request.getUserPrincipal().getName();
            response.getWriter()
                    .write(String.join(
                            " ",
                            name,
                            String.valueOf(request.getRemoteUser()),
                            String.valueOf(request.getAuthType()),
                            "viewer=" + request.isUserInRole("viewer"),
                            "ORDER_CLERK=" + request.isUserInRole("ORDER_CLERK")));
        }
    }

    /** What access rules do with a name: the real ones are another module's. */
    private static final Policy ROLES = Policy.of(
            "roles",
            Stage.ENDPOINT,
            request -> request.caller().isAnonymous()
                    ? Decision.reject(401, "authentication-required", "anonymous")
                    : Decision.proceed(request.withCaller(request.caller().withRoles(Set.of("viewer")))));

    private static TomcatServer server(Pipeline.Builder pipeline, String verification) throws Exception {
        TomcatServer server =
                new TomcatServer().gate("gapura", pipeline.add(ROLES).build()).servlet("seen", "/seen", new Seen());
        Tls.on(server.connector(), SERVER, AUTHORITY.certificate(), verification);
        return server.start();
    }

    private static HttpResponse<String> ask(TomcatServer server, HttpClient client, String... fields) throws Exception {
        int port = server.connector().getLocalPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/app/seen"));
        if (fields.length > 0) {
            request.headers(fields);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpClient client(Issued... own) {
        return Tls.client(AUTHORITY.certificate(), own);
    }

    @Test
    void aClientCertificateReachesItsRoles() throws Exception {
        try (TomcatServer server = server(Pipeline.builder().add(ClientCertificates.required()), "optional")) {
            HttpResponse<String> answer = ask(server, client(BATCH));

            assertThat(answer.body())
                    .isEqualTo("dns:batch.acme.example dns:batch.acme.example certificate viewer=true"
                            + " ORDER_CLERK=false");
            assertThat(server.events(1).get(0).request().orElseThrow().caller().mechanism())
                    .isEqualTo("certificate");
        }
    }

    @Test
    void withoutCertificateTheRequestIsRefusedBeforeTheApplication() throws Exception {
        try (TomcatServer server = server(Pipeline.builder().add(ClientCertificates.required()), "optional")) {
            HttpResponse<String> answer = ask(server, client());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("ClientCertificate realm=\"gapura\"");
            assertThat(server.events(1).get(0).rejection().orElseThrow().code()).isEqualTo("certificate-missing");
        }
    }

    @Test
    void withoutCertificateAnOptionalOneLeavesItToTheRules() throws Exception {
        try (TomcatServer server = server(Pipeline.builder().add(ClientCertificates.optional()), "optional")) {
            assertThat(ask(server, client()).statusCode()).isEqualTo(401);
            assertThat(server.events(1).get(0).policy()).contains("roles");
            assertThat(ask(server, client(BATCH)).statusCode()).isEqualTo(200);
        }
    }

    /** The connector verifies, and nobody behind it. */
    @Test
    void aCertificateOfAnotherAuthorityDoesNotReachTheGate() throws Exception {
        try (TomcatServer server = server(Pipeline.builder().add(ClientCertificates.required()), "optional")) {
            HttpClient foreign = client(FOREIGN);

            assertThatThrownBy(() -> ask(server, foreign)).isInstanceOf(SSLException.class);
            assertThat(server.recording().requests()).isEmpty();
        }
    }

    @Test
    void aStrangersClientCertFieldIsNotHeard() throws Exception {
        try (TomcatServer server = server(Pipeline.builder().add(ClientCertificates.required()), "optional")) {
            HttpResponse<String> answer = ask(server, client(), "Client-Cert", field());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(server.events(1).get(0).rejection().orElseThrow().reason())
                    .isEqualTo("missing");
        }
    }

    @Test
    void aTrustedProxysClientCertFieldIs() throws Exception {
        TrustedProxies proxies =
                TrustedProxies.of(Family.FORWARDED, "127.0.0.0/8").handingOnCertificates();
        try (TomcatServer server =
                server(Pipeline.builder().add(ClientCertificates.required()).proxies(proxies), "optional")) {
            assertThat(ask(server, client(SERVER), "Client-Cert", field()).body())
                    .startsWith("dns:batch.acme.example ");
            assertThat(ask(server, client(SERVER)).statusCode()).isEqualTo(401);
            assertThat(ask(server, client(SERVER), "Client-Cert", ":AAAA:").statusCode())
                    .isEqualTo(400);
        }
    }

    /** Otherwise every client would be the proxy, whose certificate the connection has. */
    @Test
    void whereTheContainerSaysWhoTheClientIsTheConnectionsCertificateIsNobodys() throws Exception {
        TomcatServer server = new TomcatServer()
                .gate(
                        "gapura",
                        Pipeline.builder().add(ClientCertificates.required()).build())
                .servlet("seen", "/seen", new Seen());
        Tls.on(server.connector(), SERVER, AUTHORITY.certificate(), "optional");
        server.context().getPipeline().addValve(new RemoteIpValve());
        try (TomcatServer started = server.start()) {
            assertThat(ask(started, client(BATCH), "X-Forwarded-For", "203.0.113.9")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static String field() throws Exception {
        return ":" + Base64.getEncoder().encodeToString(BATCH.certificate().getEncoded()) + ":";
    }

    /** Logs in whom it is told to, as a container does in front of every filter. */
    private static final class Authenticator extends ValveBase {
        Authenticator() {
            super(true);
        }

        @Override
        public void invoke(
                org.apache.catalina.connector.Request request, org.apache.catalina.connector.Response response)
                throws IOException, jakarta.servlet.ServletException {
            String user = request.getHeader("Test-User");
            if (user != null) {
                request.setUserPrincipal(new GenericPrincipal(user, java.util.List.of("ORDER_CLERK")));
                request.setAuthType("BASIC");
            }
            getNext().invoke(request, response);
        }
    }

    private static TomcatServer withLogin(Pipeline pipeline) throws Exception {
        TomcatServer server = new TomcatServer().gate("gapura", pipeline).servlet("seen", "/seen", new Seen());
        server.context().getPipeline().addValve(new Authenticator());
        return server.start();
    }

    private static String seen(TomcatServer server, String fields) throws Exception {
        String answer = server.send(
                        "GET /app/seen HTTP/1.1\r\nHost: localhost\r\n" + fields + "Connection: close\r\n\r\n")
                .body();
        return new String(answer.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Test
    void theContainersCallerHasTheRolesOfTheRulesAndNotItsOwn() throws Exception {
        Pipeline pipeline =
                Pipeline.builder().add(ContainerLogin.required()).add(ROLES).build();
        try (TomcatServer server = withLogin(pipeline)) {
            assertThat(seen(server, "Test-User: ada\r\n")).contains("ada ada container viewer=true ORDER_CLERK=false");
            assertThat(seen(server, "")).contains("authentication-required");
        }
    }

    @Test
    void accessRulesAskTheContainerBeforeTheGateWrapsIt() throws Exception {
        Policy asking = Policy.of("asking", Stage.ENDPOINT, request -> {
            boolean clerk = request.caller()
                    .proof(io.gapura.filters.ContainerCaller.class)
                    .orElseThrow()
                    .isInRole("ORDER_CLERK");
            return Decision.proceed(
                    request.withCaller(request.caller().withRoles(clerk ? Set.of("viewer") : Set.of())));
        });
        Pipeline pipeline =
                Pipeline.builder().add(ContainerLogin.required()).add(asking).build();
        try (TomcatServer server = withLogin(pipeline)) {
            assertThat(seen(server, "Test-User: ada\r\n")).contains("viewer=true");
        }
    }

    /** Says what a resource sees. */
    @jakarta.ws.rs.Path("seen")
    public static class Resource {
        @jakarta.ws.rs.GET
        public String seen(@jakarta.ws.rs.core.Context jakarta.ws.rs.core.SecurityContext security) {
            return security.getUserPrincipal().getName() + " " + security.getAuthenticationScheme() + " viewer="
                    + security.isUserInRole("viewer") + " ORDER_CLERK=" + security.isUserInRole("ORDER_CLERK");
        }
    }

    @Test
    void aResourceSeesTheSameCallerAndTheSameRoles() throws Exception {
        Pipeline pipeline = Pipeline.builder()
                .add(ClientCertificates.optional())
                .add(ContainerLogin.optional())
                .add(ROLES)
                .build();
        TomcatServer server = new TomcatServer()
                .filter("gapura", new GapuraFilter(pipeline, Endpoints.JAXRS), "/*")
                .servlet(
                        "rest",
                        "/*",
                        new ServletContainer(new ResourceConfig(Resource.class).register(GapuraFeature.class)));
        Tls.on(server.connector(), SERVER, AUTHORITY.certificate(), "optional");
        server.context().getPipeline().addValve(new Authenticator());
        try (TomcatServer started = server.start()) {
            assertThat(ask(started, client(BATCH)).body())
                    .isEqualTo("dns:batch.acme.example certificate viewer=true ORDER_CLERK=false");
            assertThat(ask(started, client(), "Test-User", "ada").body())
                    .isEqualTo("ada container viewer=true ORDER_CLERK=false");
            assertThat(ask(started, client()).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void twoCredentialsOfDifferentCallersAreAmbiguous() throws Exception {
        Pipeline.Builder pipeline =
                Pipeline.builder().add(ClientCertificates.optional()).add(ContainerLogin.optional());
        TomcatServer server =
                new TomcatServer().gate("gapura", pipeline.add(ROLES).build()).servlet("seen", "/seen", new Seen());
        Tls.on(server.connector(), SERVER, AUTHORITY.certificate(), "optional");
        server.context().getPipeline().addValve(new Authenticator());
        try (TomcatServer started = server.start()) {
            assertThat(ask(started, client(BATCH), "Test-User", "ada").statusCode())
                    .isEqualTo(400);
            assertThat(started.events(1).get(0).rejection().orElseThrow().code())
                    .isEqualTo("credential-ambiguous");
            assertThat(ask(started, client(BATCH)).body()).contains(" certificate ");
            assertThat(ask(started, client(), "Test-User", "ada").body()).contains("container");
        }
    }
}
