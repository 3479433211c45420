package io.gapura.filters.audit.tlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a growing log looks like as tiles and entry bundles: full ones as they fill, partial ones when asked. Whoever
 * writes them and whoever compares them sees the same bytes. Keeps at most 255 entries, one after the other, and 255 hashes a
 * level. Not thread-safe.
 */
public final class TileRows {
    private final MerkleLog tree;
    private final Taker full;
    private boolean gone; // the bundle that is being filled began with entries that nobody has any more
    private final boolean keepsEntries;
    private byte[] bundle = {}; // as it is stored
    private int bundled; // its bytes
    private int entries; // in it
    private final List<List<TreeHash>> rows = new ArrayList<>(); // by level: hashes that make no full tile yet
    private final MessageDigest digest = TreeHash.sha256();

    /** Takes a tile. */
    @FunctionalInterface
    public interface Taker {
        void tile(TilePath path, byte[] content) throws IOException;
    }

    private TileRows(MerkleLog tree, boolean keepsEntries, Taker full) {
        this.tree = tree;
        this.keepsEntries = keepsEntries;
        this.full = full;
    }

    /**
     * A log without entries.
     *
     * @param full gets each full tile and bundle
     */
    public static TileRows empty(Taker full) {
        return new TileRows(MerkleLog.empty(), true, full);
    }

    /** The same without bundles: nothing is kept of an entry but its hash. */
    public static TileRows hashes(Taker full) {
        return new TileRows(MerkleLog.empty(), false, full);
    }

    /** Goes on behind that many entries, a multiple of 256, from full tiles alone. */
    public static TileRows resume(TileSource source, long size, Taker full) throws IOException {
        if (size % TilePath.FULL != 0) {
            throw new IllegalArgumentException("only whole tiles are gone on with");
        }
        TileNodes nodes = TileNodes.of(source, size);
        TileRows resumed = new TileRows(MerkleLog.of(size, nodes), true, full);
        for (int level = 0; level < 8 && size >> 8 * level > 0; level++) {
            long hashes = size >> 8 * level;
            List<TreeHash> row = new ArrayList<>();
            for (long index = hashes / TilePath.FULL * TilePath.FULL; index < hashes; index++) {
                row.add(nodes.at(8 * level, index));
            }
            resumed.rows.add(row);
        }
        return resumed;
    }

    public MerkleLog tree() {
        return tree;
    }

    /** One more entry, of at most 65,535 bytes. */
    public void append(byte[] entry) throws IOException {
        append(entry, 0, entry.length);
    }

    /** The same, as it stands in a buffer: nothing of that is kept. */
    public void append(byte[] buffer, int from, int to) throws IOException {
        if (to - from > EntryBundle.LONGEST) {
            throw new IOException("an entry has at most 65,535 bytes");
        }
        TreeHash leaf = TreeHash.ofLeaf(digest, buffer, from, to);
        if (keepsEntries && !gone) {
            bundle(buffer, from, to);
        }
        if (entries == TilePath.FULL) {
            full.tile(new TilePath(TilePath.ENTRIES, tree.size() / TilePath.FULL, TilePath.FULL), bundle());
            bundled = 0;
            entries = 0;
        }
        grow(leaf);
    }

    private void bundle(byte[] buffer, int from, int to) {
        int length = to - from;
        if (bundle.length - bundled < length + 2) {
            bundle = Arrays.copyOf(bundle, 2 * bundle.length + length + 2);
        }
        bundle[bundled++] = (byte) (length >> 8);
        bundle[bundled++] = (byte) length;
        System.arraycopy(buffer, from, bundle, bundled, length);
        bundled += length;
        entries++;
    }

    private byte[] bundle() {
        return Arrays.copyOf(bundle, bundled);
    }

    /** One more of which only the hash is left; its bundle is not written any more. Before all entries. */
    public void appendPruned(TreeHash leaf) throws IOException {
        gone = true;
        grow(leaf);
    }

    private void grow(TreeHash leaf) throws IOException {
        tree.append(leaf);
        gone &= tree.size() % TilePath.FULL != 0;
        add(0, leaf, tree.size());
    }

    /**
     * One more hash in a row.
     *
     * @param count how many hashes the level has with it
     */
    private void add(int level, TreeHash hash, long count) throws IOException {
        if (rows.size() == level) {
            rows.add(new ArrayList<>());
        }
        List<TreeHash> row = rows.get(level);
        row.add(hash);
        if (row.size() == TilePath.FULL) {
            full.tile(new TilePath(level, count / TilePath.FULL - 1, TilePath.FULL), bytes(row));
            row.clear();
            add(level + 1, tree.completed(level + 1), count / TilePath.FULL);
        }
    }

    /** The tiles and the bundle that are not full, and are needed at this size. */
    public void partial(Taker taker) throws IOException {
        if (entries > 0) {
            long index = tree.size() / TilePath.FULL;
            taker.tile(new TilePath(TilePath.ENTRIES, index, entries), bundle());
        }
        long hashes = tree.size();
        for (int level = 0; level < rows.size(); level++) {
            List<TreeHash> row = rows.get(level);
            if (!row.isEmpty()) {
                taker.tile(new TilePath(level, hashes / TilePath.FULL, row.size()), bytes(row));
            }
            hashes /= TilePath.FULL;
        }
    }

    private static byte[] bytes(List<TreeHash> row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(row.size() * TreeHash.LENGTH);
        row.forEach(hash -> bytes.writeBytes(hash.bytes()));
        return bytes.toByteArray();
    }
}
