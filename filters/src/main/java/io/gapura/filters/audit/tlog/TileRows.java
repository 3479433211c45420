package io.gapura.filters.audit.tlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a growing log looks like as tiles and entry bundles: full ones as they fill, partial ones when asked. Whoever
 * writes them and whoever compares them sees the same bytes. Keeps at most 255 entries and 255 hashes a level. Not
 * thread-safe.
 */
public final class TileRows {
    private final MerkleLog tree;
    private final Taker full;
    private final List<byte[]> bundle = new ArrayList<>();
    private final List<List<TreeHash>> rows = new ArrayList<>(); // by level: hashes that make no full tile yet

    /** Takes a tile. */
    @FunctionalInterface
    public interface Taker {
        void tile(TilePath path, byte[] content) throws IOException;
    }

    private TileRows(MerkleLog tree, Taker full) {
        this.tree = tree;
        this.full = full;
    }

    /**
     * A log without entries.
     *
     * @param full gets each full tile and bundle
     */
    public static TileRows empty(Taker full) {
        return new TileRows(MerkleLog.empty(), full);
    }

    /** Goes on behind that many entries, a multiple of 256, from full tiles alone. */
    public static TileRows resume(TileSource source, long size, Taker full) throws IOException {
        if (size % TilePath.FULL != 0) {
            throw new IllegalArgumentException("only whole tiles are gone on with");
        }
        TileNodes nodes = TileNodes.of(source, size);
        TileRows resumed = new TileRows(MerkleLog.of(size, nodes), full);
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
        if (entry.length > EntryBundle.LONGEST) {
            throw new IOException("an entry has at most 65,535 bytes");
        }
        TreeHash leaf = TreeHash.ofLeaf(entry);
        bundle.add(entry);
        long index = tree.size() / TilePath.FULL;
        tree.append(leaf);
        if (bundle.size() == TilePath.FULL) {
            full.tile(new TilePath(TilePath.ENTRIES, index, TilePath.FULL), EntryBundle.encode(bundle));
            bundle.clear();
        }
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
            MerkleLog subtree = MerkleLog.empty();
            row.forEach(subtree::append);
            row.clear();
            add(level + 1, subtree.root(), count / TilePath.FULL);
        }
    }

    /** The tiles and the bundle that are not full, and are needed at this size. */
    public void partial(Taker taker) throws IOException {
        if (!bundle.isEmpty()) {
            long index = tree.size() / TilePath.FULL;
            taker.tile(new TilePath(TilePath.ENTRIES, index, bundle.size()), EntryBundle.encode(bundle));
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
