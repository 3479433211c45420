package io.gapura.filters;

import static io.gapura.filters.RefusingPolicy.refusing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One exchange from its arrival to its completion: what decides, what is answered and what is recorded. */
class ExchangeCourseTest {
    private static final Endpoint ENDPOINT = Endpoint.unknown("GET", "/a", "test");

    private final Recording recording = new Recording();

    private Exchange begin(RequestView request, Pipeline... pipelines) {
        return recording.deployment(pipelines).begin(request);
    }

    private static String text(GateAnswer answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        answer.writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anAdmittedRequestLeavesOneEventAtItsCompletion() throws IOException {
        Pipeline pipeline = Pipeline.builder().build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        assertThat(exchange.arrive(pipeline)).isEmpty();
        assertThat(recording.requests()).isEmpty();
        assertThat(exchange.complete(200)).isEmpty();
        assertThat(exchange.complete(200)).isEmpty();
        assertThat(recording.only().kind()).isEqualTo(AuditEvent.Kind.COMPLETED);
    }

    @Test
    void aRefusalIsRecordedBeforeItIsAnsweredUnderOneIncident() throws IOException {
        Pipeline pipeline =
                Pipeline.builder().add(refusing("gate", Stage.ARRIVAL)).build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        GateAnswer answer = exchange.arrive(pipeline).orElseThrow();
        AuditEvent event = recording.only();
        assertThat(event.kind()).isEqualTo(AuditEvent.Kind.REFUSED);
        assertThat(event.policy()).contains("gate");
        assertThat(event.rejection()).map(Rejection::reason).contains("no");
        assertThat(text(answer)).contains("urn:uuid:" + event.incident()).doesNotContain("\"no\"");
        assertThat(answer.headers())
                .contains(new HeaderLine("X-Request-Id", event.incident().toString()));
        assertThat(exchange.complete(403)).isEmpty();
        assertThat(recording.requests()).hasSize(1);
    }

    @Test
    void aStageRunsOnceHoweverOftenAnAdapterGetsThere() throws IOException {
        List<String> asked = new ArrayList<>();
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("first", r -> {
                    asked.add("arrival");
                    return Decision.proceed();
                }))
                .add(Policy.of("second", Stage.ENDPOINT, r -> {
                    asked.add("endpoint");
                    return Decision.proceed();
                }))
                .build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        for (int i = 0; i < 2; i++) {
            exchange.arrive(pipeline);
            exchange.enter(ENDPOINT);
        }
        assertThat(asked).containsExactly("arrival", "endpoint");
        exchange.enter(Endpoint.unknown("GET", "/b", "forwarded"));
        assertThat(asked).containsExactly("arrival", "endpoint", "endpoint");
    }

    @Test
    void aRefusalStaysWhateverIsAskedLater() throws IOException {
        Pipeline pipeline =
                Pipeline.builder().add(refusing("gate", Stage.ARRIVAL)).build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        GateAnswer answer = exchange.arrive(pipeline).orElseThrow();
        assertThat(exchange.arrive(pipeline)).containsSame(answer);
        assertThat(exchange.enter(ENDPOINT)).containsSame(answer);
        assertThat(exchange.refuse(Rejection.internalError("other"))).isSameAs(answer);
        assertThat(exchange.fail(new IllegalStateException())).isSameAs(answer);
    }

    @Test
    void nothingSucceedsWhileAPipelineHasNotArrived() throws IOException {
        Pipeline one = Pipeline.builder().build();
        Pipeline two = Pipeline.builder().build();
        Exchange exchange = begin(RequestView.get("/a"), one, two);
        exchange.arrive(one);
        assertThat(exchange.withheld()).map(Rejection::code).contains("stage-skipped");
        exchange.arrive(two);
        assertThat(exchange.withheld()).isEmpty();
    }

