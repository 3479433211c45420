package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.AUDIENCE;
import static io.gapura.filters.bearer.Minting.NOW;
import static io.gapura.filters.bearer.Minting.claims;
import static io.gapura.filters.bearer.Minting.issuer;
import static io.gapura.filters.bearer.Minting.json;
import static io.gapura.filters.bearer.Minting.policy;
import static io.gapura.filters.bearer.Minting.quoted;
import static io.gapura.filters.bearer.Minting.request;
import static io.gapura.filters.bearer.Minting.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims of access tokens, requirement by requirement: each removed, doubled, of another type, and at its bounds. */
class Rfc9068Test {
    private static final BearerTokens TYPED = policy(issuer());
    private static final BearerTokens UNTYPED = policy(issuer().profile(TokenProfile.UNTYPED));

    /** The private reason; empty when it passes. */
    static String reason(BearerTokens policy, String token) {
        Decision decision = policy.decide(request(token));
        return decision instanceof Decision.Reject reject ? reject.rejection().reason() : "";
    }

    private static String reason(Map<String, String> claims) {
        return reason(TYPED, token(TokenAlgorithm.ES256, json(claims)));
    }

    private static String with(String name, String json) {
        Map<String, String> claims = claims();
        claims.put(name, json);
        return reason(claims);
    }

    private static String untyped(String type, Map<String, String> claims) {
        String header = "{\"alg\":\"ES256\",\"kid\":\"k-P_256\"" + type + "}";
        return reason(UNTYPED, token(TokenAlgorithm.ES256, header, json(claims)));
    }

