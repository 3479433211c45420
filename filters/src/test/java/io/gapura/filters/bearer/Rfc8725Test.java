package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.asymmetric;
import static io.gapura.filters.bearer.Minting.base64;
import static io.gapura.filters.bearer.Minting.claims;
import static io.gapura.filters.bearer.Minting.header;
import static io.gapura.filters.bearer.Minting.issuer;
import static io.gapura.filters.bearer.Minting.json;
import static io.gapura.filters.bearer.Minting.jwk;
import static io.gapura.filters.bearer.Minting.keys;
import static io.gapura.filters.bearer.Minting.pair;
import static io.gapura.filters.bearer.Minting.policy;
import static io.gapura.filters.bearer.Minting.publicSet;
import static io.gapura.filters.bearer.Minting.set;
import static io.gapura.filters.bearer.Minting.sharing;
import static io.gapura.filters.bearer.Minting.signed;
import static io.gapura.filters.bearer.Minting.token;
import static io.gapura.filters.bearer.Rfc9068Test.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import io.gapura.filters.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 8725 asks of who verifies: algorithms, keys, headers, and texts that are no tokens. */
class Rfc8725Test {
    private static final BearerTokens POLICY = policy(issuer());

    private static String withHeader(String header) {
        return reason(POLICY, token(TokenAlgorithm.ES256, header, json(claims())));
    }

