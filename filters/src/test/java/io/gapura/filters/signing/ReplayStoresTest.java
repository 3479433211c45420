package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.ReplayGuardProvider.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Stores by their name, for those who lease as well. */
class ReplayStoresTest {
    private static final Demand DEMAND = new Demand(Optional.empty(), Duration.ofMinutes(5), true);

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Only claims. */
    private final class Claiming implements ReplayGuard {
        @Override
        public Claim claim(ReplayKey key, String caller, Instant until) {
            return Claim.claimed();
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    private record Provider(String name, ReplayGuard guard) implements ReplayGuardProvider {
        @Override
        public ReplayGuard open(Demand demand) {
            return guard;
        }
    }

    @Test
    void aStoreThatLeasesIsOpened() {
        LocalReplayGuard guard = LocalReplayGuard.holding(1_000);
        assertThat(ReplayStores.leasing("webhooks", "own", DEMAND, List.of(new Provider("own", guard))))
                .isSameAs(guard);
    }

    @Test
    void aStoreThatOnlyClaimsIsClosedAndDoesNotStart() {
        List<ReplayGuardProvider> providers = List.of(new Provider("own", new Claiming()));
        assertThatThrownBy(() -> ReplayStores.leasing("webhooks", "own", DEMAND, providers))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("webhooks.replay names a store that cannot lease");
        assertThat(closed).isTrue();
    }

    @Test
    void theSectionIsNamedWhereNobodyHasThatStore() {
        assertThatThrownBy(() -> ReplayStores.leasing("webhooks", "redis", DEMAND, List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("webhooks.replay = redis needs the artifact io.gapura:gapura-redis on the class path");
    }
}
