package io.gapura.filters.audit.tlog;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes of a tree of a certain size, from its tiles: 256 nodes of one height in eight, the others hashed from them.
 * A partial tile that has gone is read from the full one. Keeps at most 64 tiles. Not thread-safe.
 */
public final class TileNodes implements TreeNodes {
    private static final int KEPT = 64;

    private final TileSource source;
    private final long size;
    private final Map<TilePath, byte[]> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

    private TileNodes(TileSource source, long size) {
        this.source = source;
        this.size = size;
    }

    /** Of the tree with that many leaves. */
    public static TileNodes of(TileSource source, long size) {
        return new TileNodes(source, size);
    }

    @Override
    public TreeHash at(int height, long index) throws IOException {
        int level = height / 8;
        int above = height % 8;
        long first = index << above;
        byte[] row = tile(TilePath.in(size, level, first / TilePath.FULL));
        return subtree(row, (int) (first % TilePath.FULL), 1 << above);
    }

    private static TreeHash subtree(byte[] row, int first, int count) throws IOException {
        if (count == 1) {
            if ((first + 1) * TreeHash.LENGTH > row.length) {
                throw new IOException("a tile is narrower than the tree needs");
            }
            return TreeHash.at(row, first);
        }
        int half = count / 2;
        return TreeHash.ofChildren(subtree(row, first, half), subtree(row, first + half, half));
    }

    private byte[] tile(TilePath path) throws IOException {
        byte[] known = kept.get(path);
        if (known != null) {
            return known;
        }
        Optional<byte[]> found = source.read(path);
        if (found.isEmpty() && !path.isFull()) {
            found = source.read(path.full());
        }
        byte[] row = found.orElseThrow(() -> new IOException("a tile is missing: " + path));
        if (row.length % TreeHash.LENGTH != 0 || row.length < path.width() * TreeHash.LENGTH) {
            throw new IOException("a tile has not its size: " + path);
        }
        kept.put(path, row);
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return row;
    }
}
