package io.gapura.filters.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that holds a key, and whatever it writes into a proof, right or wrong. */
final class KeyHolder {
    private static final AtomicInteger IDS = new AtomicInteger();

    private final JWK key;
    private final String algorithm;
    private final Signs signs;

    private interface Signs {
        byte[] sign(byte[] input) throws JOSEException, GeneralSecurityException;
    }

    private KeyHolder(JWK key, String algorithm, Signs signs) {
        this.key = key;
        this.algorithm = algorithm;
        this.signs = signs;
    }

    static KeyHolder of(String algorithm) {
        try {
            return switch (algorithm) {
                case "ES256" -> curve(algorithm, Curve.P_256);
                case "ES384" -> curve(algorithm, Curve.P_384);
                case "ES512" -> curve(algorithm, Curve.P_521);
                case "EdDSA", "Ed25519" -> edwards(algorithm);
                default -> rsa(algorithm, 2_048);
            };
        } catch (GeneralSecurityException | JOSEException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static KeyHolder curve(String algorithm, Curve curve) throws GeneralSecurityException, JOSEException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(curve.toECParameterSpec());
        KeyPair pair = generator.generateKeyPair();
        return by(
                new ECKey.Builder(curve, (ECPublicKey) pair.getPublic()).build(),
                algorithm,
                new ECDSASigner((ECPrivateKey) pair.getPrivate()));
    }

    static KeyHolder rsa(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        return by(
                new RSAKey.Builder((RSAPublicKey) pair.getPublic()).build(),
                algorithm,
                new RSASSASigner(pair.getPrivate(), Set.of(AllowWeakRSAKey.getInstance())));
    }

    private static KeyHolder edwards(String algorithm) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        Base64URL x = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        return new KeyHolder(new OctetKeyPair.Builder(Curve.Ed25519, x).build(), algorithm, input -> {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(input);
            return signer.sign();
        });
    }

    private static KeyHolder by(JWK key, String algorithm, JWSSigner signer) {
        return new KeyHolder(
                key,
                algorithm,
                input -> signer.sign(new JWSHeader(JWSAlgorithm.parse(algorithm)), input)
                        .decode());
    }

    /** The same key under another algorithm's name. */
    KeyHolder claiming(String other) {
        return new KeyHolder(key, other, signs);
    }

    /** Which signs, but shows that key. */
    KeyHolder showing(JWK other) {
        return new KeyHolder(other, algorithm, signs);
    }

    JWK key() {
        return key;
    }

    String thumbprint() {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "dpop+jwt");
        header.put("alg", algorithm);
        header.put("jwk", key.toJSONObject());
        return header;
    }

    /** Of a good proof for that request. */
    static Map<String, Object> claims(String method, String url, String token, long now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", "proof-" + IDS.incrementAndGet());
        claims.put("htm", method);
        claims.put("htu", url);
        claims.put("iat", now);
        claims.put("ath", hash(token));
        return claims;
    }

    static String hash(String token) {
        try {
            return Base64URL.encode(
                            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)))
                    .toString();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String proof(Map<String, Object> claims) {
        return proof(header(), claims);
    }

    String proof(Map<String, Object> header, Map<String, Object> claims) {
        return signed(JSONObjectUtils.toJSONString(header), JSONObjectUtils.toJSONString(claims));
    }

    /** Whatever text, and its signature. */
    String signed(String header, String claims) {
        String input = encoded(header) + "." + encoded(claims);
        try {
            return input + "." + Base64URL.encode(signs.sign(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (JOSEException | GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static String encoded(String text) {
        return Base64URL.encode(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
