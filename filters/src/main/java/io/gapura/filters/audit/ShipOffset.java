package io.gapura.filters.audit;

import io.gapura.filters.ContentHash;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far one shipper came, in {@code ship/<name>.offset}: the last line that its place has acknowledged, by sequence,
 * place and leaf hash. One line with its own checksum; written whole or not at all.
 *
 * @param required whether lines that were not shipped must be kept
 * @param shipped how many lines were, which is the next sequence
 * @param place of the last one; meaningless when there was none
 * @param leaf of the last one; that of the empty tree when there was none
 */
record ShipOffset(boolean required, long shipped, LineFeed.Place place, TreeHash leaf) {
    static final String FOLDER = "ship";

    private static final String HEAD = "gapura-shipped-1";
    private static final String SUFFIX = ".offset";
    private static final int MOST_BYTES = 1_024;

    static ShipOffset none(boolean required) {
        return new ShipOffset(required, 0, new LineFeed.Place(0, 0), TreeHash.EMPTY);
    }

    ShipOffset as(boolean needed) {
        return new ShipOffset(needed, shipped, place, leaf);
    }

    static Path file(Path root, String name) {
        return root.resolve(FOLDER).resolve(name + SUFFIX);
    }

    /** Empty when that shipper never began; {@link IOException} when the file is not as it was written. */
    static Optional<ShipOffset> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw unreadable(null);
        }
        String[] parts =
                Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1);
        try {
            if (parts.length != 7 || !parts[0].equals(HEAD) || !checksum(parts).equals(parts[6])) {
                throw unreadable(null);
            }
            boolean required = parts[1].equals("required");
            LineFeed.Place place = new LineFeed.Place(Long.parseLong(parts[3]), Long.parseLong(parts[4]));
            return Optional.of(new ShipOffset(required, Long.parseLong(parts[2]), place, TreeHash.ofBase64(parts[5])));
        } catch (NotProvenException | IllegalArgumentException malformed) {
            throw unreadable(malformed);
        }
    }

    private static IOException unreadable(@Nullable Exception cause) {
        return new IOException("an offset file is not as it was written", cause);
    }

    private static String checksum(String[] parts) {
        return ContentHash.of(String.join(" ", List.of(parts).subList(0, 6))).hex();
    }

    /** On stable media when it returns. */
    void write(Path file) throws IOException {
        String content = HEAD + " " + (required ? "required" : "free") + " " + shipped + " " + place.segment() + " "
                + place.offset() + " " + leaf.base64();
        DurableFiles files = new DurableFiles();
        files.write(file, (content + " " + ContentHash.of(content).hex() + "\n").getBytes(StandardCharsets.US_ASCII));
        files.force();
    }

    /** By name, of all shippers that ever began here. */
    static List<String> names(Path root) throws IOException {
        Path folder = root.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                    .forEach(name -> names.add(name.substring(0, name.length() - SUFFIX.length())));
        }
        return names;
    }

    /**
     * The first sequence that a required shipper has not brought away, for who wants to prune: lines from it on must stay.
     * Empty when no shipper is required.
     */
    static OptionalLong oldestNeeded(Path root) throws IOException {
        OptionalLong oldest = OptionalLong.empty();
        for (String name : names(root)) {
            Optional<ShipOffset> offset = read(file(root, name));
            if (offset.isPresent() && offset.get().required()) {
                oldest = OptionalLong.of(
                        Math.min(oldest.orElse(Long.MAX_VALUE), offset.get().shipped()));
            }
        }
        return oldest;
    }

    /** The same for who removes lines: none where that cannot be read. */
    static long needed(Path root) {
        try {
            return oldestNeeded(root).orElse(Long.MAX_VALUE);
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
