package io.gapura.filters.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value is found by its hash, and only with the key. */
class FieldHashTest {
    private static final FieldContext PHONES = FieldContext.ofColumn("people", "phone");

    private final Sets sets = new Sets();
    private final FieldHash hash = FieldHash.with(keys("2026", "2025"));

    private HashKeys keys(String current, String older) {
        return HashKeys.parse(Sets.document(hashing(sets.key(current, true)), hashing(sets.key(older, false))));
    }

    private static String hashing(String key) {
        return key.replace("A256KW", "HS256")
                .replace("\"enc\"", "\"sig\"")
                .replace("unwrapKey", "verify")
                .replace("wrapKey", "sign");
    }

    @Test
    void theSameValueInTheSameColumnIsTheSameHash() {
        assertThat(hash.of("+62 21 555", PHONES))
                .isEqualTo(hash.of("+62 21 555", PHONES))
                .startsWith("2026.")
                .hasSize(5 + 43);
    }

    @Test
    void anotherValueColumnOrKeyIsAnotherHash() {
        assertThat(hash.of("+62 21 555", PHONES))
                .isNotEqualTo(hash.of("+62 21 556", PHONES))
                .isNotEqualTo(hash.of("+62 21 555", FieldContext.ofColumn("people", "fax")))
                .isNotEqualTo(FieldHash.with(keys("2025", "2026")).of("+62 21 555", PHONES));
    }

    @Test
    void whatAnOlderKeyHashedIsStillFound() {
        String before = FieldHash.with(keys("2025", "2026")).of("+62 21 555", PHONES);
        assertThat(hash.all("+62 21 555", PHONES)).hasSize(2).element(1).isEqualTo(before);
        assertThat(hash.matches("+62 21 555", PHONES, before)).isTrue();
        assertThat(hash.matches("+62 21 555", PHONES, hash.of("+62 21 555", PHONES)))
                .isTrue();
    }

    @Test
    void anotherHashDoesNotMatch() {
        String stored = hash.of("+62 21 555", PHONES);
        assertThat(hash.matches("+62 21 556", PHONES, stored)).isFalse();
        assertThat(hash.matches("+62 21 555", PHONES, stored + "x")).isFalse();
        assertThat(hash.matches("+62 21 555", PHONES, "")).isFalse();
    }

    @Test
    void halfOfASurrogatePairIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> hash.of("\udc00", PHONES));
    }

    @Test
    void aKeyThatSealsDoesNotHash() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> HashKeys.parse(Sets.document(sets.key("2026", true))))
                .withMessageContaining("alg HS256 and use sig");
    }

    @Test
    void macsAreHmacSha256() throws Exception {
        // RFC 4231 §4.2 has a key of 20 bytes, which is too short here: the JDK is the oracle
        HashKeys keys = keys("2026", "2025");
        byte[] content = "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);
        String secret = sets.key("2026", true).replaceAll(".*\"k\":\"([^\"]+)\".*", "$1");
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(
                java.util.Base64.getUrlDecoder().decode(secret), "HmacSHA256"));
        assertThat(HexFormat.of().formatHex(keys.mac(content)))
                .isEqualTo(HexFormat.of().formatHex(mac.doFinal(content)));
        assertThat(keys.mac("2026", content)).contains(keys.mac(content));
        assertThat(keys.mac("2024", content)).isEmpty();
    }

    @Test
    void aFileIsReadAndItsTextHoldsNoSecret(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("hash.json"), Sets.document(hashing(sets.key("2026", true))));
        HashKeys keys = HashKeys.load(Reference.file(file));
        assertThat(keys).hasToString("HashKeys [2026], today 2026");
        assertThat(keys.ids()).containsExactly("2026");
        Files.writeString(file, "{}");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> HashKeys.load(Reference.file(file)))
                .withMessageContaining("hash.json");
    }
}
