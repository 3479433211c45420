package io.gapura.filters.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder {@code keys/subjects} of a log: {@code PSEUDONYM.KEYID}, both in lower-case hexadecimal digits, holds one
 * sealed key. A file is whole or not there, and on the disk before any value is sealed under it. Thread-safe.
 */
final class SubjectKeyFiles {
    private static final int ID_BYTES = 12;
    private static final int MOST_BYTES = 4_096;
    private static final Pattern FILE = Pattern.compile("[0-9a-f]{32}\\.[0-9a-f]{24}");

    private final Path root;

    /** One of them. */
    record Found(String id, String content) {}

    private SubjectKeyFiles(Path root) {
        this.root = root;
    }

    static SubjectKeyFiles under(Path directory) {
        return new SubjectKeyFiles(directory.toAbsolutePath());
    }

    private Path folder() {
        return root.resolve("keys").resolve("subjects");
    }

    /** The pseudonym as the name of a file, on file systems that do not tell cases apart, too. */
    static String name(String hash) {
        byte[] mac = Base64.getUrlDecoder().decode(hash.substring(hash.lastIndexOf(':') + 1));
        return HexFormat.of().formatHex(mac);
    }

    static String id(SecureRandom random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    static boolean isId(String text) {
        return text.matches("[0-9a-f]{24}");
    }

    Optional<Found> ofName(String name) throws IOException {
        return first(name + ".", "");
    }

    Optional<Found> ofId(String id) throws IOException {
        return first("", "." + id);
    }

    /** Whether that key was not destroyed. */
    boolean isThere(String id) throws IOException {
        return !matching("", "." + id).isEmpty();
    }

    private Optional<Found> first(String prefix, String suffix) throws IOException {
        List<Path> found = matching(prefix, suffix);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Path file = found.get(0);
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("a key file is too large");
        }
        String name = file.getFileName().toString();
        return Optional.of(
                new Found(name.substring(name.indexOf('.') + 1), Files.readString(file, StandardCharsets.US_ASCII)));
    }

    private List<Path> matching(String prefix, String suffix) throws IOException {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return FILE.matcher(name).matches() && name.startsWith(prefix) && name.endsWith(suffix);
                    })
                    .sorted()
                    .toList();
        }
    }

    void write(String name, String id, String content) throws IOException {
        LogDirectory.create(root);
        LogDirectory.create(root.resolve("keys"));
        Path folder = LogDirectory.create(folder());
        Path made = folder.resolve(id + ".new");
        try {
            Files.createFile(made, LogDirectory.mode(folder, "rw-------"));
        } catch (FileAlreadyExistsException never) {
            throw new IOException("two keys have one id", never);
        }
        try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(made, folder.resolve(name + "." + id), StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    /** Overwrites and removes every key of that name; gives their ids. */
    List<String> destroy(String name) throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : matching(name + ".", "")) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate((int) Math.min(MOST_BYTES, channel.size())));
                channel.force(true);
            }
            Files.delete(file);
            String whole = file.getFileName().toString();
            ids.add(whole.substring(whole.indexOf('.') + 1));
        }
        if (!ids.isEmpty()) {
            force(folder());
        }
        return ids;
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder)) {
            names.force(true);
        }
    }
}
