package io.gapura.filters.signing;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;

/** JWK Sets as text, written without the library that reads them. */
final class Jwks {
    private Jwks() {}

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int count = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
        return base64(fixed);
    }

    private static String base64(BigInteger number) {
        return base64(number, (number.bitLength() + 7) / 8);
    }

    static KeyPair pair(String kind) throws Exception {
        boolean curve = kind.startsWith("secp");
        KeyPairGenerator generator = KeyPairGenerator.getInstance(curve ? "EC" : kind);
        if (curve) {
            generator.initialize(new ECGenParameterSpec(kind));
        }
        return generator.generateKeyPair();
    }

    static String oct(String kid, byte[] secret) {
        return "{\"kty\":\"oct\",\"kid\":\"" + kid + "\",\"k\":\"" + base64(secret) + "\"}";
    }

    static String ed25519(String kid, KeyPair pair, boolean whole) {
        EdECPublicKey key = (EdECPublicKey) pair.getPublic();
        byte[] y = key.getPoint().getY().toByteArray();
        byte[] x = new byte[32];
        for (int i = 0; i < Math.min(32, y.length); i++) {
            x[i] = y[y.length - 1 - i];
        }
        x[31] |= (byte) (key.getPoint().isXOdd() ? 0x80 : 0);
        String d = ",\"d\":\""
                + base64(((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow()) + "\"";
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"" + kid + "\",\"x\":\"" + base64(x) + "\""
                + (whole ? d : "") + "}";
    }

    static String ec(String kid, KeyPair pair, boolean whole) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        int length = (key.getParams().getCurve().getField().getFieldSize() + 7) / 8;
        String d = ",\"d\":\"" + base64(((ECPrivateKey) pair.getPrivate()).getS(), length) + "\"";
        return "{\"kty\":\"EC\",\"crv\":\"P-" + length * 8 + "\",\"kid\":\"" + kid + "\",\"x\":\""
                + base64(key.getW().getAffineX(), length) + "\",\"y\":\""
                + base64(key.getW().getAffineY(), length) + "\"" + (whole ? d : "") + "}";
    }

    static String rsa(String kid, String alg, KeyPair pair, boolean whole) {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        RSAPrivateCrtKey secret = (RSAPrivateCrtKey) pair.getPrivate();
        String rest = ",\"d\":\"" + base64(secret.getPrivateExponent()) + "\",\"p\":\"" + base64(secret.getPrimeP())
                + "\",\"q\":\"" + base64(secret.getPrimeQ()) + "\",\"dp\":\"" + base64(secret.getPrimeExponentP())
                + "\",\"dq\":\"" + base64(secret.getPrimeExponentQ()) + "\",\"qi\":\""
                + base64(secret.getCrtCoefficient()) + "\"";
        return "{\"kty\":\"RSA\",\"kid\":\"" + kid + "\",\"alg\":\"" + alg + "\",\"n\":\""
                + base64(key.getModulus()) + "\",\"e\":\"" + base64(key.getPublicExponent()) + "\""
                + (whole ? rest : "") + "}";
    }

    /** The same with more members. */
    static String with(String jwk, String members) {
        return jwk.substring(0, jwk.length() - 1) + "," + members + "}";
    }

    /** A set whose keys all belong to {@code orders}. */
    static String set(String... jwks) {
        StringJoiner callers = new StringJoiner(",", "{", "}");
        for (String jwk : jwks) {
            String kid = jwk.replaceAll(".*\"kid\":\"([^\"]*)\".*", "$1");
            callers.add("\"" + kid + "\":{\"name\":\"orders\"}");
        }
        return "{\"keys\":" + List.of(jwks) + ",\"gapura\":{\"callers\":" + callers + "}}";
    }

    static String published(String... jwks) {
        return "{\"keys\":" + Arrays.asList(jwks) + "}";
    }
}