    @ParameterizedTest
    @CsvSource({"iss, issuer", "aud, claim", "exp, claim", "iat, claim", "sub, claim", "client_id, claim", "jti, claim"
    })
    void section_2_2_aTokenWithoutARequiredClaimIsRefused(String name, String reason) {
        assertThat(reason(claims())).isEmpty();
        Map<String, String> claims = claims();
        claims.remove(name);
        assertThat(reason(claims)).isEqualTo(reason);
        claims.put(name, "null");
        assertThat(reason(claims)).as("null is as if it were not there").isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "iat", "nbf", "sub", "client_id", "jti", "scope", "cnf", "x"})
    void rfc7519_section_4_aClaimThatStandsTwiceIsRefused(String name) {
        Map<String, String> claims = claims();
        String value = claims.getOrDefault(name, "\"v\"");
        String text = json(claims);
        String once =
                text.substring(0, text.length() - 1) + (claims.containsKey(name) ? "" : ",\"" + name + "\":" + value);
        assertThat(reason(TYPED, token(TokenAlgorithm.ES256, once + ",\"" + name + "\":" + value + "}")))
                .isEqualTo("syntax");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iss       | 1                                      | issuer
            iss       | ["https://idp.example/realm"]          | issuer
            iss       | "https://idp.example/realm/"           | issuer
            iss       | "https://IDP.example/realm"            | issuer
            iss       | "https://idp.example/realm "           | issuer
            iss       | ""                                     | issuer
            aud       | 1                                      | claim
            aud       | {}                                     | claim
            aud       | []                                     | claim
            aud       | ["orders-api",1]                       | claim
            aud       | "other"                                | audience
            aud       | ["other","orders"]                     | audience
            aud       | "Orders-api"                           | audience
            aud       | ""                                     | audience
            exp       | "1795262700"                           | claim
            exp       | 1795262700.5                           | claim
            exp       | 1795262700.0                           | claim
            exp       | 1.7952627e9                            | claim
            exp       | true                                   | claim
            exp       | 1795262700000                          | claim
            exp       | -1                                     | claim
            exp       | [1795262700]                           | claim
            iat       | "1795262400"                           | claim
            iat       | 1795262400000                          | claim
            iat       | 0                                      | claim
            iat       | {}                                     | claim
            nbf       | "1795262400"                           | claim
            nbf       | 1                                      | claim
            sub       | 7                                      | claim
            sub       | ""                                     | claim
            sub       | ["a"]                                  | claim
            sub       | "a\\u0000b"                            | claim
            sub       | "a\\nb"                                | claim
            client_id | 7                                      | claim
            client_id | ""                                     | claim
            jti       | 7                                      | claim
            jti       | ""                                     | claim
            sid       | 7                                      | claim
            scope     | ["a","b"]                              | claim
            scope     | ""                                     | claim
            scope     | "a  b"                                 | claim
            scope     | " a"                                   | claim
            scope     | "a "                                   | claim
            scope     | "a\\tb"                                | claim
            scope     | "a\\"b"                                | claim
            scope     | "é"                                    | claim
            scope     | "a\\u007f"                             | claim
            scope     | "a\\u001f"                             | claim
            acr       | 1                                      | claim
            amr       | "pwd"                                  | claim
            amr       | ["pwd",1]                              | claim
            auth_time | "1795262400"                           | claim
            auth_time | 1                                      | claim
            auth_time | 978307199                              | claim
            auth_time | 4102444801                             | claim
            authorization_details | {}                         | claim
            authorization_details | [1]                        | claim
            authorization_details | [{}]                       | claim
            authorization_details | [{"type":1}]               | claim
            cnf       | "x"                                    | binding
            cnf       | {}                                     | binding
            cnf       | {"jkt":"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"} | binding
            cnf       | {"x5t#S256":"bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2"} | binding
            cnf       | {"jwk":{"kty":"oct"}}                  | binding
            x         | 1e400                                  | syntax
            x         | 123456789012345678901                  | syntax
            x         | 01                                     | syntax
            x         | NaN                                    | syntax
            x         | [[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]     | syntax
            """)
    void section_4_aClaimOfAnotherTypeOrValueIsRefused(String name, String value, String reason) {
        assertThat(with(name, value)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aud       | ["other","orders-api"]
            nbf       | 1795262400
            scope     | "a"
            scope     | "a b:c/d"
            scope     | "!a~"
            amr       | []
            acr       | "0"
            sid       | "s"
            auth_time | 1795262000
            auth_time | 978307200
            auth_time | 4102444800
            x         | null
            x         | 1.5
            x         | [1,null,{"a":true}]
            cnf       | null
            authorization_details | []
            """)
    void section_2_2_otherClaimsAreTakenAsTheyAre(String name, String value) {
        assertThat(with(name, value)).isEmpty();
    }

    @Test
    void section_2_2_textsHaveTheirBounds() {
        for (String name : new String[] {"sub", "client_id", "jti"}) {
            assertThat(with(name, quoted("x".repeat(256)))).as(name).isEmpty();
            assertThat(with(name, quoted("x".repeat(257)))).as(name).isEqualTo("claim");
        }
        assertThat(with("x", "[" + "1,".repeat(999) + "1]")).isEmpty();
        assertThat(with("x", "[" + "1,".repeat(1_000) + "1]")).isEqualTo("roles-limit");
        assertThat(with("x", "{\"y\":[" + "1,".repeat(1_000) + "1]}")).isEqualTo("roles-limit");
        assertThat(with("authorization_details", "[" + "{\"type\":\"a\"},".repeat(31) + "{\"type\":\"a\"}]"))
                .isEmpty();
        assertThat(with("authorization_details", "[" + "{\"type\":\"a\"},".repeat(32) + "{\"type\":\"a\"}]"))
                .isEqualTo("claim");
    }

    @ParameterizedTest
    @CsvSource({
        // exp is exclusive, 30 s of skew
        "exp, -29, ''",
        "exp, -30, expired",
        "nbf, 30, ''",
        "nbf, 31, early",
        "iat, 30, ''",
        "iat, 31, early"
    })
    void section_4_timesHaveTwoSides(String name, long seconds, String reason) {
        Map<String, String> claims = claims();
        if (seconds < 0) {
            claims.put("iat", String.valueOf(NOW - 100));
        }
        claims.put(name, String.valueOf(NOW + seconds));
        assertThat(reason(claims)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"3600, ''", "3601, lifetime", "1, ''", "0, lifetime", "-1, lifetime"})
    void rfc8725bis_aTokenLivesNoLongerThanItsIssuersMay(long seconds, String reason) {
        Map<String, String> claims = claims();
        claims.put("exp", String.valueOf(NOW + seconds));
        assertThat(reason(claims)).isEqualTo(reason);
    }

    @Test
    void skewAndLifetimeAreOfTheIssuer() {
        LifetimeRules rules = LifetimeRules.standard().skew(Duration.ZERO).maxLifetime(Duration.ofSeconds(300));
        BearerTokens policy = policy(issuer().lifetime(rules));
        Map<String, String> claims = claims();
        assertThat(reason(policy, token(TokenAlgorithm.ES256, json(claims)))).isEmpty();
        claims.put("exp", String.valueOf(NOW + 301));
        assertThat(reason(policy, token(TokenAlgorithm.ES256, json(claims)))).isEqualTo("lifetime");
        claims.put("iat", String.valueOf(NOW + 1));
        assertThat(reason(policy, token(TokenAlgorithm.ES256, json(claims)))).isEqualTo("early");
        claims.put("iat", String.valueOf(NOW - 60));
        claims.put("exp", String.valueOf(NOW));
        assertThat(reason(policy, token(TokenAlgorithm.ES256, json(claims)))).isEqualTo("expired");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,"typ":"at+jwt"             |
            ,"typ":"AT+JWT"             |
            ,"typ":"application/at+jwt" |
            ,"typ":"JWT"                | type
            ,"typ":"jwt"                | type
            ,"typ":"application/jwt"    | type
            ,"typ":"dpop+jwt"           | type
            ,"typ":"logout+jwt"         | type
            ,"typ":"at+jwt "            | type
            ,"typ":""                   | syntax
            ,"typ":1                    | syntax
            ,"x":1                      | type
            """)
    void section_4_theTypeIsThatOfAnAccessToken(String type, String reason) {
        String header = "{\"alg\":\"ES256\",\"kid\":\"k-P_256\"" + type + "}";
        assertThat(reason(TYPED, token(TokenAlgorithm.ES256, header, json(claims()))))
                .isEqualTo(reason == null ? "" : reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,"typ":"JWT"                |
            ,"x":1                      |
            ,"typ":"at+jwt"             |
            ,"typ":"dpop+jwt"           | type
            ,"typ":"logout+jwt"         | type
            ,"typ":"secevent+jwt"       | type
            """)
    void anUntypedIssuerMayNameNoTypeButNoOther(String type, String reason) {
        assertThat(untyped(type, claims())).isEqualTo(reason == null ? "" : reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonce", "at_hash", "c_hash"})
    void anIdTokenOfAnUntypedIssuerIsRefused(String name) {
        Map<String, String> claims = claims();
        claims.put(name, quoted("x"));
        assertThat(untyped(",\"typ\":\"JWT\"", claims)).isEqualTo("type");
        assertThat(reason(claims)).as("a typed one says what it is").isEmpty();
    }

    @Test
    void anUntypedIssuerNamesTheClientInOneOfTwoWays() {
        Map<String, String> claims = claims();
        claims.remove("client_id");
        assertThat(untyped("", claims)).isEqualTo("claim");
        claims.put("azp", quoted("shop"));
        assertThat(untyped("", claims)).isEmpty();
        claims.put("azp", "1");
        assertThat(untyped("", claims)).isEqualTo("claim");
        claims.put("client_id", quoted("shop"));
        assertThat(untyped("", claims)).as("of its type where it is there").isEqualTo("claim");
        assertThat(reason(claims)).as("not a name of RFC 9068").isEmpty();
    }

    @Test
    void rfc8725_section_3_9_oneOfSeveralAudiencesOfOursIsEnough() {
        BearerTokens policy =
                policy(TrustedIssuer.of(Minting.ISSUER, "first", AUDIENCE).keys(Minting.keys(Minting.publicSet())));
        assertThat(reason(policy, token(TokenAlgorithm.ES256))).isEmpty();
    }
}
