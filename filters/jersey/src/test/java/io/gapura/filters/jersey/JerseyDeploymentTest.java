package io.gapura.filters.jersey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import io.gapura.filters.jaxrs.GapuraFeature;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The feature alone, behind a filter, and wrongly put together. A filter is played by the exchange it would leave. */
class JerseyDeploymentTest {
    private final Recording recording = new Recording();
    private final AtomicInteger arrivals = new AtomicInteger();
    private final AtomicInteger entries = new AtomicInteger();
    private final Pipeline pipeline = Pipeline.builder()
            .add(Policy.of("arrival", request -> {
                arrivals.incrementAndGet();
                return Decision.proceed(request).responseHeader("X-Gate", "closed");
            }))
            .add(Policy.of("endpoint", Stage.ENDPOINT, request -> {
                entries.incrementAndGet();
                return Decision.proceed();
            }))
            .build();

    /** What a filter with {@code endpoints = jaxrs} leaves behind. */
    private Exchange filtered(Deployment deployment) throws IOException {
        Exchange exchange = deployment.begin(RequestView.get("/shop"));
        exchange.arrive(pipeline);
        exchange.awaitEndpoint();
        return exchange;
    }

    private static Map<String, Object> behind(Exchange exchange) {
        return Map.of(Exchange.ATTRIBUTE, exchange);
    }

