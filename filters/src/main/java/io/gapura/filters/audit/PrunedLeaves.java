package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.TilePath;
import io.gapura.filters.audit.tlog.TileRows;
import io.gapura.filters.audit.tlog.TileSource;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;

/** The hashes of lines that were pruned, from the tiles that stay: what a tree is grown from where there are no lines. */
final class PrunedLeaves {
    private PrunedLeaves() {}

    /** Takes hashes in their sequence. */
    interface Taker {
        void leaf(TreeHash hash) throws IOException, TamperedException;
    }

    /** A tile that is needed is not there, or not whole. */
    static final class MissingTileException extends IOException {
        private static final long serialVersionUID = 1L;

        private MissingTileException() {
            super("a tile of pruned lines is missing");
        }
    }

    /** Gives all below that sequence. */
    static void read(TileSource source, long end, Taker taker) throws IOException, TamperedException {
        for (long index = 0; index * TilePath.FULL < end; index++) {
            byte[] tile = source.read(new TilePath(0, index, TilePath.FULL)).orElseThrow(MissingTileException::new);
            if (tile.length != TilePath.FULL * TreeHash.LENGTH) {
                throw new MissingTileException();
            }
            for (int at = 0; at < Math.min(TilePath.FULL, end - index * TilePath.FULL); at++) {
                taker.leaf(TreeHash.at(tile, at));
            }
        }
    }

    /** The same for who writes tiles anew. */
    static void read(TileSource source, long end, TileFiles into) throws IOException {
        read(source, end, into.rows());
    }

    /** The same into a tree. */
    static void read(TileSource source, long end, TileRows into) throws IOException {
        try {
            read(source, end, into::appendPruned);
        } catch (TamperedException never) {
            throw new IOException(never);
        }
    }
}
