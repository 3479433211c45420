package io.gapura.filters.dpop;

import static io.gapura.filters.dpop.Scene.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.TrustedProxies;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449 §4.3, check by check: what a proof must say, and what is noted when it does not. */
class ProofChecksTest extends OwnedToken {
    private String headed(String name, Object value) {
        Map<String, Object> header = OWNER.header();
        header.put(name, value);
        return scene.outcome(request(token, OWNER.proof(header, scene.claims(token))));
    }

    @Test
    void check1ExactlyOneField() {
        String proof = OWNER.proof(scene.claims(token));

        assertThat(scene.outcome(request(token))).isEqualTo("proof: missing");
        assertThat(scene.outcome(request(token, proof, proof))).isEqualTo("proof: several lines");
        assertThat(scene.outcome(request(token, proof + ", " + proof))).isEqualTo("proof: syntax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.b",
                "a.b.c",
                "..",
                "a..c",
                ".b.c",
                "a.b.",
                "a.b.c.d",
                "e30.e30.AA",
                "e30=.e30.AA",
                "é.b.c"
            })
    void check2AWellFormedToken(String text) {
        assertThat(scene.outcome(request(token, text))).isEqualTo("proof: syntax");
    }

    @Test
    void check2AProofHasAtMost4096Characters() {
        Map<String, Object> claims = scene.claims(token);
        claims.put("padding", "");
        int free = Proof.LONGEST - OWNER.proof(claims).length();
        claims.put("padding", "x".repeat(free * 3 / 4 - 1));
        String longest = OWNER.proof(claims);
        claims.put("padding", "x".repeat(free));

        assertThat(longest.length()).isBetween(Proof.LONGEST - 8, Proof.LONGEST);
        assertThat(scene.outcome(request(token, longest))).isEqualTo("passes");
        assertThat(scene.outcome(request(token, OWNER.proof(claims)))).isEqualTo("proof: length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jti", "htm", "htu", "iat", "ath"})
    void check3EachRequiredClaim(String claim) {
        assertThat(outcome(without(claim))).isEqualTo("proof: " + claim);
        assertThat(outcome(with(claim, List.of("x")))).isEqualTo("proof: " + claim);
        assertThat(outcome(with(claim, ""))).isEqualTo("proof: " + claim);
    }

