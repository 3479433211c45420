package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    private static final byte[] BASE = "\"@method\": POST".getBytes(StandardCharsets.US_ASCII);
    private static final Map<SignatureAlgorithm, KeyPair> PAIRS = new EnumMap<>(SignatureAlgorithm.class);

    @BeforeAll
    static void makePairs() throws Exception {
        PAIRS.put(SignatureAlgorithm.ED25519, pair("Ed25519"));
        PAIRS.put(SignatureAlgorithm.ECDSA_P256_SHA256, curve("secp256r1"));
        PAIRS.put(SignatureAlgorithm.ECDSA_P384_SHA384, curve("secp384r1"));
        KeyPair rsa = rsa(2_048);
        PAIRS.put(SignatureAlgorithm.RSA_PSS_SHA512, rsa);
        PAIRS.put(SignatureAlgorithm.RSA_V1_5_SHA256, rsa);
    }

    private static KeyPair pair(String kind) throws Exception {
        return KeyPairGenerator.getInstance(kind).generateKeyPair();
    }

    private static KeyPair curve(String name) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(name));
        return generator.generateKeyPair();
    }

    private static KeyPair rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static SigningKey whole(SignatureAlgorithm algorithm) {
        return of(algorithm, PAIRS.get(algorithm));
    }

    private static SigningKey of(SignatureAlgorithm algorithm, KeyPair pair) {
        return switch (algorithm) {
            case HMAC_SHA256 -> SigningKey.hmac("k", Signing.secret(1));
            case ED25519 -> SigningKey.ed25519("k", pair);
            case ECDSA_P256_SHA256 -> SigningKey.ecdsaP256("k", pair);
            case ECDSA_P384_SHA384 -> SigningKey.ecdsaP384("k", pair);
            case RSA_PSS_SHA512 -> SigningKey.rsaPss("k", pair);
            case RSA_V1_5_SHA256 -> SigningKey.rsaPkcs1("k", pair);
        };
    }

    private static SigningKey half(SignatureAlgorithm algorithm, PublicKey key) {
        return switch (algorithm) {
            case HMAC_SHA256 -> throw new IllegalArgumentException();
            case ED25519 -> SigningKey.ed25519("k", key);
            case ECDSA_P256_SHA256 -> SigningKey.ecdsaP256("k", key);
            case ECDSA_P384_SHA384 -> SigningKey.ecdsaP384("k", key);
            case RSA_PSS_SHA512 -> SigningKey.rsaPss("k", key);
            case RSA_V1_5_SHA256 -> SigningKey.rsaPkcs1("k", key);
        };
    }

    private static SigningKey half(SignatureAlgorithm algorithm, PrivateKey key) {
        return switch (algorithm) {
            case HMAC_SHA256 -> throw new IllegalArgumentException();
            case ED25519 -> SigningKey.ed25519("k", key);
            case ECDSA_P256_SHA256 -> SigningKey.ecdsaP256("k", key);
            case ECDSA_P384_SHA384 -> SigningKey.ecdsaP384("k", key);
            case RSA_PSS_SHA512 -> SigningKey.rsaPss("k", key);
            case RSA_V1_5_SHA256 -> SigningKey.rsaPkcs1("k", key);
        };
    }

    @ParameterizedTest
    @EnumSource
    void whatAKeySignsItVerifiesTwiceAndNothingElse(SignatureAlgorithm algorithm) {
        SigningKey key = whole(algorithm);
        byte[] signature = key.sign(BASE);

        assertThat(key.canSign()).isTrue();
        assertThat(signature).hasSize(key.signatureLength());
        assertThat(key.verifies(BASE, signature)).isTrue();
        assertThat(key.verifies(BASE, signature)).isTrue();
        assertThat(key.verifies(Arrays.copyOf(BASE, BASE.length - 1), signature))
                .isFalse();
        for (int at = 0; at < signature.length; at += 7) {
            byte[] bent = signature.clone();
            bent[at] ^= 1;
            assertThat(key.verifies(BASE, bent)).as("bit of byte %d", at).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBaseMayBeTheBeginningOfALargerBuffer(SignatureAlgorithm algorithm) {
        SigningKey key = whole(algorithm);
        byte[] buffer = Arrays.copyOf(BASE, 4_096);
        Arrays.fill(buffer, BASE.length, buffer.length, (byte) 'x');

        assertThat(key.verifies(BASE, key.sign(buffer, BASE.length))).isTrue();
        assertThat(key.verifies(buffer, BASE.length, key.sign(BASE))).isTrue();
        assertThat(key.verifies(buffer, BASE.length + 1, key.sign(BASE))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureOfAnotherLengthIsRefused(SignatureAlgorithm algorithm) {
        SigningKey key = whole(algorithm);
        byte[] signature = key.sign(BASE);

        assertThat(key.verifies(BASE, Arrays.copyOf(signature, signature.length + 1)))
                .as("a zero byte appended (JDK-8285389)")
                .isFalse();
        assertThat(key.verifies(BASE, Arrays.copyOf(signature, signature.length - 1)))
                .isFalse();
        assertThat(key.verifies(BASE, Arrays.copyOf(signature, signature.length / 2)))
                .isFalse();
        assertThat(key.verifies(BASE, new byte[0])).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureOfZerosOrOnesIsRefusedAndNothingIsThrown(SignatureAlgorithm algorithm) {
        SigningKey key = whole(algorithm);
        byte[] ones = new byte[key.signatureLength()];
        Arrays.fill(ones, (byte) 0xFF);

        assertThat(key.verifies(BASE, new byte[key.signatureLength()])).isFalse();
        assertThat(key.verifies(BASE, ones)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HMAC_SHA256")
    void aPublicKeyProvesAndCannotSign(SignatureAlgorithm algorithm) {
        SigningKey key = half(algorithm, PAIRS.get(algorithm).getPublic());

        assertThat(key.canSign()).isFalse();
        assertThat(key.canVerify()).isTrue();
        assertThat(key.verifies(BASE, whole(algorithm).sign(BASE))).isTrue();
        assertThatThrownBy(() -> key.sign(BASE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> RequestSigner.with(key, SignatureProfile.STRICT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HMAC_SHA256")
    void aPrivateKeySignsAndIsNoKeyOfARing(SignatureAlgorithm algorithm) {
        SigningKey key = half(algorithm, PAIRS.get(algorithm).getPrivate());
        byte[] signature = key.sign(BASE);

        assertThat(whole(algorithm).verifies(BASE, signature)).isTrue();
        assertThat(key.verifies(BASE, signature)).isFalse();
        assertThatThrownBy(() -> KeyRing.builder().active(key, "orders"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no public half");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HMAC_SHA256")
    void twoHalvesOfDifferentPairsAreRefused(SignatureAlgorithm algorithm) throws Exception {
        KeyPair other = switch (algorithm) {
            case ED25519 -> pair("Ed25519");
            case ECDSA_P256_SHA256 -> curve("secp256r1");
            case ECDSA_P384_SHA384 -> curve("secp384r1");
            default -> rsa(2_048);
        };
        KeyPair mixed = new KeyPair(PAIRS.get(algorithm).getPublic(), other.getPrivate());
        assertThatThrownBy(() -> of(algorithm, mixed)).hasMessageContaining("do not belong together");
    }

    static Stream<Arguments> kinds() {
        return PAIRS.keySet().stream()
                .flatMap(one -> PAIRS.keySet().stream().map(other -> Arguments.of(one, other)))
                .filter(pair -> PAIRS.get(pair.get()[0]) != PAIRS.get(pair.get()[1]));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aKeyOfAnotherKindIsRefused(SignatureAlgorithm algorithm, SignatureAlgorithm other) {
        KeyPair wrong = PAIRS.get(other);
        assertThatThrownBy(() -> of(algorithm, wrong)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> half(algorithm, wrong.getPublic())).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> half(algorithm, wrong.getPrivate())).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void noKeyVerifiesWhatAKeyOfAnotherKindSigned() {
        for (SignatureAlgorithm one : SignatureAlgorithm.values()) {
            for (SignatureAlgorithm other : SignatureAlgorithm.values()) {
                if (one != other) {
                    assertThat(whole(one).verifies(BASE, whole(other).sign(BASE)))
                            .as("%s by %s", other, one)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void theBytesOfAPublicKeyAreNoSharedSecretThatFitsItsSignatures() {
        KeyPair pair = PAIRS.get(SignatureAlgorithm.ED25519);
        byte[] published = pair.getPublic().getEncoded();
        byte[] mac = SigningKey.hmac("k", published).sign(BASE);

        assertThat(SigningKey.ed25519("k", pair).verifies(BASE, mac)).isFalse();
        assertThat(SigningKey.ed25519("k", pair).verifies(BASE, Arrays.copyOf(mac, 64)))
                .isFalse();
    }

    @Test
    void theTwinWithAHighSVerifiesBySpecification() {
        BigInteger order = new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);
        SigningKey key = whole(SignatureAlgorithm.ECDSA_P256_SHA256);
        byte[] signature = key.sign(BASE);
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] twin = Arrays.copyOf(signature, 64);
        byte[] high = order.subtract(s).toByteArray();
        Arrays.fill(twin, 32, 64, (byte) 0);
        int length = Math.min(32, high.length);
        System.arraycopy(high, high.length - length, twin, 64 - length, length);

        assertThat(twin).isNotEqualTo(signature);
        assertThat(key.verifies(BASE, twin)).isTrue();
    }

    @Test
    void aP256KeyRefusesSignaturesOfTheLengthOfP384() {
        byte[] longer = whole(SignatureAlgorithm.ECDSA_P384_SHA384).sign(BASE);
        assertThat(whole(SignatureAlgorithm.ECDSA_P256_SHA256).verifies(BASE, longer))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec",
                "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed",
                "7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7",
                "5fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826"
            })
    void aPointOfSmallOrderIsRefusedAsEd25519Key(String y) throws Exception {
        PublicKey weak = KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(false, new BigInteger(y, 16))));
        assertThatThrownBy(() -> SigningKey.ed25519("k", weak)).hasMessageContaining("small order");
    }

    @Test
    void anRsaKeyHasAtLeast2048Bits() throws Exception {
        KeyPair small = rsa(2_040);
        assertThatThrownBy(() -> SigningKey.rsaPss("k", small)).hasMessageContaining("2048 to 8192");
        assertThatThrownBy(() -> SigningKey.rsaPkcs1("k", small.getPublic())).hasMessageContaining("2048 to 8192");
        BigInteger huge = BigInteger.ONE.shiftLeft(8_192).setBit(0);
        assertThatThrownBy(() -> SigningKey.rsaPss("k", rsaPublic(huge, BigInteger.valueOf(65_537))))
                .hasMessageContaining("2048 to 8192");
        BigInteger largest = BigInteger.ONE.shiftLeft(8_191).setBit(0);
        assertThat(SigningKey.rsaPss("k", rsaPublic(largest, BigInteger.valueOf(65_537)))
                        .signatureLength())
                .isEqualTo(1_024);
    }

    private static PublicKey rsaPublic(BigInteger modulus, BigInteger exponent) throws Exception {
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 65_536})
    void anExponentWithWhichAnybodyCanSignIsRefused(int exponent) {
        BigInteger modulus =
                ((RSAPublicKey) PAIRS.get(SignatureAlgorithm.RSA_PSS_SHA512).getPublic()).getModulus();
        RSAPublicKey weak = new RSAPublicKey() {
            @Override
            public BigInteger getPublicExponent() {
                return BigInteger.valueOf(exponent);
            }

            @Override
            public BigInteger getModulus() {
                return modulus;
            }

            @Override
            public String getAlgorithm() {
                return "RSA";
            }

            @Override
            public String getFormat() {
                return "none";
            }

            @Override
            public byte[] getEncoded() {
                return new byte[0];
            }
        };
        assertThatThrownBy(() -> SigningKey.rsaPss("k", weak)).hasMessageContaining("anybody can sign");
    }

    @Test
    void thePublishedTestKeysAreRefusedAsPairsAndAsPublicKeys() throws Exception {
        Map<String, Object> keys =
                Vectors.map(Vectors.map(Vectors.read("rfc9421-vectors.json")).get("keys"));
        PublicKey rsa = PublishedKeys.rsaKey(Vectors.map(keys.get("test-key-rsa")));
        PublicKey pss = PublishedKeys.rsaKey(Vectors.map(keys.get("test-key-rsa-pss")));
        PublicKey ecc = PublishedKeys.publicKey("EC", Vectors.map(keys.get("test-key-ecc-p256")));
        PublicKey ed = PublishedKeys.publicKey("Ed25519", Vectors.map(keys.get("test-key-ed25519")));

        assertThatThrownBy(() -> SigningKey.rsaPkcs1("k", rsa)).hasMessageContaining("printed in an RFC");
        assertThatThrownBy(() -> SigningKey.rsaPss("k", pss)).hasMessageContaining("printed in an RFC");
        assertThatThrownBy(() -> SigningKey.ecdsaP256("k", ecc)).hasMessageContaining("printed in an RFC");
        assertThatThrownBy(() -> SigningKey.ed25519("k", ed)).hasMessageContaining("printed in an RFC");
    }

    @ParameterizedTest
    @EnumSource
    void aKeyHasNoTextFormAndNoEquality(SignatureAlgorithm algorithm) {
        SigningKey key = whole(algorithm);
        assertThat(key)
                .hasToString("SigningKey[k, " + algorithm.registeredName() + "]")
                .isNotEqualTo(whole(algorithm))
                .isNotInstanceOf(java.io.Serializable.class);
    }
}
