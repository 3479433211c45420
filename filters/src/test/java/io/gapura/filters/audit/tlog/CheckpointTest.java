package io.gapura.filters.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final String ORIGIN = "example.com/log";
    private static final String ROOT = TreeHash.EMPTY.base64();

    private final NoteKey key = NoteKey.generate(ORIGIN, new SecureRandom());
    private final List<byte[]> entries = Trees.entries(300);
    private final Checkpoint checkpoint = new Checkpoint(ORIGIN, 300, Trees.root(entries));

    private byte[] signed(String text) {
        return SignedNote.sign(text, key).toBytes();
    }

    private LogProof proof(int index) throws Exception {
        return LogProof.of(InclusionProof.of(index, 300, Trees.nodes(entries)), checkpoint.sign(key));
    }

    /** The example of tlog-checkpoint; its key is not published with it. */
    @Test
    void theExampleOfTheSpecificationIsRead() throws Exception {
        byte[] note =
                ("example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u2014 example.com/behind-the-sofa"
                                + " Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n")
                        .getBytes(StandardCharsets.UTF_8);
        Checkpoint read = Checkpoint.unverified(note);
        assertThat(read.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(read.size()).isEqualTo(20_852_163);
        assertThat(read.root()).hasToString("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
        Refusals.of(() -> Checkpoint.open(note, key.verifier()), "note is not signed by a known key");
    }

    @Test
    void whatWasSignedIsOpened() throws Exception {
        assertThat(Checkpoint.open(checkpoint.sign(key), key.verifier())).isEqualTo(checkpoint);
        assertThat(Checkpoint.open(signed(ORIGIN + "\n0\n" + ROOT + "\n"), key.verifier()))
                .isEqualTo(new Checkpoint(ORIGIN, 0, TreeHash.EMPTY));
    }

    @Test
    void aCheckpointOfAnotherLogIsRefusedThoughTheKeySignedIt() {
        Refusals.of(
                () -> Checkpoint.open(signed("example.com/other\n0\n" + ROOT + "\n"), key.verifier()),
                "checkpoint is of another log");
        assertThatThrownBy(() -> new Checkpoint("example.com/other", 0, TreeHash.EMPTY).sign(key))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com/log\n00\nROOT\n",
                "example.com/log\n01\nROOT\n",
                "example.com/log\n+1\nROOT\n",
                "example.com/log\n-1\nROOT\n",
                "example.com/log\n1 \nROOT\n",
                "example.com/log\n9223372036854775808\nROOT\n",
                "example.com/log\n0x1\nROOT\n",
                "example.com/log\n\nROOT\n",
                "example.com/log\n1\n\n",
                "example.com/log\n1\nAAAA\n",
                "example.com/log\n1\nROOT \n",
                "example.com/log\n1\nROOT\nextension\n",
                "example.com/log\n1\n",
                "\n1\nROOT\n",
                "example.com /log\n1\nROOT\n",
            })
    void anotherShapeIsRefusedThoughTheKeySignedIt(String text) {
        assertThatThrownBy(() -> Checkpoint.open(signed(text.replace("ROOT", ROOT)), key.verifier()))
                .isInstanceOf(NotProvenException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 299})
    void aProofFileShowsItsEntryAndNoOther(int index) throws Exception {
        LogProof proof = LogProof.parse(proof(index).toBytes());
        assertThat(proof.check(entries.get(index), key.verifier())).isEqualTo(checkpoint);
        Refusals.of(
                () -> proof.check(entries.get((index + 1) % 300), key.verifier()),
                "inclusion proof leads to another root");
    }

    @Test
    void aProofFileIsAsTheSpecificationWritesIt() throws Exception {
        LogProof plain = proof(299);
        LogProof proof = new LogProof(299, plain.hashes(), Optional.of(new byte[] {1, 2, 3}), plain.note());
        String text = new String(proof.toBytes(), StandardCharsets.UTF_8);
        assertThat(text)
                .startsWith("c2sp.org/tlog-proof@v1\nextra AQID\nindex 299\n"
                        + plain.hashes().get(0).base64() + "\n")
                .contains("\n\nexample.com/log\n300\n" + checkpoint.root().base64() + "\n\n\u2014 example.com/log ");
        assertThat(LogProof.parse(proof.toBytes()).extra().orElseThrow()).containsExactly(1, 2, 3);
        assertThat(LogProof.parse(proof.toBytes()).toBytes()).isEqualTo(proof.toBytes());
    }

    @Test
    void aProofFileOfAnotherShapeIsRefused() throws Exception {
        String text = new String(proof(299).toBytes(), StandardCharsets.UTF_8);
        String hash = proof(299).hashes().get(0).base64();
        for (String bad : List.of(
                "",
                text.replace("@v1", "@v2"),
                text.replace("index 299", "index 0299"),
                text.replace("index 299", "index -1"),
                text.replace("index 299\n", ""),
                text.replace("index 299", "index 300"),
                text.replace("index 299", "extra AQI\nindex 299"),
                text.replace("index 299", "index 299\nextra AQID"),
                text.replace("index 299", "more\nindex 299"),
                text.replaceFirst("\n\n", "\n"),
                text.replace(hash, hash.replace("=", "")),
                text.replace(hash, hash + "\n" + String.join("\n", Collections.nCopies(63, hash))),
                text + "x",
                text.replace("\n", "\r\n"))) {
            assertThatThrownBy(() -> LogProof.parse(bad.getBytes(StandardCharsets.UTF_8))
                            .check(entries.get(299), key.verifier()))
                    .as(bad)
                    .isInstanceOf(NotProvenException.class);
        }
        Refusals.of(() -> LogProof.parse(new byte[24_577]), "proof is larger than 24 KiB");
        Refusals.of(() -> LogProof.parse(new byte[] {(byte) 0xC3, 'a', '\n', '\n'}), "proof is not UTF-8");
    }

    @Test
    void everyFlippedBitOfAProofFileIsNoticed() throws Exception {
        byte[] file = proof(256).toBytes();
        List<Integer> accepted = new ArrayList<>();
        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                LogProof.parse(flipped).check(entries.get(256), key.verifier());
                accepted.add(bit);
            } catch (NotProvenException noticed) {
                // as it must be
            }
        }
        assertThat(accepted).isEmpty();
    }
}
