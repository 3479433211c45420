package io.gapura.filters.audit.tlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where tiles are read from. */
@FunctionalInterface
public interface TileSource {
    /** The bytes of a tile; empty when it is not there. Bounded: hardly more than a tile can have. */
    Optional<byte[]> read(TilePath path) throws IOException;

    /** From the folder that holds {@code tile/}. */
    static TileSource in(Path directory) {
        return path -> {
            Path file = directory.resolve(path.text());
            int most = path.level() == TilePath.ENTRIES ? EntryBundle.MOST_BYTES : TilePath.FULL * TreeHash.LENGTH;
            try (var in = Files.newInputStream(file)) {
                return Optional.of(in.readNBytes(most + 1)); // one more than there can be shows that it is no tile
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            }
        };
    }
}
