package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.MerkleLog;
import io.gapura.filters.audit.tlog.TilePath;
import io.gapura.filters.audit.tlog.TileRows;
import io.gapura.filters.audit.tlog.TileSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Writes a growing log as tiles and entry bundles (C2SP tlog-tiles) below its directory. Full ones are written as they
 * fill, partial ones at {@link #flush}. All of it can be made again from the lines. Not thread-safe.
 */
final class TileFiles {
    private final Path root;
    private final boolean bundles;
    private final DurableFiles files = new DurableFiles();
    private final TileRows rows;

    private TileFiles(Path root, boolean bundles) {
        this.root = root;
        this.bundles = bundles;
        this.rows = TileRows.empty(this::write);
    }

    private TileFiles(Path root, long size, boolean bundles) throws IOException {
        this.root = root;
        this.bundles = bundles;
        this.rows = TileRows.resume(TileSource.in(root), size, this::write);
    }

    static TileFiles empty(Path root) {
        return new TileFiles(root, true);
    }

    /** The same, with hash tiles alone where bundles are not wanted. */
    static TileFiles empty(Path root, boolean bundles) {
        return new TileFiles(root, bundles);
    }

    /** Goes on behind that many leaves, a multiple of 256. */
    static TileFiles resume(Path root, long size, boolean bundles) throws IOException {
        return new TileFiles(root, size, bundles);
    }

    MerkleLog tree() {
        return rows.tree();
    }

    void append(byte[] line) throws IOException {
        rows.append(line);
    }

    TileRows rows() {
        return rows;
    }

    /** Everything up to here is on stable media afterwards. */
    void flush() throws IOException {
        rows.partial(this::write);
        files.force();
    }

    private void write(TilePath path, byte[] content) throws IOException {
        if (path.level() == TilePath.ENTRIES && !bundles) {
            return;
        }
        files.write(root.resolve(path.text()), content);
        Path partial = root.resolve(path.directory() + ".p");
        if (path.width() == TilePath.FULL && Files.isDirectory(partial)) {
            files.force(); // the full one first
            try (Stream<Path> old = Files.list(partial)) {
                for (Path each : old.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(partial);
            files.forget(partial);
        }
    }
}
