package io.gapura.examples.servers.harness;

import io.gapura.filters.testkit.RequestText;
import java.io.IOException;
import java.nio.file.Path;

/** Keys made for one start, never kept in the repository. */
final class Secrets {
    private final Path keys;

    private Secrets(Path keys) {
        this.keys = keys;
    }

    static Secrets create(Path folder) throws IOException {
        return new Secrets(folder.resolve("keys.json"));
    }

    Path keys() {
        return keys;
    }

    String signed(String name, String authority, RequestText.Draft draft) {
        throw new IllegalArgumentException("{" + name + "} is no placeholder");
    }
}
