package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.servlet.Endpoints;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.servlet.TomcatServer;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries over real sockets, to a servlet and to a resource. */
class WebhooksOnTomcatTest {
    private static final String SECRET = Sender.STRIPE.secrets().get(0);

    /** Says what it got, with the status that the test wants. */
    @WebhookFrom("stripe")
    @SuppressWarnings("serial")
    public static final class Payments extends HttpServlet {
        private final AtomicInteger status = new AtomicInteger(200);
        private final CountDownLatch entered = new CountDownLatch(1);
        private volatile CountDownLatch leaves = new CountDownLatch(0);

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            entered.countDown();
            try {
                assertThat(leaves.await(5, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            WebhookDelivery delivery = (WebhookDelivery) request.getAttribute(WebhookDelivery.ATTRIBUTE);
            String content = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            response.setStatus(status.get());
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter()
                    .print(request.getUserPrincipal().getName() + " "
                            + delivery.idempotencyKey().orElse("-") + " " + content.length());
        }
    }

    /** Leads to the other one by a way that no signature saw. */
    @SuppressWarnings("serial")
    public static final class Detour extends HttpServlet {
        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            request.getRequestDispatcher("/hooks/one").forward(request, response);
        }
    }

    @Path("one")
    @WebhookFrom("stripe")
    public static class Resource {
        @POST
        public String paid(
                @Context ContainerRequestContext request, @Context SecurityContext security, String content) {
            WebhookDelivery delivery = (WebhookDelivery) request.getProperty(WebhookDelivery.ATTRIBUTE);
            return security.getUserPrincipal().getName() + " "
                    + delivery.idempotencyKey().orElse("-") + " " + content.length();
        }
    }

    private final Payments payments = new Payments();

    private static Pipeline pipeline(String path) {
        return Pipeline.builder()
                .addAll(Webhooks.serving(Sender.STRIPE.source(SECRET).on(path)).policies())
                .build();
    }

    private TomcatServer servlets() throws Exception {
        return new TomcatServer()
                .gate("gapura", pipeline("/hooks/one"))
                .servlet("payments", "/hooks/one", payments)
                .servlet("detour", "/detour", new Detour())
                .start();
    }

    private static TomcatServer resources(boolean filter) throws Exception {
        ResourceConfig config = new ResourceConfig(Resource.class);
        TomcatServer server = new TomcatServer();
        if (filter) {
            server.filter("gapura", new GapuraFilter(pipeline("/hooks/one"), Endpoints.JAXRS), "/*");
            config.register(GapuraFeature.class);
        } else {
            config.register(new GapuraFeature(pipeline("/hooks/one")));
        }
        return server.servlet("rest", "/hooks/*", new ServletContainer(config)).start();
    }

    private static Delivery delivery() {
        return Sender.STRIPE.sign(SECRET, Instant.now(), Sender.STRIPE.content());
    }

    private static Reply send(TomcatServer server, String path, Delivery delivery) throws IOException {
        byte[] content = delivery.content().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("POST /app" + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: " + content.length + "\r\n");
        delivery.fields()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        return server.send(head + "\r\n" + new String(content, StandardCharsets.ISO_8859_1));
    }

    @Test
    void aRetryAfterAFailurePassesAndACopyOfWhatWentWellDoesNot() throws Exception {
        try (TomcatServer server = servlets()) {
            Delivery delivery = delivery();
            payments.status.set(500);
            assertThat(send(server, "/hooks/one", delivery).status()).isEqualTo(500);
            payments.status.set(202);
            Reply taken = send(server, "/hooks/one", delivery);
            assertThat(taken.status()).isEqualTo(202);
            assertThat(taken.body())
                    .contains("stripe evt_1 " + delivery.content().length());
            Reply copy = send(server, "/hooks/one", delivery);
            assertThat(copy.status()).isEqualTo(401);
            assertThat(copy.body()).contains("signature-refused").doesNotContain("replay");
            assertThat(server.events(3))
                    .extracting(
                            event -> event.rejection().map(Rejection::reason).orElse("-"))
                    .containsExactly("-", "-", "replay");
        }
    }

    @Test
    void aCopyIsToldToWaitWhileTheFirstOneRuns() throws Exception {
        try (TomcatServer server = servlets()) {
            Delivery delivery = delivery();
            payments.leaves = new CountDownLatch(1);
            Thread first = new Thread(() -> {
                try {
                    send(server, "/hooks/one", delivery);
                } catch (IOException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            first.start();
            assertThat(payments.entered.await(5, TimeUnit.MINUTES)).isTrue();
            Reply copy = send(server, "/hooks/one", delivery);
            payments.leaves.countDown();
            first.join();
            assertThat(copy.status()).isEqualTo(503);
            assertThat(copy.head()).contains("Retry-After: ");
        }
    }

    @Test
    void aForwardIsNoDelivery() throws Exception {
        try (TomcatServer server = servlets()) {
            assertThat(send(server, "/detour", delivery()).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResourceGetsTheDeliveryAndItsBytes(boolean filter) throws Exception {
        try (TomcatServer server = resources(filter)) {
            Delivery delivery = delivery();
            Reply taken = send(server, "/hooks/one", delivery);
            assertThat(taken.body())
                    .contains("stripe evt_1 " + delivery.content().length());
            assertThat(send(server, "/hooks/one", delivery).status()).isEqualTo(401);
            assertThat(send(server, "/hooks/one", delivery().content("{}")).status())
                    .isEqualTo(401);
        }
    }
}
