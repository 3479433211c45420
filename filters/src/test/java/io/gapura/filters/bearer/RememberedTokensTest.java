package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.NOW;
import static io.gapura.filters.bearer.Minting.claims;
import static io.gapura.filters.bearer.Minting.issuer;
import static io.gapura.filters.bearer.Minting.json;
import static io.gapura.filters.bearer.Minting.jwk;
import static io.gapura.filters.bearer.Minting.pair;
import static io.gapura.filters.bearer.Minting.request;
import static io.gapura.filters.bearer.Minting.set;
import static io.gapura.filters.bearer.Minting.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Need;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is asked of a token each time: time, keys, revocation and possession, remembered or not. */
class RememberedTokensTest {
    private static final String TOKEN = token(TokenAlgorithm.ES256);

    private final Minting.Clock clock = new Minting.Clock();

    private BearerTokens policy() {
        return BearerTokens.required(issuer()).clock(clock);
    }

    private static Caller caller(BearerTokens policy, String token) {
        assertThat(policy.decide(request(token))).isInstanceOf(Decision.Proceed.class);
        return ((Decision.Proceed) policy.decide(request(token)))
                .request()
                .orElseThrow()
                .caller();
    }

    private static Rejection refusal(BearerTokens policy, RequestView request) {
        assertThat(policy.decide(request)).isInstanceOf(Decision.Reject.class);
        return ((Decision.Reject) policy.decide(request)).rejection();
    }

    private static String reason(BearerTokens policy, String token) {
        return refusal(policy, request(token)).reason();
    }

    @Test
    void aTokenThatComesAgainIsTheSameCallerObject() {
        BearerTokens policy = policy();
        Caller first = caller(policy, TOKEN);
        assertThat(caller(policy, TOKEN)).isSameAs(first);
        assertThat(caller(policy, token(TokenAlgorithm.ES256)))
                .as("another text")
                .isNotSameAs(first);
        assertThat(caller(policy(), TOKEN)).as("another policy's memory").isNotSameAs(first);
        BearerTokens uncached = policy.uncached();
        assertThat(caller(uncached, TOKEN)).isNotSameAs(caller(uncached, TOKEN)).isEqualTo(first);
    }

    /** What is remembered is found by the lower halves of characters: a text with upper ones must not get so far. */
    @Test
    void aTextThatOnlyLooksLikeARememberedTokenIsRefused() {
        BearerTokens policy = policy();
        caller(policy, TOKEN);
        for (int at : new int[] {0, TOKEN.length() / 2, TOKEN.length() - 1}) {
            char like = (char) (TOKEN.charAt(at) + 0x100);
            assertThat(reason(policy, TOKEN.substring(0, at) + like + TOKEN.substring(at + 1)))
                    .as("character " + at)
                    .isEqualTo("syntax");
        }
        assertThat(reason(policy, TOKEN + "\u00e9")).isEqualTo("syntax");
    }

    @Test
    void somethingElseInTheRequestThatIsNoAsciiHindersNoToken() {
        RequestView request = request(TOKEN).header("X-Name", "Zo\u00eb");
        assertThat(policy().decide(request)).isInstanceOf(Decision.Proceed.class);
    }

    @Test
    void aMemoryLastsAMinute() {
        BearerTokens policy = policy();
        Caller first = caller(policy, TOKEN);
        clock.move(59);
        assertThat(caller(policy, TOKEN)).isSameAs(first);
        clock.move(1);
        assertThat(caller(policy, TOKEN)).isNotSameAs(first);
    }

    @Test
    void aRememberedTokenEndsWhenItEnds() {
        BearerTokens policy = policy();
        clock.move(329);
        caller(policy, TOKEN);
        clock.move(1);
        assertThat(reason(policy, TOKEN)).isEqualTo("expired");
    }

    @Test
    void aRememberedTokenIsEarlyWhenTheClockStepsBack() {
        Map<String, String> claims = claims();
        claims.put("nbf", String.valueOf(NOW + 30));
        String token = token(TokenAlgorithm.ES256, json(claims));
        BearerTokens policy = policy();
        caller(policy, token);
        clock.move(-1);
        assertThat(reason(policy, token)).isEqualTo("early");
    }

