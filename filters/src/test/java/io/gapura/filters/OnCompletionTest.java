package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who left an {@link OnCompletion} learns of the end once, whatever others make of theirs. */
class OnCompletionTest {
    private final Recording recording = new Recording();

    private Exchange exchange(Pipeline pipeline) throws Exception {
        return exchange(recording.deployment(pipeline), pipeline);
    }

    private static Exchange exchange(Deployment deployment, Pipeline pipeline) throws Exception {
        Exchange exchange = deployment.begin(RequestView.get("/orders"));
        exchange.arrive(pipeline);
        return exchange;
    }

    @Test
    void eachOfSeveralPoliciesIsToldOnceInOrder() throws Exception {
        List<String> told = new ArrayList<>();
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("a", request -> Decision.proceed().onCompletion(end -> told.add("a" + end.status()))))
                .add(Policy.of(
                        "b",
                        request -> Decision.proceed(request)
                                .onCompletion(end -> told.add("b1"))
                                .onCompletion(end -> told.add("b2"))))
                .build();
        Exchange exchange = exchange(pipeline);
        assertThat(told).isEmpty();
        exchange.ended(201, false);
        exchange.ended(500, true);
        assertThat(told).containsExactly("a201", "b1", "b2");
    }

    @Test
    void oneWhoThrowsIsCountedAndKeepsNobodyFromHearing() throws Exception {
        List<Completion> told = new ArrayList<>();
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of(
                        "throws",
                        request -> Decision.proceed().onCompletion(end -> {
                            throw new Exception("canary");
                        })))
                .add(Policy.of(
                        "fails",
                        request -> Decision.proceed().onCompletion(end -> {
                            throw new AssertionError("canary");
                        })))
                .add(Policy.of("hears", request -> Decision.proceed().onCompletion(told::add)))
                .build();
        Deployment deployment = recording.deployment(pipeline);
        Exchange exchange = exchange(deployment, pipeline);
        assertThat(deployment.failedCompletions()).isZero();
        exchange.ended(200, false);
        assertThat(told).containsExactly(new Completion(200, false));
        assertThat(deployment.failedCompletions()).isEqualTo(2);
    }

    @Test
    void oneThatIsLeftAfterTheEndIsToldOfTheNext() throws Exception {
        Endings late = new Endings("late");
        Policy atEndpoint = Policy.of("at-endpoint", Stage.ENDPOINT, late::decide);
        Exchange exchange = exchange(Pipeline.builder().add(atEndpoint).build());
        exchange.ended(404, false);
        exchange.enter(Endpoint.unknown("GET", "/page", "page"));
        assertThat(late.seen()).isEmpty();
        exchange.ended(410, false);
        assertThat(late.seen()).containsExactly(new Completion(410, false));
    }

    @Test
    void aRefusalOfALaterPolicyIsAnEndAsAnyOther() throws Exception {
        Endings endings = new Endings();
        Pipeline pipeline = Pipeline.builder()
                .add(endings)
                .add(Policy.of("closed", request -> Decision.reject(403, "access-denied", "closed")))
                .build();
        Exchange exchange = exchange(pipeline);
        exchange.ended(exchange.decided().orElseThrow().status(), false);
        assertThat(endings.seen()).containsExactly(new Completion(403, false));
    }

    @Test
    void aShadowedPolicyIsToldToo() throws Exception {
        Endings endings = new Endings();
        Exchange exchange = exchange(Pipeline.builder().shadow(endings).build());
        exchange.ended(200, false);
        assertThat(endings.seen()).hasSize(1);
    }

    @Test
    void aVerdictShowsWhoWaits() throws Exception {
        Pipeline pipeline = Pipeline.builder().add(new Endings()).build();
        assertThat(pipeline.decide(RequestView.get("/")).onCompletion()).hasSize(1);
        Pipeline none = Pipeline.builder().build();
        assertThat(none.decide(RequestView.get("/")).onCompletion()).isEmpty();
    }

    @Test
    void rulesOfOnePolicyMayEachLeaveOne() throws Exception {
        List<String> told = new ArrayList<>();
        Rules rules = Rules.of(
                Set.of(),
                request -> Decision.proceed().onCompletion(end -> told.add("first")),
                request -> Decision.proceed(),
                request -> Decision.proceed().onCompletion(end -> told.add("second")));
        Exchange exchange = exchange(
                Pipeline.builder().add(Policy.of("rules", rules::decide)).build());
        exchange.ended(204, false);
        assertThat(told).containsExactly("first", "second");
    }

    @ParameterizedTest
    @CsvSource({"199, false, false", "200, false, true", "299, false, true", "300, false, false", "200, true, false"})
    void onlyAWhole2xxHasSucceeded(int status, boolean cut, boolean succeeded) {
        assertThat(new Completion(status, cut).succeeded()).isEqualTo(succeeded);
    }

    @Test
    void aRequestThatCouldNotBeReadHasNobodyToTell() {
        Deployment deployment =
                recording.deployment(Pipeline.builder().add(new Endings()).build());
        GateAnswer answer = deployment.refuseUnread(
                Rejection.malformed("uri"), new AuditEvent.RequestLine("GET", "http", Client.unknown()));
        assertThat(answer.status()).isEqualTo(400);
    }
}
