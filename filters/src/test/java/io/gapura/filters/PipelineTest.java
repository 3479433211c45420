package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final Policy REFUSING = Policy.of("refusing", request -> Decision.reject(403, "forbidden", "no"));
    private static final Policy PASSING = Policy.of("passing", request -> Decision.proceed());

    private static Verdict decide(Policy... policies) throws IOException {
        return Pipeline.builder().addAll(List.of(policies)).build().decide(RequestView.get("/a"));
    }

    @Test
    void anEmptyPipelineProceeds() throws IOException {
        assertThat(decide().rejection()).isEmpty();
    }

    @Test
    void theFirstRefusalWinsAndLaterPoliciesAreNotAsked() throws IOException {
        List<String> asked = new ArrayList<>();
        Policy later = Policy.of("later", request -> {
            asked.add("later");
            return Decision.reject(400, "request-malformed", "later");
        });
        assertThat(decide(PASSING, REFUSING, later).policy()).contains("refusing");
        assertThat(asked).isEmpty();
    }

    @Test
    void aShadowedRefusalIsRecordedAndTheNextPolicyIsAsked() throws IOException {
        Verdict verdict = Pipeline.builder()
                .shadow(REFUSING)
                .add(Policy.of("last", request -> Decision.reject(429, "rate-exceeded", "rate")))
                .build()
                .decide(RequestView.get("/a"));
        assertThat(verdict.policy()).contains("last");
        assertThat(verdict.shadowed()).singleElement().satisfies(would -> {
            assertThat(would.policy()).isEqualTo("refusing");
            assertThat(would.rejection().code()).isEqualTo("forbidden");
        });
    }

    @Test
    void aHardRefusalIgnoresShadowMode() throws IOException {
        Policy hard = Policy.of("hard", request -> Decision.reject(Rejection.malformed("uri.control")));
        assertThat(Pipeline.builder()
                        .shadow(hard)
                        .build()
                        .decide(RequestView.get("/a"))
                        .rejection())
                .isPresent();
    }

    @Test
    void aPolicyThatIsOffIsNotAsked() throws IOException {
        Verdict verdict = Pipeline.builder().add(REFUSING, Mode.OFF).build().decide(RequestView.get("/a"));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.shadowed()).isEmpty();
    }

    @Test
    void aPolicyThatThrowsIsClosedInEveryMode() throws IOException {
        Policy throwing = Policy.of("throwing", request -> {
            throw new IllegalStateException("secret text");
        });
        for (Mode mode : List.of(Mode.ENFORCE, Mode.SHADOW, Mode.enforce(1))) {
            Verdict verdict = Pipeline.builder().add(throwing, mode).build().decide(RequestView.get("/a"));
            assertThat(verdict.rejection()).hasValueSatisfying(rejection -> {
                assertThat(rejection.status()).isEqualTo(500);
                assertThat(rejection.code()).isEqualTo("internal-error");
                assertThat(rejection.note()).contains("java.lang.IllegalStateException");
            });
        }
    }

    @Test
    void anErrorInAPolicyIsClosedToo() throws IOException {
        Policy broken = Policy.of("broken", request -> {
            throw new StackOverflowError();
        });
        assertThat(decide(broken).rejection()).map(Rejection::status).contains(500);
    }

    @Test
    @SuppressWarnings("NullAway") // what a policy must not do
    void aPolicyThatDecidesNothingIsClosed() throws IOException {
        assertThat(decide(Policy.of("nothing", request -> null)).rejection())
                .map(Rejection::reason)
                .contains("no-decision");
    }

    @Test
    void aRepeatedHeaderRefusesWhereverItIsAskedFor() throws IOException {
        Policy asking = Policy.of("asking", request -> {
            request.headers().only("X-Key");
            return Decision.proceed();
        });
        Verdict verdict = Pipeline.builder()
                .shadow(asking)
                .build()
                .decide(RequestView.get("/a").header("X-Key", "1").header("x-key", "2"));
        assertThat(verdict.rejection()).map(Rejection::reason).contains("header.repeated");
    }

    @Test
    void aBodyOverTheLimitRefusesInEveryMode() throws IOException {
        Policy reading = Policy.of("reading", request -> {
            request.body().read(2);
            return Decision.proceed();
        });
        Verdict verdict = Pipeline.builder()
                .shadow(reading)
                .build()
                .decide(RequestView.post("/a").body("abc"));
        assertThat(verdict.rejection()).map(Rejection::status).contains(413);
    }

    @Test
    void anIoExceptionMeansThatTheClientLeft() {
        Policy leaving = Policy.of("leaving", request -> {
            throw new IOException("gone");
        });
        assertThatThrownBy(() -> decide(leaving)).isInstanceOf(IOException.class);
    }

    @Test
    void whatOnePolicyLearnsTheNextOneSees() throws IOException {
        Policy proving =
                Policy.of("proving", request -> Decision.proceed(request.withCaller(Caller.of("signing", "orders"))));
        Policy greeting = Policy.of(
                "greeting",
                request ->
                        request.caller().id().equals("orders") ? Decision.proceed() : Decision.reject(401, "x-x", "r"));
        assertThat(decide(proving, greeting).request().caller()).hasToString("signing:orders");
    }

    @Test
    void twoDifferentCallersOnOneRequestAreRefused() throws IOException {
        Policy one = Policy.of("one", request -> Decision.proceed(request.withCaller(Caller.of("signing", "a"))));
        Policy two = Policy.of("two", request -> Decision.proceed(request.withCaller(Caller.of("bearer", "a"))));
        Verdict verdict = Pipeline.builder().add(one).shadow(two).build().decide(RequestView.get("/a"));
        assertThat(verdict.rejection()).map(Rejection::code).contains("credential-ambiguous");
    }

    @Test
    void aLaterPolicyMayAddRolesToTheCallerButNotDropIt() throws IOException {
        Policy one = Policy.of("one", request -> Decision.proceed(request.withCaller(Caller.of("signing", "a"))));
        Policy roles = Policy.of(
                "roles",
                request -> Decision.proceed(request.withCaller(request.caller().withRoles(java.util.Set.of("clerk")))));
        Policy drop = Policy.of("drop", request -> Decision.proceed(request.withCaller(Caller.anonymous())));
        assertThat(decide(one, roles).request().caller().roles()).containsExactly("clerk");
        assertThat(decide(one, drop).rejection()).map(Rejection::code).contains("credential-ambiguous");
    }

    @Test
    void headersGatheredBeforeARefusalAreKept() throws IOException {
        Policy headers = Policy.of("headers", r -> Decision.proceed().responseHeader("X-Frame-Options", "DENY"));
        assertThat(decide(headers, REFUSING).responseHeaders())
                .containsExactly(new HeaderLine("X-Frame-Options", "DENY"));
    }

    @Test
    void theFirstPolicyKeepsAHeaderThatTwoSetAndTheClashIsRecorded() throws IOException {
        Policy one = Policy.of("one", r -> Decision.proceed().responseHeader("X-A", "1"));
        Policy two = Policy.of("two", r -> Decision.proceed().responseHeader("x-a", "2"));
        Verdict verdict = decide(one, two);
        assertThat(verdict.responseHeaders()).containsExactly(new HeaderLine("X-A", "1"));
        assertThat(verdict.shadowed())
                .singleElement()
                .satisfies(would -> assertThat(would.rejection().reason()).isEqualTo("header-clash"));
    }

    @Test
    void decisionsThatMeetAgainLeaveTheSameLinesAndRules() throws IOException {
        Decision.Proceed one = Decision.proceed().responseHeader("X-A", "1");
        Decision.Proceed two = Decision.proceed()
                .responseHeader("X-B", "2")
                .answerRules(AnswerRules.none().without(Set.of("Server")));
        Decision.Proceed other = Decision.proceed().responseHeader("X-B", "3");
        for (Decision.Proceed second : List.of(two, two, other, two)) {
            Verdict verdict = decide(Policy.of("one", r -> one), Policy.of("second", r -> second));

            assertThat(verdict.responseHeaders())
                    .containsExactly(
                            new HeaderLine("X-A", "1"), second.responseHeaders().get(0));
            assertThat(verdict.answerRules().removes("server")).isEqualTo(second == two);
            assertThat(verdict.shadowed()).isEmpty();
        }
    }

    @Test
    void endpointPoliciesRunOnlyWhenTheEndpointIsKnown() throws IOException {
        Policy last = Policy.of("last", Stage.ENDPOINT, r -> Decision.reject(403, "forbidden", "no"));
        Pipeline pipeline = Pipeline.builder().add(last).build();
        assertThat(pipeline.decide(RequestView.get("/a")).rejection()).isEmpty();
        Endpoint endpoint = Endpoint.unknown("GET", "/a", "test");
        assertThat(pipeline.decide(RequestView.get("/a").withEndpoint(endpoint)).rejection())
                .isPresent();
    }

    @Test
    void aSampledPolicyHoldsForTheSameCallersEachTimeAndForAboutThatShare() throws IOException {
        Pipeline pipeline = Pipeline.builder().add(REFUSING, Mode.enforce(25)).build();
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            RequestView request = RequestView.get("/a").withCaller(Caller.of("signing", "caller-" + i));
            boolean first = pipeline.decide(request).rejection().isPresent();
            assertThat(pipeline.decide(request).rejection().isPresent()).isEqualTo(first);
            refused += first ? 1 : 0;
        }
        assertThat(refused).isBetween(400, 600);
    }

    @Test
    void thoseOutsideTheSampleAreShadowedNotForgotten() throws IOException {
        Pipeline pipeline = Pipeline.builder().add(REFUSING, Mode.enforce(1)).build();
        long shadowed = 0;
        for (int i = 0; i < 100; i++) {
            Verdict verdict = pipeline.decide(RequestView.get("/a").withCaller(Caller.of("signing", "caller-" + i)));
            shadowed += verdict.shadowed().size();
            assertThat(verdict.rejection().isPresent() ? 1 : verdict.shadowed().size())
                    .isEqualTo(1);
        }
        assertThat(shadowed).isGreaterThan(90);
    }

    @Test
    void aPolicyScopedToAPathIsNotAskedElsewhere() throws IOException {
        PathScope scope = PathScope.of(List.of("/partners/**", "!/partners/health"));
        Pipeline pipeline =
                Pipeline.builder().add(REFUSING, Mode.ENFORCE, scope).build();
        assertThat(pipeline.decide(RequestView.get("/partners/orders")).rejection())
                .isPresent();
        assertThat(pipeline.decide(RequestView.get("/partners")).rejection()).isPresent();
        assertThat(pipeline.decide(RequestView.get("/partners/health")).rejection())
                .isEmpty();
        assertThat(pipeline.decide(RequestView.get("/partnersx")).rejection()).isEmpty();
    }

    @Test
    void twoPoliciesOfOneNameDoNotStart() {
        assertThatThrownBy(() -> Pipeline.builder().add(PASSING).add(PASSING))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("passing stands twice");
    }

    @Test
    void anEndpointPolicyCannotBeScopedToPaths() {
        Policy endpoint = Policy.of("rules", Stage.ENDPOINT, r -> Decision.proceed());
        assertThatThrownBy(() -> Pipeline.builder().add(endpoint, Mode.ENFORCE, PathScope.of(List.of("/a"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rules.on is for arrival policies");
    }
}
