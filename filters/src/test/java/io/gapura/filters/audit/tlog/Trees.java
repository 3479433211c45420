package io.gapura.filters.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trees built as the RFC defines them, without any of the shortcuts of the code under test. */
final class Trees {
    static final List<byte[]> REFERENCE = List.of(
            hex(""),
            hex("00"),
            hex("10"),
            hex("2021"),
            hex("3031"),
            hex("40414243"),
            hex("5051525354555657"),
            hex("606162636465666768696a6b6c6d6e6f"));

    private Trees() {}

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    /** Entries that differ. */
    static List<byte[]> entries(int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(("entry " + i).getBytes(StandardCharsets.US_ASCII));
        }
        return entries;
    }

    /** {@code MTH(D)} of RFC 6962 §2.1. */
    static TreeHash root(List<byte[]> entries) {
        if (entries.isEmpty()) {
            return TreeHash.EMPTY;
        }
        if (entries.size() == 1) {
            return TreeHash.ofLeaf(entries.get(0));
        }
        int split = split(entries.size());
        return TreeHash.ofChildren(root(entries.subList(0, split)), root(entries.subList(split, entries.size())));
    }

    static int split(int count) {
        int split = 1;
        while (split * 2 < count) {
            split *= 2;
        }
        return split;
    }

    /** {@code PATH(m, D)} of RFC 6962 §2.1.1. */
    static List<TreeHash> path(int index, List<byte[]> entries) {
        if (entries.size() == 1) {
            return List.of();
        }
        int split = split(entries.size());
        List<byte[]> left = entries.subList(0, split);
        List<byte[]> right = entries.subList(split, entries.size());
        List<TreeHash> path = new ArrayList<>(index < split ? path(index, left) : path(index - split, right));
        path.add(root(index < split ? right : left));
        return path;
    }

    /** {@code SUBPROOF(m, D, b)} of RFC 6962 §2.1.2. */
    static List<TreeHash> subproof(int old, List<byte[]> entries, boolean known) {
        if (old == entries.size()) {
            return known ? List.of() : List.of(root(entries));
        }
        int split = split(entries.size());
        List<byte[]> left = entries.subList(0, split);
        List<byte[]> right = entries.subList(split, entries.size());
        List<TreeHash> path =
                new ArrayList<>(old <= split ? subproof(old, left, known) : subproof(old - split, right, false));
        path.add(root(old <= split ? right : left));
        return path;
    }

    /** Nodes straight from the entries. */
    static TreeNodes nodes(List<byte[]> entries) {
        return (height, index) -> {
            int from = (int) (index << height);
            return root(entries.subList(from, from + (1 << height)));
        };
    }

    static MerkleLog log(List<byte[]> entries) {
        MerkleLog log = MerkleLog.empty();
        entries.forEach(entry -> log.append(TreeHash.ofLeaf(entry)));
        return log;
    }

    /** All tiles of a tree, as C2SP tlog-tiles defines them. */
    static Map<String, byte[]> tiles(List<byte[]> entries) {
        Map<String, byte[]> tiles = new HashMap<>();
        List<TreeHash> row = entries.stream().map(TreeHash::ofLeaf).toList();
        for (int level = 0; !row.isEmpty(); level++) {
            List<TreeHash> above = new ArrayList<>();
            for (int from = 0; from < row.size(); from += 256) {
                List<TreeHash> tile = row.subList(from, Math.min(row.size(), from + 256));
                byte[] bytes = new byte[tile.size() * 32];
                for (int i = 0; i < tile.size(); i++) {
                    System.arraycopy(tile.get(i).bytes(), 0, bytes, i * 32, 32);
                }
                tiles.put(new TilePath(level, from / 256, tile.size()).text(), bytes);
                if (tile.size() == 256) {
                    above.add(pairwise(tile));
                }
            }
            row = above;
        }
        return tiles;
    }

    private static TreeHash pairwise(List<TreeHash> row) {
        if (row.size() == 1) {
            return row.get(0);
        }
        List<TreeHash> half = new ArrayList<>();
        for (int i = 0; i < row.size(); i += 2) {
            half.add(TreeHash.ofChildren(row.get(i), row.get(i + 1)));
        }
        return pairwise(half);
    }

    static TileSource source(Map<String, byte[]> tiles) {
        return path -> Optional.ofNullable(tiles.get(path.text()));
    }
}