    @Test
    void aRefusalIsNotRemembered() {
        Map<String, String> claims = claims();
        claims.put("nbf", String.valueOf(NOW + 31));
        String token = token(TokenAlgorithm.ES256, json(claims));
        BearerTokens policy = policy();
        assertThat(reason(policy, token)).isEqualTo("early");
        clock.move(1);
        caller(policy, token);
    }

    @Test
    void aKeyThatIsGoneTakesItsTokensAlong() {
        byte[][] document = {Minting.publicSet().getBytes(java.nio.charset.StandardCharsets.UTF_8)};
        IssuerKeys keys = IssuerKeys.fetched(() -> document[0], "idp.example", clock, Runnable::run);
        BearerTokens policy = BearerTokens.required(
                        TrustedIssuer.of(Minting.ISSUER, Minting.AUDIENCE).keys(keys))
                .clock(clock);
        Caller first = caller(policy, TOKEN);
        keys.purge();
        assertThat(caller(policy, TOKEN)).as("purged, and verified again").isEqualTo(first);
        document[0] = set(jwk(pair(KeyKind.RSA), "k-RSA")).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        keys.purge();
        assertThat(reason(policy, TOKEN)).isEqualTo("key");
    }

    @Test
    void theSameSetFetchedAgainForgetsNothing() {
        AtomicInteger fetches = new AtomicInteger();
        IssuerKeys keys = IssuerKeys.fetched(
                () -> {
                    fetches.incrementAndGet();
                    return Minting.publicSet().getBytes(java.nio.charset.StandardCharsets.UTF_8);
                },
                "idp.example",
                clock,
                Runnable::run);
        BearerTokens policy = BearerTokens.required(
                        TrustedIssuer.of(Minting.ISSUER, Minting.AUDIENCE).keys(keys))
                .clock(clock);
        clock.move(269);
        Caller first = caller(policy, TOKEN);
        clock.move(1);
        assertThat(caller(policy, TOKEN)).isSameAs(first);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aMemoryIsBounded() {
        TokenCache cache = TokenCache.holding(100, clock);
        Accepted accepted = new Accepted(
                Caller.of("bearer", "x"),
                issuer(),
                TokenKeys.of(List.of()),
                new TokenIdentity("i", "t", "s", Optional.empty(), Instant.EPOCH),
                Map.of(),
                "",
                0,
                0);
        for (int i = 0; i < 10_000; i++) {
            cache.keep(new TokenHash(i, i, i, i), accepted);
        }
        assertThat(cache.size()).isLessThanOrEqualTo(100);
    }

    /** What was taken back, or why nobody can tell. */
    private static final class Revoked implements TokenRevocation {
        private final List<TokenIdentity> asked = new ArrayList<>();
        private String tokenId = "";
        private Instant notBefore = Instant.EPOCH;
        private Exception away;
        private Runnable forget = () -> {};
        private boolean closed;

        @Override
        public boolean isRevoked(TokenIdentity token) throws Exception {
            asked.add(token);
            if (away != null) {
                throw away;
            }
            return token.tokenId().equals(tokenId);
        }

        @Override
        public Instant notBefore(String issuer, String subject) {
            return issuer.equals(Minting.ISSUER) && subject.equals("8f1c2d") ? notBefore : Instant.MAX;
        }

        @Override
        public void require() throws Exception {
            if (away != null) {
                throw away;
            }
        }

        @Override
        public void onRevocation(Runnable told) {
            forget = told;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void aTokenThatWasTakenBackIsRefusedAlsoWhenItIsRemembered() {
        Revoked revoked = new Revoked();
        BearerTokens policy = policy().revocation(revoked);
        caller(policy, TOKEN);
        assertThat(revoked.asked).hasSize(2);
        assertThat(revoked.asked.get(0))
                .isEqualTo(new TokenIdentity(Minting.ISSUER, "t-1", "8f1c2d", Optional.empty(), Minting.NOON));
        revoked.tokenId = "t-1";
        assertThat(reason(policy, TOKEN)).isEqualTo("revoked");
        revoked.tokenId = "t-2";
        caller(policy, TOKEN);
    }

    @Test
    void aSubjectsTokensCountFromATimeOn() {
        Revoked revoked = new Revoked();
        BearerTokens policy = policy().revocation(revoked);
        revoked.notBefore = Minting.NOON;
        caller(policy, TOKEN);
        revoked.notBefore = Minting.NOON.plusSeconds(1);
        assertThat(reason(policy, TOKEN)).isEqualTo("revoked");
    }

    @Test
    void whoCannotTellRefusesForAWhile() {
        Revoked revoked = new Revoked();
        BearerTokens policy = policy().revocation(revoked);
        caller(policy, TOKEN);
        revoked.away = new IOException("down");
        Rejection refused = refusal(policy, request(TOKEN));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("token-unavailable");
        assertThat(refused.headers()).containsExactly(new HeaderLine("Retry-After", "10"));
        assertThat(refused.note()).hasValueSatisfying(note -> assertThat(note).doesNotContain("down"));
        revoked.away = new InterruptedException();
        assertThat(refusal(policy, request(TOKEN)).status()).isEqualTo(503);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whoCannotTellAtTheStartStopsIt() {
        Revoked revoked = new Revoked();
        revoked.away = new IOException("down");
        assertThatThrownBy(() -> policy().revocation(revoked))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("IOException");
    }

    @Test
    void aRevocationEventForgetsWhatIsRemembered() {
        Revoked revoked = new Revoked();
        BearerTokens policy = policy().revocation(revoked);
        Caller first = caller(policy, TOKEN);
        revoked.forget.run();
        assertThat(caller(policy, TOKEN)).isNotSameAs(first);
        policy.close();
        assertThat(revoked.closed).isTrue();
    }

    /** A key that is held or not, as the test says. */
    private static final class Held implements ProofOfPossession {
        private final String confirmation;
        private final Optional<String> scheme;
        private final List<BoundToken> asked = new ArrayList<>();
        private Possession found = Possession.held();
        private Exception away;
        private boolean closed;

        Held(String confirmation, String scheme) {
            this.confirmation = confirmation;
            this.scheme = Optional.of(scheme).filter(word -> !word.isEmpty());
        }

        @Override
        public String confirmation() {
            return confirmation;
        }

        @Override
        public Optional<String> scheme() {
            return scheme;
        }

        @Override
        public Set<Need> needs() {
            return Set.of(Need.CLIENT_CERTIFICATE);
        }

        @Override
        public List<String> remarks() {
            return List.of("keys are held by hand");
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public List<HeaderLine> challenges() {
            return List.of(new HeaderLine("WWW-Authenticate", "DPoP algs=\"ES256\""));
        }

        @Override
        public Possession prove(BoundToken token, RequestView request) throws Exception {
            asked.add(token);
            if (away != null) {
                throw away;
            }
            return found;
        }
    }

    private static String bound(String cnf) {
        Map<String, String> claims = claims();
        claims.put("cnf", cnf);
        return token(TokenAlgorithm.ES256, json(claims));
    }

    private static RequestView by(String scheme, String token) {
        return RequestView.get("/").header("Authorization", scheme + " " + token);
    }

    @Test
    void aBoundTokenCountsForWhoHoldsItsKeyEachTime() throws Exception {
        Held held = new Held("x5t#S256", "");
        BearerTokens policy = policy().proving(held);
        String token = bound("{\"x5t#S256\":\"print\"}");
        Caller first = caller(policy, token);
        assertThat(caller(policy, token)).isSameAs(first);
        assertThat(held.asked).hasSize(4).allSatisfy(asked -> {
            assertThat(asked.thumbprint()).isEqualTo("print");
            assertThat(asked.issuer()).isEqualTo(Minting.ISSUER);
            assertThat(asked.scheme()).isEqualTo("Bearer");
            assertThat(asked.end()).isEqualTo(Minting.NOON.plusSeconds(330));
        });
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256")
                .digest(token.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(held.asked.get(0).hash())
                .isEqualTo(java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        held.found = Possession.missing("no certificate");
        Rejection refused = refusal(policy, request(token));
        assertThat(refused.reason()).isEqualTo("binding");
        assertThat(refused.code()).isEqualTo("token-refused");
        assertThat(refused.note()).hasValue("no certificate");
        assertThat(policy.needs()).containsExactly(Need.CLIENT_CERTIFICATE);
    }

    @Test
    void whoCannotTellOfAKeyRefusesForAWhile() {
        Held held = new Held("x5t#S256", "");
        BearerTokens policy = policy().proving(held);
        String token = bound("{\"x5t#S256\":\"print\"}");
        held.found = Possession.unavailable();
        assertThat(refusal(policy, request(token)).status()).isEqualTo(503);
        held.away = new IOException("down");
        assertThat(refusal(policy, request(token)).reason()).isEqualTo("proof-unavailable");
        held.away = new InterruptedException();
        assertThat(refusal(policy, request(token)).status()).isEqualTo(503);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aTokenOfASchemeComesByThatSchemeAndNoOtherTokenDoes() {
        Held held = new Held("jkt", "DPoP");
        BearerTokens policy = policy().proving(held);
        String bound = bound("{\"jkt\":\"print\"}");
        assertThat(refusal(policy, by("Bearer", bound)).reason()).isEqualTo("binding");
        assertThat(held.asked).as("not asked for what is refused anyway").isEmpty();
        assertThat(policy.decide(by("DPoP", bound))).isInstanceOf(Decision.Proceed.class);
        assertThat(policy.decide(by("dpop", bound))).isInstanceOf(Decision.Proceed.class);
        assertThat(refusal(policy, by("Bearer", bound)).reason())
                .as("also when it is remembered")
                .isEqualTo("binding");
        assertThat(refusal(policy, by("DPoP", TOKEN)).reason()).isEqualTo("binding");
        assertThat(policy.decide(by("Bearer", TOKEN))).isInstanceOf(Decision.Proceed.class);
    }

    @Test
    void everyMemberOfAConfirmationMustBeProven() {
        Held key = new Held("jkt", "DPoP");
        Held certificate = new Held("x5t#S256", "");
        BearerTokens policy = policy().proving(key, certificate);
        String both = bound("{\"x5t#S256\":\"a\",\"jkt\":\"b\"}");
        assertThat(policy.decide(by("DPoP", both))).isInstanceOf(Decision.Proceed.class);
        certificate.found = Possession.missing("other");
        assertThat(refusal(policy, by("DPoP", both)).reason()).isEqualTo("binding");
        certificate.found = Possession.held();
        key.found = Possession.missing("other");
        assertThat(refusal(policy, by("DPoP", both)).reason()).isEqualTo("binding");
        for (String cnf : List.of(
                "{\"jkt\":\"b\",\"kid\":\"x\"}",
                "{\"jkt\":1}",
                "{\"jkt\":\"\"}",
                "{\"jkt\":\"" + "x".repeat(257) + "\"}")) {
            assertThat(refusal(policy, by("DPoP", bound(cnf))).reason()).as(cnf).isEqualTo("binding");
        }
        String longest = bound("{\"jkt\":\"" + "x".repeat(256) + "\"}");
        key.found = Possession.held();
        assertThat(policy.decide(by("DPoP", longest))).isInstanceOf(Decision.Proceed.class);
    }

    @Test
    void aProofHasItsSayInThePostureAndEndsWithThePolicy() {
        Held held = new Held("jkt", "DPoP");
        BearerTokens policy = policy().proving(held);
        assertThat(policy.remarks()).contains("keys are held by hand");
        assertThat(held.closed).isFalse();
        policy.close();
        assertThat(held.closed).isTrue();
    }

    @Test
    void aProofMaySayMoreOnTheAnswer() {
        Held held = new Held("jkt", "DPoP");
        BearerTokens policy = policy().proving(held);
        HeaderLine nonce = new HeaderLine("DPoP-Nonce", "n");
        held.found = Possession.held().headers(nonce);
        Decision.Proceed proceed = (Decision.Proceed) policy.decide(by("DPoP", bound("{\"jkt\":\"b\"}")));
        assertThat(proceed.responseHeaders()).containsExactly(nonce);
        HeaderLine wanted = new HeaderLine("WWW-Authenticate", "DPoP error=\"use_dpop_nonce\"");
        held.found = Possession.missing("nonce").headers(wanted, nonce);
        assertThat(refusal(policy, by("DPoP", bound("{\"jkt\":\"b\"}"))).headers())
                .containsExactly(wanted, nonce);
        assertThat(policy.challenges(RequestView.get("/")))
                .extracting(HeaderLine::value)
                .containsExactly("Bearer realm=\"gapura\"", "DPoP algs=\"ES256\"");
        assertThatThrownBy(() -> policy().proving(held, new Held("jkt", "")))
                .isInstanceOf(ConfigurationException.class);
    }
}