    static List<Arguments> everyAlgorithmAndEveryOtherKind() {
        List<Arguments> all = new ArrayList<>();
        for (TokenAlgorithm algorithm : TokenAlgorithm.values()) {
            for (KeyKind kind : KeyKind.values()) {
                if (kind != algorithm.kind()) {
                    all.add(Arguments.of(algorithm, kind));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("everyAlgorithmAndEveryOtherKind")
    void section_3_1_aKeyOfAnotherKindNeverVerifies(TokenAlgorithm algorithm, KeyKind kind) throws Exception {
        TokenKey key = TokenKey.of(pair(kind).published(), kind, null);
        String token = token(algorithm);
        int dot = token.lastIndexOf('.');
        byte[] signed = token.substring(0, dot).getBytes(StandardCharsets.US_ASCII);
        assertThat(key.fits(algorithm)).isFalse();
        assertThat(key.verifies(algorithm, signed, token.substring(dot + 1))).isFalse();
        TokenKey own = TokenKey.of(pair(algorithm.kind()).published(), algorithm.kind(), null);
        assertThat(own.verifies(algorithm, signed, token.substring(dot + 1))).isTrue();
        assertThat(TokenKeys.of(List.of(key)).select(algorithm, null)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void section_3_1_anAlgorithmThatTheIssuerDoesNotUseIsRefused(TokenAlgorithm algorithm) {
        TokenAlgorithm other = algorithm == TokenAlgorithm.ES256 ? TokenAlgorithm.RS256 : TokenAlgorithm.ES256;
        assertThat(reason(policy(issuer().algorithms(other)), token(algorithm))).isEqualTo("algorithm");
    }

    @ParameterizedTest
    @EnumSource(names = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void section_3_1_aKeyThatSaysItsAlgorithmIsForNoOther(TokenAlgorithm algorithm) {
        TokenAlgorithm stated = algorithm == TokenAlgorithm.RS512 ? TokenAlgorithm.RS256 : TokenAlgorithm.RS512;
        TrustedIssuer issuer = TrustedIssuer.of(Minting.ISSUER, Minting.AUDIENCE)
                .keys(keys(set(jwk(pair(KeyKind.RSA), "k-RSA", "\"alg\":\"" + stated + "\""))))
                .algorithms(algorithm, stated);
        assertThat(reason(policy(issuer), token(algorithm))).isEqualTo("key");
        assertThat(reason(policy(issuer), token(stated))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "NONE", "None", "nOnE", "", "es256", "ES256K", "HS256", "HS512", "RSA1_5", "dir"})
    void section_3_2_noneAndUnknownAlgorithmsAreRefused(String algorithm) {
        assertThat(withHeader("{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"k-P_256\"}"))
                .isEqualTo("algorithm");
    }

    @Test
    void section_3_2_anUnsignedTokenIsNoToken() {
        String unsigned = base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + base64(json(claims())) + ".";
        assertThat(reason(POLICY, unsigned)).isEqualTo("syntax");
        assertThat(reason(POLICY, unsigned + "AA")).isEqualTo("algorithm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "P_256", "ED25519"})
    void section_2_1_aPublicKeyIsNoSecret(String kind) throws GeneralSecurityException {
        String input = base64("{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"k-" + kind + "\"}") + "."
                + base64(json(claims()));
        byte[] published = jwk(pair(KeyKind.valueOf(kind)), "").getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(published, "HmacSHA256"));
        String forged = input + "." + Base64URL.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        assertThat(reason(POLICY, forged)).isEqualTo("algorithm");
    }

    @ParameterizedTest
    @EnumSource
    void section_3_3_everyBitOfATokenCounts(TokenAlgorithm algorithm) {
        BearerTokens policy = policy(issuer(algorithm));
        String token = token(algorithm);
        int first = token.indexOf('.');
        int second = token.lastIndexOf('.');
        for (int at : new int[] {first + 10, second - 10, second + 5, token.length() - 8}) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            assertThat(reason(policy, changed)).as("at " + at).isIn("signature", "syntax", "issuer");
        }
        String shorter = token.substring(0, token.length() - 4);
        assertThat(reason(policy, shorter)).isIn("signature", "syntax"); // its pad bits may be no zeros
        assertThat(reason(policy, token + "AAAA")).isIn("signature", "syntax");
    }

    @ParameterizedTest
    @EnumSource(names = {"ES256", "ES384", "ES512", "ED25519", "EDDSA", "RS256", "PS256"})
    void section_3_4_aSignatureOfZerosIsNobodys(TokenAlgorithm algorithm) {
        String token = token(algorithm);
        int dot = token.lastIndexOf('.') + 1;
        String zeros = "A".repeat(token.length() - dot);
        assertThat(reason(POLICY, token.substring(0, dot) + zeros)).isEqualTo("signature");
    }

    @Test
    void section_3_8_anotherIssuersKeysDoNotCount() {
        String other = "https://other.example";
        TrustedIssuer second =
                TrustedIssuer.of(other, Minting.AUDIENCE).keys(keys(set(jwk(foreign(), Minting.id(KeyKind.P_256)))));
        BearerTokens both = policy(issuer(), second);
        Map<String, String> claims = claims();
        String header = header(TokenAlgorithm.ES256);
        assertThat(reason(both, token(TokenAlgorithm.ES256))).isEmpty();
        claims.put("iss", Minting.quoted(other));
        assertThat(reason(both, token(TokenAlgorithm.ES256, json(claims))))
                .as("kid is unique within an issuer alone")
                .isEqualTo("signature");
        String own = signed(foreign(), TokenAlgorithm.ES256, base64(header) + "." + base64(json(claims)));
        assertThat(reason(both, own)).isEmpty();
    }

    private static Minting.Pair foreign() {
        return Foreign.PAIR;
    }

    private static final class Foreign {
        static final Minting.Pair PAIR = Minting.Pair.of(KeyKind.P_256);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,"kid":"k-P_256"        |
            ,"kid":"k-RSA"          | key
            ,"kid":"K-P_256"        | key
            ,"kid":"nobody"         | key
            ,"kid":"../../dev/null" | key
            ,"kid":"' OR 1=1 --"    | key
            ,"kid":""               | syntax
            ,"kid":1                | syntax
            ,"kid":["k-P_256"]      | syntax
            """)
    void section_3_10_theKeyIdIsAnOpaqueWord(String member, String reason) {
        assertThat(withHeader("{\"alg\":\"ES256\",\"typ\":\"at+jwt\"" + member + "}"))
                .isEqualTo(reason == null ? "" : reason);
    }

    @Test
    void section_3_10_aKeyIdHas128CharactersAtMost() {
        String longest = "k".repeat(128);
        TrustedIssuer issuer =
                TrustedIssuer.of(Minting.ISSUER, Minting.AUDIENCE).keys(keys(set(jwk(pair(KeyKind.P_256), longest))));
        String start = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"";
        assertThat(reason(policy(issuer), token(TokenAlgorithm.ES256, start + longest + "\"}", json(claims()))))
                .isEmpty();
        assertThat(reason(policy(issuer), token(TokenAlgorithm.ES256, start + longest + "k\"}", json(claims()))))
                .isEqualTo("syntax");
    }

    @Test
    void section_3_10_withoutKeyIdOneKeyMayComeIntoQuestionAndNoneIsTried() {
        String header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}";
        String token = token(TokenAlgorithm.ES256, header, json(claims()));
        String one = jwk(pair(KeyKind.P_256), "a");
        String rsa = jwk(pair(KeyKind.RSA), "b");
        String second = jwk(foreign(), "c");
        TrustedIssuer.Draft draft = TrustedIssuer.of(Minting.ISSUER, Minting.AUDIENCE);
        assertThat(reason(policy(draft.keys(keys(set(one, rsa)))), token)).isEmpty();
        assertThat(reason(policy(draft.keys(keys(set(jwk(pair(KeyKind.P_256), ""))))), token))
                .isEmpty();
        assertThat(reason(policy(draft.keys(keys(set(one, second)))), token)).isEqualTo("key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"jku\":\"https://evil.example/keys\"",
                "\"x5u\":\"https://evil.example/cert\"",
                "\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
                "\"x5c\":[\"MIIB\"]",
                "\"x5t\":\"AA\"",
                "\"x5t#S256\":\"AA\"",
                "\"cty\":\"JWT\"",
                "\"zip\":\"DEF\"",
                "\"iss\":\"https://evil.example\"",
                "\"x\":{\"y\":[1.5,null]}"
            })
    void section_3_10_whereAKeyCouldBeFetchedFromIsIgnored(String member) {
        String header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"k-P_256\"," + member + "}";
        assertThat(withHeader(header)).isEmpty();
        String forged = signed(foreign(), TokenAlgorithm.ES256, base64(header) + "." + base64(json(claims())));
        assertThat(reason(POLICY, forged)).isEqualTo("signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"crit\":[\"b64\"],\"b64\":false",
                "\"crit\":[\"b64\"],\"b64\":true",
                "\"b64\":false",
                "\"b64\":true",
                "\"crit\":[\"exp\"],\"exp\":1",
                "\"crit\":[]",
                "\"crit\":\"x\"",
                "\"crit\":[\"alg\"]",
                "\"alg\":\"ES256\"",
                "\"typ\":\"at+jwt\"",
                "\"kid\":\"k-P_256\"",
                "\"x\":1,\"x\":1"
            })
    void rfc7515_section_4_criticalAndDoubledMembersAreRefused(String member) {
        assertThat(withHeader("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"k-P_256\"," + member + "}"))
                .isEqualTo("syntax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "1",
                "\"x\"",
                "",
                "{",
                "{\"alg\":1}",
                "{\"alg\":null}",
                "{\"alg\":[\"ES256\"]}",
                "{\"alg\":\"ES256\"}x",
                "{\"alg\":\"ES256\"} {}"
            })
    void rfc7515_section_5_2_aHeaderIsAnObjectWithAnAlgorithm(String header) {
        String first = header.isEmpty() ? "" : base64(header);
        assertThat(reason(POLICY, signed(TokenAlgorithm.ES256, first + "." + base64(json(claims())))))
                .isEqualTo("syntax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"x\"", "null", "{", "{}{}", "{\"iss\"}", "{'iss':1}", "\uFEFF{}", "{} x"})
    void rfc7519_section_7_2_claimsAreOneObject(String claims) {
        assertThat(reason(POLICY, token(TokenAlgorithm.ES256, claims))).isEqualTo("syntax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a",
                "a.b",
                "a.b.",
                ".b.c",
                "a..c",
                "a.b.c",
                "aa.bb.cc",
                "eyJ9.e30.AA=",
                "é.é.é",
                "eyJ9.e30.A A",
                "eyJ9.e30.AA ",
                "eyJ9\t.e30.AA",
                "e30.e30.AA",
                "e30.e30.AAA.AAA",
                "e30.e30.AA.AA.AA",
                "e31.e30.AA",
                "%65%33",
                "e30.e30.A/+A"
            })
    void rfc7515_section_7_1_whatIsNoCompactTextIsRefused(String token) {
        assertThat(reason(POLICY, token)).isEqualTo("syntax");
    }

    @Test
    void oneTokenHasOneText() {
        String token = token(TokenAlgorithm.ES256); // 86 characters, the last with 4 unused bits
        char last = token.charAt(token.length() - 1);
        String sameBytes = token.substring(0, token.length() - 1) + (char) (last + 1);
        assertThat(reason(POLICY, sameBytes)).isEqualTo("syntax");
        assertThat(reason(POLICY, token + "=")).isEqualTo("syntax");
    }

    @Test
    void anEncryptedTokenIsNotTaken() {
        String header = base64("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}");
        assertThat(reason(POLICY, header + ".." + "AAAA.AAAA.AAAA")).isEqualTo("syntax");
        assertThat(reason(POLICY, header + ".AAAA.AAAA.AAAA.AAAA")).isEqualTo("syntax");
    }

    @Test
    void aTokenHas8192CharactersAtMost() {
        BearerTokens policy = policy(sharing());
        Map<String, String> claims = claims();
        int room = 8_192 - token(TokenAlgorithm.HS256).length();
        for (int more = room * 3 / 4 - 20; ; more++) {
            claims.put("x", Minting.quoted("x".repeat(more)));
            String token = token(TokenAlgorithm.HS256, json(claims));
            assertThat(reason(policy, token))
                    .as(token.length() + " characters")
                    .isEqualTo(token.length() > 8_192 ? "syntax" : "");
            if (token.length() > 8_192) {
                return;
            }
        }
    }

    @Test
    void section_3_5_aSecretHas32BytesAndIsNobodysGuess() {
        for (int bytes : new int[] {1, 31, 32}) {
            String key = "{\"kty\":\"oct\",\"kid\":\"k\",\"k\":\"" + Base64URL.encode(random(bytes)) + "\"}";
            if (bytes < 32) {
                Assertions.assertThatThrownBy(() -> keys(set(key))).isInstanceOf(ConfigurationException.class);
            } else {
                assertThat(keys(set(key)).current()).isNotNull();
            }
        }
        String zeros = "{\"kty\":\"oct\",\"kid\":\"k\",\"k\":\"" + "A".repeat(43) + "\"}";
        Assertions.assertThatThrownBy(() -> keys(set(zeros))).hasMessageContaining("pattern");
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new java.security.SecureRandom().nextBytes(random);
        return random;
    }

    @Test
    void namesAreThoseOfTheRegistry() {
        assertThat(asymmetric())
                .allSatisfy(algorithm -> assertThat(
                                JWSAlgorithm.parse(algorithm.registeredName()).getName())
                        .isEqualTo(algorithm.toString()));
        assertThat(TokenAlgorithm.named("rs256")).isEmpty();
        assertThat(TokenAlgorithm.named("none")).isEmpty();
        assertThat(publicSet().toLowerCase(Locale.ROOT)).doesNotContain("\"d\"");
    }
}
