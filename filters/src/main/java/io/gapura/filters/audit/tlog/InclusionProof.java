package io.gapura.filters.audit.tlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows that one entry is in a tree, by the sibling hashes on the way from its leaf to the root (RFC 6962 §2.1.1).
 *
 * @param index of the entry, from 0
 * @param size of the tree
 * @param hashes from the leaf's sibling up; at most 63
 */
public record InclusionProof(long index, long size, List<TreeHash> hashes) {
    /** As many as a tree of 2⁶³ leaves needs. */
    public static final int MOST = 63;

    public InclusionProof {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("the entry must be in the tree");
        }
        if (hashes.size() > MOST) {
            throw new IllegalArgumentException("a proof has at most 63 hashes");
        }
        hashes = List.copyOf(hashes);
    }

    /** Made from the nodes of a tree; 17 hashes for 70,000 entries. */
    public static InclusionProof of(long index, long size, TreeNodes nodes) throws IOException {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("the entry must be in the tree");
        }
        List<TreeHash> hashes = new ArrayList<>();
        path(index, 0, size, nodes, hashes);
        return new InclusionProof(index, size, hashes);
    }

    private static void path(long index, long from, long to, TreeNodes nodes, List<TreeHash> hashes)
            throws IOException {
        if (to - from == 1) {
            return;
        }
        long split = from + MerkleLog.split(to - from);
        if (index < split) {
            path(index, from, split, nodes, hashes);
            hashes.add(MerkleLog.range(nodes, split, to));
        } else {
            path(index, split, to, nodes, hashes);
            hashes.add(MerkleLog.range(nodes, from, split));
        }
    }

    /** Refuses a leaf that is not at this place under that root: RFC 9162 §2.1.3.2, in its order. */
    public void check(TreeHash leaf, TreeHash root) throws NotProvenException {
        long node = index;
        long last = size - 1;
        TreeHash hash = leaf;
        for (TreeHash sibling : hashes) {
            if (last == 0) {
                throw new NotProvenException("inclusion proof has a hash too many");
            }
            if ((node & 1) == 1 || node == last) {
                hash = TreeHash.ofChildren(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = TreeHash.ofChildren(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        if (last != 0) {
            throw new NotProvenException("inclusion proof lacks a hash");
        }
        if (!hash.equals(root)) {
            throw new NotProvenException("inclusion proof leads to another root");
        }
    }
}
