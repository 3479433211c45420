package io.gapura.filters.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiles and bundles of a log that grows are those of its definition. */
class TileRowsTest {
    /** On both sides of the edges of tiles and levels. */
    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000})
    void tilesOfALogThatGrewAreThoseOfItsDefinition(int size) throws IOException {
        List<byte[]> entries = Trees.entries(size);
        Map<String, byte[]> expected = Trees.tiles(entries);
        Map<String, byte[]> hashes = new HashMap<>();
        grow(TileRows.hashes((path, content) -> hashes.put(path.text(), content)), entries, hashes);
        assertThat(hashes).containsExactlyInAnyOrderEntriesOf(expected);

        Map<String, byte[]> all = new HashMap<>();
        grow(TileRows.empty((path, content) -> all.put(path.text(), content)), entries, all);
        for (int from = 0; from < size; from += 256) {
            List<byte[]> bundle = entries.subList(from, Math.min(size, from + 256));
            expected.put(new TilePath(TilePath.ENTRIES, from / 256, bundle.size()).text(), EntryBundle.encode(bundle));
        }
        assertThat(all).containsExactlyInAnyOrderEntriesOf(expected);
    }

    /** Every other entry comes from the middle of a buffer that is used again. */
    private static void grow(TileRows rows, List<byte[]> entries, Map<String, byte[]> tiles) throws IOException {
        byte[] buffer = new byte[64];
        for (int i = 0; i < entries.size(); i++) {
            byte[] entry = entries.get(i);
            if (i % 2 == 0) {
                rows.append(entry);
            } else {
                System.arraycopy(entry, 0, buffer, 5, entry.length);
                rows.append(buffer, 5, 5 + entry.length);
            }
        }
        rows.partial((path, content) -> tiles.put(path.text(), content));
        assertThat(rows.tree().root()).isEqualTo(Trees.log(entries).root());
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 65_280, 65_536})
    void aLogThatIsGoneOnWithMakesTheSameTiles(int before) throws IOException {
        List<byte[]> entries = Trees.entries(66_000);
        Map<String, byte[]> tiles = Trees.tiles(entries.subList(0, before));
        TileRows rows =
                TileRows.resume(Trees.source(tiles), before, (path, content) -> tiles.put(path.text(), content));
        for (byte[] entry : entries.subList(before, entries.size())) {
            rows.append(entry);
        }
        rows.partial((path, content) -> tiles.put(path.text(), content));
        assertThat(tiles).containsAllEntriesOf(Trees.tiles(entries));
    }

    @Test
    void anEntryOfMoreThanABundleHoldsIsRefused() throws IOException {
        TileRows rows = TileRows.empty((path, content) -> {});
        rows.append(new byte[EntryBundle.LONGEST]);
        assertThatThrownBy(() -> rows.append(new byte[EntryBundle.LONGEST + 1])).isInstanceOf(IOException.class);
        assertThat(rows.tree().size()).isEqualTo(1);
    }

    @Test
    void aLevelThatWasNotCompletedHasNoRoot() {
        MerkleLog tree = Trees.log(Trees.entries(255));
        assertThatThrownBy(() -> tree.completed(1)).isInstanceOf(IllegalStateException.class);
        tree.append(TreeHash.ofLeaf(new byte[0]));
        assertThat(tree.completed(1)).isEqualTo(tree.root());
        assertThatThrownBy(() -> tree.completed(2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> MerkleLog.empty().completed(1)).isInstanceOf(IllegalStateException.class);
    }
}
