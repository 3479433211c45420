package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final String K = base64(Signing.secret(1));
    private static final String CALLERS = ",\"gapura\":{\"callers\":{\"a\":{\"name\":\"orders\"}}}}";

    @TempDir
    private Path folder;

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String key(String more) {
        return "{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"" + K + "\"" + more + "}";
    }

    private KeyRing load(String document) throws IOException {
        Path file = folder.resolve("keys.json");
        Files.writeString(file, document);
        return KeyRing.load(Reference.file(file));
    }

    @Test
    void aJwkSetGivesKeysWithCallerValidityAndTags() throws Exception {
        KeyRing ring = load("{\"keys\":[" + key(",\"use\":\"sig\",\"alg\":\"HS256\",\"nbf\":1000,\"exp\":2000")
                + ",{\"kty\":\"oct\",\"kid\":\"b\",\"key_ops\":[\"verify\"],\"k\":\"" + base64(Signing.secret(2))
                + "\"}],\"gapura\":{\"callers\":{\"a\":{\"name\":\"orders\",\"tags\":[\"t\"]},"
                + "\"b\":{\"name\":\"billing\"}}}}");

        KeyRing.Entry a = ring.find("a").orElseThrow();
        assertThat(a.caller()).isEqualTo("orders");
        assertThat(a.tags()).containsExactly("t");
        assertThat(a.notBefore()).hasToString("1970-01-01T00:16:40Z");
        assertThat(a.notAfter()).hasToString("1970-01-01T00:33:20Z");
        assertThat(a.key().sign(new byte[3]))
                .isEqualTo(SigningKey.hmac("x", Signing.secret(1)).sign(new byte[3]));
        assertThat(ring.callers()).isEqualTo(2);
        assertThat(ring.signingKey("a").keyId()).isEqualTo("a");
        assertThatThrownBy(() -> ring.signingKey("b")).hasMessageContaining("verification alone");
        assertThatThrownBy(() -> ring.signingKey("c")).isInstanceOf(ConfigurationException.class);
        assertThat(ring.find("A")).isEmpty();
    }

    static Stream<Arguments> bad() {
        String one = "{\"keys\":[" + key("") + "]";
        return Stream.of(
                Arguments.of("no JSON", "keys", "strict JSON"),
                Arguments.of("duplicate member", "{\"keys\":[],\"keys\":[]" + CALLERS, "strict JSON"),
                Arguments.of(
                        "duplicate member of a key",
                        "{\"keys\":[" + key(",\"k\":\"" + K + "\"") + "]" + CALLERS,
                        "strict JSON"),
                Arguments.of("trailing text", one + CALLERS + "{}", "strict JSON"),
                Arguments.of("no keys", "{\"gapura\":{}}", "at least one key"),
                Arguments.of("empty keys", "{\"keys\":[]" + CALLERS, "at least one key"),
                Arguments.of("no kid", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"" + K + "\"}]" + CALLERS, "kid"),
                Arguments.of(
                        "unknown type is not skipped",
                        "{\"keys\":[" + key("") + ",{\"kty\":\"new\",\"kid\":\"b\",\"k\":\"\"}]" + CALLERS,
                        "is not known"),
                Arguments.of(
                        "another type",
                        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"kid\":\"a\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]"
                                + CALLERS,
                        "kty oct"),
                Arguments.of("padded base64", one.replace(K, K + "=") + CALLERS, "base64url"),
                Arguments.of("plain base64", one.replace(K, K.substring(1) + "+") + CALLERS, "base64url"),
                Arguments.of("a character too many", one.replace(K, K + "AA") + CALLERS, "base64url"),
                Arguments.of("no k", "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\"}]" + CALLERS, "member k"),
                Arguments.of("for encryption", "{\"keys\":[" + key(",\"use\":\"enc\"") + "]" + CALLERS, "use than sig"),
                Arguments.of("another algorithm", "{\"keys\":[" + key(",\"alg\":\"HS512\"") + "]" + CALLERS, "HS256"),
                Arguments.of(
                        "without verify", "{\"keys\":[" + key(",\"key_ops\":[\"encrypt\"]") + "]" + CALLERS, "key_ops"),
                Arguments.of("kid twice", "{\"keys\":[" + key("") + "," + key("") + "]" + CALLERS, "stands twice"),
                Arguments.of("no callers", one + "}", "gapura"),
                Arguments.of("key without caller", one + ",\"gapura\":{\"callers\":{}}}", "nothing there for a"),
                Arguments.of(
                        "caller without key",
                        one + CALLERS.replace("}}}}", "},\"z\":{\"name\":\"n\"}}}}"),
                        "not listed"),
                Arguments.of("caller without name", one + CALLERS.replace("name", "nam"), "must have a name"),
                Arguments.of(
                        "caller with unknown member",
                        one + CALLERS.replace("\"orders\"", "\"orders\",\"role\":\"x\""),
                        "only tags"),
                Arguments.of("empty name", one + CALLERS.replace("orders", ""), "1 to 256"),
                Arguments.of(
                        "tags no list",
                        one + CALLERS.replace("\"orders\"", "\"orders\",\"tags\":\"x\""),
                        "list of different texts"),
                Arguments.of(
                        "tag twice",
                        one + CALLERS.replace("\"orders\"", "\"orders\",\"tags\":[\"x\",\"x\"]"),
                        "list of different texts"),
                Arguments.of(
                        "ends before it begins",
                        "{\"keys\":[" + key(",\"nbf\":2000,\"exp\":2000") + "]" + CALLERS,
                        "ends before"),
                Arguments.of(
                        "blank in kid",
                        one.replace("\"a\"", "\"a b\"") + CALLERS.replace("\"a\"", "\"a b\""),
                        "visible ASCII"),
                Arguments.of("short key", one.replace(K, base64(new byte[31])) + CALLERS, "at least 32 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void aKeyFileThatIsNotPlainlyRightDoesNotStart(String name, String document, String problem) {
        assertThatThrownBy(() -> load(document))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("keys.json")
                .hasMessageContaining(problem)
                .hasMessageNotContaining(K);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aSecretThatIsAShortPatternIsRefused(int period) {
        byte[] secret = new byte[64];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (i % period * 31 + 1);
        }
        assertThatThrownBy(() -> SigningKey.hmac("k", secret)).hasMessageContaining("pattern");
    }

    @Test
    void aSecretOfNineDifferentBytesRepeatedIsNotCalledAPattern() {
        byte[] secret = new byte[36];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (i % 9 * 31 + 1);
        }
        assertThat(SigningKey.hmac("k", secret).keyId()).isEqualTo("k");
    }

    @Test
    void aSecretOf31BytesIsRefusedAndOneOf32IsNot() {
        assertThatThrownBy(() -> SigningKey.hmac("k", Arrays.copyOf(Signing.secret(1), 31)))
                .isInstanceOf(ConfigurationException.class);
        assertThat(SigningKey.hmac("k", Signing.secret(1)).algorithm()).isEqualTo(SignatureAlgorithm.HMAC_SHA256);
    }

    @Test
    void aSecretOfZerosIsRefused() {
        assertThatThrownBy(() -> SigningKey.hmac("k", new byte[32])).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void theTestSecretOfTheRfcIsRefused() {
        byte[] secret = VectorsTest.publishedSecret(Vectors.map(Vectors.read("rfc9421-vectors.json")));
        assertThatThrownBy(() -> SigningKey.hmac("k", secret)).hasMessageContaining("printed in an RFC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
                "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FjG-Onbc6mxCcYg"
            })
    void otherPrintedSecretsAreRefused(String printed) {
        byte[] secret = Base64.getUrlDecoder().decode(printed);
        assertThatThrownBy(() -> SigningKey.hmac("k", secret)).hasMessageContaining("printed in an RFC");
    }

    @Test
    void theOwnerMayWipeHisArray() {
        byte[] secret = Signing.secret(1);
        SigningKey key = SigningKey.hmac("k", secret);
        byte[] before = key.sign(new byte[10]);
        Arrays.fill(secret, (byte) 0);
        assertThat(key.sign(new byte[10])).isEqualTo(before);
    }

    @Test
    void aKeySignsTheSameASecondTimeAlthoughTheJdkWipesWhatItWasGiven() {
        SigningKey key = SigningKey.hmac("k", Signing.secret(1));
        byte[] first = key.sign(new byte[10]);
        assertThat(key.sign(new byte[10])).isEqualTo(first);
        assertThat(key.verifies(new byte[10], first)).isTrue();
        assertThat(key.verifies(new byte[10], first)).isTrue();
        assertThat(key.verifies(new byte[11], first)).isFalse();
    }

    @Test
    void aKeyHasNoTextFormAndNoEquality() {
        byte[] secret = Signing.secret(1);
        SigningKey key = SigningKey.hmac("k", secret);
        assertThat(key).hasToString("SigningKey[k, hmac-sha256]").isNotEqualTo(SigningKey.hmac("k", secret));
        assertThat(KeyRing.builder().active(key, "c").build()).hasToString("KeyRing[1 keys, 1 callers]");
        assertThat(new String(secret, StandardCharsets.ISO_8859_1)).isNotEqualTo(key.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ä", "a\n"})
    void aKeyIdIsVisibleAscii(String kid) {
        assertThatThrownBy(() -> SigningKey.hmac(kid, Signing.secret(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyIdHasAtMost128Characters() {
        assertThat(SigningKey.hmac("k".repeat(128), Signing.secret(1)).keyId()).hasSize(128);
        assertThatThrownBy(() -> SigningKey.hmac("k".repeat(129), Signing.secret(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyRingAndAnIdTwiceDoNotStart() {
        SigningKey key = SigningKey.hmac("k", Signing.secret(1));
        assertThatThrownBy(() -> KeyRing.builder().build()).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> KeyRing.builder().active(key, "a").active(key, "b"))
                .hasMessageContaining("stands twice");
        assertThatThrownBy(() -> KeyRing.builder().active(key, "")).isInstanceOf(ConfigurationException.class);
    }
}
