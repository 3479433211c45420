package io.gapura.filters.audit;

import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a command does to a log that a server may hold: the command leaves a notice on the disk before it acts, and who
 * writes the log records it, at once where a server runs and at its next start where none does. A notice goes when its
 * event is stored: a server that dies between the two records it twice.
 *
 * <p>At most 8 KiB each. What is no notice is renamed and left. Thread-safe.
 */
final class Notices {
    private static final int MOST_BYTES = 8_192;
    private static final int MOST_AT_ONCE = 100;
    private static final Map<String, EventKind> KINDS = Map.of(
            EventCatalog.ERASED.code(),
            EventCatalog.ERASED,
            EventCatalog.EXPORTED.code(),
            EventCatalog.EXPORTED,
            EventCatalog.REVEALED.code(),
            EventCatalog.REVEALED);

    private final Path root;
    private final String folder;
    private final Map<String, EventKind> kinds;

    /** One that waits. */
    record Notice(Path file, EventKind kind, Instant time, Map<String, Object> facts) {}

    private Notices(Path root, String folder, Map<String, EventKind> kinds) {
        this.root = root;
        this.folder = folder;
        this.kinds = kinds;
    }

    /** Of what a command did: to be recorded as it is. */
    static Notices under(Path directory) {
        return new Notices(directory.toAbsolutePath(), "notices", KINDS);
    }

    /** Of what a command asks for: who writes the log does it, when it may. */
    static Notices ofPruning(Path directory) {
        return new Notices(
                directory.toAbsolutePath(), "pruning", Map.of(EventCatalog.PRUNED.code(), EventCatalog.PRUNED));
    }

    private Path folder() {
        return root.resolve("keys").resolve(folder);
    }

    /** On the disk when this returns. */
    void leave(EventKind kind, Instant time, String uid, Map<String, ?> facts) throws IOException {
        byte[] content = CanonicalLine.of(Map.of("code", kind.code(), "facts", facts, "time", time.toEpochMilli()));
        if (content.length > MOST_BYTES) {
            throw new IOException("the notice is too long");
        }
        LogDirectory.create(root);
        LogDirectory.create(root.resolve("keys"));
        Path folder = LogDirectory.create(folder());
        Path made = Files.createFile(folder.resolve(uid + ".new"), LogDirectory.mode(folder, "rw-------"));
        try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(made, folder.resolve(uid + ".json"), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(folder)) {
            names.force(true);
        }
    }

    /** Those that wait, in the order in which they were left. */
    List<Notice> waiting() throws IOException {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder())) {
            files = listed.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .limit(MOST_AT_ONCE)
                    .toList();
        }
        List<Notice> notices = new ArrayList<>();
        for (Path file : files) {
            try {
                notices.add(read(file));
            } catch (IOException | IllegalArgumentException none) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".bad"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return notices;
    }

    private Notice read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("too long");
        }
        Map<String, Object> members = StrictObject.read(Files.readAllBytes(file));
        EventKind kind = kinds.get(String.valueOf(members.get("code")));
        if (kind == null
                || !(members.get("time") instanceof Long time)
                || !(members.get("facts") instanceof Map<?, ?> said)) {
            throw new IOException("no notice");
        }
        Neutralizer neutralizer = new Neutralizer();
        Map<String, Object> facts = new TreeMap<>();
        for (Map.Entry<?, ?> fact : said.entrySet()) {
            if (!String.valueOf(fact.getKey()).matches("[a-z][a-z0-9_]{1,40}")) {
                throw new IOException("no notice");
            }
            Object value = fact.getValue();
            facts.put(
                    String.valueOf(fact.getKey()),
                    value instanceof Long
                            ? value
                            : SecretScan.ofFreeText(neutralizer.text(String.valueOf(value), 1_024)));
        }
        return new Notice(file, kind, Instant.ofEpochMilli(time), facts);
    }

    void done(Notice notice) throws IOException {
        Files.deleteIfExists(notice.file());
    }
}
