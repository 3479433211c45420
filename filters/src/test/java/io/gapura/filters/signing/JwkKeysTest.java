package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.keys.JwkSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JWK Sets of every kind of key, and what is wrong with them. */
class JwkKeysTest {
    private static final byte[] BASE = "\"@method\": POST".getBytes(StandardCharsets.US_ASCII);
    private static KeyPair ed;
    private static KeyPair p256;
    private static KeyPair p384;
    private static KeyPair rsa;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makePairs() throws Exception {
        ed = Jwks.pair("Ed25519");
        p256 = Jwks.pair("secp256r1");
        p384 = Jwks.pair("secp384r1");
        rsa = Jwks.pair("RSA");
    }

    private KeyRing load(String document) throws IOException {
        Path file = folder.resolve("keys.json");
        Files.writeString(file, document);
        return KeyRing.load(Reference.file(file));
    }

    static Stream<Arguments> kinds() throws Exception {
        makePairs();
        return Stream.of(
                Arguments.of(SignatureAlgorithm.ED25519, Jwks.ed25519("k", ed, true), Jwks.ed25519("k", ed, false)),
                Arguments.of(SignatureAlgorithm.ECDSA_P256_SHA256, Jwks.ec("k", p256, true), Jwks.ec("k", p256, false)),
                Arguments.of(SignatureAlgorithm.ECDSA_P384_SHA384, Jwks.ec("k", p384, true), Jwks.ec("k", p384, false)),
                Arguments.of(
                        SignatureAlgorithm.RSA_PSS_SHA512,
                        Jwks.rsa("k", "PS512", rsa, true),
                        Jwks.rsa("k", "PS512", rsa, false)),
                Arguments.of(
                        SignatureAlgorithm.RSA_V1_5_SHA256,
                        Jwks.rsa("k", "RS256", rsa, true),
                        Jwks.rsa("k", "RS256", rsa, false)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aPairSignsAndItsPublicHalfProves(SignatureAlgorithm algorithm, String whole, String half) throws Exception {
        SigningKey signer = load(Jwks.set(whole)).signingKey("k");
        KeyRing ring = load(Jwks.set(half));
        SigningKey verifier = ring.find("k").orElseThrow().key();

        assertThat(signer.algorithm()).isEqualTo(algorithm);
        assertThat(verifier.algorithm()).isEqualTo(algorithm);
        assertThat(verifier.canSign()).isFalse();
        assertThat(verifier.verifies(BASE, signer.sign(BASE))).isTrue();
        assertThatThrownBy(() -> ring.signingKey("k")).hasMessageContaining("verification alone");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aPairThatMayOnlyVerifyDoesNotSign(SignatureAlgorithm algorithm, String whole, String half) throws Exception {
        KeyRing ring = load(Jwks.set(Jwks.with(whole, "\"key_ops\":[\"verify\"]")));
        assertThatThrownBy(() -> ring.signingKey("k")).hasMessageContaining("verification alone");
        assertThat(load(Jwks.set(Jwks.with(whole, "\"key_ops\":[\"verify\",\"sign\"],\"use\":\"sig\"")))
                        .signingKey("k")
                        .canSign())
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aKeyForAnotherUseIsRefused(SignatureAlgorithm algorithm, String whole, String half) {
        assertThatThrownBy(() -> load(Jwks.set(Jwks.with(half, "\"use\":\"enc\""))))
                .hasMessageContaining("use than sig");
        assertThatThrownBy(() -> load(Jwks.set(Jwks.with(half, "\"key_ops\":[\"sign\"]"))))
                .hasMessageContaining("key_ops");
        assertThatThrownBy(() -> load(Jwks.set(Jwks.with(half, "\"key_ops\":[\"verify\",\"encrypt\"]"))))
                .hasMessageContaining("key_ops");
        assertThatThrownBy(() -> load(Jwks.set(Jwks.with(half, "\"key_ops\":[\"verify\",\"verify\"]"))))
                .isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource({"ed, EdDSA", "ed, Ed25519", "p256, ES256", "p384, ES384"})
    void anAlgThatAgreesIsAccepted(String kind, String alg) throws Exception {
        assertThat(load(Jwks.set(Jwks.with(publicKey(kind), "\"alg\":\"" + alg + "\"")))
                        .find("k"))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"ed, ES256", "ed, HS256", "p256, ES384", "p256, EdDSA", "p384, ES256", "p384, PS512"})
    void anAlgThatDoesNotAgreeIsRefused(String kind, String alg) {
        assertThatThrownBy(() -> load(Jwks.set(Jwks.with(publicKey(kind), "\"alg\":\"" + alg + "\""))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("must have an alg of");
    }

    private static String publicKey(String kind) {
        return switch (kind) {
            case "ed" -> Jwks.ed25519("k", ed, false);
            case "p256" -> Jwks.ec("k", p256, false);
            default -> Jwks.ec("k", p384, false);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS512", "PS256", "ES256", "RSA-OAEP", "HS256"})
    void anRsaKeySaysOneOfTwoAlgorithms(String alg) {
        assertThatThrownBy(() -> load(Jwks.set(Jwks.rsa("k", alg, rsa, false))))
                .hasMessageContaining("must have an alg of [PS512, RS256]");
    }

    @Test
    void anRsaKeyWithoutAlgIsRefused() {
        String jwk = Jwks.rsa("k", "PS512", rsa, false).replace("\"alg\":\"PS512\",", "");
        assertThatThrownBy(() -> load(Jwks.set(jwk))).hasMessageContaining("must have an alg of [PS512, RS256]");
    }

    @Test
    void anRsaKeyOf1024BitsIsRefused() throws Exception {
        java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("RSA");
        generator.initialize(1_024);
        KeyPair small = generator.generateKeyPair();
        assertThatThrownBy(() -> load(Jwks.set(Jwks.rsa("k", "PS512", small, false))))
                .hasMessageContaining("2048 to 8192 bits");
    }

    static Stream<Arguments> broken() throws Exception {
        makePairs();
        KeyPair other = Jwks.pair("Ed25519");
        String mixed = Jwks.ed25519("k", ed, false);
        String d = Jwks.ed25519("k", other, true).replaceAll(".*(\"d\":\"[^\"]*\").*", "$1");
        String ec = Jwks.ec("k", p256, false);
        return Stream.of(
                Arguments.of("halves of two pairs", Jwks.with(mixed, d), "do not belong together"),
                Arguments.of(
                        "a coordinate too short", ec.replaceAll("\"x\":\"...", "\"x\":\""), "must have 43 characters"),
                Arguments.of(
                        "a point off the curve",
                        ec.replaceAll("\"x\":\"[^\"]*\"", "\"x\":\"" + "A".repeat(43) + "\""),
                        "no JWK Set"),
                Arguments.of("a curve of another name", ec.replace("P-256", "P-521"), ""),
                Arguments.of("a curve that is not known", ec.replace("P-256", "secp256k1"), ""),
                Arguments.of("X25519", mixed.replace("Ed25519", "X25519"), "must be of kty"),
                Arguments.of("no x", mixed.replace("\"x\"", "\"z\""), "must have a member x"),
                Arguments.of("x is no text", mixed.replaceAll("\"x\":\"[^\"]*\"", "\"x\":7"), "must have a member x"),
                Arguments.of("a blank in x", mixed.replaceAll("\"x\":\"...", "\"x\":\"A B"), "base64url"),
                Arguments.of("padding", mixed.replaceAll("(\"x\":\"[^\"]*)\"", "$1=\""), "base64url"),
                Arguments.of(
                        "three primes",
                        Jwks.with(Jwks.rsa("k", "PS512", rsa, true), "\"oth\":[]"),
                        "type that is not known"),
                Arguments.of("no kty", "{\"kid\":\"k\"}", "object with a kty"),
                Arguments.of(
                        "small order",
                        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"k\",\"x\":\"" + "A".repeat(43) + "\"}",
                        "small order"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aKeyThatIsNotPlainlyRightDoesNotStart(String name, String jwk, String problem) {
        assertThatThrownBy(() -> load(Jwks.set(jwk)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("keys.json")
                .hasMessageContaining(problem);
    }

    @Test
    void theKeysOfOtherRfcsAreRefused() {
        String a2 = "{\"kty\":\"RSA\",\"kid\":\"k\",\"alg\":\"RS256\",\"e\":\"AQAB\",\"n\":\""
                + "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yR"
                + "T-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXB"
                + "dQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9ia"
                + "GNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ\"}";
        String a3 = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k\","
                + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";
        String rfc8037 = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"k\","
                + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
        String rfc7517 = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k\","
                + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}";
        for (String jwk : new String[] {a2, a3, rfc8037, rfc7517}) {
            assertThatThrownBy(() -> load(Jwks.set(jwk))).hasMessageContaining("printed in an RFC");
        }
    }

    @Test
    void aMessageNeverHoldsWhatIsInTheFile() {
        String secret = Jwks.base64(Signing.secret(3));
        String jwk = "{\"kty\":\"oct\",\"kid\":\"k\",\"alg\":\"none-" + secret + "\",\"k\":\"" + secret + "\"}";
        assertThatThrownBy(() -> load(Jwks.set(jwk)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining(secret)
                .hasStackTraceContaining("must have an alg of")
                .satisfies(thrown -> {
                    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain(secret);
                    }
                });
    }

    /** Messages name key ids, and a set that is fetched is written by somebody else. */
    @ParameterizedTest
    @ValueSource(strings = {"k\\nWARN forged", "k\\u0007", "k l", "", "\\u00e9"})
    void aKeyIdThatCouldForgeALineOfALogIsRefusedAndNotRepeated(String kid) {
        String jwk = Jwks.oct(kid, Signing.secret(3)).replace("}", ",\"use\":\"enc\"}");
        assertThatThrownBy(() -> load("{\"keys\":[" + jwk + "],\"gapura\":{\"callers\":{}}}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith("must have a kid of 1 to 128 visible ASCII characters");
        assertThatThrownBy(() -> JwkSet.parsePublic(
                        Jwks.published(Jwks.ed25519(kid, ed, false).replace("}", ",\"use\":\"enc\"}"))
                                .getBytes(StandardCharsets.UTF_8),
                        "bots"))
                .hasMessageEndingWith("must have a kid of 1 to 128 visible ASCII characters");
    }

    @Test
    void aHundredKeysOfFourKindsLiveInOneSet() throws Exception {
        String[] jwks = new String[100];
        for (int i = 0; i < jwks.length; i++) {
            jwks[i] = switch (i % 4) {
                case 0 -> Jwks.oct("k" + i, Signing.secret(i));
                case 1 -> Jwks.ed25519("k" + i, ed, false);
                case 2 -> Jwks.ec("k" + i, p256, false);
                default -> Jwks.rsa("k" + i, "PS512", rsa, false);
            };
        }
        KeyRing ring = load(Jwks.set(jwks));
        assertThat(ring.state().keys()).isEqualTo(100);
        assertThat(ring.find("k99").orElseThrow().key().algorithm()).isEqualTo(SignatureAlgorithm.RSA_PSS_SHA512);
    }
}
