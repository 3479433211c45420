package io.gapura.filters.audit.tlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where tiles are read from. */
@FunctionalInterface
public interface TileSource {
    /** The bytes of a tile; empty when it is not there. Never more than an entry bundle can have. */
    Optional<byte[]> read(TilePath path) throws IOException;

    /** From the folder that holds {@code tile/}. */
    static TileSource in(Path directory) {
        return path -> {
            Path file = directory.resolve(path.text());
            int most = path.level() == TilePath.ENTRIES ? EntryBundle.MOST_BYTES : TilePath.FULL * TreeHash.LENGTH;
            try (var in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(most + 1);
                if (bytes.length > most) {
                    throw new IOException("a tile is larger than a tile can be");
                }
                return Optional.of(bytes);
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            }
        };
    }
}