    @Test
    void check3ClaimsAreAnObjectWithoutTwoOfOneName() {
        String header = com.nimbusds.jose.util.JSONObjectUtils.toJSONString(OWNER.header());
        String claims = com.nimbusds.jose.util.JSONObjectUtils.toJSONString(scene.claims(token));

        assertThat(scene.outcome(request(token, OWNER.signed(header, "[]")))).isNotEqualTo("passes");
        assertThat(scene.outcome(request(token, OWNER.signed(header, "{")))).isEqualTo("proof: syntax");
        assertThat(scene.outcome(request(token, OWNER.signed(header, claims.replace("{", "{\"htm\":\"PUT\",")))))
                .isEqualTo("proof: syntax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "application/dpop+jwt", "DPOP+JWT"})
    void check4TheTypeOfAProof(String type) {
        assertThat(headed("typ", type)).isEqualTo("proof: type");
    }

    @Test
    void check4TheTypeIsThere() {
        Map<String, Object> header = OWNER.header();
        header.remove("typ");

        assertThat(scene.outcome(request(token, OWNER.proof(header, scene.claims(token)))))
                .isEqualTo("proof: type");
    }

    @Test
    void criticalParametersAreRefused() {
        Map<String, Object> header = OWNER.header();
        header.put("crit", List.of("exp"));
        header.put("exp", 1);

        assertThat(scene.outcome(request(token, OWNER.proof(header, scene.claims(token)))))
                .isEqualTo("proof: critical parameters");
    }

    @ParameterizedTest
    @CsvSource({"none,proof: syntax", "HS256,proof: algorithm", "RS256,proof: key does not fit its algorithm"})
    void check5AnAsymmetricAlgorithmOfItsKey(String algorithm, String outcome) {
        assertThat(headed("alg", algorithm)).isEqualTo(outcome);
    }

    @Test
    void check5AKeyOfAnotherCurveDoesNotFit() {
        KeyHolder other = KeyHolder.of("ES384");
        String bound = scene.token(other);

        assertThat(scene.outcome(request(bound, other.claiming("ES256").proof(scene.claims(bound)))))
                .isEqualTo("proof: key does not fit its algorithm");
        assertThat(scene.outcome(request(bound, other.claiming("EdDSA").proof(scene.claims(bound)))))
                .isEqualTo("proof: key does not fit its algorithm");
    }

    @Test
    void anRsaKeyIsBoundedOnBothSides() throws Exception {
        KeyHolder small = KeyHolder.rsa("RS256", 1_024);
        String bound = scene.token(small);

        assertThat(scene.outcome(request(bound, small.proof(scene.claims(bound)))))
                .isEqualTo("proof: key does not fit its algorithm");
        KeyHolder usual = KeyHolder.of("RS256");
        assertThat(scene.outcome(request(token, usual.showing(rsa(4_097, 17)).proof(scene.claims(token)))))
                .isEqualTo("proof: key does not fit its algorithm");
        assertThat(scene.outcome(request(token, usual.showing(rsa(4_096, 17)).proof(scene.claims(token)))))
                .isEqualTo("proof: of another key");
        assertThat(scene.outcome(request(token, usual.showing(rsa(2_048, 34)).proof(scene.claims(token)))))
                .isEqualTo("proof: key does not fit its algorithm");
        assertThat(scene.outcome(request(token, usual.showing(rsa(2_048, 33)).proof(scene.claims(token)))))
                .isEqualTo("proof: of another key");
    }

    private static JWK rsa(int bits, int exponentBits) {
        java.math.BigInteger modulus =
                java.math.BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
        java.math.BigInteger exponent =
                java.math.BigInteger.ONE.shiftLeft(exponentBits - 1).setBit(0);
        return new com.nimbusds.jose.jwk.RSAKey.Builder(
                        com.nimbusds.jose.util.Base64URL.encode(modulus),
                        com.nimbusds.jose.util.Base64URL.encode(exponent))
                .build();
    }

    @Test
    void check6TheSignatureIsByTheKeyThatTheProofShows() {
        String proof = OWNER.proof(scene.claims(token));
        String input = proof.substring(0, proof.lastIndexOf('.') + 1);
        String other = OWNER.proof(scene.claims(token));

        assertThat(scene.outcome(request(token, input + other.substring(other.lastIndexOf('.') + 1))))
                .isEqualTo("proof: signature");
        assertThat(scene.outcome(request(token, input + "AA"))).isEqualTo("proof: signature");
        assertThat(scene.outcome(request(token, THIEF.showing(OWNER.key()).proof(scene.claims(token)))))
                .isEqualTo("proof: signature");
    }

    @Test
    void check6AnEdwardsSignatureIsCheckedToo() {
        KeyHolder client = KeyHolder.of("Ed25519");
        String bound = scene.token(client);
        String forged = KeyHolder.of("Ed25519").showing(client.key()).proof(scene.claims(bound));

        assertThat(scene.outcome(request(bound, forged))).isEqualTo("proof: signature");
        assertThat(scene.outcome(request(bound, client.showing(client.key()).signed("{}", "{}"))))
                .isEqualTo("proof: syntax");
    }

    @Test
    void check7APrivateKeyIsNoProof() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(com.nimbusds.jose.jwk.Curve.P_256.toECParameterSpec());
        java.security.KeyPair pair = generator.generateKeyPair();
        JWK both = new ECKey.Builder(com.nimbusds.jose.jwk.Curve.P_256, (ECPublicKey) pair.getPublic())
                .privateKey((ECPrivateKey) pair.getPrivate())
                .build();

        assertThat(headed("jwk", both.toJSONObject())).isEqualTo("proof: syntax");
        assertThat(headed("jwk", Map.of("kty", "oct", "k", "AAAA"))).isEqualTo("proof: syntax");
    }

    @Test
    void check7AProofShowsItsKeyItself() {
        Map<String, Object> header = OWNER.header();
        header.remove("jwk");
        header.put("jku", "https://evil.example/keys");
        header.put("kid", "k-1");

        assertThat(scene.outcome(request(token, OWNER.proof(header, scene.claims(token)))))
                .isEqualTo("proof: key");
        assertThat(headed("jwk", Map.of("kty", "EC", "crv", "P-256", "x", "AA", "y", "AA")))
                .isEqualTo("proof: syntax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "get", "HEAD"})
    void check8TheMethod(String method) {
        assertThat(outcome(with("htm", method))).isEqualTo("proof: for another method");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://app.example/orders            | passes",
                "HTTP://APP.example:80/orders         | passes",
                "http://app.example/orders?a=b        | passes",
                "http://app.example/orders#x          | passes",
                "http://app.example/%6Frders          | passes",
                "https://app.example/orders           | proof: for another URL",
                "http://app.example:8080/orders       | proof: for another URL",
                "http://app.example:443/orders        | proof: for another URL",
                "http://app.example/orders/           | proof: for another URL",
                "http://app.example/Orders            | proof: for another URL",
                "http://app.example/a/../orders       | proof: for another URL",
                "http://app.example                   | proof: for another URL",
                "http://app.example%2Forders          | proof: for another URL",
                "http://app.example/%zzorders         | proof: for another URL",
                "http://app.example/orders%2          | proof: for another URL",
                "http://user@app.example/orders       | proof: for another URL",
                "http://evil.example/orders           | proof: for another URL",
                "http://evil.example?http://app.example/orders | proof: for another URL",
                "http:///orders                       | proof: for another URL",
                "ftp://app.example/orders             | proof: for another URL",
                "/orders                              | proof: for another URL",
                "app.example/orders                   | proof: for another URL",
            })
    void check9TheUrl(String url, String outcome) {
        assertThat(outcome(with("htu", url))).isEqualTo(outcome);
    }

    @Test
    void check9TheQueryOfTheRequestIsNoPartOfIt() {
        RequestView asked = RequestView.get("/orders?page=2")
                .header("Authorization", "DPoP " + token)
                .header("DPoP", OWNER.proof(scene.claims(token)));

        assertThat(scene.outcome(asked)).isEqualTo("passes");
    }

    @Test
    void check9BehindATrustedProxyTheUrlIsThatOfTheClient() {
        TrustedProxies proxies = TrustedProxies.of(TrustedProxies.Family.X_FORWARDED, "10.0.0.0/8");
        RequestView asked = proxies.read(
                "GET",
                Target.parse("/orders"),
                "http",
                Headers.of(
                        "Host", "inner:8080",
                        "X-Forwarded-For", "203.0.113.9",
                        "X-Forwarded-Proto", "https",
                        "X-Forwarded-Host", "shop.example",
                        "Authorization", "DPoP " + token,
                        "DPoP", OWNER.proof(with("htu", "https://shop.example/orders"))),
                Body.none(),
                new Client("10.0.0.7"));

        assertThat(scene.outcome(asked)).isEqualTo("passes");
    }

    @Test
    void check11TheTimeHasTwoSides() {
        long now = scene.now();

        assertThat(outcome(with("iat", now + 30))).isEqualTo("passes");
        assertThat(outcome(with("iat", now + 31))).isEqualTo("proof: from the future");
        scene.clock.move(60);
        assertThat(outcome(with("iat", now))).isEqualTo("passes");
        scene.clock.move(1);
        assertThat(outcome(with("iat", now))).isEqualTo("proof: too old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1e9", "-1", "9999999999999", "92233720368547758080"})
    void check11ATimeIsAWholeNumberNearNow(String written) {
        String header = com.nimbusds.jose.util.JSONObjectUtils.toJSONString(OWNER.header());
        String claims = com.nimbusds.jose.util.JSONObjectUtils.toJSONString(scene.claims(token))
                .replaceAll("\"iat\":\\d+", "\"iat\":" + written);

        assertThat(scene.outcome(request(token, OWNER.signed(header, claims)))).startsWith("proof: ");
    }

    @Test
    void check12TheHashIsThatOfTheToken() {
        assertThat(outcome(with("ath", KeyHolder.hash(token + "x")))).isEqualTo("proof: for another token");
    }

    @Test
    void check12TheKeyIsThatOfTheToken() {
        assertThat(scene.outcome(request(token, THIEF.proof(scene.claims(token)))))
                .isEqualTo("proof: of another key");
    }
}
