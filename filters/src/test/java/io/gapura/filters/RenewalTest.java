package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RenewalTest {
    private static final Endpoint ENDPOINT = Endpoint.unknown("GET", "/orders", "orders");

    private final Deque<Supplier<Optional<Renewal.Renewed>>> next = new ArrayDeque<>();
    private final CountDownLatch looked = new CountDownLatch(2);
    private final Recording audit = new Recording();
    private final Pipeline pipeline =
            Pipeline.builder().add(new Answering("first")).build();
    private final Deployment deployment = audit.deployment(pipeline);

    private AuditEvent last() {
        List<AuditEvent> all = audit.all();
        return all.get(all.size() - 1);
    }

    /** Refuses with its version, so that a test can tell which one decided. */
    private final class Answering implements Policy, Renewal {
        private final String version;

        private Answering(String version) {
            this.version = version;
        }

        @Override
        public String name() {
            return "answering";
        }

        @Override
        public Decision decide(RequestView request) {
            return request.target().path().equals("/pass")
                    ? Decision.proceed()
                    : Decision.reject(403, "forbidden", version);
        }

        @Override
        public Optional<Ruling> ruling(Endpoint endpoint) {
            if (version.equals("unsound")) {
                throw ConfigurationException.of("it contradicts itself");
            }
            return Optional.of(new Ruling(version, true));
        }

        @Override
        public Optional<Renewal> renewal() {
            return Optional.of(this);
        }

        @Override
        public String fingerprint() {
            return version;
        }

        @Override
        public Duration every() {
            return Duration.ZERO;
        }

        @Override
        public Optional<Renewed> look(List<Endpoint> endpoints) {
            looked.countDown();
            return next.isEmpty() ? Optional.empty() : next.remove().get();
        }
    }

    private void comes(String version) {
        next.add(() -> Optional.of(new Renewal.Renewed(List.of(new Answering(version)), Map.of("opened", "0"))));
    }

    private Exchange begun() {
        return deployment.begin(RequestView.get("/orders"));
    }

    private String decided(Exchange exchange) throws IOException {
        assertThat(exchange.arrive(pipeline)).isPresent();
        return last().rejection().orElseThrow().reason();
    }

    @Test
    void aNewerVersionDecidesOnRequestsThatBeginAfterIt() throws IOException {
        assertThat(decided(begun())).isEqualTo("first");
        comes("second");
        deployment.renew();
        assertThat(decided(begun())).isEqualTo("second");
        comes("third");
        deployment.renew();
        assertThat(decided(begun())).isEqualTo("third");
    }

    @Test
    void aRequestKeepsTheVersionThatItBeganWith() throws IOException {
        Exchange earlier = begun();
        comes("second");
        deployment.renew();
        assertThat(decided(earlier)).isEqualTo("first");
        assertThat(last().version()).startsWith("1-");
    }

    @Test
    void aChangeLeavesAnEventAndEveryEventAfterItTheNewVersion() throws IOException {
        String before = decidedVersion();
        comes("second");
        deployment.renew();
        AuditEvent change = last();
        assertThat(change.kind()).isEqualTo(AuditEvent.Kind.POLICY_CHANGED);
        assertThat(change.facts()).containsEntry("opened", "0");
        assertThat(change.version())
                .startsWith("2-")
                .isEqualTo(decidedVersion())
                .isNotEqualTo(before);
    }

    private String decidedVersion() throws IOException {
        decided(begun());
        return last().version();
    }

    @Test
    void whatIsNewerAndNotSoundIsNotTaken() throws IOException {
        deployment.cover(ENDPOINT);
        comes("unsound");
        deployment.renew();
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_KEPT);
        assertThat(last().facts().get("problem")).contains("contradicts itself");
        assertThat(deployment.posture()).anyMatch(line -> line.startsWith("answering is kept as it was"));
        assertThat(decided(begun())).isEqualTo("first");
        comes("second");
        deployment.renew();
        assertThat(deployment.posture()).noneMatch(line -> line.contains("kept"));
        assertThat(deployment.coverage().rows()).extracting(Coverage.Row::rule).containsExactly("second");
    }

    @Test
    void aPolicyThatHasNoPlaceIsNotTaken() throws IOException {
        next.add(() -> Optional.of(new Renewal.Renewed(
                List.of(new Answering("second"), Policy.of("other", view -> Decision.proceed())), Map.of())));
        deployment.renew();
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_KEPT);
        assertThat(decided(begun())).isEqualTo("first");
    }

    @Test
    void aLookThatBreaksIsNoLastOne() throws IOException {
        next.add(() -> {
            throw new IllegalStateException("the disk is gone");
        });
        deployment.renew();
        comes("second");
        deployment.renew();
        assertThat(decided(begun())).isEqualTo("second");
    }

    @Test
    void aClassThatIsMissingForANewerVersionIsNoLastLook() throws IOException {
        next.add(() -> {
            throw new NoClassDefFoundError("org/acme/Check");
        });
        deployment.renew();
        assertThat(decided(begun())).isEqualTo("first");
        comes("second");
        deployment.renew();
        assertThat(decided(begun())).isEqualTo("second");
    }

    @Test
    void whoeverJoinedOnceHasJoinedWhateverWasRenewedSince() throws IOException {
        comes("second");
        deployment.renew();
        deployment.join("the feature", pipeline);
        Exchange exchange = begun();
        assertThat(exchange.walks(pipeline)).isTrue();
        assertThat(decided(exchange)).isEqualTo("second");
    }

    @Test
    void aSuccessMayLeaveOnceTheRenewedPipelineHasRun() throws IOException {
        comes("second");
        deployment.renew();
        Exchange exchange = deployment.begin(RequestView.get("/pass"));
        assertThat(exchange.withheld()).isPresent();
        assertThat(exchange.arrive(pipeline)).isEmpty();
        assertThat(exchange.withheld()).isEmpty();
    }

    @Test
    void anOpenDeploymentLooksByItself() throws InterruptedException {
        deployment.open();
        assertThat(looked.await(5, TimeUnit.MINUTES)).isTrue();
        deployment.close();
    }
}