    @Test
    void theServletApiIsNotOnThisClassPath() {
        assertThatThrownBy(() -> Class.forName("jakarta.servlet.http.HttpServletRequest"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void behindAFilterEachStageRunsOnceAndTheFilterCompletes(boolean samePipeline) throws IOException {
        GapuraFeature feature = samePipeline ? new GapuraFeature(pipeline) : new GapuraFeature();
        InProcess jersey = new InProcess(new ResourceConfig(Shop.class).register(feature));
        Exchange exchange = filtered(recording.deployment(pipeline));
        InProcess.Answer answer = jersey.call("GET", "/shop", "", behind(exchange));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(arrivals).hasValue(1);
        assertThat(entries).hasValue(1);
        assertThat(exchange.withheld()).isEmpty();
        assertThat(exchange.isSettled()).isFalse();
        assertThat(answer.headers()).doesNotContainKeys("X-Gate", "X-Request-Id");
    }

    @Test
    void behindAFilterAFailureIsDecidedAndTheFiltersHeadersAreLeftToIt() throws IOException {
        InProcess jersey = new InProcess(new ResourceConfig(Shop.class).register(GapuraFeature.class));
        Exchange exchange = filtered(recording.deployment(pipeline));
        InProcess.Answer answer = jersey.call("GET", "/shop/throws", "", behind(exchange));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(exchange.decided()).isPresent();
        assertThat(answer.headers()).doesNotContainKeys("X-Gate", "X-Request-Id");
        assertThat(answer.headers().get("Content-Type")).containsExactly("application/problem+json");
        assertThat(recording.only().rejection()).map(Rejection::code).contains("internal-error");
    }

    @Test
    void aForgottenFeatureIsSeenByTheFilter() throws IOException {
        InProcess jersey = new InProcess(new ResourceConfig(Shop.class));
        Exchange exchange = filtered(recording.deployment(pipeline));
        assertThat(jersey.call("GET", "/shop", "", behind(exchange)).status()).isEqualTo(200);
        assertThat(exchange.withheld()).map(Rejection::reason).contains("feature-missing");
    }

    @Test
    void aPipelineThatTheFilterDoesNotHaveIsRefusedAndNotHalfRun() throws IOException {
        Pipeline other = Pipeline.builder().build();
        InProcess jersey = new InProcess(new ResourceConfig(Shop.class).register(new GapuraFeature(other)));
        InProcess.Answer answer = jersey.call("GET", "/shop", "", behind(filtered(recording.deployment(pipeline))));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("gate-misconfigured");
        assertThat(recording.only().rejection()).map(Rejection::reason).contains("pipeline-apart");
        assertThat(entries).hasValue(0);
    }

    @Test
    void theClassAloneWithoutSettingsLetsNothingThrough() {
        InProcess.Answer answer =
                new InProcess(new ResourceConfig(Shop.class).register(GapuraFeature.class)).get("/shop");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("gate-misconfigured").doesNotContain("hello");
    }

    @Test
    void theClassAloneReadsItsPropertiesOfTheApplication() {
        InProcess jersey = new InProcess(new ResourceConfig(Shop.class)
                .register(GapuraFeature.class)
                .property("gapura.policies", "deny")
                .property("gapura.deny.status", 429)
                .property("other.policies", "none"));
        assertThat(jersey.get("/shop").status()).isEqualTo(429);
    }

    @Test
    void settingsThatCannotBeReadStopTheStart() {
        assertStops(new ResourceConfig(Shop.class).property("gapura.policies", "denny"), "'denny' is not a policy");
        assertStops(
                new ResourceConfig(Shop.class).property("gapura.policies", List.of("deny")),
                "gapura.policies must be text");
        assertStops(
                new ResourceConfig(Shop.class).property("gapura.policies", "by-peer"),
                "Jakarta REST alone has no peer address");
    }

    private static void assertStops(ResourceConfig config, String message) {
        assertThatThrownBy(() -> new InProcess(config.register(GapuraFeature.class)))
                .hasStackTraceContaining(ConfigurationException.class.getName())
                .hasStackTraceContaining(message);
    }

    @Test
    void aPolicyThatNeedsAPeerStopsTheStartWhereNoFilterCanBe() {
        Pipeline needy = Pipeline.builder().add(TestCatalog.BY_PEER).build();
        assertThatThrownBy(() -> new InProcess(JerseyServer.config(recording, needy, Shop.class)))
                .hasStackTraceContaining("by-peer needs PEER_ADDRESS");
    }

    @Test
    void anEndpointThatAPolicyCannotRuleOnStopsTheStart() {
        Policy guessless = new Policy() {
            @Override
            public String name() {
                return "guessless";
            }

            @Override
            public Decision decide(RequestView request) {
                return Decision.proceed();
            }

            @Override
            public Optional<Ruling> ruling(Endpoint endpoint) {
                if (endpoint.id().contains("silent")) {
                    throw ConfigurationException.of("two rules for silent");
                }
                return Optional.empty();
            }
        };
        Pipeline conflicting = Pipeline.builder().add(guessless).build();
        assertThatThrownBy(() -> new InProcess(JerseyServer.config(recording, conflicting, Shop.class)))
                .hasStackTraceContaining("two rules for silent");
    }

    @Test
    void coverageNamesEveryMethodAndWhatTheRuntimeMadeUp() {
        Deployment deployment = recording.deployment();
        new InProcess(new ResourceConfig(Depot.class)
                .register(GapuraFeature.in(
                        deployment,
                        Pipeline.builder().add(RuleOfDeprecation.late()).build())));
        assertThat(deployment.coverage().toString())
                .contains(
                        "GET /depot/{number} io.gapura.filters.jersey.Depot#number(int)"
                                + " -> deprecation: deny deprecated (enforce)",
                        "OPTIONS * generated -> deprecation: no rule (enforce)");
    }

    @Test
    void registeredTwiceItRunsOnce() {
        InProcess jersey = new InProcess(JerseyServer.config(recording, pipeline, Shop.class)
                .register(GapuraFeature.class)
                .register(GapuraJerseyFeature.class)
                .register(new GapuraJerseyFeature()));
        assertThat(jersey.get("/shop").status()).isEqualTo(200);
        assertThat(arrivals).hasValue(1);
        assertThat(entries).hasValue(1);
        assertThat(recording.requests()).hasSize(1);
    }

    @Test
    void itGuardsServersAndNotClients() {
        assertThatThrownBy(() -> jakarta.ws.rs.client.ClientBuilder.newClient()
                        .register(new GapuraFeature(pipeline))
                        .target("http://app.example/")
                        .request()
                        .get())
                .hasStackTraceContaining("GapuraFeature guards a server");
        assertThatThrownBy(() -> jakarta.ws.rs.client.ClientBuilder.newClient()
                        .register(GapuraJerseyFeature.class)
                        .target("http://app.example/")
                        .request()
                        .get())
                .hasStackTraceContaining("GapuraJerseyFeature guards a server");
    }

    /** What libraries do: a nearer mapper that shows the message. */
    static final class Talkative implements ExceptionMapper<IllegalStateException> {
        @Override
        public jakarta.ws.rs.core.Response toResponse(IllegalStateException thrown) {
            return jakarta.ws.rs.core.Response.status(418)
                    .entity(thrown.getMessage())
                    .build();
        }
    }

    @Test
    void aNearerMapperKeepsItsStatusAndLosesItsText() {
        InProcess jersey = new InProcess(
                JerseyServer.config(recording, pipeline, Shop.class).register(new Talkative()));
        InProcess.Answer answer = jersey.get("/shop/throws");
        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.body()).contains("status-418").doesNotContain(Shop.CANARY);
        assertThat(recording.only().kind()).isEqualTo(AuditEvent.Kind.COMPLETED);
    }

    @Test
    void theEndOfTheApplicationIsRecordedWhenTheFeatureStoodAlone() {
        JerseyServer server = JerseyServer.of(
                JerseyServer.config(recording, pipeline, Shop.class).register(GapuraJerseyFeature.class));
        server.get("/shop");
        server.close();
        assertThat(recording.all())
                .extracting(AuditEvent::kind)
                .containsExactly(AuditEvent.Kind.START, AuditEvent.Kind.COMPLETED, AuditEvent.Kind.STOP);
    }
}
