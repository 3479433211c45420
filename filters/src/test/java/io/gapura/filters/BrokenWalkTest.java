package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What breaks a walk off must not let the request pass, however often somebody tries again. */
class BrokenWalkTest {
    private static final Endpoint ENDPOINT = Endpoint.unknown("GET", "/a", "test");

    private final Recording recording = new Recording();

    @SuppressWarnings("unchecked")
    private static <X extends Throwable, T> T sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }

    private Exchange begin(RequestView request, Pipeline... pipelines) {
        return recording.deployment(pipelines).begin(request);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void aStageThatWasBrokenOffHasNotRun(Stage stage) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("breaks", stage, request -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IOException("gone");
                    }
                    return Decision.reject(403, "forbidden", "no");
                }))
                .build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        assertThatThrownBy(() -> {
                    exchange.arrive(pipeline);
                    exchange.enter(ENDPOINT);
                })
                .isInstanceOf(IOException.class);
        assertThat(exchange.withheld()).map(Rejection::code).contains("stage-skipped");
        Optional<GateAnswer> again = exchange.arrive(pipeline);
        assertThat(again.isPresent() ? again : exchange.enter(ENDPOINT)).isPresent();
        assertThat(asked).hasValue(2);
    }

    @Test
    void aFeatureThatWasBrokenOffHasNotRunEither() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("breaks", Stage.ENDPOINT, request -> {
                    throw new IOException("gone");
                }))
                .build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        exchange.arrive(pipeline);
        exchange.awaitEndpoint();
        assertThatThrownBy(() -> exchange.enter(ENDPOINT)).isInstanceOf(IOException.class);
        assertThat(exchange.withheld()).map(Rejection::reason).contains("feature-missing");
    }

    @Test
    void anExceptionThatNobodyDeclaredIsClosedInEveryMode() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .shadow(Policy.of("undeclared", request -> sneaky(new Exception("checked"))))
                .build();
        assertThat(pipeline.decide(RequestView.get("/a")).rejection())
                .map(Rejection::reason)
                .contains("policy-failed");
    }

    @Test
    void aGuardThatThrowsWhatNobodyDeclaredStopsTheReading() throws IOException {
        BodyGuard guard = new BodyGuard() {
            @Override
            public void bytes(byte[] piece, int offset, int length) {
                BrokenWalkTest.<RuntimeException, Void>sneaky(new Exception("checked"));
            }
        };
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("watch", request -> Decision.proceed().bodyGuard(guard)))
                .build();
        Exchange exchange = begin(RequestView.post("/a").body("abc"), pipeline);
        exchange.arrive(pipeline);
        InputStream content = exchange.openBody();
        assertThatThrownBy(content::readAllBytes).isInstanceOf(BodyRejectedException.class);
        assertThat(exchange.lateRejection()).map(Rejection::reason).contains("control.failure");
    }

    @Test
    void aGuardThatComesAfterTheReadingRefuses() throws IOException {
        Pipeline early = Pipeline.builder().build();
        Pipeline late = Pipeline.builder()
                .add(Policy.of(
                        "watch",
                        request -> Decision.proceed().bodyGuard(new BodyGuard() {
                            @Override
                            public void bytes(byte[] piece, int offset, int length) {}
                        })))
                .build();
        Exchange untouched = begin(RequestView.post("/a").body("abc"), early, late);
        untouched.arrive(early);
        assertThat(untouched.arrive(late)).isEmpty();
        Exchange read = recording.deployment().begin(RequestView.post("/a").body("abc"));
        assertThat(read.openBody().read()).isEqualTo('a');
        assertThat(read.arrive(late)).map(GateAnswer::status).contains(500);
        assertThat(recording.only().rejection()).map(Rejection::reason).contains("guard-too-late");
    }

    /** What reads and then forwards meets the rules of its target, of which one watched the reading already. */
    @Test
    void aGuardThatAPolicyGivesAgainForTheTargetOfAForwardIsNotTooLate() throws IOException {
        Policy watch = Policy.of(
                "watch",
                Stage.ENDPOINT,
                request -> Decision.proceed().bodyGuard(new BodyGuard() {
                    @Override
                    public void bytes(byte[] piece, int offset, int length) {}
                }));
        Pipeline pipeline = Pipeline.builder().add(watch).build();
        Exchange exchange = begin(RequestView.post("/a").body("abc"), pipeline);
        exchange.arrive(pipeline);
        assertThat(exchange.enter(Endpoint.unknown("POST", "/a", "first"))).isEmpty();
        assertThat(exchange.openBody().readAllBytes()).hasSize(3);
        assertThat(exchange.enter(Endpoint.unknown("POST", "/b", "second"))).isEmpty();
    }

    @Test
    void aBodyThatBrokeOffIsNotContinuedByTheApplication() {
        InputStream wire =
                new ByteArrayInputStream("0123456789abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Body body = Body.from(() -> wire, -1);
        Pipeline careless = Pipeline.builder()
                .add(Policy.of("careless", request -> {
                    try {
                        request.body().read(4);
                    } catch (BodyRejectedException swallowed) {
                        return Decision.proceed();
                    }
                    return Decision.proceed();
                }))
                .build();
        Exchange exchange = begin(RequestView.post("/a").withBody(body), careless);
        assertThatThrownBy(() -> {
                    exchange.arrive(careless);
                    exchange.openBody();
                })
                .isInstanceOfSatisfying(
                        BodyRejectedException.class,
                        rejected -> assertThat(rejected.rejection().status()).isEqualTo(413));
        assertThatThrownBy(() -> body.read(100)).isInstanceOf(BodyRejectedException.class);
    }

    /** Throws wherever a refusal asks it for a header. */
    private static final class Undressed implements Policy {
        @Override
        public String name() {
            return "undressed";
        }

        @Override
        public Decision decide(RequestView request) {
            return Decision.reject(401, "credential-required", "missing");
        }

        @Override
        public List<HeaderLine> challenges(RequestView request) {
            throw new IllegalStateException("told to fail");
        }

        @Override
        public List<HeaderLine> headersOfUnread(String scheme) {
            throw new IllegalStateException("told to fail");
        }
    }

    @Test
    void aPolicyThatThrowsWhileARefusalIsDressedDoesNotUndoIt() throws IOException {
        Pipeline pipeline = Pipeline.builder().add(new Undressed()).build();
        Deployment deployment = recording.deployment(pipeline);
        assertThat(deployment.begin(RequestView.get("/a")).arrive(pipeline))
                .map(GateAnswer::status)
                .contains(401);
        GateAnswer unread = deployment.refuseUnread(
                Rejection.malformed("uri.null"), new AuditEvent.RequestLine("GET", "http", new Client("192.0.2.1")));
        assertThat(unread.status()).isEqualTo(400);
        assertThat(recording.requests()).hasSize(2);
    }

    @Test
    void contradictingRulesAreRulesAndNotNone() throws IOException {
        assertThat(begin(RequestView.get("/a"), contradicting(Stage.ENDPOINT)).isCovered(ENDPOINT))
                .isTrue();
    }

    @Test
    void whatDecidesOnArrivalIsNotWhatAnEndpointNeedsToBeAskedAbout() throws IOException {
        assertThat(begin(RequestView.get("/a"), contradicting(Stage.ARRIVAL)).isCovered(ENDPOINT))
                .isFalse();
    }

    private static Pipeline contradicting(Stage stage) {
        return Pipeline.builder()
                .add(new Policy() {
                    @Override
                    public String name() {
                        return "contradicting";
                    }

                    @Override
                    public Stage stage() {
                        return stage;
                    }

                    @Override
                    public Decision decide(RequestView request) {
                        return Decision.proceed();
                    }

                    @Override
                    public Optional<Ruling> ruling(Endpoint endpoint) {
                        throw ConfigurationException.of("two rules");
                    }
                })
                .build();
    }

    @Test
    void anUncoveredEndpointStopsTheStartOfAPolicyThatWantsAllCoveredAndNoRequest() {
        Policy wantsAll = new Policy() {
            @Override
            public String name() {
                return "wants-all";
            }

            @Override
            public Decision decide(RequestView request) {
                return Decision.proceed();
            }

            @Override
            public Optional<Ruling> ruling(Endpoint endpoint) {
                return Optional.of(new Ruling("none", false));
            }

            @Override
            public boolean requiresCoverage() {
                return true;
            }
        };
        Deployment deployment =
                recording.deployment(Pipeline.builder().add(wantsAll).build());
        assertThatThrownBy(() -> deployment.cover(ENDPOINT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("GET /a test");
        assertThat(deployment.begin(RequestView.get("/a")).isCovered(ENDPOINT)).isFalse();
    }

    @Test
    void aBodyThatAPolicyRejectsCannotBeShadowed() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .shadow(Policy.of("reads", request -> {
                    throw new BodyRejectedException(Rejection.of(422, "content-refused", "no"));
                }))
                .build();
        assertThat(pipeline.decide(RequestView.post("/a")).rejection())
                .map(Rejection::status)
                .contains(422);
    }

    @Test
    void anAuditThatCannotWriteDoesNotStart() {
        recording.breakDown();
        Pipeline pipeline = Pipeline.builder().audit(recording).build();
        assertThatThrownBy(() -> recording.deployment(pipeline))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit cannot write");
    }
}
