package io.gapura.filters.dpop;

import static io.gapura.filters.dpop.Scene.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.AccessTokenValidationException;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProofUse;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.gapura.filters.signing.LocalReplayGuard;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Against the SDK of another hand: it takes what clients of that SDK send, and refuses whatever that SDK refuses. The SDK
 * reads the system's clock, so this runs now.
 */
class PeerTest {
    private final long now = Instant.now().getEpochSecond();

    private Scene atThisTime() {
        return Scene.by((Scene.Clock clock) -> {
            clock.move(now - clock.instant().getEpochSecond());
            return DpopProofs.remembering(LocalReplayGuard.holding(1_000, clock))
                    .clock(clock);
        });
    }

    @Test
    void aProofOfTheSdkPasses() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        String token = Scene.token(Map.of("jkt", key.computeThumbprint().toString()), now);
        DPoPProofFactory factory = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
        Scene later = atThisTime();

        SignedJWT proof = factory.createDPoPJWT(
                new JWTID("sdk-1"),
                "GET",
                URI.create(Scene.URL),
                new Date(now * 1_000),
                new DPoPAccessToken(token),
                (Nonce) null);
        assertThat(later.outcome(request(token, proof.serialize()))).isEqualTo("passes");
        assertThat(later.outcome(request(token, proof.serialize()))).isEqualTo("proof: used before");
    }

    /** What one of them refuses and the other takes would be a hole in one of them. */
    @Test
    void whateverTheSdkRefusesIsRefused() {
        KeyHolder owner = KeyHolder.of("ES256");
        KeyHolder thief = KeyHolder.of("ES256");
        String token = Scene.token(Map.of("jkt", owner.thumbprint()), now);
        List<String> proofs = new ArrayList<>();
        for (Consumer<Map<String, Object>> change : changes()) {
            Map<String, Object> claims = KeyHolder.claims("GET", Scene.URL, token, now);
            change.accept(claims);
            proofs.add(owner.proof(claims));
        }
        for (Consumer<Map<String, Object>> change : headers()) {
            Map<String, Object> header = owner.header();
            change.accept(header);
            proofs.add(owner.proof(header, KeyHolder.claims("GET", Scene.URL, token, now)));
        }
        proofs.add(thief.proof(KeyHolder.claims("GET", Scene.URL, token, now)));
        proofs.add(thief.showing(owner.key()).proof(KeyHolder.claims("GET", Scene.URL, token, now)));

        int refused = 0;
        Scene ours = atThisTime();
        for (String proof : proofs) {
            if (!sdkTakes(proof, token, owner)) {
                refused++;
                assertThat(ours.outcome(request(token, proof))).isNotEqualTo("passes");
            }
        }
        assertThat(refused).isGreaterThan(10);
        assertThat(sdkTakes(proofs.get(0), token, owner)).isTrue();
    }

    private List<Consumer<Map<String, Object>>> changes() {
        return List.of(
                claims -> {},
                claims -> claims.remove("jti"),
                claims -> claims.remove("htm"),
                claims -> claims.remove("htu"),
                claims -> claims.remove("iat"),
                claims -> claims.remove("ath"),
                claims -> claims.put("htm", "POST"),
                claims -> claims.put("htu", "https://app.example/orders"),
                claims -> claims.put("ath", KeyHolder.hash("another")),
                claims -> claims.put("iat", now - 120),
                claims -> claims.put("iat", now + 120));
    }

    private static List<Consumer<Map<String, Object>>> headers() {
        return List.of(
                header -> header.remove("typ"),
                header -> header.put("typ", "JWT"),
                header -> header.remove("jwk"),
                header -> header.put("alg", "RS256"),
                header -> header.put("alg", "none"));
    }

    private static boolean sdkTakes(String proof, String token, KeyHolder owner) {
        DPoPProtectedResourceRequestVerifier verifier = new DPoPProtectedResourceRequestVerifier(
                Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256), 30, 60, (DPoPProofUse use) -> {});
        try {
            verifier.verify(
                    "GET",
                    URI.create(Scene.URL),
                    new DPoPIssuer("shop"),
                    SignedJWT.parse(proof),
                    DPoPAccessToken.parse("DPoP " + token),
                    new JWKThumbprintConfirmation(new Base64URL(owner.thumbprint())),
                    (Nonce) null);
            return true;
        } catch (InvalidDPoPProofException
                | AccessTokenValidationException
                | JOSEException
                | ParseException
                | java.text.ParseException
                | IllegalArgumentException refused) {
            return false;
        }
    }
}
