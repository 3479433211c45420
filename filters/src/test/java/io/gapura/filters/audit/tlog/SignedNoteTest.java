package io.gapura.filters.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    /** The example in the documentation of Go's {@code sumdb/note}. */
    private static final String NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String QUOTE =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private static final String GO = QUOTE
            + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private final NoteKey log = NoteKey.generate("example.com/log", new SecureRandom());
    private final NoteKey other = NoteKey.generate("example.com/witness", new SecureRandom());

    private static SignedNote parse(String note) throws NotProvenException {
        return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SignedNote note) {
        return new String(note.toBytes(), StandardCharsets.UTF_8);
    }

    private String signed(String text, NoteKey... keys) {
        return text(SignedNote.sign(text, keys));
    }

    @Test
    void aSignatureThatStandsThereTwiceIsRefused() throws Exception {
        NoteKey key = NoteKey.generate("log", new SecureRandom());
        String note = new String(SignedNote.sign("text\n", key).toBytes(), StandardCharsets.UTF_8);
        String line = note.substring(note.indexOf("\n\n") + 2);
        SignedNote twice = SignedNote.parse((note + line).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> twice.verified(List.of(key.verifier())))
                .hasMessage("note is signed twice by a known key");
    }

    @Test
    void theExampleOfGoIsVerified() throws Exception {
        NoteVerifier peter = NoteVerifier.parse(NEUMANN);
        assertThat(peter).hasToString(NEUMANN);
        assertThat(parse(GO).verified(List.of(peter))).isEqualTo(QUOTE);
        assertThat(text(parse(GO))).isEqualTo(GO);
    }

    @Test
    void theExampleOfTheSpecificationIsReadAndCountsForNothingWithoutItsKey() throws Exception {
        SignedNote note = parse(
                "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\n\u00e8d \u00e8 subito sera.\n\n"
                        + "\u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n");
        assertThat(note.unverified()).endsWith("\n\n\u00e8d \u00e8 subito sera.\n");
        Refusals.of(() -> note.verified(List.of(log.verifier())), "note is not signed by a known key");
    }

    @Test
    void whatOneKeySignedIsVerifiedByItAndByNoOther() throws Exception {
        SignedNote note = parse(signed("a\nb\n", log));
        assertThat(note.verified(List.of(other.verifier(), log.verifier()))).isEqualTo("a\nb\n");
        assertThat(note.claims(log.verifier())).isTrue();
        assertThat(note.claims(other.verifier())).isFalse();
        Refusals.of(() -> note.verified(List.of(other.verifier())), "note is not signed by a known key");
        Refusals.of(() -> note.verified(List.of()), "note is not signed by a known key");
    }

    @Test
    void aWrongSignatureByAKnownKeyRejectsTheNoteWhoeverElseSigned() throws Exception {
        String good = signed("a\n", log, other);
        String[] lines = good.split("\n");
        String foreign = signed("b\n", other).split("\n")[2];
        SignedNote note = parse(good.replace(lines[3], foreign));
        assertThat(note.verified(List.of(log.verifier()))).isEqualTo("a\n");
        Refusals.of(
                () -> note.verified(List.of(log.verifier(), other.verifier())), "signature by a known key is wrong");
    }

    @Test
    void aSignatureThatSharesOnlyTheNameOrOnlyTheIdIsPassedOver() throws Exception {
        NoteKey namesake = NoteKey.generate("example.com/log", new SecureRandom());
        SignedNote note = parse(signed("a\n", namesake, log));
        assertThat(note.verified(List.of(log.verifier()))).isEqualTo("a\n");
        Refusals.of(
                () -> parse(signed("a\n", namesake)).verified(List.of(log.verifier())),
                "note is not signed by a known key");
        String renamed = signed("a\n", log).replace("example.com/log", "example.com/gol");
        Refusals.of(() -> parse(renamed).verified(List.of(log.verifier())), "note is not signed by a known key");
    }

    @Test
    void sixtyFourSignaturesAreReadAndOneMoreIsNot() throws Exception {
        NoteKey[] keys = IntStream.range(0, 64)
                .mapToObj(i -> NoteKey.generate("w" + i, new SecureRandom()))
                .toArray(NoteKey[]::new);
        String note = signed("a\n", keys);
        assertThat(parse(note).verified(List.of(keys[63].verifier()))).isEqualTo("a\n");
        String line = note.substring(note.lastIndexOf('\u2014'));
        Refusals.of(() -> parse(note + line), "note has no signature, or more than 64");
    }

    @Test
    void aNoteOf16KiBIsReadAndALongerOneIsNot() throws Exception {
        int rest = signed("\n", log).getBytes(StandardCharsets.UTF_8).length;
        String longest = signed("x".repeat(SignedNote.LONGEST - rest) + "\n", log);
        assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(SignedNote.LONGEST);
        assertThat(parse(longest).verified(List.of(log.verifier()))).hasSize(SignedNote.LONGEST - rest + 1);
        Refusals.of(() -> parse("x" + longest), "note is larger than 16 KiB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "a\n",
                "a\n\n",
                "a\n\nb\n",
                "a\n\u2014 n AAAAAAA=\n",
                "a\n\n\u2014 n AAAAAAA=",
                "a\n\n\u2014 n AAAAAAA=\n\n",
                "a\n\n\u2014 n AAAAAAA=\r\n",
                "a\n\n\u2014 n AAAAAAA=\nrest\n",
                "a\n\n\u2014 n AAAAAAB=\n",
                "a\n\n\u2014 n AAAAAAA\n",
                "a\n\n\u2014 n AAAAAA==\n",
                "a\n\n\u2014 n AAAAAAA= \n",
                "a\n\n\u2014  n AAAAAAA=\n",
                "a\n\n- n AAAAAAA=\n",
                "a\n\n\u2014n AAAAAAA=\n",
                "a\n\n\u2014 n+m AAAAAAA=\n",
                "a\n\n\u2014 n\u2003m AAAAAAA=\n",
                "a\u0007\n\n\u2014 n AAAAAAA=\n",
                "a\n\n\u2014 n AAAA\u00e9AA=\n"
            })
    void whatHasNotTheShapeOfANoteIsRefused(String note) {
        assertThatThrownBy(() -> parse(note)).isInstanceOf(NotProvenException.class);
    }

    @Test
    void aShapeThatIsRightButUnsignedIsReadOnly() throws Exception {
        assertThat(parse("a\n\n\u2014 n AAAAAAA=\n").unverified()).isEqualTo("a\n");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] bytes = "a\n\n\u2014 n AAAAAAA=\n".getBytes(StandardCharsets.UTF_8);
        bytes[0] = (byte) 0xC3;
        Refusals.of(() -> SignedNote.parse(bytes), "note is not UTF-8");
    }

    @Test
    void everyFlippedBitOfANoteIsNoticed() throws Exception {
        byte[] note = SignedNote.sign("example.com/log\n1\n", log).toBytes();
        for (int bit = 0; bit < note.length * 8; bit++) {
            byte[] flipped = note.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> SignedNote.parse(flipped).verified(List.of(log.verifier())))
                    .as("bit %d", bit)
                    .isInstanceOf(NotProvenException.class);
        }
    }

    @Test
    void onlyWholeLinesAreSigned() {
        assertThatThrownBy(() -> SignedNote.sign("a", log)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignedNote.sign("a\tb\n", log)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a3",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumanm+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T=",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW+"
            })
    void whatIsNoVerifierKeyIsRefused(String text) {
        assertThatThrownBy(() -> NoteVerifier.parse(text)).isInstanceOf(NotProvenException.class);
    }

    @Test
    void aNameHasNoBlankNoPlusAndAtMost255Characters() {
        assertThat(NoteVerifier.isName("x".repeat(255))).isTrue();
        List<String> bad = new ArrayList<>(List.of("", "a b", "a+b", "a\u00a0b", "a\u2028b", "a\tb", "a\u007fb"));
        bad.add("x".repeat(256));
        assertThat(bad).noneMatch(NoteVerifier::isName);
    }
}
