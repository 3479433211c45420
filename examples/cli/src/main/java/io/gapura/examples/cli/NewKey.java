package io.gapura.examples.cli;

import io.gapura.filters.signing.SignatureAlgorithm;
import io.gapura.filters.signing.SigningKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A random key as the members of a JWK (RFC 7517, RFC 7518 §6, RFC 8037 §2). Not a record: a record would print it.
 */
final class NewKey {
    private static final int SECRET_BYTES = 32;
    private static final int RSA_BITS = 3_072;

    private final Map<String, Object> open;
    private final Map<String, Object> secret;

    private NewKey(Map<String, Object> open, Map<String, Object> secret) {
        this.open = open;
        this.secret = secret;
    }

    /** A new one; refuses an id that no signature could carry. */
    static NewKey of(SignatureAlgorithm algorithm, String kid, SecureRandom random) {
        return switch (algorithm) {
            case HMAC_SHA256 -> shared(kid, random);
            case ED25519 -> edwards(kid, pair("Ed25519", NamedParameterSpec.ED25519, random));
            case ECDSA_P256_SHA256 -> {
                KeyPair pair = pair("EC", new ECGenParameterSpec("secp256r1"), random);
                SigningKey.ecdsaP256(kid, pair);
                yield weierstrass(kid, "P-256", "ES256", pair);
            }
            case ECDSA_P384_SHA384 -> {
                KeyPair pair = pair("EC", new ECGenParameterSpec("secp384r1"), random);
                SigningKey.ecdsaP384(kid, pair);
                yield weierstrass(kid, "P-384", "ES384", pair);
            }
            case RSA_PSS_SHA512 -> rsa(kid, "PS512", random);
            case RSA_V1_5_SHA256 -> rsa(kid, "RS256", random);
        };
    }

    private static KeyPair pair(String kind, AlgorithmParameterSpec shape, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(shape, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime cannot make keys for " + kind, missing);
        }
    }

    private static Map<String, Object> members(String kty, String kid, String alg) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", kty);
        members.put("kid", kid);
        members.put("use", "sig");
        members.put("alg", alg);
        return members;
    }

    private static NewKey shared(String kid, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        SigningKey.hmac(kid, secret);
        return new NewKey(members("oct", kid, "HS256"), Map.of("k", base64(secret)));
    }

    private static NewKey edwards(String kid, KeyPair pair) {
        SigningKey.ed25519(kid, pair);
        EdECPublicKey key = (EdECPublicKey) pair.getPublic();
        byte[] y = fixed(key.getPoint().getY(), 32);
        byte[] x = new byte[32];
        for (int i = 0; i < x.length; i++) {
            x[i] = y[x.length - 1 - i];
        }
        x[31] |= (byte) (key.getPoint().isXOdd() ? 0x80 : 0);
        Map<String, Object> open = members("OKP", kid, "EdDSA");
        open.put("crv", "Ed25519");
        open.put("x", base64(x));
        byte[] d = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        return new NewKey(open, Map.of("d", base64(d)));
    }

    private static NewKey weierstrass(String kid, String curve, String alg, KeyPair pair) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        int length = (key.getParams().getCurve().getField().getFieldSize() + 7) / 8;
        Map<String, Object> open = members("EC", kid, alg);
        open.put("crv", curve);
        open.put("x", base64(fixed(key.getW().getAffineX(), length)));
        open.put("y", base64(fixed(key.getW().getAffineY(), length)));
        BigInteger d = ((ECPrivateKey) pair.getPrivate()).getS();
        return new NewKey(open, Map.of("d", base64(fixed(d, length))));
    }

    private static NewKey rsa(String kid, String alg, SecureRandom random) {
        KeyPair pair = pair("RSA", new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4), random);
        SigningKey.rsaPss(kid, pair);
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) pair.getPrivate();
        Map<String, Object> open = members("RSA", kid, alg);
        open.put("n", number(key.getModulus()));
        open.put("e", number(key.getPublicExponent()));
        Map<String, Object> secret = new LinkedHashMap<>();
        secret.put("d", number(key.getPrivateExponent()));
        secret.put("p", number(key.getPrimeP()));
        secret.put("q", number(key.getPrimeQ()));
        secret.put("dp", number(key.getPrimeExponentP()));
        secret.put("dq", number(key.getPrimeExponentQ()));
        secret.put("qi", number(key.getCrtCoefficient()));
        return new NewKey(open, secret);
    }

    private static String number(BigInteger number) {
        return base64(fixed(number, (number.bitLength() + 7) / 8));
    }

    /** Big-endian, leading zeros kept. */
    private static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int count = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
        return fixed;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** All of it. */
    Map<String, Object> whole() {
        Map<String, Object> all = new LinkedHashMap<>(open);
        all.putAll(secret);
        return all;
    }

    /** The half that others may have. */
    Map<String, Object> half() {
        return new LinkedHashMap<>(open);
    }
}
