package io.gapura.validation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The published vectors beside the project; tests are skipped, and say so, where they are not. */
final class Shared {
    private Shared() {}

    static Path data(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path found = at.resolve("shared/data").resolve(name);
            if (Files.exists(found)) {
                return found;
            }
        }
        assumeTrue(false, "shared/data/" + name + " is not here");
        throw new IllegalStateException();
    }

    /** The files of a folder in the order of their names. */
    static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(data(folder))) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
