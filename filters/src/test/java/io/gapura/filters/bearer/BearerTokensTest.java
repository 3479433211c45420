package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.ISSUER;
import static io.gapura.filters.bearer.Minting.NOON;
import static io.gapura.filters.bearer.Minting.claims;
import static io.gapura.filters.bearer.Minting.issuer;
import static io.gapura.filters.bearer.Minting.json;
import static io.gapura.filters.bearer.Minting.policy;
import static io.gapura.filters.bearer.Minting.quoted;
import static io.gapura.filters.bearer.Minting.request;
import static io.gapura.filters.bearer.Minting.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token makes of a request: a caller, or one of four answers. */
class BearerTokensTest {
    private static final BearerTokens POLICY = policy(issuer());

    private static Rejection refusal(BearerTokens policy, RequestView request) {
        assertThat(policy.decide(request)).isInstanceOf(Decision.Reject.class);
        return ((Decision.Reject) policy.decide(request)).rejection();
    }

    private static Caller caller(Map<String, String> claims) throws IOException {
        Verdict verdict =
                Pipeline.builder().add(POLICY).build().decide(request(token(TokenAlgorithm.ES256, json(claims))));
        assertThat(verdict.rejection()).isEmpty();
        return verdict.request().caller();
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> claims = claims();
        claims.put(name, value);
        return claims;
    }

    @ParameterizedTest
    @EnumSource
    void aTokenOfEachAlgorithmProvesItsSubject(TokenAlgorithm algorithm) throws IOException {
        Verdict verdict =
                Pipeline.builder().add(policy(issuer(algorithm))).build().decide(request(token(algorithm)));
        assertThat(verdict.rejection()).isEmpty();
        Caller caller = verdict.request().caller();
        assertThat(caller.mechanism()).isEqualTo("bearer");
        assertThat(caller.issuer()).isEqualTo(ISSUER);
        assertThat(caller.id()).isEqualTo("8f1c2d");
        assertThat(caller.expiry()).hasValue(NOON.plusSeconds(300));
        assertThat(caller.isScoped())
                .as("a token is a limit also when it names no scope")
                .isTrue();
        assertThat(caller.scopes()).isEmpty();
    }

    @Test
    void scopesAndAuthenticationAreWhatTheTokenSays() throws IOException {
        Map<String, String> claims = with("scope", quoted("orders.read orders.write orders.read"));
        claims.put("acr", quoted("phr"));
        claims.put("amr", "[\"pwd\",\"otp\"]");
        claims.put("auth_time", String.valueOf(NOON.getEpochSecond() - 60));
        Caller caller = caller(claims);
        assertThat(caller.scopes()).containsExactlyInAnyOrder("orders.read", "orders.write");
        assertThat(caller.authentication().level()).hasValue("phr");
        assertThat(caller.authentication().methods()).isEqualTo(Set.of("pwd", "otp"));
        assertThat(caller.authentication().time()).hasValue(NOON.minusSeconds(60));
        assertThat(caller.roles())
                .as("roles are what the policy document makes of claims")
                .isEmpty();
    }

    @Test
    void claimsAreReachedByDottedPathsAndTheWholeNameComesFirst() throws IOException {
        Map<String, String> claims = with("realm_access", "{\"roles\":[\"order-mgr\",\"viewer\"]}");
        claims.put("a", "{\"b.c\":{\"d\":\"far\"},\"b\":{\"x\":1}}");
        claims.put("x.y", quoted("whole"));
        claims.put("x", "{\"y\":\"part\"}");
        claims.put("mixed", "[\"a\",1]");
        Caller caller = caller(claims);
        var said = caller.claims().orElseThrow();
        assertThat(said.texts("realm_access.roles")).hasValue(List.of("order-mgr", "viewer"));
        assertThat(said.texts("x.y")).hasValue(List.of("whole"));
        assertThat(said.texts("a.b.c.d")).hasValue(List.of("far"));
        assertThat(said.texts("sub")).hasValue(List.of("8f1c2d"));
        assertThat(said.texts("realm_access.groups")).isEmpty();
        assertThat(said.texts("none")).isEmpty();
        assertThat(said.texts("")).isEmpty();
        assertThat(said.texts("sub.x")).isEmpty();
        assertThat(said.texts("realm_access")).as("an object has no texts").hasValue(List.of());
        assertThat(said.texts("exp")).as("a number is no text").hasValue(List.of());
        assertThat(said.texts("mixed")).as("half a list is none").hasValue(List.of());
    }

    @Test
    void authorizationDetailsAreHandedToChecksAndCannotBeChanged() throws IOException {
        VerifiedToken token = caller(
                        with("authorization_details", "[{\"type\":\"payment\",\"amount\":{\"eur\":[1.5]}}]"))
                .proof(VerifiedToken.class)
                .orElseThrow();
        assertThat(token.client()).isEqualTo("shop");
        assertThat(token.identity().tokenId()).isEqualTo("t-1");
        assertThat(token.identity().issuedAt()).isEqualTo(NOON);
        List<Map<String, Object>> details = token.authorizationDetails().orElseThrow();
        assertThat(details).isEqualTo(List.of(Map.of("type", "payment", "amount", Map.of("eur", List.of(1.5)))));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> details.get(0).put("type", "other"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(caller(claims()).proof(VerifiedToken.class).orElseThrow().authorizationDetails())
                .isEmpty();
    }

    @Test
    void withoutTokenTheChallengeHasNoError() {
        Rejection missing = refusal(POLICY, RequestView.get("/orders"));
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.code()).isEqualTo("token-missing");
        assertThat(missing.headers()).containsExactly(new HeaderLine("WWW-Authenticate", "Bearer realm=\"gapura\""));
    }

