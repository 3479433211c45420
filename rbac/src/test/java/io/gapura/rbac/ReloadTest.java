package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class ReloadTest extends WatchedPolicy {
    /** Enough for a build; the number is run by {@code -Dgapura.reloads=100000}. */
    private static final int RELOADS = Integer.getInteger("gapura.reloads", 500);

    private static final String WIDER = CLOSED.replace("clerk: {}", "clerk: { includes: [ manager ] }");

    @Test
    void aNewerDocumentDecidesAndTheLogSaysWhatItOpened() throws IOException {
        Gate gate = gate(watched());
        assertThat(gate.admits()).isFalse();
        says(WIDER);
        gate.deployment().renew();
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_CHANGED);
        assertThat(last().facts())
                .containsEntry("opened", "1")
                .containsEntry("closed", "0")
                .containsEntry("source", file.toString());
        assertThat(last().facts().get("opened_cells")).contains("for clerk: no -> yes");
        assertThat(gate.admits()).isTrue();
    }

    @Test
    void theMatrixOfARunningApplicationIsThatOfThePolicyThatCountsNow() throws IOException {
        Gate gate = gate(watched());
        AccessMatrix before = AccessMatrix.of(gate.deployment());
        assertThat(before.cells(endpoint().id())).containsEntry("clerk", AccessMatrix.Cell.NO);
        says(WIDER);
        assertThat(AccessMatrix.of(gate.deployment())).isEqualTo(before);
        gate.deployment().renew();
        assertThat(AccessMatrix.of(gate.deployment()).cells(endpoint().id()))
                .containsEntry("clerk", AccessMatrix.Cell.YES);
    }

    @Test
    void anApplicationWithoutAccessRulesHasNoMatrix() {
        Deployment none = audit.deployment(Pipeline.builder().build());
        assertThatIllegalStateException()
                .isThrownBy(() -> AccessMatrix.of(none))
                .withMessage("rbac is not among the policies of this application");
    }

    @Test
    void aDocumentThatSaysTheSameIsNoNewerOne() throws IOException {
        Gate gate = gate(watched());
        gate.deployment().open();
        int events = audit.all().size();
        says(CLOSED);
        gate.deployment().renew();
        assertThat(audit.all()).hasSize(events);
    }

    @Test
    void aBrokenDocumentLeavesTheLastGoodOneAndIsToldOnce() throws IOException {
        says(OPENED);
        Gate gate = gate(watched());
        says(CLOSED.substring(0, 40));
        gate.deployment().renew();
        gate.deployment().renew();
        assertThat(audit.all())
                .filteredOn(event -> event.kind() == AuditEvent.Kind.POLICY_KEPT)
                .hasSize(1);
        assertThat(last().facts().get("problem")).contains("policy.yaml:");
        assertThat(gate.admits()).isTrue();
        assertThat(gate.deployment().posture()).contains("rbac is kept as it was, what is newer is not sound");
        says(OPENED);
        gate.deployment().renew();
        assertThat(gate.deployment().posture()).doesNotContain("rbac is kept as it was, what is newer is not sound");
    }

    @Test
    void aDocumentThatIsGoneLeavesTheLastGoodOneAndIsToldOnce() throws IOException {
        says(OPENED);
        Gate gate = gate(watched());
        Files.delete(file);
        gate.deployment().renew();
        gate.deployment().renew();
        assertThat(audit.all())
                .filteredOn(event -> event.kind() == AuditEvent.Kind.POLICY_KEPT)
                .hasSize(1);
        assertThat(gate.admits()).isTrue();
    }

    /** Nothing newer is there then, and nothing is wrong any more. */
    @Test
    void aDocumentThatComesBackAsItWasIsNoFindingAnyMore() throws IOException {
        Gate gate = gate(watched());
        Files.delete(file);
        gate.deployment().renew();
        assertThat(gate.deployment().posture()).contains("rbac is kept as it was, what is newer is not sound");
        int events = audit.all().size();
        says(CLOSED);
        gate.deployment().renew();
        assertThat(gate.deployment().posture()).doesNotContain("rbac is kept as it was, what is newer is not sound");
        assertThat(audit.all()).hasSize(events);
    }

    /** Where nobody proves callers, nobody could ever answer. */
    @Test
    void aDocumentThatWouldNotHaveStartedIsNotTakenAndAskedAboutAgain() throws IOException {
        Endpoint report = Decided.method(Report.class, "all");
        String open = CLOSED + "endpoints:\n  - { class: " + Report.class.getName() + ", public: \"a report\" }\n";
        says(open);
        Pipeline pipeline = Pipeline.builder().addAll(watched().policies()).build();
        Deployment deployment = audit.deployment(pipeline);
        deployment.cover(report);
        deployment.requireServed(report);
        says(open.replace("public: \"a report\"", "require: { roles: [ manager ] }"));
        deployment.renew();
        deployment.renew();
        assertThat(audit.all())
                .filteredOn(event -> event.kind() == AuditEvent.Kind.POLICY_KEPT)
                .hasSize(1);
        assertThat(last().facts().get("problem")).contains("no-challenge rbac");
        assertThat(deployment.posture()).contains("rbac is kept as it was, what is newer is not sound");
    }

    /** Stands where nobody can write an annotation. */
    public static class Report {
        public void all() {}
    }

    @Test
    void aDocumentThatNamesNoLongerWhatAnEndpointAsksForIsNotTaken() throws IOException {
        Gate gate = gate(watched());
        says("version: 1\nroles:\n  clerk: {}\n");
        gate.deployment().renew();
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_KEPT);
        assertThat(last().facts().get("problem")).contains("unknown-role");
    }

    @Test
    void whatOpensWaitsForARestartWhereTheSettingSaysSo() throws IOException {
        says(WIDER);
        Gate gate = gate(watched().reloadMayOpen(false));
        says(CLOSED);
        gate.deployment().renew();
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_CHANGED);
        says(WIDER);
        gate.deployment().renew();
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_KEPT);
        assertThat(last().facts().get("problem")).contains("reload-opens").contains("for clerk: no -> yes");
        assertThat(gate.admits()).isFalse();
    }

    /** The resource was closed by it, and its own rule admits ann. */
    @Test
    void aPathRuleThatGoesWaitsForARestartAsWell() throws IOException {
        says(WITH_PATHS);
        Gate gate = gate(watched().reloadMayOpen(false));
        says(OPENED);
        gate.deployment().renew();
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_KEPT);
        assertThat(last().facts().get("problem")).contains("reload-opens * /orders path rule for");
        assertThat(gate.admits()).isFalse();
    }

    /** Roles are given and taken every day: what a role may do is what the setting guards. */
    @Test
    void whoHasARoleIsNoOpenedEndpoint() throws IOException {
        Gate gate = gate(watched().reloadMayOpen(false));
        says(OPENED);
        gate.deployment().renew();
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_CHANGED);
        assertThat(gate.admits()).isTrue();
    }

    @Test
    void aNewerDocumentMayBringPathRules() throws IOException {
        says(OPENED);
        Gate gate = gate(watched());
        assertThat(gate.admits()).isTrue();
        says(WITH_PATHS);
        gate.deployment().renew();
        assertThat(gate.admits()).isFalse();
        says(OPENED);
        gate.deployment().renew();
        assertThat(gate.admits()).isTrue();
    }

    @Test
    void aFileThatIsBeingWrittenIsReadOnceItStandsStill() throws IOException {
        AtomicReference<String> text = new AtomicReference<>(CLOSED);
        List<String> next = new ArrayList<>(List.of(OPENED.substring(0, 60), OPENED));
        PolicySource torn = new PolicySource() {
            @Override
            public String name() {
                return "torn";
            }

            @Override
            public byte[] read() {
                return text.get().getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public boolean mayTear() {
                // asked between the two readings
                if (!next.isEmpty()) {
                    text.set(next.remove(next.size() - 1));
                }
                return true;
            }
        };
        Gate gate = gate(Rbac.of(torn).reloadEvery(Duration.ofDays(1)).settling(Duration.ZERO));
        text.set(next.remove(0));
        int events = audit.all().size();
        gate.deployment().renew();
        assertThat(audit.all()).hasSize(events);
        gate.deployment().renew();
        assertThat(gate.admits()).isTrue();
    }

    @Test
    void aRequestKeepsThePolicyThatItBeganWith() throws IOException {
        Gate gate = gate(watched());
        Exchange earlier = gate.begun();
        says(OPENED);
        gate.deployment().renew();
        assertThat(earlier.arrive(gate.pipeline())).isEmpty();
        assertThat(earlier.enter(endpoint())).isPresent();
        assertThat(gate.admits()).isTrue();
    }

    /** A policy of 20,000 permissions that stays behind at every reload fills the heap in the end. */
    @Test
    void aPolicyThatWasReplacedIsLetGo() throws IOException, InterruptedException {
        Gate gate = gate(watched());
        says(OPENED);
        gate.deployment().renew();
        assertThat(gate.admits()).isTrue();
        List<WeakReference<Policy>> replaced = gate.deployment().policies().stream()
                .filter(policy -> policy instanceof EndpointAccess)
                .map(WeakReference::new)
                .toList();
        assertThat(replaced).isNotEmpty();
        for (int i = 0; i < 16; i++) { // as many look-ups as an endpoint remembers
            says(i % 2 == 0 ? CLOSED : OPENED);
            gate.deployment().renew();
            assertThat(gate.admits()).isEqualTo(i % 2 != 0);
        }
        for (int i = 0; i < 500 && replaced.stream().anyMatch(each -> each.get() != null); i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(replaced).allMatch(each -> each.get() == null);
        assertThat(gate.pipeline()).isNotNull();
    }

    @Test
    void intervalsAreBetweenASecondAndADay() {
        Rbac rbac = Rbac.document(file);
        rbac.reloadEvery(Duration.ofSeconds(1));
        rbac.reloadEvery(Duration.ofDays(1));
        assertThatThrownBy(() -> rbac.reloadEvery(Duration.ofMillis(999))).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> rbac.reloadEvery(Duration.ofDays(1).plusMillis(1)))
                .isInstanceOf(ConfigurationException.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> Rbac.annotated(RoleModel.empty()).reloadEvery(Duration.ofSeconds(1)));
    }

    /** Odd versions close, even ones open: every decision must be that of the version in its own event. */
    private static final class Judge implements AuditSink {
        private final LongAdder decided = new LongAdder();
        private final LongAdder wrong = new LongAdder();
        private final LongAdder changes = new LongAdder();

        @Override
        public void append(AuditEvent event) {
            if (event.kind() == AuditEvent.Kind.POLICY_CHANGED) {
                changes.increment();
            }
            if (event.request().isPresent()) {
                int version = Integer.parseInt(
                        event.version().substring(0, event.version().indexOf('-')));
                decided.increment();
                if (event.rejection().isEmpty() != (version % 2 == 0)) {
                    wrong.increment();
                }
            }
        }

        @Override
        public void check() {}

        @Override
        public void close() {}
    }

    @Test
    void everyDecisionUnderReloadsIsThatOfTheVersionInItsEvent()
            throws IOException, InterruptedException, ExecutionException {
        Judge judge = new Judge();
        Pipeline pipeline =
                Pipeline.builder().audit(judge).addAll(watched().policies()).build();
        Gate gate = new Gate(pipeline, audit.deployment(pipeline));
        gate.deployment().cover(endpoint());
        AtomicBoolean running = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<?>> deciding = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            deciding.add(threads.submit(() -> decide(gate, running)));
        }
        for (int i = 0; i < RELOADS; i++) {
            says(i % 2 == 0 ? OPENED : CLOSED);
            gate.deployment().renew();
        }
        for (int i = 0; i < 30_000 && judge.decided.sum() <= RELOADS; i++) { // on one core they come to it later
            Thread.sleep(10);
        }
        running.set(false);
        threads.shutdown();
        for (Future<?> each : deciding) {
            each.get();
        }
        assertThat(judge.changes.sum()).isEqualTo(RELOADS);
        assertThat(judge.decided.sum()).isGreaterThan(RELOADS);
        assertThat(judge.wrong.sum()).isZero();
    }
}
