package io.gapura.filters.audit.tlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows that a tree holds all that an older one held, in the same places (RFC 6962 §2.1.2): nothing was changed, removed
 * or put between.
 *
 * @param oldSize of the older tree; 0 has an empty proof
 * @param newSize of the newer tree
 * @param hashes at most 63
 */
public record ConsistencyProof(long oldSize, long newSize, List<TreeHash> hashes) {
    public ConsistencyProof {
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("the older tree must not be larger");
        }
        if (hashes.size() > InclusionProof.MOST) {
            throw new IllegalArgumentException("a proof has at most 63 hashes");
        }
        hashes = List.copyOf(hashes);
    }

    /** Made from the nodes of the newer tree. */
    public static ConsistencyProof of(long oldSize, long newSize, TreeNodes nodes) throws IOException {
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("the older tree must not be larger");
        }
        List<TreeHash> hashes = new ArrayList<>();
        if (oldSize > 0 && oldSize < newSize) {
            path(oldSize, 0, newSize, true, nodes, hashes);
        }
        return new ConsistencyProof(oldSize, newSize, hashes);
    }

    private static void path(long old, long from, long to, boolean known, TreeNodes nodes, List<TreeHash> hashes)
            throws IOException {
        if (old == to) {
            if (!known) {
                hashes.add(MerkleLog.range(nodes, from, to));
            }
            return;
        }
        long split = from + MerkleLog.split(to - from);
        if (old <= split) {
            path(old, from, split, known, nodes, hashes);
            hashes.add(MerkleLog.range(nodes, split, to));
        } else {
            path(old, split, to, false, nodes, hashes);
            hashes.add(MerkleLog.range(nodes, from, split));
        }
    }

    /** Refuses a newer root that does not extend the older one: RFC 9162 §2.1.4.2, in its order. */
    public void check(TreeHash oldRoot, TreeHash newRoot) throws NotProvenException {
        if (oldSize == 0 || oldSize == newSize) {
            trivial(oldRoot, newRoot);
            return;
        }
        List<TreeHash> path = new ArrayList<>(hashes);
        if (Long.bitCount(oldSize) == 1) {
            path.add(0, oldRoot);
        }
        if (path.isEmpty()) {
            throw new NotProvenException("consistency proof lacks a hash");
        }
        long node = oldSize - 1;
        long last = newSize - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        TreeHash older = path.get(0);
        TreeHash newer = older;
        for (TreeHash sibling : path.subList(1, path.size())) {
            if (last == 0) {
                throw new NotProvenException("consistency proof has a hash too many");
            }
            if ((node & 1) == 1 || node == last) {
                older = TreeHash.ofChildren(sibling, older);
                newer = TreeHash.ofChildren(sibling, newer);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                newer = TreeHash.ofChildren(newer, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        if (last != 0) {
            throw new NotProvenException("consistency proof lacks a hash");
        }
        if (!older.equals(oldRoot) || !newer.equals(newRoot)) {
            throw new NotProvenException("consistency proof leads to another root");
        }
    }

    /** Nothing is extended by everything, and a tree by itself; neither needs a hash. */
    private void trivial(TreeHash oldRoot, TreeHash newRoot) throws NotProvenException {
        if (!hashes.isEmpty()) {
            throw new NotProvenException("consistency proof has a hash too many");
        }
        if (!oldRoot.equals(oldSize == newSize ? newRoot : TreeHash.EMPTY)) {
            throw new NotProvenException("consistency proof leads to another root");
        }
    }
}
