package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.LeasingGuard;
import io.gapura.filters.signing.ReplayGuardProvider.Demand;
import io.gapura.filters.signing.ReplayKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that several nodes remember deliveries in holds connections: it is opened once, used by all, and closed. */
class SharedMemoryTest {
    @TempDir
    private Path folder;

    private final Store store = new Store();

    private static final class Store implements LeasingGuard {
        private final List<String> opened = new ArrayList<>();
        private final List<ReplayKey> leased = new ArrayList<>();
        private int closed;

        LeasingGuard open(String section, String name, Demand demand) {
            opened.add(section + " " + name + " " + demand.life() + " " + demand.mustAnswer());
            return this;
        }

        @Override
        public Claim claim(ReplayKey key, String caller, Instant until) {
            return lease(key, caller, until);
        }

        @Override
        public Claim lease(ReplayKey key, String caller, Instant until) {
            if (leased.contains(key)) {
                return Claim.refused(Claim.Outcome.PENDING, Duration.ofSeconds(2));
            }
            leased.add(key);
            return Claim.leased(new Claim.Lease(key, caller, until, "run"));
        }

        @Override
        public Claim confirm(Claim leasedBefore) {
            return Claim.claimed();
        }

        @Override
        public void release(Claim leasedBefore) {}

        @Override
        public void close() {
            closed++;
        }
    }

    private WebhookSettings settings(String secret) throws IOException {
        Path file = folder.resolve("secrets");
        Files.writeString(file, secret + "\n");
        Reference secrets = Reference.file(file);
        return new WebhookSettings(
                Map.of("stripe", sender("/hooks/one", secrets), "slack", sender("/hooks/two", secrets)),
                "redis",
                Optional.empty(),
                Webhooks.STANDARD_CAPACITY);
    }

    private static WebhookSettings.Sender sender(String path, Reference secrets) {
        return new WebhookSettings.Sender(
                Optional.empty(),
                List.of(path),
                Optional.of(secrets),
                Optional.empty(),
                Optional.empty(),
                WebhookSettings.Sender.DEFAULTS.maxBody());
    }

    @Test
    void oneStoreServesAllSendersAndIsClosedWithTheApplication() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .addAll(settings(Sender.STRIPE.secrets().get(0)).policies(store::open))
                .build();
        assertThat(store.opened).containsExactly("webhooks redis PT10M1S true");
        Delivery now = Sender.STRIPE.sign(Sender.STRIPE.secrets().get(0), Instant.now(), "{\"id\":\"evt_1\"}");
        Deployment deployment = Deployment.of(pipeline);
        assertThat(pipeline.decide(now.request()).rejection()).isEmpty();
        assertThat(pipeline.decide(now.request()).rejection()).hasToString("Optional[503 store-unavailable (replay)]");
        assertThat(store.leased).hasSize(1);
        assertThat(store.closed).isZero();
        deployment.close();
        assertThat(store.closed).isEqualTo(1);
    }

    @Test
    void aStoreThatNoPolicyGotIsClosedAtOnce() throws IOException {
        WebhookSettings bad = settings("short-canary-15");
        assertThatThrownBy(() -> bad.policies(store::open))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a secret must have at least 16 bytes");
        assertThat(store.opened).hasSize(1);
        assertThat(store.closed).isEqualTo(1);
    }
}
