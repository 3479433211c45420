package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.TilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a log keeps its lines a second time, as entry bundles: all of them or none, so that a missing one always shows.
 * Where they are switched off those that are there go; where they are switched on again in a log that has grown without
 * them, they begin when {@link StoredLog#rebuildTiles} has made them.
 */
final class Bundles {
    private static final System.Logger LOG = System.getLogger("io.gapura");

    private Bundles() {}

    static boolean areKept(Path root, boolean wanted, long size) throws IOException {
        Path entries = root.resolve("tile/entries");
        if (!wanted) {
            remove(entries);
            return false;
        }
        boolean grownWithout = size > 0 && !Files.isDirectory(entries) && Files.isDirectory(root.resolve("tile/0"));
        if (grownWithout && PruneRange.first(root) < size / TilePath.FULL * TilePath.FULL) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Gapura audit.bundles: the log has grown without; gapura audit rebuild-tiles makes them");
            return false;
        }
        return true;
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.delete(each);
            }
        }
    }
}
