package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Rejection FIRST = Rejection.of(400, "request-malformed", "rule.first");
    private static final Rejection SECOND = Rejection.of(403, "forbidden", "rule.second");
    private static final RequestView REQUEST = RequestView.get("/");

    /** A policy of two rules that both refuse everything. */
    private record Two(Set<String> observed) implements Policy {
        @Override
        public String name() {
            return "two";
        }

        @Override
        public Set<String> rules() {
            return Set.of("rule.first", "rule.second");
        }

        @Override
        public Policy shadowing(Set<String> names) {
            return new Two(Rules.checked(names, rules()));
        }

        @Override
        public Decision decide(RequestView request) throws IOException {
            return Rules.of(observed, view -> Decision.reject(FIRST), view -> Decision.reject(SECOND))
                    .decide(request);
        }
    }

    private static Verdict decide(Policy policy) throws IOException {
        return Pipeline.builder().add(policy).build().decide(REQUEST);
    }

    @Test
    void theFirstRefusalWins() throws IOException {
        assertThat(decide(new Two(Set.of())).rejection()).contains(FIRST);
    }

    @Test
    void aShadowedRuleIsRecordedAndDoesNotHideTheNext() throws IOException {
        Verdict verdict = decide(new Two(Set.of()).shadowing(Set.of("rule.first")));
        assertThat(verdict.rejection()).contains(SECOND);
        assertThat(verdict.shadowed())
                .extracting(AuditEvent.WouldReject::rejection)
                .containsExactly(FIRST);
    }

    @Test
    void allRulesShadowedLetTheRequestThroughAndAreRecordedOneByOne() throws IOException {
        Verdict verdict = decide(new Two(Set.of()).shadowing(Set.of("rule.first", "rule.second")));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.shadowed())
                .extracting(AuditEvent.WouldReject::policy, AuditEvent.WouldReject::rejection)
                .containsExactly(tuple("two", FIRST), tuple("two", SECOND));
    }

    @Test
    void aHardRefusalIsNeverOnlyObserved() throws IOException {
        Rules rules = Rules.of(Set.of("rule.first"), view -> Decision.reject(FIRST.asHard()));
        assertThat(rules.decide(REQUEST)).isInstanceOf(Decision.Reject.class);
    }

    @Test
    void aRefusalOfTwoThingsIsEnforcedUnlessBothAreShadowed() throws IOException {
        Rejection both = FIRST.violations(List.of(
                new Violation(Violation.Place.TARGET, "", "uri.one"),
                new Violation(Violation.Place.TARGET, "", "uri.two")));
        assertThat(Rules.of(Set.of("uri.one"), view -> Decision.reject(both)).decide(REQUEST))
                .isInstanceOf(Decision.Reject.class);
        assertThat(Rules.of(Set.of("uri.one", "uri.two"), view -> Decision.reject(both))
                        .decide(REQUEST))
                .isInstanceOfSatisfying(
                        Decision.Proceed.class,
                        left -> assertThat(left.observed()).containsExactly(both));
    }

    @Test
    void anUnknownNameIsRefusedWithTheChoices() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Two(Set.of()).shadowing(Set.of("rule.third")))
                .withMessageContaining("[rule.first, rule.second]");
    }

    @Test
    void aPolicyOfOneRulePointsToItsMode() {
        Policy one = Policy.of("one", view -> Decision.proceed());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.shadowing(Set.of("rule.first")))
                .withMessageContaining("mode = shadow");
    }

    @Test
    void whatEarlierRulesLearnedIsKnownToLaterOnes() throws IOException {
        Caller caller = Caller.of("test", "partner");
        Rules rules = Rules.of(
                Set.of(),
                view -> Decision.proceed(view.withCaller(caller)).responseHeader("X-First", "1"),
                view -> Decision.proceed()
                        .responseHeader("X-Second", view.caller().id())
                        .attribute("learned", 2));
        assertThat(rules.decide(REQUEST)).isInstanceOfSatisfying(Decision.Proceed.class, left -> {
            assertThat(left.request().orElseThrow().caller()).isEqualTo(caller);
            assertThat(left.responseHeaders())
                    .containsExactly(new HeaderLine("X-First", "1"), new HeaderLine("X-Second", "partner"));
            assertThat(left.attributes()).containsEntry("learned", 2);
        });
    }

    @Test
    void rulesThatChangeNothingCostNothing() throws IOException {
        Rules rules = Rules.of(Set.of("rule.first"), view -> Decision.proceed(), view -> Decision.proceed());
        assertThat(rules.decide(REQUEST)).isSameAs(Decision.proceed());
    }

    @Test
    void twoRulesMustNotWatchTheSameBody() {
        Rule guarding = view -> Decision.proceed().bodyGuard((piece, offset, length) -> {});
        assertThatIllegalStateException()
                .isThrownBy(() -> Rules.of(Set.of(), guarding, guarding).decide(REQUEST));
    }
}
