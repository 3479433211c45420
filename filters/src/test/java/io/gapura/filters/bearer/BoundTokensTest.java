package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.claims;
import static io.gapura.filters.bearer.Minting.json;
import static io.gapura.filters.bearer.Minting.request;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Possession is asked of a bound token each time, remembered or not, and by the scheme that it is bound to. */
class BoundTokensTest extends TimedTokens {
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
