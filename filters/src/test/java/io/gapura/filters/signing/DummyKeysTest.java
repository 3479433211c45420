package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key does its work when the message says what kind it is, and otherwise a random one of the kind that it says. */
class DummyKeysTest {
    private static final byte[] BASE = "\"@method\": POST".getBytes(StandardCharsets.US_ASCII);
    private static final Set<SignatureAlgorithm> ALL = EnumSet.allOf(SignatureAlgorithm.class);
    private static final FreshKeys FRESH = new FreshKeys(new SecureRandom());
    private static final DummyKeys DUMMIES = new DummyKeys(ALL, new SecureRandom());
    private static KeyPair ed;
    private static KeyPair p256;

    @BeforeAll
    static void makePairs() throws Exception {
        ed = Jwks.pair("Ed25519");
        p256 = Jwks.pair("secp256r1");
    }

    private static boolean verifies(SigningKey key, Optional<SignatureAlgorithm> alg, byte[] signature) {
        return DUMMIES.verifies(key, "k", alg, BASE, BASE.length, signature);
    }

    @ParameterizedTest
    @EnumSource
    void theRightKeyVerifiesWithAndWithoutAlg(SignatureAlgorithm algorithm) {
        SigningKey key = FRESH.of(algorithm);
        byte[] signature = key.sign(BASE);
        assertThat(verifies(key, Optional.empty(), signature)).isTrue();
        assertThat(verifies(key, Optional.of(algorithm), signature)).isTrue();
        signature[3] ^= 1;
        assertThat(verifies(key, Optional.empty(), signature)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void nothingVerifiesWithoutAKey(SignatureAlgorithm algorithm) {
        byte[] signature = FRESH.of(algorithm).sign(BASE);
        assertThat(verifies(null, Optional.empty(), signature)).isFalse();
        assertThat(verifies(null, Optional.of(algorithm), signature)).isFalse();
    }

    @Test
    void anAlgThatIsNotTheKeysRefusesAGoodSignature() {
        SigningKey key = SigningKey.ed25519("k", ed);
        assertThat(verifies(key, Optional.of(SignatureAlgorithm.ECDSA_P256_SHA256), key.sign(BASE)))
                .isFalse();
    }

    @Test
    void aKeyOfAnAlgorithmThatIsNotAllowedRefusesAGoodSignature() {
        DummyKeys strict = new DummyKeys(Set.of(SignatureAlgorithm.HMAC_SHA256), new SecureRandom());
        SigningKey key = SigningKey.ecdsaP256("k", p256);
        assertThat(strict.verifies(key, "k", Optional.empty(), BASE, BASE.length, key.sign(BASE)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 33, 65, 97, 255, 257, 384, 512, 1_024, 1_025, 4_096})
    void noLengthThrows(int length) {
        assertThat(verifies(SigningKey.ed25519("k", ed), Optional.empty(), new byte[length]))
                .isFalse();
        for (SignatureAlgorithm algorithm : ALL) {
            assertThat(verifies(null, Optional.of(algorithm), new byte[length])).isFalse();
        }
    }

    /** A report and a wide bound: the dummy of an RSA length does work of the same kind as a key of that length. */
    @Test
    void anUnknownKeyCostsWhatAWrongSignatureCosts() {
        SigningKey known = SigningKey.ed25519("k", ed);
        DummyKeys edwards = new DummyKeys(Set.of(SignatureAlgorithm.ED25519), new SecureRandom());
        byte[] wrong = known.sign(Arrays.copyOf(BASE, 5));
        long[] withKey = new long[400];
        long[] without = new long[400];
        for (int i = -200; i < withKey.length; i++) {
            long one = cost(edwards, known, wrong);
            long other = cost(edwards, null, wrong);
            if (i >= 0) {
                withKey[i] = one;
                without[i] = other;
            }
        }
        Arrays.sort(withKey);
        Arrays.sort(without);
        double ratio = (double) withKey[200] / without[200];
        System.out.printf(java.util.Locale.ROOT, "known to unknown, median of 400: %.3f%n", ratio);
        assertThat(ratio).isBetween(0.2, 5.0);
    }

    private static long cost(DummyKeys dummies, SigningKey key, byte[] signature) {
        long start = System.nanoTime();
        assertThat(dummies.verifies(key, "k", Optional.empty(), BASE, BASE.length, signature))
                .isFalse();
        return System.nanoTime() - start;
    }
}
