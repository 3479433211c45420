package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.issuer;
import static io.gapura.filters.bearer.Minting.request;
import static io.gapura.filters.bearer.Minting.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;

/** A policy whose time is moved by hand, and what it decides of one token. */
abstract class TimedTokens {
    static final String TOKEN = token(TokenAlgorithm.ES256);

    final Minting.Clock clock = new Minting.Clock();

    BearerTokens policy() {
        return BearerTokens.required(issuer()).clock(clock);
    }

    static Caller caller(BearerTokens policy, String token) {
        assertThat(policy.decide(request(token))).isInstanceOf(Decision.Proceed.class);
        return ((Decision.Proceed) policy.decide(request(token)))
                .request()
                .orElseThrow()
                .caller();
    }

    static Rejection refusal(BearerTokens policy, RequestView request) {
        assertThat(policy.decide(request)).isInstanceOf(Decision.Reject.class);
        return ((Decision.Reject) policy.decide(request)).rejection();
    }
}
