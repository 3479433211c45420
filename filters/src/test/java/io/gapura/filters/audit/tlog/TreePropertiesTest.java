package io.gapura.filters.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The growing tree, its tiles and its proofs against the recursive definitions. */
class TreePropertiesTest {
    @Property(tries = 200)
    void aTreeThatGrewHasTheRootOfTheDefinition(@ForAll @IntRange(max = 600) int size) {
        assertThat(Trees.log(Trees.entries(size)).root()).isEqualTo(Trees.root(Trees.entries(size)));
    }

    @Property(tries = 60)
    void proofsFromTilesAreThoseOfTheDefinition(
            @ForAll @IntRange(min = 1, max = 1_100) int size, @ForAll @IntRange(max = 1_000_000) int any)
            throws Exception {
        List<byte[]> entries = Trees.entries(size);
        TileNodes nodes = TileNodes.of(Trees.source(Trees.tiles(entries)), size);
        TreeHash root = Trees.root(entries);
        int index = any % size;
        InclusionProof proof = InclusionProof.of(index, size, nodes);
        assertThat(proof.hashes()).isEqualTo(Trees.path(index, entries));
        proof.check(TreeHash.ofLeaf(entries.get(index)), root);

        ConsistencyProof extension = ConsistencyProof.of(index + 1, size, nodes);
        assertThat(extension.hashes()).isEqualTo(Trees.subproof(index + 1, entries, true));
        extension.check(Trees.root(entries.subList(0, index + 1)), root);
        assertThat(MerkleLog.of(size, nodes).root()).isEqualTo(root);
    }

    @Property(tries = 100)
    void aFlippedBitOrAnotherPlaceIsRefused(
            @ForAll @IntRange(min = 2, max = 300) int size,
            @ForAll @IntRange(max = 1_000_000) int any,
            @ForAll @IntRange(max = 255) int bit)
            throws Exception {
        List<byte[]> entries = Trees.entries(size);
        TreeHash root = Trees.root(entries);
        int index = any % size;
        TreeHash leaf = TreeHash.ofLeaf(entries.get(index));
        List<TreeHash> hashes = Trees.path(index, entries);
        new InclusionProof(index, size, hashes).check(leaf, root);

        List<TreeHash> flipped = new ArrayList<>(hashes);
        int which = any % hashes.size();
        flipped.set(which, flipped(hashes.get(which), bit));
        assertRefused(new InclusionProof(index, size, flipped), leaf, root);
        assertRefused(new InclusionProof(index, size, hashes), flipped(leaf, bit), root);
        assertRefused(new InclusionProof(index, size, hashes), leaf, flipped(root, bit));
        assertRefused(new InclusionProof((index + 1) % size, size, hashes), leaf, root);

        int old = 1 + any % (size - 1);
        List<TreeHash> path = new ArrayList<>(Trees.subproof(old, entries, true));
        TreeHash older = Trees.root(entries.subList(0, old));
        new ConsistencyProof(old, size, path).check(older, root);
        path.set(any % path.size(), flipped(path.get(any % path.size()), bit));
        assertThatThrownBy(() -> new ConsistencyProof(old, size, path).check(older, root))
                .isInstanceOf(NotProvenException.class);
    }

    private static void assertRefused(InclusionProof proof, TreeHash leaf, TreeHash root) {
        assertThatThrownBy(() -> proof.check(leaf, root)).isInstanceOf(NotProvenException.class);
    }

    private static TreeHash flipped(TreeHash hash, int bit) {
        byte[] bytes = hash.bytes();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return TreeHash.at(bytes, 0);
    }

    /** On both sides of the edges of tiles and levels. */
    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000})
    void aTreeIsReadBackFromItsTiles(int size) throws Exception {
        List<byte[]> entries = Trees.entries(size);
        Map<String, byte[]> tiles = Trees.tiles(entries);
        MerkleLog grown = Trees.log(entries);
        TileNodes nodes = TileNodes.of(Trees.source(tiles), size);
        MerkleLog read = MerkleLog.of(size, nodes);
        assertThat(read.root()).isEqualTo(grown.root());
        assertThat(read.size()).isEqualTo(size);

        TreeHash next = TreeHash.ofLeaf(new byte[] {1});
        MerkleLog copy = read.copy();
        read.append(next);
        grown.append(next);
        assertThat(read.root()).isEqualTo(grown.root());
        assertThat(copy.root()).isNotEqualTo(grown.root());
        InclusionProof.of(size - 1L, size, nodes).check(TreeHash.ofLeaf(entries.get(size - 1)), copy.root());
    }

    @Test
    void aPartialTileThatHasGoneIsReadFromTheFullOne() throws Exception {
        List<byte[]> entries = Trees.entries(256);
        TileNodes old = TileNodes.of(Trees.source(Trees.tiles(entries)), 200);
        assertThat(MerkleLog.of(200, old).root()).isEqualTo(Trees.root(entries.subList(0, 200)));
    }

    @Test
    void aMissingOrCutTileIsAnErrorAndNoProof() {
        List<byte[]> entries = Trees.entries(300);
        Map<String, byte[]> tiles = Trees.tiles(entries);
        byte[] whole = tiles.put("tile/0/001.p/44", new byte[43 * 32]);
        assertThatThrownBy(() -> MerkleLog.of(300, TileNodes.of(Trees.source(tiles), 300)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tile/0/001.p/44");
        tiles.put("tile/0/001.p/44", Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> MerkleLog.of(300, TileNodes.of(Trees.source(tiles), 300)))
                .isInstanceOf(IOException.class);
        tiles.remove("tile/0/001.p/44");
        assertThatThrownBy(() -> MerkleLog.of(300, TileNodes.of(Trees.source(tiles), 300)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void aPlaceOutsideOfTheTreeIsAMistakeOfTheCaller() {
        TreeNodes none = Trees.nodes(List.of());
        assertThatThrownBy(() -> InclusionProof.of(8, 8, none)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InclusionProof.of(-1, 8, none)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new InclusionProof(8, 8, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConsistencyProof.of(9, 8, none)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConsistencyProof(-1, 8, List.of())).isInstanceOf(IllegalArgumentException.class);
        List<TreeHash> tooMany = Collections.nCopies(64, TreeHash.EMPTY);
        assertThatThrownBy(() -> new InclusionProof(0, 8, tooMany)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConsistencyProof(0, 8, tooMany)).isInstanceOf(IllegalArgumentException.class);
    }
}
