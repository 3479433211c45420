package io.gapura.filters.audit.tlog;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree of RFC 6962 §2.1 while it grows: of all nodes only the roots of its perfect subtrees, at most 63. Amortised
 * two hashes a leaf. Not thread-safe.
 */
public final class MerkleLog {
    private final List<TreeHash> frontier; // largest subtree first: one for each set bit of the size
    private final TreeHash[] completed = new TreeHash[8]; // by level: what was made last
    private final MessageDigest digest = TreeHash.sha256();
    private long size;

    private MerkleLog(List<TreeHash> frontier, long size) {
        this.frontier = frontier;
        this.size = size;
    }

    public static MerkleLog empty() {
        return new MerkleLog(new ArrayList<>(), 0);
    }

    /** A tree of that size, read from where its nodes are kept. */
    public static MerkleLog of(long size, TreeNodes nodes) throws IOException {
        List<TreeHash> frontier = new ArrayList<>();
        for (int height = 62; height >= 0; height--) {
            if ((size >> height & 1) == 1) {
                frontier.add(nodes.at(height, (size >> height) - 1));
            }
        }
        return new MerkleLog(frontier, size);
    }

    public void append(TreeHash leaf) {
        TreeHash node = leaf;
        int height = 0;
        for (long full = size; (full & 1) == 1; full >>= 1) {
            node = TreeHash.ofChildren(digest, frontier.remove(frontier.size() - 1), node);
            height++;
            if (height % 8 == 0) {
                completed[height / 8] = node;
            }
        }
        frontier.add(node);
        size = Math.addExact(size, 1);
    }

    /** The root over 256 nodes of the level below, once its last leaf was just appended: what stands over a full tile. */
    TreeHash completed(int level) {
        if (size == 0 || Long.numberOfTrailingZeros(size) < 8 * level) {
            throw new IllegalStateException("the last leaf has completed no such tile");
        }
        return completed[level];
    }

    public long size() {
        return size;
    }

    public TreeHash root() {
        if (size == 0) {
            return TreeHash.EMPTY;
        }
        TreeHash root = frontier.get(frontier.size() - 1);
        for (int i = frontier.size() - 2; i >= 0; i--) {
            root = TreeHash.ofChildren(frontier.get(i), root);
        }
        return root;
    }

    /** A tree that grows on its own from here. */
    public MerkleLog copy() {
        return new MerkleLog(new ArrayList<>(frontier), size);
    }

    /** {@code MTH(D[from:to])}. */
    static TreeHash range(TreeNodes nodes, long from, long to) throws IOException {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            int height = Long.numberOfTrailingZeros(count);
            return nodes.at(height, from >> height);
        }
        long split = from + split(count);
        return TreeHash.ofChildren(range(nodes, from, split), range(nodes, split, to));
    }

    /** The largest power of two that is smaller. */
    static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
