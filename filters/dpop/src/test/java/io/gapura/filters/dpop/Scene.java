package io.gapura.filters.dpop;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.bearer.BearerTokens;
import io.gapura.filters.bearer.IssuerKeys;
import io.gapura.filters.bearer.TrustedIssuer;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.LocalReplayGuard;
import io.gapura.filters.signing.ReplayGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An issuer, a resource and time that is moved by hand; tokens bound to whatever key is said. */
final class Scene {
    static final String URL = "http://app.example/orders";
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final KeyHolder ISSUER = KeyHolder.of("ES256");
    private static final String NAME = "https://idp.example/realm";

    final Clock clock = new Clock();
    final Pipeline pipeline;

    /** Moved by hand. */
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

    private Scene(ReplayGuard guard) {
        this.pipeline = Pipeline.builder()
                .add(tokens(clock).proving(DpopProofs.remembering(guard).clock(clock)))
                .build();
    }

    private Scene(java.util.function.Function<Clock, DpopProofs> proofs) {
        this.pipeline = Pipeline.builder()
                .add(tokens(clock).proving(proofs.apply(clock)))
                .build();
    }

    static Scene by(ReplayGuard guard) {
        return new Scene(guard);
    }

    static Scene by(java.util.function.Function<Clock, DpopProofs> proofs) {
        return new Scene(proofs);
    }

    static Scene standard() {
        return new Scene((Clock clock) ->
                DpopProofs.remembering(LocalReplayGuard.holding(1_000, clock)).clock(clock));
    }

    static BearerTokens tokens(InstantSource clock) {
        return BearerTokens.required(TrustedIssuer.of(NAME, "orders-api").keys(keys()))
                .clock(clock);
    }

    static Path keySet() {
        try {
            Map<String, Object> key = new LinkedHashMap<>(ISSUER.key().toJSONObject());
            key.put("kid", "k-1");
            Path file = Files.createTempFile("keys", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, JSONObjectUtils.toJSONString(Map.of("keys", List.of(key))));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static IssuerKeys keys() {
        return IssuerKeys.load(Reference.file(keySet()));
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    /** Bound to the key of that client. */
    String token(KeyHolder client) {
        return token(Map.of("jkt", client.thumbprint()));
    }

    String token(Map<String, Object> confirmation) {
        return token(confirmation, now());
    }

    static String token(Map<String, Object> confirmation, long now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", NAME);
        claims.put("aud", "orders-api");
        claims.put("exp", now + 600);
        claims.put("iat", now);
        claims.put("sub", "8f1c2d");
        claims.put("client_id", "shop");
        claims.put("jti", "t-1");
        if (!confirmation.isEmpty()) {
            claims.put("cnf", confirmation);
        }
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "at+jwt");
        header.put("alg", "ES256");
        header.put("kid", "k-1");
        return ISSUER.proof(header, claims);
    }

    static RequestView request(String token, String... proofs) {
        RequestView request = RequestView.get("/orders").header("Authorization", "DPoP " + token);
        for (String proof : proofs) {
            request = request.header("DPoP", proof);
        }
        return request;
    }

    Map<String, Object> claims(String token) {
        return KeyHolder.claims("GET", URL, token, now());
    }

    Verdict verdict(RequestView request) {
        try {
            return pipeline.decide(request);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What the audit says of it; {@code passes} when nothing was refused. */
    String outcome(RequestView request) {
        return verdict(request)
                .rejection()
                .map(rejection -> rejection.note().orElse(rejection.reason()))
                .orElse("passes");
    }

    Rejection refusal(RequestView request) {
        return verdict(request).rejection().orElseThrow();
    }
}
