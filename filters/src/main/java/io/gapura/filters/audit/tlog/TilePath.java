package io.gapura.filters.audit.tlog;

import java.util.Locale;

/**
 * Where a tile of 256 hashes or entries stands (C2SP tlog-tiles): {@code tile/<level>/<index>}, the index in elements of
 * three digits, all but the last with an {@code x} before them, and {@code .p/<width>} for one that is not full.
 *
 * @param level 0 to 63; {@link #ENTRIES} for the entries themselves
 * @param index of the tile in its level
 * @param width 1 to 256
 */
public record TilePath(int level, long index, int width) {
    /** Hashes or entries in a full one. */
    public static final int FULL = 256;

    /** In the place of a level: the entries. */
    public static final int ENTRIES = -1;

    public TilePath {
        if (level < ENTRIES || level > 63 || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("no such tile");
        }
    }

    /** The tile with that index in a tree of that size, as wide as it is there. */
    static TilePath in(long size, int level, long index) {
        long hashes = 8L * level > 62 ? 0 : size >> 8L * level;
        long left = hashes - index * FULL;
        return new TilePath(level, index, (int) Math.max(1, Math.min(FULL, left)));
    }

    boolean isFull() {
        return width == FULL;
    }

    TilePath full() {
        return new TilePath(level, index, FULL);
    }

    /** Relative to the log, with slashes. */
    public String text() {
        return directory() + (isFull() ? "" : ".p/" + width);
    }

    /** Without the width: the full tile, and with {@code .p} behind it the folder of partial ones. */
    public String directory() {
        StringBuilder path = new StringBuilder(three(index % 1_000));
        for (long rest = index / 1_000; rest > 0; rest /= 1_000) {
            path.insert(0, "x" + three(rest % 1_000) + "/");
        }
        return "tile/" + (level == ENTRIES ? "entries" : String.valueOf(level)) + "/" + path;
    }

    private static String three(long number) {
        return String.format(Locale.ROOT, "%03d", number);
    }

    @Override
    public String toString() {
        return text();
    }
}
