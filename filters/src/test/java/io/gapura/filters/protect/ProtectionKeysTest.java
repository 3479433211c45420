package io.gapura.filters.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A set of keys is taken whole or not at all. */
class ProtectionKeysTest {
    private final Sets sets = new Sets();

    private static void refused(byte[] document, String because) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ProtectionKeys.parse(document))
                .withMessageContaining(because);
    }

    @Test
    void oneKeySealsAndTheOthersOpen() {
        ProtectionKeys keys = sets.keys("2026-11", "2026-05", "2025-11");
        assertThat(keys.current()).isEqualTo("2026-11");
        assertThat(keys.ids()).containsExactlyInAnyOrder("2026-11", "2026-05", "2025-11");
    }

    @Test
    void theOrderOfTheKeysDoesNotSayWhichOneSeals() {
        ProtectionKeys keys = ProtectionKeys.parse(Sets.document(sets.key("old", false), sets.key("new", true)));
        assertThat(keys.current()).isEqualTo("new");
    }

    @Test
    void aKeyNeedNotSayItsUse() {
        byte[] document = Sets.document(sets.key("a", true).replace("\"use\":\"enc\",", ""));
        assertThat(ProtectionKeys.parse(document).current()).isEqualTo("a");
    }

    @Test
    void aSetWithoutAKeyThatSealsIsRefused() {
        refused(Sets.document(sets.key("a", false)), "the one of today; has []");
    }

    @Test
    void aSetWithTwoKeysThatSealIsRefused() {
        refused(Sets.document(sets.key("a", true), sets.key("b", true)), "has [a, b]");
    }

    @Test
    void aKeyIdThatStandsTwiceIsRefused() {
        refused(Sets.document(sets.key("a", true), sets.key("a", false)), "lists the key id a twice");
    }

    @Test
    void sixteenKeysAreTakenAndSeventeenAreNot() {
        List<String> listed = new ArrayList<>();
        listed.add(sets.key("k0", true));
        for (int i = 1; i < 16; i++) {
            listed.add(sets.key("k" + i, false));
        }
        assertThat(ProtectionKeys.parse(Sets.document(listed.toArray(String[]::new)))
                        .ids())
                .hasSize(16);
        listed.add(sets.key("k16", false));
        refused(Sets.document(listed.toArray(String[]::new)), "1 to 16 keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[],\"more\":1}",
                "{\"keys\":[1],\"keys\":[]}",
                "nonsense"
            })
    void whatIsNoSetIsRefused(String document) {
        refused(document.getBytes(StandardCharsets.UTF_8), "must");
    }

    @Test
    void anEmptySetIsRefused() {
        refused(Sets.document(), "1 to 16 keys");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"alg\":\"A256KW\"|\"alg\":\"A128KW\"|must be of kty oct, alg A256KW and use enc",
                "\"alg\":\"A256KW\"|\"alg\":\"dir\"|must be of kty oct",
                "\"alg\":\"A256KW\",|``|must be of kty oct",
                "\"use\":\"enc\"|\"use\":\"sig\"|must be of kty oct",
                "\"use\":\"enc\"|\"use\":\"enc\",\"exp\":1|must be of kty oct",
                "\"kty\":\"oct\"|\"kty\":\"RSA\"|must have a member",
                "\"kty\":\"oct\"|\"kty\":\"?\"|a type that is not known",
                "\"wrapKey\",\"unwrapKey\"|\"unwrapKey\",\"wrapKey\"|must have key_ops",
                "\"wrapKey\",\"unwrapKey\"|\"wrapKey\"|must have key_ops",
                "\"wrapKey\",\"unwrapKey\"|\"encrypt\"|must have key_ops",
                "\"kid\":\"a\"|\"kid\":\"\"|must have a kid",
                "\"kid\":\"a\"|\"kid\":\".a\"|must have a kid",
                "\"kid\":\"a\"|\"kid\":7|must have a kid",
                "\"kid\":\"a\",|``|must have a kid"
            })
    void aKeyOfAnotherKindIsRefused(String was, String is, String because) {
        String key = sets.key("a", true);
        assertThat(key).contains(was);
        refused(Sets.document(key.replace(was, is)), because);
    }

    @Test
    void anIdHas64CharactersAtMost() {
        String longest = "k".repeat(64);
        assertThat(sets.keys(longest).current()).isEqualTo(longest);
        refused(Sets.document(sets.key(longest + "k", true)), "1 to 64");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 31, 33, 64})
    void aKeyOfAnotherLengthIsRefused(int bytes) {
        String key = sets.key("a", true).replaceAll("\"k\":\"[^\"]+\"", "\"k\":\"" + Sets.random(bytes) + "\"");
        refused(Sets.document(key), "must have 32 bytes");
    }

    @Test
    void aKeyThatAnybodyCouldGuessIsRefused() {
        String zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        String key = sets.key("a", true).replaceAll("\"k\":\"[^\"]+\"", "\"k\":\"" + zeros + "\"");
        refused(Sets.document(key), "repeated pattern");
    }

    @Test
    void itsTextAndItsMessagesHoldNoSecret() {
        String key = sets.key("a", true);
        String secret = key.replaceAll(".*\"k\":\"([^\"]+)\".*", "$1");
        assertThat(ProtectionKeys.parse(Sets.document(key))).hasToString("ProtectionKeys [a], today a");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ProtectionKeys.parse(Sets.document(key, key)))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain(secret));
    }

    @Test
    void aFileIsReadAndABadOneIsNamed(@TempDir Path folder) throws IOException {
        Path good = Files.write(folder.resolve("keys.json"), Sets.document(sets.key("a", true)));
        assertThat(ProtectionKeys.load(Reference.file(good)).current()).isEqualTo("a");
        Path bad = Files.writeString(folder.resolve("bad.json"), "{}");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ProtectionKeys.load(Reference.file(bad)))
                .withMessageContaining("bad.json");
    }
}
