package io.gapura.filters.signing.webhook;

import io.gapura.filters.signing.webhook.Codec.Decoded;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * What a secret of a dialect is for and how it is written.
 *
 * @param label of the signatures that it may be for; empty where there is but one kind
 */
record KeyKind(String label, Algorithm algorithm, Codec codec) {
    /** The algorithms of senders. SHA-1 is here for the dialects that have nothing better, and for nothing else. */
    enum Algorithm {
        HMAC_SHA256("HmacSHA256"),
        HMAC_SHA1("HmacSHA1"),
        ED25519("Ed25519"),
        ECDSA_P256_SHA256("SHA256withECDSA");

        private final String javaName;

        Algorithm(String javaName) {
            this.javaName = javaName;
        }

        boolean isShared() {
            return this == HMAC_SHA256 || this == HMAC_SHA1;
        }
    }

    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int P256_BITS = 256;

    /** Reads {@code v1 hmac-sha256 whsec}, the label being left out where there is but one kind. */
    static KeyKind parse(String text) {
        String[] words = text.split(" ", -1);
        if (words.length < 2 || words.length > 3) {
            throw new IllegalArgumentException("a key is written as label, algorithm and codec");
        }
        return new KeyKind(
                words.length == 3 ? words[0] : "",
                Words.find(Algorithm.class, words[words.length - 2]),
                Words.find(Codec.class, words[words.length - 1]));
    }

    /** Whether the secret is written as one of this kind. */
    boolean fits(byte[] line) {
        return codec.fits(line);
    }

    /** Throws {@link IllegalArgumentException} for a shared secret that anybody could guess. */
    void requireStrong(byte[] line) {
        if (algorithm.isShared()) {
            try (Decoded secret = codec.decode(line)) {
                secret.requireStrong();
            }
        }
    }

    /**
     * The key, without a word on its strength: providers print short secrets in their examples.
     *
     * @throws IllegalArgumentException that repeats nothing of the secret
     */
    WebhookKey key(byte[] line) {
        try (Decoded secret = codec.decode(line)) {
            if (algorithm.isShared()) {
                return new MacKey(label, algorithm.javaName, secret.bytes());
            }
            return new ProvingKey(label, algorithm.javaName, publicKey(secret.bytes()));
        }
    }

    private PublicKey publicKey(byte[] bytes) {
        try {
            if (algorithm == Algorithm.ED25519) {
                return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(ed25519(bytes)));
            }
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(bytes));
            if (key instanceof ECPublicKey ec
                    && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS) {
                return key;
            }
        } catch (GeneralSecurityException unreadable) {
            // said below, without what the provider quotes
        }
        throw new IllegalArgumentException("the public key must be one for " + Words.of(algorithm));
    }

    private static byte[] ed25519(byte[] point) {
        if (point.length != 32) {
            throw new IllegalArgumentException("an Ed25519 public key must have 32 bytes");
        }
        byte[] encoded = new byte[ED25519_HEAD.length + point.length];
        System.arraycopy(ED25519_HEAD, 0, encoded, 0, ED25519_HEAD.length);
        System.arraycopy(point, 0, encoded, ED25519_HEAD.length, point.length);
        return encoded;
    }
}
