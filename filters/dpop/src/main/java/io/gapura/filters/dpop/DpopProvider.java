package io.gapura.filters.dpop;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.bearer.ProofOfPossession;
import io.gapura.filters.bearer.ProofOfPossessionProvider;
import io.gapura.filters.signing.LocalReplayGuard;
import io.gapura.filters.signing.ReplayGuard;
import io.gapura.filters.signing.ReplayGuardProvider;
import io.gapura.filters.signing.ReplayStores;

/** Makes {@link DpopProofs} for {@code bearer.proofs = dpop}. */
public final class DpopProvider implements ProofOfPossessionProvider {
    private static final System.Logger LOG = System.getLogger("io.gapura");
    private static final String SETTING = "bearer.proof-replay";
    private static final int CAPACITY = 262_144;
    private static final String PER_NODE =
            "each node remembers DPoP proofs for itself, so that one counts once on each: name a shared store in "
                    + SETTING;

    /** For service loading. */
    public DpopProvider() {}

    @Override
    public String name() {
        return "dpop";
    }

    @Override
    public ProofOfPossession open(Demand demand) {
        String store = demand.replay()
                .orElseThrow(() -> ConfigurationException.of(SETTING
                        + " must be set: where DPoP proofs are remembered, local or the name of a shared store"));
        boolean local = store.equals(ReplayStores.LOCAL);
        DpopProofs proofs = DpopProofs.remembering(local ? LocalReplayGuard.holding(CAPACITY) : shared(store, demand))
                .maxAge(demand.maxAge());
        if (demand.nonceKey().isPresent()) {
            proofs = proofs.nonces(demand.nonceKey().get());
        }
        if (local && demand.clustered()) {
            LOG.log(System.Logger.Level.WARNING, "Gapura: " + PER_NODE);
            return proofs.warning(PER_NODE);
        }
        return proofs;
    }

    private static ReplayGuard shared(String store, Demand demand) {
        return ReplayStores.shared(
                SETTING,
                store,
                new ReplayGuardProvider.Demand(
                        demand.replayStore(), demand.maxAge().plusSeconds(31), true));
    }
}
