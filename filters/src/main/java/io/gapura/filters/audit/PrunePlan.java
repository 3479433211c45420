package io.gapura.filters.audit;

import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is being pruned, on the disk from before its tombstone is written until nothing of it is left: a process that ends
 * between goes on with it at its next start.
 *
 * @param before all sequences below it go
 * @param from where the tombstone is to be looked for
 * @param facts of the tombstone
 */
record PrunePlan(long before, long from, Map<String, Object> facts) {
    private static final String FILE = "prune";
    private static final String DONE = "pruned";
    private static final int MOST_BYTES = 8_192;

    /** What is not done yet. */
    static Optional<PrunePlan> read(Path root) throws IOException {
        return of(root.resolve(FILE));
    }

    /** What was done last. */
    static Optional<PrunePlan> last(Path root) throws IOException {
        return of(root.resolve(DONE));
    }

    private static Optional<PrunePlan> of(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, Object> members =
                Files.size(file) <= MOST_BYTES ? StrictObject.read(Files.readAllBytes(file)) : Map.of();
        if (members.get("before") instanceof Long before
                && members.get("from") instanceof Long from
                && members.get("facts") instanceof Map<?, ?> said) {
            Map<String, Object> facts = new TreeMap<>();
            said.forEach((name, value) -> facts.put((String) name, value));
            return Optional.of(new PrunePlan(before, from, facts));
        }
        throw new IOException("what is being pruned is unreadable");
    }

    void write(Path root) throws IOException {
        DurableFiles files = new DurableFiles();
        files.write(root.resolve(FILE), CanonicalLine.of(Map.of("before", before, "facts", facts, "from", from)));
        files.force();
    }

    static void done(Path root) throws IOException {
        Files.move(
                root.resolve(FILE),
                root.resolve(DONE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.force(root);
    }
}
