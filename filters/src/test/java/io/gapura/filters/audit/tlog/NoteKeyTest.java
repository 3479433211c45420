package io.gapura.filters.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteKeyTest {
    @TempDir
    private Path folder;

    private NoteKey load(String content) throws IOException {
        return NoteKey.load(Reference.file(Files.writeString(folder.resolve("key"), content)));
    }

    @Test
    void aKeyThatWasWrittenIsReadAndSignsTheSame() throws Exception {
        NoteKey key = NoteKey.generate("orders.example.com/audit/node-1", new SecureRandom());
        NoteKey read = load(key.export());
        assertThat(read.verifier()).isEqualTo(key.verifier());
        assertThat(read.sign(new byte[] {1})).isEqualTo(key.sign(new byte[] {1}));
        assertThat(read).hasToString("NoteKey[orders.example.com/audit/node-1]");
    }

    @Test
    void twoFreshKeysDiffer() {
        NoteKey one = NoteKey.generate("a", new SecureRandom());
        assertThat(one.verifier())
                .isNotEqualTo(NoteKey.generate("a", new SecureRandom()).verifier());
    }

    @Test
    void aFileWithoutTheVerifierLineOrWithAnotherOneIsRefused() {
        String mine = NoteKey.generate("a", new SecureRandom()).export();
        String theirs = NoteKey.generate("a", new SecureRandom()).export();
        String renamed = NoteKey.generate("b", new SecureRandom()).export();
        for (String bad : List.of(
                mine.lines().findFirst().orElseThrow(),
                mine + "more\n",
                mine.split("\n")[0] + "\n" + theirs.split("\n")[1] + "\n",
                mine.split("\n")[0] + "\n" + renamed.split("\n")[1] + "\n",
                mine.replace("PRIVATE+KEY+", ""),
                "x")) {
            assertThatThrownBy(() -> load(bad))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("gapura audit keygen")
                    .hasMessageNotContaining("PRIVATE");
        }
    }

    /** The same name and id, and the private half of somebody else. */
    @Test
    void halvesThatDoNotBelongTogetherAreRefused() {
        NoteKey mine = NoteKey.generate("a", new SecureRandom());
        String theirs = NoteKey.generate("a", new SecureRandom()).export();
        String seed = theirs.split("\n")[0].split("\\+", 5)[4];
        String mixed = "PRIVATE+KEY+a+" + mine.verifier().hexId() + "+" + seed + "\n" + mine.verifier() + "\n";
        assertThatThrownBy(() -> load(mixed)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aKeyThatLivesElsewhereSignsAndIsNotShown() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        NoteKey key = NoteKey.of("a", pair);
        assertThat(SignedNote.sign("x\n", key).verified(List.of(key.verifier())))
                .isEqualTo("x\n");
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThatThrownBy(() -> NoteKey.of("a", new KeyPair(pair.getPublic(), other.getPrivate())))
                .isInstanceOf(IllegalArgumentException.class);
        KeyPair curve = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        assertThatThrownBy(() -> NoteKey.of("a", curve)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NoteKey.of("a b", pair)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Project Wycheproof, through the key that notes are verified with. */
    @Test
    @SuppressWarnings("unchecked")
    void everyVectorOfWycheproofIsJudgedRightly() throws Exception {
        Map<String, Object> file =
                StrictObject.read(Files.readAllBytes(Shared.signing("wycheproof/ed25519_test.json")));
        int judged = 0;
        for (Map<String, Object> group : (List<Map<String, Object>>) file.get("testGroups")) {
            String raw = (String) ((Map<String, Object>) group.get("publicKey")).get("pk");
            NoteVerifier key = NoteVerifier.of("w", HexFormat.of().parseHex(raw));
            for (Map<String, Object> test : (List<Map<String, Object>>) group.get("tests")) {
                assertThat(key.verifies(bytes(test, "msg"), bytes(test, "sig")))
                        .as("tcId %s", test.get("tcId"))
                        .isEqualTo(test.get("result").equals("valid"));
                judged++;
            }
        }
        assertThat(judged).isEqualTo(((Long) file.get("numberOfTests")).intValue());
    }

    private static byte[] bytes(Map<String, Object> test, String name) {
        return HexFormat.of().parseHex((String) test.get(name));
    }

    @Test
    void theLargestNumberIsRead() throws Exception {
        assertThat(Ascii.number("0", "n")).isZero();
        assertThat(Ascii.number("9223372036854775807", "n")).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "00", "01", "+1", "-1", " 1", "1 ", "9223372036854775808", "99999999999999999999", "\u0661"})
    void aNumberHasOneSpelling(String text) {
        Refusals.of(() -> Ascii.number(text, "n"), "n is not a decimal number without leading zeroes");
    }
}
