package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Project Wycheproof on Ed25519 and ECDSA, below the ring. HMAC is in {@link VectorsTest}. */
class WycheproofTest {
    private static final HexFormat HEX = HexFormat.of();

    /** Valid signatures that JDK 17 refuses: the x-coordinate exceeds the order. Nobody makes them; harmless. */
    private static final Set<Long> REFUSED_BY_THE_PLATFORM = Set.of(115L, 257L);

    static Stream<Arguments> edwards() {
        return vectors("wycheproof/ed25519_test.json");
    }

    static Stream<Arguments> weierstrass() {
        return vectors("wycheproof/ecdsa_secp256r1_sha256_p1363_test.json");
    }

    private static Stream<Arguments> vectors(String file) {
        return Vectors.maps(Vectors.map(Vectors.read(file)).get("testGroups")).stream()
                .flatMap(group -> Vectors.maps(group.get("tests")).stream()
                        .map(test ->
                                Arguments.of("tcId " + test.get("tcId"), Vectors.text(group, "publicKeyDer"), test)));
    }

    private static PublicKey key(String family, String der) throws Exception {
        return KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(HEX.parseHex(der)));
    }

    private static boolean verifies(SigningKey key, Map<String, Object> test) {
        return key.verifies(HEX.parseHex(Vectors.text(test, "msg")), HEX.parseHex(Vectors.text(test, "sig")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edwards")
    void anEd25519SignatureIsJudgedRightly(String name, String der, Map<String, Object> test) throws Exception {
        EdDsaKey key = new EdDsaKey("k", key("Ed25519", der), null);
        assertThat(verifies(key, test)).isEqualTo(test.get("result").equals("valid"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weierstrass")
    void anEcdsaSignatureIsJudgedRightly(String name, String der, Map<String, Object> test) throws Exception {
        EcdsaKey key = new EcdsaKey("k", SignatureAlgorithm.ECDSA_P256_SHA256, key("EC", der), null);
        boolean valid = test.get("result").equals("valid");
        boolean accepted = verifies(key, test);
        if (valid && REFUSED_BY_THE_PLATFORM.contains((Long) test.get("tcId"))) {
            assertThat(accepted)
                    .as("JDK %s: if it accepts these, take them off the list", Runtime.version())
                    .isEqualTo(Runtime.version().feature() > 17 && accepted);
        } else {
            assertThat(accepted).isEqualTo(valid);
        }
    }

    @Test
    void asManyVectorsWereRunAsThereShouldBe() {
        assertThat(edwards()).hasSize(151);
        assertThat(weierstrass()).hasSize(262);
    }

    @Test
    void theConstantOfSmallOrderHasOrderEight() {
        BigInteger field = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        BigInteger d = BigInteger.valueOf(-121_665)
                .multiply(BigInteger.valueOf(121_666).modInverse(field))
                .mod(field);
        BigInteger y = new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);
        for (int doubling = 0; doubling < 3; doubling++) {
            BigInteger y2 = y.multiply(y).mod(field);
            BigInteger x2 = y2.subtract(BigInteger.ONE)
                    .multiply(d.multiply(y2).add(BigInteger.ONE).modInverse(field))
                    .mod(field);
            // y of the doubled point is (y² + x²) / (1 − d x² y²)
            y = y2.add(x2)
                    .multiply(
                            BigInteger.ONE.subtract(d.multiply(x2).multiply(y2)).modInverse(field))
                    .mod(field);
        }
        assertThat(y).isEqualTo(BigInteger.ONE);
    }
}
