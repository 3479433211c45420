package io.gapura.filters.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilePathTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "1, 999, 256, tile/1/999",
        "1, 1000, 256, tile/1/x001/000",
        "63, 0, 1, tile/63/000.p/1",
        "0, 273, 112, tile/0/273.p/112",
        "-1, 1234067, 255, tile/entries/x001/x234/067.p/255"
    })
    void aPathIsAsTheSpecificationWritesIt(int level, long index, int width, String path) {
        assertThat(new TilePath(level, index, width).text()).isEqualTo(path);
    }

    /** The example of tlog-tiles: 273 full ones, 112, one full, 17, 1. */
    @Test
    void aTreeOf70000HasTheTilesOfTheSpecification() {
        assertThat(new TreeSet<>(Trees.tiles(Trees.entries(70_000)).keySet()))
                .hasSize(277)
                .contains(
                        "tile/0/000",
                        "tile/0/272",
                        "tile/0/273.p/112",
                        "tile/1/000",
                        "tile/1/001.p/17",
                        "tile/2/000.p/1")
                .doesNotContain("tile/0/274.p/1");
        assertThat(TilePath.in(70_000, 0, 273)).isEqualTo(new TilePath(0, 273, 112));
        assertThat(TilePath.in(70_000, 0, 272).isFull()).isTrue();
        assertThat(TilePath.in(70_000, 1, 1)).isEqualTo(new TilePath(1, 1, 17));
        assertThat(TilePath.in(70_000, 2, 0)).isEqualTo(new TilePath(2, 0, 1));
    }

    @Test
    void whatIsNoTileHasNoPath() {
        assertThatThrownBy(() -> new TilePath(64, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(-2, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(0, 0, 257)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBundleGivesItsEntriesBack() throws Exception {
        List<byte[]> entries = List.of(new byte[0], new byte[] {7}, new byte[65_535]);
        byte[] bundle = EntryBundle.encode(entries);
        assertThat(bundle).hasSize(6 + 1 + 65_535).startsWith(0, 0, 0, 1, 7, 0xFF, 0xFF);
        assertThat(EntryBundle.decode(bundle))
                .usingElementComparator(java.util.Arrays::compare)
                .isEqualTo(entries);
    }

    @Test
    void aBundleThatEndsInsideAnEntryHasNoneOrTooManyIsRefused() {
        Refusals.of(() -> EntryBundle.decode(new byte[0]), "entry bundle is empty");
        Refusals.of(() -> EntryBundle.decode(new byte[] {0}), "entry bundle has not its shape");
        Refusals.of(() -> EntryBundle.decode(new byte[] {0, 2, 1}), "entry bundle ends inside an entry");
        Refusals.of(() -> EntryBundle.decode(new byte[257 * 2]), "entry bundle has not its shape");
        assertThatThrownBy(() -> EntryBundle.encode(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
                .isInstanceOf(IllegalArgumentException.class);
        List<byte[]> many = IntStream.range(0, 257).mapToObj(i -> new byte[1]).toList();
        assertThatThrownBy(() -> EntryBundle.encode(many)).isInstanceOf(IllegalArgumentException.class);
    }
}
