package io.gapura.filters.signing.sigv4;

import io.gapura.filters.HeaderLine;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Who calls AWS: access key id, secret and, for temporary ones, a session token. Gives neither secret nor token away: no
 * text form, no comparison. Immutable and thread-safe.
 */
public final class AwsCredentials {
    private static final int LONGEST_ID = 128;

    private final String accessKeyId;
    private final String secret;
    private final Optional<String> sessionToken;

    private AwsCredentials(String accessKeyId, String secret, Optional<String> sessionToken) {
        boolean plain = accessKeyId.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '/' && c != ',');
        if (accessKeyId.isEmpty() || accessKeyId.length() > LONGEST_ID || !plain) {
            throw new IllegalArgumentException("an access key id must be 1 to 128 visible characters");
        }
        if (secret.isBlank()) {
            throw new IllegalArgumentException("the secret access key must not be empty");
        }
        this.accessKeyId = accessKeyId;
        this.secret = secret;
        this.sessionToken = sessionToken;
    }

    /** Long-term ones. */
    public static AwsCredentials of(String accessKeyId, String secretAccessKey) {
        return new AwsCredentials(accessKeyId, secretAccessKey, Optional.empty());
    }

    /** Temporary ones: the token goes out as {@code X-Amz-Security-Token} and is signed. */
    public AwsCredentials sessionToken(String token) {
        if (token.isEmpty() || !isFieldValue(token)) {
            throw new IllegalArgumentException("a session token must be a field value"); // and never echoed
        }
        return new AwsCredentials(accessKeyId, secret, Optional.of(token));
    }

    private static boolean isFieldValue(String token) {
        return token.chars().allMatch(c -> c > 0x20 && c < 0x7F);
    }

    String accessKeyId() {
        return accessKeyId;
    }

    Optional<HeaderLine> tokenLine() {
        return sessionToken.map(token -> new HeaderLine("X-Amz-Security-Token", token));
    }

    /** Where the chain of derived keys begins. */
    byte[] seed() {
        return ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "AwsCredentials[" + accessKeyId + "]";
    }
}
