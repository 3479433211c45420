package io.gapura.examples.clients;

import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.SigningKey;
import java.security.SecureRandom;

/** A key that client and server share. */
final class Keys {
    final SigningKey key = SigningKey.hmac("orders-2026-11", secret());
    final KeyRing ring = KeyRing.builder().active(key, "orders").build();
    final RequestSigner signer = RequestSigner.with(key, SignatureProfile.STRICT);

    private static byte[] secret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }
}