    @Test
    void aRefusedTokenIsNamedInvalidAndNothingMore() {
        Rejection refused = refusal(POLICY, request("a.b.c"));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("token-refused");
        assertThat(refused.reason()).isEqualTo("syntax");
        assertThat(refused.headers())
                .containsExactly(
                        new HeaderLine("WWW-Authenticate", "Bearer realm=\"gapura\", error=\"invalid_token\""));
    }

    @Test
    void challengesNameRealmAndMetadata() {
        BearerTokens policy =
                POLICY.realm("orders").resourceMetadata("https://api.example/.well-known/oauth-protected-resource");
        String metadata = ", resource_metadata=\"https://api.example/.well-known/oauth-protected-resource\"";
        assertThat(refusal(policy, RequestView.get("/")).headers())
                .extracting(HeaderLine::value)
                .containsExactly("Bearer realm=\"orders\"" + metadata);
        assertThat(refusal(policy, request("x")).headers())
                .extracting(HeaderLine::value)
                .containsExactly("Bearer realm=\"orders\", error=\"invalid_token\"" + metadata);
        assertThat(policy.challenges(RequestView.get("/")))
                .extracting(HeaderLine::value)
                .containsExactly("Bearer realm=\"orders\"" + metadata);
    }

    @Test
    void anOptionalPolicyLeavesWhatHasNoTokenAnonymousAndRefusesABadOne() {
        BearerTokens optional = BearerTokens.optional(issuer()).clock(() -> NOON);
        assertThat(optional.decide(RequestView.get("/"))).isSameAs(Decision.proceed());
        assertThat(optional.decide(RequestView.get("/").header("Authorization", "Basic dTpw")))
                .isSameAs(Decision.proceed());
        assertThat(refusal(optional, request("x")).code()).isEqualTo("token-refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dTpw", "Bearerx", "BearerToken x", "Bear x", "DPoP x", ""})
    void anotherSchemeIsNoToken(String field) {
        RequestView request = RequestView.get("/").header("Authorization", field);
        assertThat(refusal(POLICY, request).code()).isEqualTo("token-missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer ", "BEARER ", "bEaReR ", "Bearer  "})
    void theSchemeHasNoCaseAndSpacesBehindIt(String scheme) {
        RequestView request = RequestView.get("/").header("Authorization", scheme + token(TokenAlgorithm.ES256));
        assertThat(POLICY.decide(request)).isInstanceOf(Decision.Proceed.class);
    }

    @Test
    void twoLinesAreRefusedAlsoWhenBothAreGood() {
        String good = "Bearer " + token(TokenAlgorithm.ES256);
        RequestView request = RequestView.get("/").header("Authorization", good).header("Authorization", good);
        Rejection refused = refusal(POLICY, request);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("token-malformed");
        assertThat(refused.headers())
                .extracting(HeaderLine::value)
                .containsExactly("Bearer realm=\"gapura\", error=\"invalid_request\"");
    }

    @Test
    void twoCredentialsInOneLineAreRefused() {
        String good = token(TokenAlgorithm.ES256);
        for (String field :
                List.of("Bearer " + good + ", Bearer " + good, "Basic dTpw, Bearer " + good, ", Bearer " + good)) {
            assertThat(refusal(POLICY, RequestView.get("/").header("Authorization", field))
                            .code())
                    .isEqualTo("token-malformed");
        }
    }

    @Test
    void aTokenInTheQueryIsNeverRead() {
        String query = "/orders?access_token=" + token(TokenAlgorithm.ES256);
        Rejection missing = refusal(POLICY, RequestView.get(query));
        assertThat(missing.code()).isEqualTo("token-missing");
        assertThat(missing.note()).hasValueSatisfying(note -> assertThat(note).doesNotContain("eyJ"));
        assertThat(refusal(
                                POLICY,
                                RequestView.get(query).header("Authorization", "Bearer " + token(TokenAlgorithm.ES256)))
                        .code())
                .as("RFC 6750 §2: not more than one way")
                .isEqualTo("token-malformed");
        BearerTokens optional = BearerTokens.optional(issuer()).clock(() -> NOON);
        Decision.Proceed noticed = (Decision.Proceed) optional.decide(RequestView.get(query));
        assertThat(noticed.request()).isEmpty();
        assertThat(noticed.observed()).hasSize(1);
    }

    @Test
    void aFormWithoutATokenIsNoSecondCarrier() {
        RequestView request = request(token(TokenAlgorithm.ES256)).withForm(io.gapura.filters.Query.form("order=7"));
        assertThat(POLICY.decide(request)).isInstanceOf(Decision.Proceed.class);
    }

    @Test
    void thePolicyIsOneThatProvesCallers() {
        assertThat(POLICY.provesCallers()).isTrue();
        assertThat(POLICY.toString()).startsWith("BearerTokens[");
    }

    @Test
    void aTokenInAFormBesideOneInTheHeaderIsRefused() {
        RequestView request =
                request(token(TokenAlgorithm.ES256)).withForm(io.gapura.filters.Query.form("access_token=x"));
        assertThat(refusal(POLICY, request).code()).isEqualTo("token-malformed");
    }

    @Test
    void whatWasRefusedAfterItsSignatureNamesTheTokenInTheNoteAndNeverItsText() {
        String expired = token(TokenAlgorithm.ES256, json(with("exp", String.valueOf(Instant.EPOCH.getEpochSecond()))));
        Rejection refused = refusal(POLICY, request(expired));
        assertThat(refused.note()).hasValue("issuer " + ISSUER + ", jti t-1, subject 8f1c2d");
        String forged = token(TokenAlgorithm.ES256);
        forged = forged.substring(0, forged.length() - 86) + "A".repeat(86);
        assertThat(refusal(POLICY, request(forged)).note()).hasValue("issuer " + ISSUER);
    }
}
