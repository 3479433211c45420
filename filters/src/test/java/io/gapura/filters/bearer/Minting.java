package io.gapura.filters.bearer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An issuer for tests: keys of every kind, made once, and tokens of whatever text they sign. */
final class Minting {
    static final String ISSUER = "https://idp.example/realm";
    static final String AUDIENCE = "orders-api";
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final long NOW = NOON.getEpochSecond();

    private static final Map<KeyKind, Pair> PAIRS = new EnumMap<>(KeyKind.class);

    static {
        for (KeyKind kind : KeyKind.values()) {
            PAIRS.put(kind, Pair.of(kind));
        }
    }

    /** Both halves of a key. */
    record Pair(JWK published, Signs signs) {
        static Pair of(KeyKind kind) {
            try {
                return switch (kind) {
                    case RSA -> rsa(2_048);
                    case P_256 -> curve(Curve.P_256);
                    case P_384 -> curve(Curve.P_384);
                    case P_521 -> curve(Curve.P_521);
                    case ED25519 -> edwards();
                    case SECRET -> secret(32);
                };
            } catch (JOSEException | GeneralSecurityException missing) {
                throw new IllegalStateException(missing);
            }
        }

        static Pair rsa(int bits) throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            return new Pair(
                    new RSAKey.Builder((RSAPublicKey) pair.getPublic()).build(),
                    bits < 2_048 ? nobody() : by(new RSASSASigner(pair.getPrivate())));
        }

        static Pair curve(Curve curve) throws JOSEException, GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(curve.toECParameterSpec());
            KeyPair pair = generator.generateKeyPair();
            return new Pair(
                    new ECKey.Builder(curve, (ECPublicKey) pair.getPublic()).build(),
                    by(new ECDSASigner((ECPrivateKey) pair.getPrivate())));
        }

        static Pair secret(int bytes) throws JOSEException {
            byte[] secret = new byte[bytes];
            new SecureRandom().nextBytes(secret);
            return new Pair(new OctetSequenceKey.Builder(secret).build(), by(new MACSigner(secret)));
        }

        static Pair edwards() throws GeneralSecurityException {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            Base64URL x = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
            return new Pair(new OctetKeyPair.Builder(Curve.Ed25519, x).build(), (algorithm, input) -> {
                Signature signer = Signature.getInstance("Ed25519");
                signer.initSign(pair.getPrivate());
                signer.update(input);
                return signer.sign();
            });
        }

        /** Nimbus does not sign with what is too weak. */
        private static Signs nobody() {
            return (algorithm, input) -> {
                throw new IllegalStateException("for its public half alone");
            };
        }

        private static Signs by(JWSSigner signer) {
            return (algorithm, input) ->
                    signer.sign(TokenKey.header(algorithm), input).decode();
        }
    }

    /** The half that signs. */
    interface Signs {
        byte[] sign(TokenAlgorithm algorithm, byte[] input) throws JOSEException, GeneralSecurityException;
    }

    /** Time that is moved by hand. */
    static final class Clock implements InstantSource {
        private volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        void move(long seconds) {
            now = now.plusSeconds(seconds);
        }
    }

    private Minting() {}

    static Pair pair(KeyKind kind) {
        return PAIRS.get(kind);
    }

    /** The claims of a good token of now, each as JSON text, to be changed. */
    static Map<String, String> claims() {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("iss", quoted(ISSUER));
        claims.put("aud", quoted(AUDIENCE));
        claims.put("exp", String.valueOf(NOW + 300));
        claims.put("iat", String.valueOf(NOW));
        claims.put("sub", quoted("8f1c2d"));
        claims.put("client_id", quoted("shop"));
        claims.put("jti", quoted("t-1"));
        return claims;
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String header(TokenAlgorithm algorithm) {
        return "{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"" + id(algorithm.kind()) + "\"}";
    }

    static String id(KeyKind kind) {
        return "k-" + kind;
    }

    static String base64(String text) {
        return Base64URL.encode(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** A good token. */
    static String token(TokenAlgorithm algorithm) {
        return token(algorithm, json(claims()));
    }

    static String token(TokenAlgorithm algorithm, String claims) {
        return token(algorithm, header(algorithm), claims);
    }

    static String token(TokenAlgorithm algorithm, String header, String claims) {
        return signed(algorithm, base64(header) + "." + base64(claims));
    }

    /** Whatever text, and its signature. */
    static String signed(TokenAlgorithm algorithm, String input) {
        return signed(pair(algorithm.kind()), algorithm, input);
    }

    static String signed(Pair pair, TokenAlgorithm algorithm, String input) {
        try {
            return input + "." + Base64URL.encode(pair.signs().sign(algorithm, input.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException | GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** A member of a set. */
    static String jwk(Pair pair, String id, String... more) {
        Map<String, Object> members = new LinkedHashMap<>(pair.published().toJSONObject());
        String text = members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + quoted(String.valueOf(member.getValue())))
                .collect(Collectors.joining(","));
        return "{" + text + (id.isEmpty() ? "" : ",\"kid\":\"" + id + "\"")
                + Arrays.stream(more).map(member -> "," + member).collect(Collectors.joining()) + "}";
    }

    static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    /** The public keys of every kind. */
    static String publicSet() {
        return set(Arrays.stream(KeyKind.values())
                .filter(kind -> kind != KeyKind.SECRET)
                .map(kind -> jwk(pair(kind), id(kind)))
                .toArray(String[]::new));
    }

    static IssuerKeys keys(String document) {
        return keys(document, InstantSource.fixed(NOON));
    }

    static IssuerKeys keys(String document, InstantSource clock) {
        try {
            Path file = Files.createTempFile("keys", ".json");
            Files.writeString(file, document);
            IssuerKeys keys = IssuerKeys.load(Reference.file(file), clock);
            Files.delete(file);
            return keys;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** That trusts every asymmetric algorithm. */
    static TrustedIssuer issuer() {
        return TrustedIssuer.of(ISSUER, AUDIENCE)
                .keys(keys(publicSet()))
                .algorithms(Arrays.stream(TokenAlgorithm.values())
                        .filter(algorithm -> algorithm != TokenAlgorithm.HS256)
                        .toArray(TokenAlgorithm[]::new));
    }

    static TrustedIssuer sharing() {
        return TrustedIssuer.of(ISSUER, AUDIENCE)
                .keys(keys(set(jwk(pair(KeyKind.SECRET), id(KeyKind.SECRET)))))
                .algorithms(TokenAlgorithm.HS256);
    }

    static TrustedIssuer issuer(TokenAlgorithm algorithm) {
        return algorithm == TokenAlgorithm.HS256 ? sharing() : issuer();
    }

    /** At noon. */
    static BearerTokens policy(TrustedIssuer... issuers) {
        return BearerTokens.required(issuers).clock(InstantSource.fixed(NOON));
    }

    static RequestView request(String token) {
        return RequestView.get("/orders").header("Authorization", "Bearer " + token);
    }

    static List<TokenAlgorithm> asymmetric() {
        return Arrays.stream(TokenAlgorithm.values())
                .filter(algorithm -> algorithm != TokenAlgorithm.HS256)
                .toList();
    }
}
