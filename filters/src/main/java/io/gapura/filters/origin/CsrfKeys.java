package io.gapura.filters.origin;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets behind anti-forgery tokens, one to a line in base64 or base64url. The first one makes tokens, all of them
 * accept: a new key is put in front, and the old one goes when its last token has expired.
 *
 * <p>Immutable and thread-safe; no text form, no comparison.
 */
final class CsrfKeys {
    private static final int MOST_BYTES = 4_096;
    private static final int MOST_KEYS = 4;
    private static final int SHORTEST = 32;
    private static final int LONGEST_PATTERN = 8;
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    private CsrfKeys(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /** Throws {@link ConfigurationException} that names the place and nothing of what stands there. */
    static CsrfKeys load(Reference source) {
        byte[] content = source.read(MOST_BYTES);
        try {
            return parse(new String(content, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException bad) {
            throw ConfigurationException.at(source.place(), String.valueOf(bad.getMessage()));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static CsrfKeys parse(String text) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String line : text.strip().split("\\r?\\n", -1)) {
            byte[] secret = decoded(line.strip());
            requireRandom(secret);
            keys.add(new SecretKeySpec(secret, ALGORITHM));
            Arrays.fill(secret, (byte) 0);
        }
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("there must be at most " + MOST_KEYS + " keys, one to a line");
        }
        return new CsrfKeys(List.copyOf(keys));
    }

    private static byte[] decoded(String line) {
        try {
            return Base64.getUrlDecoder().decode(line.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("a key must be one line of base64 or base64url");
        }
    }

    private static void requireRandom(byte[] secret) {
        if (secret.length < SHORTEST) {
            throw new IllegalArgumentException("a key must have at least " + SHORTEST + " bytes");
        }
        for (int period = 1; period <= LONGEST_PATTERN; period++) {
            if (Arrays.equals(secret, 0, secret.length - period, secret, period, secret.length)) {
                throw new IllegalArgumentException("a key is a repeated pattern; make a random one");
            }
        }
    }

    /** The code of a message under the first key. */
    byte[] code(byte[] message) {
        return code(keys.get(0), message);
    }

    /** Whether some key made the code; all of them are tried, so time tells nothing of which. */
    boolean accept(byte[] message, byte[] code) {
        boolean accepted = false;
        for (SecretKeySpec key : keys) {
            accepted |= MessageDigest.isEqual(code(key, message), code);
        }
        return accepted;
    }

    private static byte[] code(SecretKeySpec key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, missing);
        }
    }

    @Override
    public String toString() {
        return "CsrfKeys[" + keys.size() + "]";
    }
}
