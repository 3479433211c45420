package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What would have stopped the start stops a reload, and the last good policy goes on. */
class RefusedReloadTest {
    private static final Endpoint ORDERS = Endpoint.unknown("GET", "/orders", "orders");
    private static final Endpoint LOCATOR = Endpoint.unknown(Endpoint.LOCATOR, "/items", "items");
    private static final String KEPT = "ruling is kept as it was, what is newer is not sound";

    private final Deque<Supplier<Optional<Renewal.Renewed>>> next = new ArrayDeque<>();
    private final Recording audit = new Recording();
    private final Deployment deployment = audit.deployment(
            Pipeline.builder().add(new Rules("first", Set.of())).build());

    /** Refuses with its version; what it does beyond that is said by words. */
    private final class Rules implements Policy, Renewal {
        private final String version;
        private final Set<String> words;

        private Rules(String version, Set<String> words) {
            this.version = version;
            this.words = words;
        }

        @Override
        public String name() {
            return "ruling";
        }

        @Override
        public Stage stage() {
            return Stage.ENDPOINT;
        }

        @Override
        public Decision decide(RequestView request) {
            return Decision.reject(403, "forbidden", version);
        }

        @Override
        public boolean asksWhoCalls(Endpoint endpoint) {
            return words.contains("asks");
        }

        @Override
        public Optional<Ruling> ruling(Endpoint endpoint) {
            boolean locator = endpoint.equals(LOCATOR);
            return Optional.of(new Ruling(version, !locator || words.contains("locator")));
        }

        @Override
        public Set<Need> needs() {
            return words.contains("peer") ? Set.of(Need.PEER_ADDRESS) : Set.of();
        }

        @Override
        public boolean rulesLate() {
            return words.contains("late");
        }

        @Override
        public boolean requiresCoverage() {
            return true;
        }

        @Override
        public Optional<Renewal> renewal() {
            return Optional.of(this);
        }

        @Override
        public Duration every() {
            return Duration.ofDays(1);
        }

        @Override
        public Optional<Renewed> look(List<Endpoint> endpoints) {
            return next.isEmpty() ? Optional.empty() : next.remove().get();
        }
    }

    private void comes(String version, String... words) {
        Rules newer = new Rules(version, Set.of(words));
        next.add(() -> Optional.of(new Renewal.Renewed(List.of(newer), Map.of())));
        deployment.renew();
    }

    private void unsound(String problem) {
        next.add(() -> {
            throw ConfigurationException.of(problem);
        });
        deployment.renew();
    }

    private AuditEvent last() {
        List<AuditEvent> all = audit.all();
        return all.get(all.size() - 1);
    }

