package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureSpi;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Platforms that do wrong by ECDSA, installed in front of the real one. */
class AlgorithmSelfTestTest {
    private static final String NAME = "Flawed";

    /** Java before 17.0.3 is {@link ZerosPass}. */
    public static class Flawed extends SignatureSpi {
        private final boolean zeros;
        private final boolean others;
        private final boolean good;
        private byte[] made = new byte[0];

        Flawed(boolean zeros, boolean others, boolean good) {
            this.zeros = zeros;
            this.others = others;
            this.good = good;
        }

        @Override
        protected void engineInitVerify(PublicKey key) {}

        @Override
        protected void engineInitSign(PrivateKey key) {}

        @Override
        protected void engineUpdate(byte b) {}

        @Override
        protected void engineUpdate(byte[] bytes, int from, int length) {}

        @Override
        protected byte[] engineSign() {
            made = new byte[64];
            java.util.Arrays.fill(made, (byte) 7);
            return made;
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            boolean allZero = true;
            boolean allSeven = true;
            for (byte b : signature) {
                allZero &= b == 0;
                allSeven &= b == 7;
            }
            return allZero ? zeros : allSeven ? good : others;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {}

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            return name;
        }
    }

    /** CVE-2022-21449. */
    public static final class ZerosPass extends Flawed {
        public ZerosPass() {
            super(true, false, true);
        }
    }

    /** Verifies anything. */
    public static final class AllPasses extends Flawed {
        public AllPasses() {
            super(true, true, true);
        }
    }

    /** Verifies nothing. */
    public static final class NothingPasses extends Flawed {
        public NothingPasses() {
            super(false, false, false);
        }
    }

    private static final class FlawedProvider extends Provider {
        private static final long serialVersionUID = 1L;

        FlawedProvider(String flaw) {
            super(NAME, "1", "wrong on purpose");
            put("Signature.SHA256withECDSAinP1363Format", AlgorithmSelfTestTest.class.getName() + "$" + flaw);
        }
    }

    @AfterEach
    void remove() {
        Security.removeProvider(NAME);
    }

    @Test
    void thisRuntimeDoesRightByEveryAlgorithm() {
        assertThatCode(() -> AlgorithmSelfTest.require(EnumSet.allOf(SignatureAlgorithm.class)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "ZerosPass, accepts a signature of zeros (CVE-2022-21449)",
        "AllPasses, accepts a signature with a flipped bit",
        "NothingPasses, refuses a good signature"
    })
    void aRuntimeThatDoesWrongStopsTheStart(String flaw, String how) throws Exception {
        var pair = Jwks.pair("secp256r1");
        SigningKey key = SigningKey.ecdsaP256("k", pair.getPublic());
        Security.insertProviderAt(new FlawedProvider(flaw), 1);

        assertThatThrownBy(() -> KeyRing.builder().active(key, "orders").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ecdsa-p256-sha256")
                .hasMessageContaining(how);
        assertThatCode(() -> AlgorithmSelfTest.require(Set.of(SignatureAlgorithm.HMAC_SHA256)))
                .doesNotThrowAnyException();
    }
}
