package io.gapura.filters;

import static io.gapura.filters.RefusingPolicy.refusing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What belongs to no single exchange: what starts together, what is said at the start, and who could not be read. */
class DeploymentTest {
    private final Recording recording = new Recording();

    @Test
    void anUnreadableRequestIsRefusedWithTheConstantHeadersAndOneEvent() {
        Policy headers = new Policy() {
            @Override
            public String name() {
                return "headers";
            }

            @Override
            public Decision decide(RequestView request) {
                return Decision.proceed();
            }

            @Override
            public List<HeaderLine> headersOfUnread(String scheme) {
                return List.of(new HeaderLine("X-Scheme", scheme));
            }
        };
        Deployment deployment =
                recording.deployment(Pipeline.builder().add(headers).build());
        GateAnswer answer = deployment.refuseUnread(
                UriViolation.ENCODED_SLASH.rejection(),
                new AuditEvent.RequestLine("GET", "https", new Client("192.0.2.7")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers()).contains(new HeaderLine("X-Scheme", "https"));
        assertThat(recording.only().unread())
                .map(AuditEvent.RequestLine::method)
                .isEqualTo(Optional.of("GET"));
    }

    @Test
    void theGateLeavesAStartAndAStopEvent() throws IOException {
        Pipeline pipeline = Pipeline.builder().build();
        try (Deployment deployment = recording.deployment(pipeline)) {
            deployment.begin(RequestView.get("/a"));
            deployment.begin(RequestView.get("/a"));
        }
        assertThat(recording.all())
                .extracting(AuditEvent::kind)
                .containsExactly(AuditEvent.Kind.START, AuditEvent.Kind.STOP);
        assertThat(recording.all().get(0).facts().get("posture")).contains("no access policy: every endpoint is open");
    }

    @Test
    void oneNameInTwoRegistrationsDoesNotStartAndBothAreNamed() {
        Pipeline one = Pipeline.builder().add(refusing("rules", Stage.ARRIVAL)).build();
        Pipeline two = Pipeline.builder().add(refusing("rules", Stage.ENDPOINT)).build();
        assertThatThrownBy(() -> recording.deployment(one, two))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("filter 2: the policy rules is already configured by filter 1");
    }

    /** Liberty makes a filter that failed again with each request. */
    @Test
    void aRegistrationThatFailedFailsForTheSameReasonAgain() {
        Deployment deployment = recording.deployment(
                Pipeline.builder().add(refusing("rules", Stage.ARRIVAL)).build());
        Pipeline two = Pipeline.builder()
                .add(refusing("more", Stage.ARRIVAL))
                .add(refusing("rules", Stage.ENDPOINT))
                .build();
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> deployment.join("filter 2", two))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("filter 2: the policy rules is already configured by filter 1");
        }
        assertThat(deployment.policies()).hasSize(1);
    }

    @Test
    void aFacilityInTwoRegistrationsDoesNotStart() {
        Pipeline one = Pipeline.builder().audit(recording).build();
        Pipeline two = Pipeline.builder().audit(recording).build();
        assertThatThrownBy(() -> recording.deployment(one, two))
                .hasMessage("filter 2: audit is already configured by filter 1");
    }

    @Test
    void aPolicyThatNeedsWhatIsMissingDoesNotStart() {
        Policy needy = new Policy() {
            @Override
            public String name() {
                return "rate";
            }

            @Override
            public Decision decide(RequestView request) {
                return Decision.proceed();
            }

            @Override
            public java.util.Set<Need> needs() {
                return java.util.Set.of(Need.PEER_ADDRESS);
            }
        };
        Deployment deployment =
                recording.deployment(Pipeline.builder().add(needy).build());
        assertThatThrownBy(() -> deployment.requireOnly(Map.of(Need.PEER_ADDRESS, "REST alone has none")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rate needs PEER_ADDRESS");
        deployment.requireOnly(Map.of());
    }

    @Test
    void coverageIsSortedAndNamesWhatIsUncovered() {
        Policy rules = new Policy() {
            @Override
            public String name() {
                return "rbac";
            }

            @Override
            public Decision decide(RequestView request) {
                return Decision.proceed();
            }

            @Override
            public Optional<Ruling> ruling(Endpoint endpoint) {
                boolean covered = endpoint.template().equals("/a");
                return Optional.of(new Ruling(covered ? "roles [clerk]" : "uncovered", covered));
            }
        };
        Deployment deployment =
                recording.deployment(Pipeline.builder().add(rules).build());
        deployment.cover(Endpoint.unknown("POST", "/b", "B"));
        deployment.cover(Endpoint.unknown("GET", "/a", "A"));
        assertThat(deployment.coverage()).hasToString("""
                GET /a A -> rbac: roles [clerk] (enforce)
                POST /b B -> rbac: uncovered (enforce)""");
        assertThat(deployment.coverage().uncovered()).containsExactly("POST /b B");
    }
}
