package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Makes the first epoch key of a log, once for the host and once for who verifies. */
public final class EpochKeyFiles {
    private EpochKeyFiles() {}

    /**
     * Writes the same key to two files that do not exist yet; the second belongs off the host before the first is used.
     *
     * @param active what {@code audit.epoch-key} names
     * @param kept what a verifier is given
     */
    public static void create(Path active, Path kept, SecureRandom random) throws IOException {
        if (Files.exists(active) || Files.exists(kept)) {
            throw ConfigurationException.of("an epoch key is there already; its seals could not be verified any more");
        }
        byte[] text = EpochKeys.fresh(random).text().getBytes(StandardCharsets.US_ASCII);
        DurableFiles files = new DurableFiles();
        files.write(kept, text);
        files.write(active, text);
        files.force();
    }
}
