package io.gapura.filters.audit.tlog;

import java.io.IOException;

/** Where proofs find the nodes that they are made of. */
@FunctionalInterface
public interface TreeNodes {
    /**
     * The root of the perfect subtree over the leaves from {@code index · 2^height} on.
     *
     * @throws IOException when it is not there or cannot be read
     */
    TreeHash at(int height, long index) throws IOException;
}
