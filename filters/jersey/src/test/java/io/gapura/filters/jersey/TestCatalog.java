package io.gapura.filters.jersey;

import io.gapura.filters.Decision;
import io.gapura.filters.Need;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.PolicyCatalog;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Set;

/** Two policies for settings: one that refuses with a status of choice, one that needs a peer. */
public final class TestCatalog implements PolicyCatalog {
    record Deny(int status) {}

    record Nothing() {}

    /** Cannot work without the peer's address. */
    static final Policy BY_PEER = new Policy() {
        @Override
        public String name() {
            return "by-peer";
        }

        @Override
        public Set<Need> needs() {
            return Set.of(Need.PEER_ADDRESS);
        }

        @Override
        public Decision decide(RequestView request) {
            return Decision.proceed();
        }
    };

    @Override
    public List<CatalogEntry<?>> entries() {
        return List.of(
                CatalogEntry.of(
                        "deny",
                        "refuses everything",
                        MethodHandles.lookup(),
                        Deny.class,
                        new Deny(403),
                        settings -> Contribution.policies(
                                Policy.of("deny", request -> Decision.reject(settings.status(), "forbidden", "test")))),
                CatalogEntry.of(
                        "by-peer",
                        "needs a peer",
                        MethodHandles.lookup(),
                        Nothing.class,
                        new Nothing(),
                        settings -> Contribution.policies(BY_PEER)));
    }
}
