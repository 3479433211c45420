package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link WebhookFrom} holds an endpoint to. */
class WebhookEndpointsTest {
    private static final String MISSING = "401 signature-refused (missing)";

    private final Hooks hooks = new Hooks(
            Sender.STRIPE.source(Sender.STRIPE.secrets().get(0)),
            Sender.GITHUB.source(Sender.GITHUB.secrets().get(0)).on("/hooks/two"));

    @WebhookFrom("stripe")
    public static class Payments {
        public void paid(byte[] event) {}

        @WebhookFrom("github")
        public void pushed(byte[] event) {}
    }

    public static class Plain {
        public void called() {}
    }

    @WebhookFrom("stripe")
    @SuppressWarnings("serial")
    public static class PaymentServlet extends HttpServlet {
        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    private static Endpoint method(Class<?> type, String name) {
        return Stream.of(type.getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .map(each -> Endpoint.resource("POST", "/hooks", type, each))
                .orElseThrow();
    }

    private static final Endpoint PAID = method(Payments.class, "paid");
    private static final Endpoint PUSHED = method(Payments.class, "pushed");
    private static final Endpoint SERVLET = Endpoint.servlet("POST", "/hooks", PaymentServlet.class);

    private String outcome(Delivery delivery, Endpoint endpoint) {
        return hooks.outcome(delivery.request().withEndpoint(endpoint));
    }

    @Test
    void aDeliveryOfThatSenderGetsThere() {
        assertThat(outcome(Sender.STRIPE.delivery(), PAID)).isEqualTo("proceeds");
        assertThat(outcome(Sender.GITHUB.delivery().to("/hooks/two"), PUSHED)).isEqualTo("proceeds");
    }

    @Test
    void aDeliveryOfThatSenderGetsToAServlet() {
        assertThat(outcome(Sender.STRIPE.delivery(), SERVLET)).isEqualTo("proceeds");
    }

    @Test
    void aDeliveryOfAnotherSenderDoesNot() {
        assertThat(outcome(Sender.GITHUB.delivery().to("/hooks/two"), PAID)).isEqualTo(MISSING);
        assertThat(outcome(Sender.GITHUB.delivery().to("/hooks/two"), SERVLET)).isEqualTo(MISSING);
        assertThat(outcome(Sender.STRIPE.delivery(), PUSHED))
                .as("a method beats its class")
                .isEqualTo(MISSING);
    }

    @Test
    void whateverComesAnotherWayDoesNot() {
        assertThat(outcome(Sender.STRIPE.delivery().to("/elsewhere"), PAID)).isEqualTo(MISSING);
        assertThat(outcome(Delivery.of("{}").to("/elsewhere"), SERVLET)).isEqualTo(MISSING);
    }

    @Test
    void endpointsThatSayNothingAreLeftAlone() {
        assertThat(outcome(Delivery.of("{}").to("/elsewhere"), method(Plain.class, "called")))
                .isEqualTo("proceeds");
        assertThat(outcome(Delivery.of("{}").to("/elsewhere"), Endpoint.unknown("POST", "/x", "generated")))
                .isEqualTo("proceeds");
    }

    private static Deployment deployment(WebhookSource... sources) {
        return Deployment.of(Pipeline.builder()
                .addAll(Webhooks.serving(sources).clock(() -> Sender.NOON).policies())
                .build());
    }

    @Test
    void anEndpointWhoseSenderNobodyServesDoesNotStart() {
        Deployment stripe =
                deployment(Sender.STRIPE.source(Sender.STRIPE.secrets().get(0)));
        assertThatCode(() -> stripe.requireServed(PAID)).doesNotThrowAnyException();
        assertThatCode(() -> stripe.requireServed(SERVLET)).doesNotThrowAnyException();
        assertThatThrownBy(() -> stripe.requireServed(PUSHED))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("demand-unserved @WebhookFrom(\"github\")")
                .hasMessageContaining("the policy webhooks is there, but does not serve it");
        assertThatThrownBy(() -> Deployment.of(Pipeline.builder().build()).requireServed(SERVLET))
                .hasMessageContaining("no policy webhooks is in any list of policies");
    }

    @Test
    void theCoverageSaysWhatAnEndpointTakes() {
        List<Policy> policies = Webhooks.serving(
                        Sender.STRIPE.source(Sender.STRIPE.secrets().get(0)))
                .policies();
        Policy demand = policies.get(policies.size() - 1);
        assertThat(demand.ruling(PAID)).contains(new Policy.Ruling("webhook from stripe", true));
        assertThat(demand.ruling(method(Plain.class, "called"))).isEmpty();
    }

    @Test
    void itDoesNotSayWhoMayDoWhat() {
        assertThat(deployment(Sender.STRIPE.source(Sender.STRIPE.secrets().get(0)))
                        .posture())
                .contains("no access policy: every endpoint is open");
    }
}
