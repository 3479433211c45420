package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.TilePath;
import io.gapura.filters.audit.tlog.TileRows;
import io.gapura.filters.audit.tlog.TileSource;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds tiles and bundles against the lines that they are made of. Below a size that is signed each must be there; behind
 * it those that are there must be right.
 */
final class TileCheck {
    private final Path root;
    private final TileSource source;
    private final boolean hashes;
    private final boolean bundles;
    private final long signed;
    private final TileRows rows;

    /** Carries a finding through who only knows of failures to read. */
    private static final class Finding extends IOException {
        private static final long serialVersionUID = 1L;

        private final String finding;

        private Finding(String finding) {
            super(finding);
            this.finding = finding;
        }
    }

    private TileCheck(Path root, long signed) {
        this.root = root;
        this.source = TileSource.in(root);
        this.hashes = Files.isDirectory(root.resolve("tile/0"));
        this.bundles = Files.isDirectory(root.resolve("tile/entries"));
        this.signed = signed;
        this.rows = bundles ? TileRows.empty(this::compare) : TileRows.hashes(this::compare);
    }

    /**
     * The tiles of one log.
     *
     * @param signed up to there none may be missing
     */
    static TileCheck of(Path root, long signed) {
        return new TileCheck(root, signed);
    }

    TileRows rows() {
        return rows;
    }

    /** The next line, as it stands in a buffer. */
    void append(byte[] buffer, int from, int to) throws IOException, TamperedException {
        long sequence = rows.tree().size();
        try {
            rows.append(buffer, from, to);
            if (rows.tree().size() == signed) {
                rows.partial(this::compare);
            }
        } catch (Finding bad) {
            throw new TamperedException(sequence / TilePath.FULL * TilePath.FULL, bad.finding);
        }
    }

    /** A line that was pruned. */
    void leaf(TreeHash hash) throws IOException, TamperedException {
        long sequence = rows.tree().size();
        try {
            rows.appendPruned(hash);
        } catch (Finding bad) {
            throw new TamperedException(sequence / TilePath.FULL * TilePath.FULL, bad.finding);
        }
    }

    private void compare(TilePath path, byte[] expected) throws IOException {
        if (!(path.level() == TilePath.ENTRIES ? bundles : hashes)) {
            return;
        }
        Optional<byte[]> found = source.read(path);
        String what = path.level() == TilePath.ENTRIES ? "entry bundle" : "tile";
        if (found.isEmpty() && rows.tree().size() <= signed && !isInFull(path, expected)) {
            throw new Finding(what + " is missing");
        }
        if (found.isPresent() && !Arrays.equals(found.get(), expected)) {
            throw new Finding(what + " is not that of the lines");
        }
    }

    /** A partial one may have gone once the full one was there. */
    private boolean isInFull(TilePath path, byte[] expected) throws IOException {
        TilePath full = new TilePath(path.level(), path.index(), TilePath.FULL);
        Optional<byte[]> found = source.read(full);
        return found.isPresent()
                && found.get().length >= expected.length
                && Arrays.equals(found.get(), 0, expected.length, expected, 0, expected.length);
    }

    /** What is left of earlier checkpoints of tiles that are not full: each is the beginning of what is known. */
    void end() throws IOException, TamperedException {
        try {
            rows.partial(this::earlier);
        } catch (Finding bad) {
            throw new TamperedException(rows.tree().size() / TilePath.FULL * TilePath.FULL, bad.finding);
        }
    }

    private void earlier(TilePath path, byte[] expected) throws IOException {
        Path folder = root.resolve(path.directory() + ".p");
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(each -> each.getFileName().toString())
                    .filter(name -> name.matches("[1-9][0-9]{0,2}"))
                    .toList();
            for (String name : names) {
                int width = Integer.parseInt(name);
                byte[] found = width > 255
                        ? new byte[0]
                        : source.read(new TilePath(path.level(), path.index(), width))
                                .orElse(new byte[0]);
                if (width > path.width()
                        || found.length == 0
                        || found.length > expected.length
                        || !Arrays.equals(found, 0, found.length, expected, 0, found.length)
                        || path.level() != TilePath.ENTRIES && found.length != width * 32) {
                    throw new Finding("an earlier partial tile is not that of the lines");
                }
            }
        }
    }

    /** Whether there is nothing to compare though something is signed. */
    boolean areMissing() {
        return signed > 0 && !hashes;
    }
}
