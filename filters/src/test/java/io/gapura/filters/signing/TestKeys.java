package io.gapura.filters.signing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** One key of each algorithm, made once a run. */
final class TestKeys {
    static final SigningKey ED25519 = SigningKey.ed25519("ed-1", pair("Ed25519"));
    static final SigningKey P256 = SigningKey.ecdsaP256("p256-1", curve("secp256r1"));
    static final SigningKey P384 = SigningKey.ecdsaP384("p384-1", curve("secp384r1"));
    static final SigningKey RSA = SigningKey.rsaPss("rsa-1", rsa());
    static final SigningKey PKCS1 = SigningKey.rsaPkcs1("pkcs-1", rsa());

    private TestKeys() {}

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static KeyPair curve(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** The key of the ring for a profile: one whose algorithm it takes. */
    static SigningKey of(SignatureProfile profile) {
        return profile.allows(SignatureAlgorithm.ED25519) ? ED25519 : PKCS1;
    }

    /** All of them, each of a caller of its own. */
    static KeyRing ring() {
        KeyRing.Builder builder = KeyRing.builder();
        for (SigningKey key : new SigningKey[] {ED25519, P256, P384, RSA, PKCS1}) {
            builder.active(key, "caller of " + key.keyId());
        }
        return builder.build();
    }
}
