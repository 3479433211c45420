package io.gapura.filters.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Mode;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One caller per request: of two credentials that prove different callers, nobody guesses which one was meant. */
class CredentialPairsTest {
    private static final List<String> MECHANISMS = List.of("signing", "certificate", "container", "bearer", "custom");

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (String first : MECHANISMS) {
            for (String second : MECHANISMS) {
                if (!first.equals(second)) {
                    pairs.add(Arguments.of(first, second));
                }
            }
        }
        return pairs.stream();
    }

    private static Policy proving(String name, Caller caller) {
        return Policy.of(name, request -> Decision.proceed(request.withCaller(caller)));
    }

    private static Verdict verdict(Policy first, Policy second) throws IOException {
        return Pipeline.builder().add(first).add(second).build().decide(RequestView.get("/a"));
    }

    private static void assertAmbiguous(Verdict verdict, String by) {
        Rejection rejection = verdict.rejection().orElseThrow();
        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.code()).isEqualTo("credential-ambiguous");
        assertThat(rejection.hard()).isTrue();
        assertThat(verdict.policy()).contains(by);
    }

    /** The same id of two mechanisms is two callers. */
    @ParameterizedTest
    @MethodSource("pairs")
    void twoMechanismsAreTwoCallers(String first, String second) throws IOException {
        assertAmbiguous(
                verdict(proving(first, Caller.of(first, "batch")), proving(second, Caller.of(second, "batch"))),
                second);
    }

    @Test
    void twoIdsOrTwoIssuersOfOneMechanismAreTwoCallers() throws IOException {
        assertAmbiguous(verdict(proving("a", Caller.of("signing", "x")), proving("b", Caller.of("signing", "y"))), "b");
        assertAmbiguous(
                verdict(proving("a", Caller.of("bearer", "i", "x")), proving("b", Caller.of("bearer", "j", "x"))), "b");
    }

    @Test
    void oneCallerMayBeProvenTwice() throws IOException {
        Verdict verdict = verdict(proving("a", Caller.of("signing", "x")), proving("b", Caller.of("signing", "x")));

        assertThat(verdict.rejection()).isEmpty();
    }

    @Test
    void whoIsKnownDoesNotBecomeAnonymousAgain() throws IOException {
        assertAmbiguous(verdict(proving("a", Caller.of("signing", "x")), proving("b", Caller.anonymous())), "b");
    }

    /** Otherwise the order of policies would choose the caller of whoever is in shadow. */
    @Test
    void noModeLetsItPass() throws IOException {
        Verdict verdict = Pipeline.builder()
                .add(proving("a", Caller.of("signing", "x")))
                .add(proving("b", Caller.of("container", "y")), Mode.SHADOW)
                .build()
                .decide(RequestView.get("/a"));

        assertAmbiguous(verdict, "b");
    }
}