    private void assertKept(String problem) {
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_KEPT);
        assertThat(last().facts().get("problem")).contains(problem);
        assertThat(deployment.posture()).contains(KEPT);
    }

    private void assertTaken() {
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_CHANGED);
        assertThat(deployment.posture()).doesNotContain(KEPT);
    }

    @Test
    void aPolicyThatNeedsWhatTheStartFoundMissingIsNotTaken() {
        deployment.requireOnly(Map.of(Need.PEER_ADDRESS, "REST alone has none"));

        comes("second", "peer");
        assertKept("ruling needs PEER_ADDRESS, and REST alone has none");

        comes("third");
        assertTaken();
    }

    @Test
    void whereNothingIsMissingAPolicyMayNeedMore() {
        comes("second", "peer");
        assertTaken();
    }

    @Test
    void whatWasMissingAlreadyKeepsNoOldPolicy() {
        comes("second", "peer");
        assertThatThrownBy(() -> deployment.requireOnly(Map.of(Need.PEER_ADDRESS, "REST alone has none")))
                .isInstanceOf(ConfigurationException.class);

        comes("third", "peer");
        assertTaken();
    }

    @Test
    void aPolicyThatAsksWhoCallsWhereNobodyCanAnswerIsNotTaken() {
        deployment.cover(ORDERS);
        comes("second", "asks");
        assertKept("no-challenge ruling");
        assertThat(deployment.coverage().rows()).extracting(Coverage.Row::rule).containsExactly("first");
        comes("third");
        assertTaken();
    }

    @Test
    void whatWasNotInOrderBeforeKeepsNoOldPolicy() {
        Deployment asking = audit.deployment(
                Pipeline.builder().add(new Rules("first", Set.of("asks"))).build());
        asking.cover(ORDERS);
        next.add(() ->
                Optional.of(new Renewal.Renewed(List.of(new Rules("second", Set.of("asks"))), Map.of("new", "yes"))));
        asking.renew();
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_CHANGED);
    }

    @Test
    void aLocatorThatComesUnderARuleMustBeAskedForInTime() {
        deployment.locate(LOCATOR, false);
        assertThat(deployment.coverage().endpoints()).isEmpty();
        comes("second", "locator");
        assertKept("locator-unruled");
        comes("third", "locator", "late");
        assertTaken();
        assertThat(deployment.coverage().endpoints()).containsExactly(LOCATOR);
    }

    @Test
    void aLocatorThatIsAskedForInTimeMayComeUnderARuleAndLeaveItAgain() {
        deployment.locate(LOCATOR, true);
        comes("second", "locator");
        assertTaken();
        assertThat(deployment.coverage().endpoints()).containsExactly(LOCATOR);
        comes("third");
        assertTaken();
        assertThat(deployment.coverage().endpoints()).isEmpty();
    }

    @Test
    void aLocatorOfTwoRuntimesIsAskedForInTimeWhereBothDoSo() {
        deployment.locate(LOCATOR, true);
        deployment.locate(LOCATOR, false);
        deployment.locate(LOCATOR, true);
        comes("second", "locator");
        assertKept("locator-unruled");
    }

    @Test
    void aLocatorUnderARuleThatNobodyAsksForStopsTheStart() {
        Deployment ruled = audit.deployment(
                Pipeline.builder().add(new Rules("first", Set.of("locator"))).build());
        assertThatThrownBy(() -> ruled.locate(LOCATOR, false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("locator-unruled");
        assertThatCode(() -> ruled.locate(Endpoint.unknown(Endpoint.LOCATOR, "/items", "items"), true))
                .doesNotThrowAnyException();
        assertThat(ruled.coverage().endpoints()).containsExactly(LOCATOR);
    }

    @Test
    void aFindingIsToldOnceAndThePostureSaysSoAsLongAsItLasts() {
        unsound("the file is gone");
        int events = audit.all().size();
        unsound("the file is gone");
        assertThat(audit.all()).hasSize(events);
        assertKept("the file is gone");
        unsound("the file is broken");
        assertThat(audit.all()).hasSize(events + 1);
        assertKept("the file is broken");
        deployment.renew(); // nothing newer: what is there is what counts
        assertThat(deployment.posture()).doesNotContain(KEPT);
        unsound("the file is broken");
        assertThat(audit.all()).hasSize(events + 2);
    }

    @Test
    void whatWouldBeRefusedCanBeFoundOutBefore() {
        deployment.cover(ORDERS);
        assertThatThrownBy(() -> deployment.requireFitting(List.of(new Rules("second", Set.of("asks")))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no-challenge");
        assertThatCode(() -> deployment.requireFitting(List.of(new Rules("second", Set.of()))))
                .doesNotThrowAnyException();
        assertThat(deployment.coverage().rows()).extracting(Coverage.Row::rule).containsExactly("first");
    }

    @Test
    void anEventOfTheGateIsWrittenOrTheCallerKnows() throws AuditUnavailableException {
        deployment.requireAudit();
        deployment.record(AuditEvent.Kind.POLICY_WRITTEN, Map.of("by", "ann"));
        assertThat(last().facts()).containsEntry("by", "ann");
        audit.breakDown();
        assertThatThrownBy(deployment::requireAudit).isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(() -> deployment.record(AuditEvent.Kind.POLICY_WRITTEN, Map.of()))
                .isInstanceOf(AuditUnavailableException.class);
    }
}