    @Test
    void nothingSucceedsWhileAnEndpointPolicyHasNotDecided() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("rules", Stage.ENDPOINT, r -> Decision.proceed()))
                .build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        exchange.arrive(pipeline);
        assertThat(exchange.withheld()).map(Rejection::code).contains("stage-skipped");
        exchange.enter(ENDPOINT);
        assertThat(exchange.withheld()).isEmpty();
    }

    @Test
    void aForgottenFeatureIsRefusedEvenWithoutEndpointPolicies() throws IOException {
        Pipeline pipeline = Pipeline.builder().build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        exchange.arrive(pipeline);
        exchange.awaitEndpoint();
        assertThat(exchange.withheld()).map(Rejection::reason).contains("feature-missing");
    }

    @Test
    void policiesOfAllRegistrationsDecideOnTheEndpoint() throws IOException {
        Pipeline one = Pipeline.builder().add(refusing("rules", Stage.ENDPOINT)).build();
        Pipeline two = Pipeline.builder().build();
        Exchange exchange = begin(RequestView.get("/a"), one, two);
        exchange.arrive(one);
        exchange.arrive(two);
        assertThat(exchange.enter(ENDPOINT)).isPresent();
        assertThat(recording.only().policy()).contains("rules");
    }

    @Test
    void whileAuditCannotWriteNothingIsAdmitted() throws IOException {
        Pipeline pipeline = Pipeline.builder().build();
        recording.breakDown();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        assertThat(exchange.arrive(pipeline)).hasValueSatisfying(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).contains(new HeaderLine("Retry-After", "5"));
        });
    }

    @Test
    void anAnswerThatCannotBeRecordedIsReplaced() throws IOException {
        Pipeline pipeline = Pipeline.builder().build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        exchange.arrive(pipeline);
        recording.breakDown();
        assertThat(exchange.complete(200)).map(GateAnswer::status).contains(503);
    }

    @Test
    void aRefusalThatCannotBeRecordedIsA503() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("gate", r -> {
                    recording.breakDown();
                    return Decision.reject(403, "forbidden", "no");
                }))
                .build();
        assertThat(begin(RequestView.get("/a"), pipeline).arrive(pipeline))
                .map(GateAnswer::status)
                .contains(503);
    }

    @Test
    void aRendererThatThrowsIsAnsweredByStaticBytes() throws IOException {
        recording.breakRenderer();
        Pipeline pipeline =
                Pipeline.builder().add(refusing("gate", Stage.ARRIVAL)).build();
        GateAnswer answer =
                begin(RequestView.get("/a"), pipeline).arrive(pipeline).orElseThrow();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer)).contains("about:blank");
        assertThat(recording.only().rejection()).map(Rejection::code).contains("forbidden");
    }

    @Test
    void anUnauthenticatedRefusalCarriesTheChallengesOfAllCredentialPolicies() throws IOException {
        Policy basic = new Policy() {
            @Override
            public String name() {
                return "basic";
            }

            @Override
            public Decision decide(RequestView request) {
                return Decision.proceed();
            }

            @Override
            public List<HeaderLine> challenges(RequestView request) {
                return List.of(new HeaderLine("WWW-Authenticate", "Basic realm=\"orders\""));
            }
        };
        Policy rules = Policy.of("rules", r -> Decision.reject(401, "authentication-required", "anonymous"));
        Pipeline pipeline = Pipeline.builder().add(basic).add(rules).build();
        assertThat(begin(RequestView.get("/a"), pipeline)
                        .arrive(pipeline)
                        .orElseThrow()
                        .headers())
                .contains(new HeaderLine("WWW-Authenticate", "Basic realm=\"orders\""));
    }

    @Test
    void aPreflightAnswerHasNoBodyAndOneEvent() throws IOException {
        Policy cors =
                Policy.of("cors", r -> new Decision.Answer(List.of(new HeaderLine("Access-Control-Max-Age", "60"))));
        Pipeline pipeline = Pipeline.builder().add(cors).build();
        GateAnswer answer = begin(RequestView.of("OPTIONS", "/a"), pipeline)
                .arrive(pipeline)
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.length()).isZero();
        assertThat(recording.only().status()).isEqualTo(204);
    }

    @Test
    void aGuardStopsTheReadingAndSwallowingTheExceptionDoesNotHelp() throws IOException {
        BodyGuard three = new BodyGuard() {
            private int seen;

            @Override
            public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
                seen += length;
                if (seen > 3) {
                    throw new BodyRejectedException(Body.tooLarge());
                }
            }
        };
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("limits", r -> Decision.proceed().bodyGuard(three)))
                .build();
        Exchange exchange = begin(RequestView.post("/a").body("abcd"), pipeline);
        exchange.arrive(pipeline);
        InputStream content = exchange.openBody();
        assertThat(content.read()).isEqualTo('a');
        assertThatThrownBy(() -> content.readAllBytes()).isInstanceOf(BodyRejectedException.class);
        assertThatThrownBy(content::read).isInstanceOf(BodyRejectedException.class);
        assertThat(exchange.withheld()).map(Rejection::status).contains(413);
        assertThat(exchange.fail(new IllegalStateException("wrapped")).status()).isEqualTo(413);
    }

    @Test
    void aShadowedGuardIsRecordedAndTheApplicationReadsOn() throws IOException {
        BodyGuard picky = (piece, offset, length) -> {
            throw new BodyRejectedException(Rejection.of(400, "content-malformed", "json.syntax"));
        };
        Pipeline pipeline = Pipeline.builder()
                .shadow(Policy.of("json", r -> Decision.proceed().bodyGuard(picky)))
                .build();
        Exchange exchange = begin(RequestView.post("/a").body("abcd"), pipeline);
        exchange.arrive(pipeline);
        assertThat(exchange.openBody().readAllBytes()).hasSize(4);
        exchange.complete(200);
        assertThat(recording.only().shadowed()).hasSize(1);
    }

    @Test
    void aGuardOfAShadowedRuleIsRecordedAloneAndNeverWhenItIsHard() throws IOException {
        for (boolean hard : new boolean[] {false, true}) {
            Rejection would = Rejection.of(400, "content-malformed", "json.syntax");
            BodyGuard picky = (piece, offset, length) -> {
                throw BodyRejectedException.observing(hard ? would.asHard() : would);
            };
            Pipeline pipeline = Pipeline.builder()
                    .add(Policy.of("json", r -> Decision.proceed().bodyGuard(picky)))
                    .build();
            Exchange exchange = begin(RequestView.post("/a").body("abcd"), pipeline);
            exchange.arrive(pipeline);
            InputStream content = exchange.openBody();
            if (hard) {
                assertThatThrownBy(content::readAllBytes).isInstanceOf(BodyRejectedException.class);
            } else {
                assertThat(content.readAllBytes()).hasSize(4);
                exchange.complete(200);
                assertThat(recording.only().shadowed()).hasSize(1);
            }
        }
    }

    @Test
    void theApplicationReadsTheBytesThatWereChecked() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("reading", r -> {
                    r.body().read(100);
                    return Decision.proceed();
                }))
                .build();
        InputStream wire = new ByteArrayInputStream("once".getBytes(StandardCharsets.UTF_8));
        Exchange exchange = begin(RequestView.post("/a").withBody(Body.from(() -> wire, -1)), pipeline);
        exchange.arrive(pipeline);
        assertThat(exchange.openBody()).hasContent("once");
    }

    @Test
    void anEntityThatIsRefusedIsRefusedWithTheCheckingPolicysName() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of(
                        "validation",
                        Stage.ENDPOINT,
                        r -> Decision.proceed()
                                .entityCheck(entity -> Decision.reject(422, "content-refused", "body.missing"))))
                .build();
        Exchange exchange = begin(RequestView.post("/a"), pipeline);
        exchange.arrive(pipeline);
        exchange.enter(ENDPOINT);
        assertThat(exchange.check("entity")).map(GateAnswer::status).contains(422);
        assertThat(recording.only().policy()).contains("validation");
    }

    @Test
    void anEntityCheckThatThrowsIsClosed() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .shadow(Policy.of(
                        "validation",
                        r -> Decision.proceed().entityCheck(entity -> {
                            throw new IllegalStateException();
                        })))
                .build();
        Exchange exchange = begin(RequestView.post("/a"), pipeline);
        exchange.arrive(pipeline);
        assertThat(exchange.check("entity")).map(GateAnswer::status).contains(500);
    }

    @Test
    void anEscapedExceptionIsA500ThatNamesNothing() throws IOException {
        Pipeline pipeline = Pipeline.builder().build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        exchange.arrive(pipeline);
        GateAnswer answer = exchange.fail(new IllegalStateException("jdbc:secret"));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer)).doesNotContain("secret").doesNotContain("IllegalState");
        assertThat(recording.only().rejection().orElseThrow().note()).contains("java.lang.IllegalStateException");
    }

    @Test
    void aRejectionDeepInTheCauseChainDecidesTheAnswer() throws IOException {
        Pipeline pipeline = Pipeline.builder().build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        exchange.arrive(pipeline);
        Exception wrapped = new RuntimeException(new RuntimeException(new BodyRejectedException(Body.tooLarge())));
        assertThat(exchange.fail(wrapped).status()).isEqualTo(413);
    }

    @Test
    void anAnswerThatHadLeftIsRecordedAsCutOff() throws IOException {
        Pipeline pipeline = Pipeline.builder().build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        exchange.arrive(pipeline);
        exchange.cutOff(200, Rejection.internalError("exception"));
        assertThat(recording.only().kind()).isEqualTo(AuditEvent.Kind.FAILED);
        assertThat(recording.only().rejection().orElseThrow().note())
                .hasValueSatisfying(note -> assertThat(note).contains("response-aborted"));
    }

    @Test
    void everyAnswerCarriesTheGatheredHeadersAndTheIncident() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("headers", r -> Decision.proceed().responseHeader("X-A", "1")))
                .build();
        Exchange exchange = begin(RequestView.get("/a"), pipeline);
        exchange.arrive(pipeline);
        Map<String, String> set = new LinkedHashMap<>();
        exchange.headersInto(set::put);
        assertThat(set)
                .containsEntry("X-A", "1")
                .containsEntry("X-Request-Id", exchange.incident().toString());
    }
}
