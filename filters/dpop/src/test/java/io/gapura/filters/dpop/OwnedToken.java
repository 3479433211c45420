package io.gapura.filters.dpop;

import static io.gapura.filters.dpop.Scene.request;

import java.util.Map;

/** A token that is bound to the key of its owner, and proofs for it with one thing changed. */
abstract class OwnedToken {
    static final KeyHolder OWNER = KeyHolder.of("ES256");
    static final KeyHolder THIEF = KeyHolder.of("ES256");

    final Scene scene = Scene.standard();
    final String token = scene.token(OWNER);

    String outcome(Map<String, Object> claims) {
        return scene.outcome(request(token, OWNER.proof(claims)));
    }

    Map<String, Object> with(String claim, Object value) {
        Map<String, Object> claims = scene.claims(token);
        claims.put(claim, value);
        return claims;
    }

    Map<String, Object> without(String claim) {
        Map<String, Object> claims = scene.claims(token);
        claims.remove(claim);
        return claims;
    }
}
