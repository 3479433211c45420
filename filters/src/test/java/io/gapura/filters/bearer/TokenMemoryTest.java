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
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is asked of a token each time, remembered or not: time, keys and revocation. */
class TokenMemoryTest extends TimedTokens {
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
}
