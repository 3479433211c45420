package io.gapura.filters.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree of eight leaves that implementations of RFC 6962 have shared since the first one, with its roots and proofs. */
class ReferenceTreeTest {
    private static String hex(TreeHash hash) {
        return HexFormat.of().formatHex(hash.bytes());
    }

    private static List<String> hex(List<TreeHash> hashes) {
        return hashes.stream().map(ReferenceTreeTest::hex).toList();
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }

    @Test
    void anEmptyTreeHasTheHashOfNothing() {
        assertThat(hex(MerkleLog.empty().root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
                    2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
                    3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
                    4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
                    5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
                    6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
                    7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
                    8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
                    """)
    void theRootIsThePublishedOne(int size, String root) {
        assertThat(hex(Trees.log(Trees.REFERENCE.subList(0, size)).root())).isEqualTo(root);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    0, 1,
                    0, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
                    5, 8, bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
                    2, 3, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
                    1, 5, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
                    """)
    void theInclusionProofIsThePublishedOne(int index, int size, String hashes) throws Exception {
        InclusionProof proof = InclusionProof.of(index, size, Trees.nodes(Trees.REFERENCE));
        assertThat(hex(proof.hashes())).isEqualTo(words(hashes));
        proof.check(
                TreeHash.ofLeaf(Trees.REFERENCE.get(index)),
                Trees.log(Trees.REFERENCE.subList(0, size)).root());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    1, 1,
                    1, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
                    6, 8, 0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
                    2, 5, 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
                    """)
    void theConsistencyProofIsThePublishedOne(int old, int size, String hashes) throws Exception {
        ConsistencyProof proof = ConsistencyProof.of(old, size, Trees.nodes(Trees.REFERENCE));
        assertThat(hex(proof.hashes())).isEqualTo(words(hashes));
        proof.check(
                Trees.log(Trees.REFERENCE.subList(0, old)).root(),
                Trees.log(Trees.REFERENCE.subList(0, size)).root());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void allProofsOfTheTreeAreAsTheRfcDefinesThemAndLeadToTheRoot(int size) throws Exception {
        List<byte[]> entries = Trees.REFERENCE.subList(0, size);
        for (int i = 0; i < size; i++) {
            InclusionProof proof = InclusionProof.of(i, size, Trees.nodes(entries));
            assertThat(proof.hashes()).isEqualTo(Trees.path(i, entries));
            proof.check(TreeHash.ofLeaf(entries.get(i)), Trees.root(entries));
            ConsistencyProof older = ConsistencyProof.of(i + 1, size, Trees.nodes(entries));
            assertThat(older.hashes()).isEqualTo(Trees.subproof(i + 1, entries, true));
            older.check(Trees.root(entries.subList(0, i + 1)), Trees.root(entries));
        }
    }

    @Test
    void everyTreeExtendsTheEmptyOneWithoutAnyHash() {
        TreeHash root = Trees.root(Trees.REFERENCE);
        ConsistencyProof proof = new ConsistencyProof(0, 8, List.of());
        assertThatCode(() -> proof.check(TreeHash.EMPTY, root)).doesNotThrowAnyException();
        Refusals.of(() -> proof.check(root, root), "consistency proof leads to another root");
        Refusals.of(
                () -> new ConsistencyProof(0, 8, List.of(root)).check(TreeHash.EMPTY, root),
                "consistency proof has a hash too many");
    }

    @Test
    void aTreeExtendsItselfOnly() {
        TreeHash root = Trees.root(Trees.REFERENCE);
        assertThatCode(() -> new ConsistencyProof(8, 8, List.of()).check(root, root))
                .doesNotThrowAnyException();
        Refusals.of(
                () -> new ConsistencyProof(8, 8, List.of()).check(TreeHash.EMPTY, root),
                "consistency proof leads to another root");
        Refusals.of(
                () -> new ConsistencyProof(8, 8, List.of(root)).check(root, root),
                "consistency proof has a hash too many");
    }

    @Test
    void aProofWithAHashTooManyOrTooFewIsRefused() throws Exception {
        TreeHash root = Trees.root(Trees.REFERENCE);
        TreeHash leaf = TreeHash.ofLeaf(Trees.REFERENCE.get(5));
        List<TreeHash> hashes =
                InclusionProof.of(5, 8, Trees.nodes(Trees.REFERENCE)).hashes();
        List<TreeHash> more = new ArrayList<>(hashes);
        more.add(root);
        Refusals.of(() -> new InclusionProof(5, 8, more).check(leaf, root), "inclusion proof has a hash too many");
        Refusals.of(
                () -> new InclusionProof(5, 8, hashes.subList(0, 2)).check(leaf, root), "inclusion proof lacks a hash");
        Refusals.of(() -> new InclusionProof(4, 8, hashes).check(leaf, root), "inclusion proof leads to another root");

        TreeHash old = Trees.root(Trees.REFERENCE.subList(0, 6));
        List<TreeHash> path =
                ConsistencyProof.of(6, 8, Trees.nodes(Trees.REFERENCE)).hashes();
        List<TreeHash> longer = new ArrayList<>(path);
        longer.add(root);
        Refusals.of(() -> new ConsistencyProof(6, 8, longer).check(old, root), "consistency proof has a hash too many");
        Refusals.of(
                () -> new ConsistencyProof(6, 8, path.subList(0, 2)).check(old, root),
                "consistency proof lacks a hash");
        Refusals.of(() -> new ConsistencyProof(6, 8, List.of()).check(old, root), "consistency proof lacks a hash");
        Refusals.of(
                () -> new ConsistencyProof(6, 8, path).check(root, root), "consistency proof leads to another root");
        Refusals.of(() -> new ConsistencyProof(6, 8, path).check(old, old), "consistency proof leads to another root");
    }
}
