package io.gapura.examples.servers.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Decision;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.Stage;
import io.gapura.rbac.Rbac;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.ServletException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a runtime says by itself, what it binds, and what it must not start with: the same on all three. */
class RestAnswersTest {
    private final Recording recording = new Recording();

    @BeforeEach
    void reset() {
        Probe.reset();
    }

    private RestServer start(Class<?>... resources) throws ServletException {
        return RestServer.of(recording, Access.pipeline(Rbac.Locators.LATE), List.of(resources));
    }

    private static List<String> allowed(HttpResponse<String> answer) {
        return answer.headers().allValues("Allow").stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .filter(method -> !method.isEmpty())
                .sorted()
                .toList();
    }

    /** A user may read, an administrator also write, nobody deletes. */
    @Path("orders")
    public static class Orders {
        @GET
        @RolesAllowed("user")
        public String read() {
            return Probe.ran();
        }

        @POST
        @RolesAllowed("admin")
        public String write() {
            return Probe.ran();
        }

        @DELETE
        @DenyAll
        public String delete() {
            return Probe.ran();
        }

        @GET
        @DenyAll
        @Path("closed")
        public String closed() {
            return Probe.ran();
        }

        @OPTIONS
        @PermitAll
        @Path("spoken")
        public String spoken() {
            return Probe.ran();
        }

        @GET
        @Path("spoken")
        public String unspoken() {
            return Probe.ran();
        }
    }

    @Test
    void optionsTellsOfWhatTheCallerMayCallAlone() throws Exception {
        try (RestServer server = start(Orders.class)) {
            HttpResponse<String> user = server.send("OPTIONS", "/orders", "user");
            assertThat(user.statusCode()).isEqualTo(200);
            assertThat(allowed(user)).containsExactly("GET", "HEAD", "OPTIONS");
            assertThat(user.body()).isEmpty();
            assertThat(allowed(server.send("OPTIONS", "/orders", "admin")))
                    .containsExactly("GET", "HEAD", "OPTIONS", "POST");
            HttpResponse<String> nobody = server.send("OPTIONS", "/orders", "");
            assertThat(nobody.statusCode()).isEqualTo(401);
            assertThat(allowed(nobody)).isEmpty();
            HttpResponse<String> closed = server.send("OPTIONS", "/orders/closed", "admin");
            assertThat(closed.statusCode()).isEqualTo(403);
            assertThat(allowed(closed)).isEmpty();
            assertThat(server.send("OPTIONS", "/orders/spoken", "").statusCode())
                    .isEqualTo(200);
        }
        assertThat(Probe.count(Probe.What.METHOD)).isEqualTo(1);
        assertThat(recording.requests()).hasSize(5);
    }

    @Test
    void aMissingMethodTellsOfWhatTheCallerMayCallAlone() throws Exception {
        try (RestServer server = start(Orders.class)) {
            HttpResponse<String> user = server.send("PUT", "/orders", "user");
            assertThat(user.statusCode()).isEqualTo(405);
            assertThat(allowed(user)).doesNotContain("POST", "DELETE").contains("GET");
            HttpResponse<String> nobody = server.send("PUT", "/orders", "");
            assertThat(nobody.statusCode()).isEqualTo(401);
            assertThat(nobody.headers().allValues("WWW-Authenticate")).hasSize(1);
            assertThat(allowed(nobody)).isEmpty();
            assertThat(server.send("PUT", "/orders/closed", "admin").statusCode())
                    .isEqualTo(403);
            assertThat(server.send("PUT", "/nowhere", "admin").statusCode()).isEqualTo(404);
        }
        assertThat(recording.requests()).hasSize(4);
    }

    @Test
    void tracingAndMadeUpMethodsReachNobody() throws Exception {
        try (RestServer server = start(Orders.class)) {
            assertThat(server.send("MADEUP", "/orders", "admin").statusCode()).isGreaterThanOrEqualTo(400);
            assertThat(server.send("MADEUP", "/orders", "").statusCode()).isGreaterThanOrEqualTo(400);
        }
        assertThat(Probe.count(Probe.What.METHOD)).isZero();
    }

    @Test
    void whatARuntimeServesByItselfIsCoveredByNoRule() throws Exception {
        try (RestServer server =
                RestServer.describing(recording, Access.pipeline(Rbac.Locators.LATE), List.of(Orders.class))) {
            for (String path : List.of("/application.wadl", "/orders?_wadl", "/?_wadl", "/")) {
                HttpResponse<String> answer = server.send("GET", path, "");
                assertThat(answer.statusCode()).as(path).isBetween(401, 404);
                assertThat(answer.body()).as(path).doesNotContain("closed").doesNotContain("resources");
            }
        }
    }

    /** What the application is told of its caller. */
    @Path("who")
    @PermitAll
    public static class Who {
        @GET
        public String who(@Context SecurityContext context) {
            return (context.getUserPrincipal() == null
                            ? "nobody"
                            : context.getUserPrincipal().getName())
                    + " " + context.isUserInRole("user") + " " + context.isUserInRole("admin") + " "
                    + context.isUserInRole("**") + " " + context.isUserInRole("*");
        }
    }

