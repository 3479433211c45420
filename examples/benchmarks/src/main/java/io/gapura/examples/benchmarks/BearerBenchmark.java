package io.gapura.examples.benchmarks;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import io.gapura.filters.bearer.BearerTokens;
import io.gapura.filters.bearer.IssuerKeys;
import io.gapura.filters.bearer.TokenAlgorithm;
import io.gapura.filters.bearer.TrustedIssuer;
import io.gapura.filters.config.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an access token costs: one that is remembered, one that is verified, the same by Nimbus's own processor with all
 * the checks that it has, and tokens that are refused. 64 tokens take turns.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class BearerBenchmark {
    private static final int COUNT = 64;
    private static final String ISSUER = "https://idp.example/realm";
    private static final String AUDIENCE = "orders-api";
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** How tokens are signed. */
    public enum By {
        HS256,
        RS256,
        ES256
    }

    @Param
    public By by;

    private final RequestView[] good = new RequestView[COUNT];
    private final RequestView[] forged = new RequestView[COUNT];
    private final RequestView[] expired = new RequestView[COUNT];
    private final RequestView[] malformed = new RequestView[COUNT];
    private final String[] texts = new String[COUNT];
    private final RequestView bare = RequestView.get("/orders");
    private BearerTokens remembering;
    private BearerTokens verifying;
    private DefaultJWTProcessor<SecurityContext> nimbus;
    private int next;

    @Setup
    public void start() throws Exception {
        JWK key = key("k-1");
        JWK stranger = key("k-1");
        for (int i = 0; i < COUNT; i++) {
            texts[i] = token(key, i, NOON.plusSeconds(300));
            good[i] = view(texts[i]);
            forged[i] = view(token(stranger, i, NOON.plusSeconds(300)));
            expired[i] = view(token(key, i, NOON.minusSeconds(60)));
            malformed[i] = view(texts[i] + "!");
        }
        Path file = Files.createTempFile("keys", ".json");
        Files.writeString(file, new JWKSet(by == By.HS256 ? key : key.toPublicJWK()).toString(false));
        BearerTokens policy = BearerTokens.required(TrustedIssuer.of(ISSUER, AUDIENCE)
                        .keys(IssuerKeys.load(Reference.file(file)))
                        .algorithms(TokenAlgorithm.named(by.name()).orElseThrow()))
                .clock(InstantSource.fixed(NOON));
        remembering = policy;
        // Each token is at first sight: looked for, verified, remembered, and forgotten for the next.
        verifying = policy.cacheEntries(1);
        nimbus = processor(key);
        requireAnswers();
    }

    private JWK key(String id) throws Exception {
        return switch (by) {
            case HS256 -> new OctetSequenceKeyGenerator(256).keyID(id).generate();
            case RS256 -> new RSAKeyGenerator(2_048).keyID(id).generate();
            case ES256 -> new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        };
    }

    private String token(JWK key, int number, Instant expiry) throws Exception {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("8f1c2d74-4e2b-4d0e-9a55-0b6f1d2c3e4f")
                .claim("client_id", "shop-front")
                .claim("scope", "orders.read orders.write")
                .claim("realm_access", Map.of("roles", List.of("order-mgr", "viewer")))
                .jwtID("5b1d0f6e-7c2a-4d58-8b1e-" + (100_000_000_000L + number))
                .issueTime(Date.from(NOON.minusSeconds(300)))
                .expirationTime(Date.from(expiry))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.parse(by.name()))
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID("k-1")
                        .build(),
                claims);
        token.sign(signer(key));
        return token.serialize();
    }

    private static JWSSigner signer(JWK key) throws Exception {
        if (key instanceof RSAKey rsa) {
            return new RSASSASigner(rsa);
        }
        return key instanceof ECKey curve ? new ECDSASigner(curve) : new MACSigner((OctetSequenceKey) key);
    }

    private static RequestView view(String token) {
        return RequestView.get("/orders").header("Authorization", "Bearer " + token);
    }

    /** As strict as its settings make it. */
    private DefaultJWTProcessor<SecurityContext> processor(JWK key) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.parse(by.name()), new ImmutableJWKSet<>(new JWKSet(key))));
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        AUDIENCE,
                        new JWTClaimsSet.Builder().issuer(ISSUER).build(),
                        Set.of("exp", "iat", "sub", "client_id", "jti")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(NOON);
                    }
                });
        return processor;
    }

    private void requireAnswers() throws Exception {
        for (int i = 0; i < COUNT; i++) {
            require(remembering.decide(good[i]), "");
            require(remembering.decide(good[i]), "");
            require(verifying.decide(good[i]), "");
            require(remembering.decide(forged[i]), "signature");
            require(remembering.decide(expired[i]), "expired");
            require(remembering.decide(malformed[i]), "syntax");
            require(remembering.decide(bare), "missing");
            nimbus.process(texts[i], null);
        }
    }

    private static void require(Decision decision, String expected) {
        String reason =
                decision instanceof Decision.Reject reject ? reject.rejection().reason() : "";
        if (!reason.equals(expected)) {
            throw new IllegalStateException("expected '" + expected + "' and got '" + reason + "'");
        }
    }

    private int turn() {
        next = next + 1 & COUNT - 1;
        return next;
    }

    @Benchmark
    public Decision remembered() {
        return remembering.decide(good[turn()]);
    }

    @Benchmark
    public Decision verified() {
        return verifying.decide(good[turn()]);
    }

    @Benchmark
    public JWTClaimsSet byNimbus() throws Exception {
        return nimbus.process(texts[turn()], null);
    }

    @Benchmark
    public Decision forged() {
        return remembering.decide(forged[turn()]);
    }

    @Benchmark
    public Decision expired() {
        return remembering.decide(expired[turn()]);
    }

    @Benchmark
    public Decision malformed() {
        return remembering.decide(malformed[turn()]);
    }

    @Benchmark
    public Decision missing() {
        return remembering.decide(bare);
    }
}
