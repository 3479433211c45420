package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.protect.HashKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedHashTest {
    private static final KeyedHash HASH = KeyedHash.ofThisRun(new SecureRandom());

    @TempDir
    Path temp;

    /** The expected text was computed with another language's HMAC from the key 01 02 … 20. */
    @Test
    void aPseudonymIsTheHmacOfClassAndValue() throws IOException {
        Path file = file(key("2026-11", 0, "\"sign\",\"verify\""));
        assertThat(KeyedHash.reading(Reference.file(file)).of("session", "abc-123"))
                .isEqualTo("hmac-sha256:2026-11:HTHkM4vmoJFYnuElXTi0Dg");
    }

    @Test
    void aRotationKeepsOldPseudonymsFindable() throws IOException {
        Path old = file(key("2026-10", 1, "\"sign\",\"verify\""));
        String before = KeyedHash.with(HashKeys.load(Reference.file(old))).of("session", "abc");
        Path both = file(key("2026-10", 1, "\"verify\"") + "," + key("2026-11", 2, "\"sign\",\"verify\""));
        KeyedHash rotated = KeyedHash.with(HashKeys.load(Reference.file(both)));

        assertThat(rotated.of("session", "abc"))
                .startsWith("hmac-sha256:2026-11:")
                .isNotEqualTo(before);
        assertThat(rotated.all("session", "abc")).containsExactly(rotated.of("session", "abc"), before);
    }

    @Test
    void theSameValueInAnotherClassOfFieldHasAnotherPseudonym() {
        assertThat(HASH.of("session", "abc")).isNotEqualTo(HASH.of("user", "abc"));
        assertThat(HASH.of("session", "abc")).isEqualTo(HASH.of("session", "abc"));
    }

    @Test
    void theBorderBetweenClassAndValueIsNotMovable() {
        assertThat(HASH.of("a", "b")).isNotEqualTo(HASH.of("ab", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> HASH.of("a\0b", "c"));
    }

    @Test
    void twoRunsShareNoPseudonyms() {
        KeyedHash other = KeyedHash.ofThisRun(new SecureRandom());
        assertThat(HASH.of("session", "abc").substring(0, 16)).startsWith("hmac-sha256:run-");
        assertThat(other.of("session", "abc")).isNotEqualTo(HASH.of("session", "abc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ü", "a:b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aClassOfFieldIsAShortWord(String fieldClass) {
        assertThatIllegalArgumentException().isThrownBy(() -> HASH.of(fieldClass, "value"));
    }

    @Test
    void theLongestClassOfFieldIsAccepted() {
        assertThat(HASH.of("a".repeat(32), "value")).hasSizeLessThanOrEqualTo(98);
    }

    @Test
    void aLoneSurrogateIsNoQuestionMark() {
        assertThat(HASH.of("user", "a\uD83D")).isNotEqualTo(HASH.of("user", "a?"));
        assertThat(HASH.of("user", "a\uD83D")).isNotEqualTo(HASH.of("user", "a\uD83C"));
        assertThat(HASH.of("user", "\uDE00\uD83D")).isNotEqualTo(HASH.of("user", "\uD83D\uDE00"));
    }

    @Property
    void everyPseudonymHasTheOneForm(@ForAll String value) {
        assertThat(HASH.of("user", value)).matches("hmac-sha256:[A-Za-z0-9][A-Za-z0-9._-]{0,63}:[A-Za-z0-9_-]{22}");
    }

    @Test
    void aFileThatHoldsNoKeysIsRefused() throws IOException {
        Path file = Files.writeString(temp.resolve("none"), "{\"keys\":[]}");
        assertThatThrownBy(() -> KeyedHash.reading(Reference.file(file))).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void itsTextNamesTheKeysAndNotTheirBytes() throws IOException {
        String document = key("2026-11", 0, "\"sign\",\"verify\"");
        String text =
                KeyedHash.with(HashKeys.load(Reference.file(file(document)))).toString();
        assertThat(text).contains("2026-11").doesNotContain("AQIDBAUG");
    }

    private Path file(String keys) throws IOException {
        return Files.writeString(Files.createTempFile(temp, "keys", ".json"), "{\"keys\":[" + keys + "]}");
    }

    private static String key(String kid, int seed, String operations) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i + 1) * (seed * 2 + 1));
        }
        return "{\"kty\":\"oct\",\"kid\":\"" + kid + "\",\"alg\":\"HS256\",\"key_ops\":[" + operations + "],\"k\":\""
                + new String(Base64.getUrlEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII) + "\"}";
    }
}