    @Test
    void theSecurityContextHasTheClosureOfTheRoles() throws Exception {
        try (RestServer server = start(Who.class)) {
            assertThat(server.send("GET", "/who", "admin").body()).isEqualTo("admin true true true false");
            assertThat(server.send("GET", "/who", "user").body()).isEqualTo("user true false true false");
            assertThat(server.send("GET", "/who", "").body()).isEqualTo("nobody false false false false");
        }
    }

    /** Binds names. */
    @Path("items")
    @PermitAll
    public static class Items {
        @GET
        @Path("{id}")
        public String item(@PathParam("id") String id) {
            return id;
        }

        @Path("sub/{id}")
        public Items sub() {
            return new Items();
        }
    }

    @Test
    void aPolicySeesThePathParametersThatTheMethodGets() throws Exception {
        List<String> seen = new ArrayList<>();
        Policy asking = Policy.of("asking", Stage.ENDPOINT, view -> {
            seen.add(view.pathParameters().only("id").orElse("none") + " "
                    + view.pathParameters().only("other").orElse("none"));
            return Decision.proceed();
        });
        try (RestServer server =
                RestServer.of(recording, Access.pipeline(Rbac.Locators.LATE, asking), List.of(Items.class))) {
            assertThat(server.send("GET", "/items/a%20b", "").body()).isEqualTo("a b");
            assertThat(seen).containsExactly("a b none");
            HttpResponse<String> twice = server.send("GET", "/items/sub/1/2", "");
            assertThat(twice.statusCode()).isEqualTo(400);
            assertThat(recording.requests().get(1).rejection())
                    .map(Rejection::reason)
                    .contains("path-parameter.repeated");
        }
    }

    /** Two rules on one element. */
    @Path("two")
    @PermitAll
    @RolesAllowed("user")
    public static class Two {
        @GET
        public String get() {
            return Probe.ran();
        }
    }

    /** Leads to what its own rule is to keep away. */
    @Path("vault")
    public static class Vault {
        @GET
        @PermitAll
        public String open() {
            return Probe.ran();
        }

        @Path("door")
        @RolesAllowed("admin")
        public Orders door() {
            return Probe.located(new Orders());
        }
    }

    @Test
    void rulesThatContradictEachOtherStopTheStart() {
        assertThatThrownBy(() -> start(Two.class)).hasStackTraceContaining("rule-conflict");
    }

    @Test
    void aRuledLocatorIsAskedAboutInTimeOrStopsTheStart() throws Exception {
        if (!RestRuntime.CURRENT.hasEvents()) {
            assertThatThrownBy(
                            () -> RestServer.of(recording, Access.pipeline(Rbac.Locators.EARLY), List.of(Vault.class)))
                    .hasStackTraceContaining("locator-unruled");
            return;
        }
        try (RestServer server = RestServer.of(recording, Access.pipeline(Rbac.Locators.EARLY), List.of(Vault.class))) {
            assertThat(server.send("GET", "/vault/door", "user").statusCode()).isEqualTo(403);
            assertThat(server.send("GET", "/vault/door", "").statusCode()).isEqualTo(401);
            assertThat(Probe.count(Probe.What.LOCATOR)).isZero();
            assertThat(server.send("GET", "/vault/door", "admin").statusCode()).isEqualTo(200);
            assertThat(Probe.count(Probe.What.LOCATOR)).isEqualTo(1);
        }
    }

    /** Says nothing of what it leads to, so that nobody knows of it before. */
    @Path("late")
    public static class Late {
        @Path("there")
        public Object there() {
            return new Vault();
        }
    }

    @Test
    void aRuleThatIsSeenTooLateIsNotPassedBy() throws Exception {
        try (RestServer server = RestServer.of(recording, Access.pipeline(Rbac.Locators.EARLY), List.of(Late.class))) {
            assertThat(server.send("GET", "/late/there", "").statusCode()).isEqualTo(200);
            Probe.reset();
            int status = server.send("GET", "/late/there/door", "user").statusCode();
            assertThat(status).isEqualTo(RestRuntime.CURRENT.hasEvents() ? 403 : 500);
            assertThat(Probe.count(Probe.What.METHOD)).isZero();
        }
    }

    /** Begins to answer before it ends. */
    @Path("stream")
    @RolesAllowed("admin")
    public static class Streaming {
        @GET
        public StreamingOutput stream() {
            Probe.ran();
            return out -> out.write("streamed".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aStreamIsDecidedOnBeforeItsFirstByte() throws Exception {
        try (RestServer server = start(Streaming.class)) {
            HttpResponse<String> refused = server.send("GET", "/stream", "user");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).doesNotContain("streamed");
            assertThat(Probe.count(Probe.What.METHOD)).isZero();
            assertThat(server.send("GET", "/stream", "admin").body()).isEqualTo("streamed");
        }
        assertThat(recording.requests()).hasSize(2);
    }
}
