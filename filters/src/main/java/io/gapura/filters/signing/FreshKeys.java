package io.gapura.filters.signing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;

/** Random keys that belong to nobody, for the self-test and for verifications that must fail. Not for signing messages. */
final class FreshKeys {
    private static final String ID = "nobody";

    private final SecureRandom random;

    FreshKeys(SecureRandom random) {
        this.random = random;
    }

    /** A key that signs and proves. An RSA key takes 0.1 s and more. */
    SigningKey of(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case HMAC_SHA256 -> new HmacKey(ID, bytes(32));
            case ED25519 -> {
                KeyPair pair = pair("Ed25519", NamedParameterSpec.ED25519);
                yield new EdDsaKey(ID, pair.getPublic(), pair.getPrivate());
            }
            case ECDSA_P256_SHA256, ECDSA_P384_SHA384 -> {
                KeyPair pair = pair("EC", new ECGenParameterSpec(EcdsaKey.curveName(algorithm)));
                yield new EcdsaKey(ID, algorithm, pair.getPublic(), pair.getPrivate());
            }
            case RSA_PSS_SHA512, RSA_V1_5_SHA256 -> {
                KeyPair pair = pair("RSA", new RSAKeyGenParameterSpec(2_048, RSAKeyGenParameterSpec.F4));
                yield new RsaKey(ID, algorithm, pair.getPublic(), pair.getPrivate());
            }
        };
    }

    /** One that refuses at the cost of a real key: nobody, ourselves included, has the factors of its modulus. */
    SigningKey ofModulus(SignatureAlgorithm algorithm, int length) {
        byte[] modulus = bytes(length);
        modulus[0] |= (byte) 0x80;
        modulus[length - 1] |= 1;
        return new RsaKey(ID, algorithm, rsa(new BigInteger(1, modulus)), null);
    }

    private static PublicKey rsa(BigInteger modulus) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, RSAKeyGenParameterSpec.F4));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime cannot make RSA keys", missing);
        }
    }

    private KeyPair pair(String kind, AlgorithmParameterSpec shape) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(shape, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime cannot make keys for " + kind, missing);
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
