package io.gapura.examples.jersey;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/**
 * A policy of one's own: whoever sends the one key in {@code X-Api-Key} is the caller {@code ann}. No key is anonymous, a
 * wrong key is refused. Keeps the hash alone, and compares in constant time.
 */
final class ApiKeys implements Policy {
    private static final int SHORTEST = 32;

    private final byte[] hash;

    ApiKeys(String key) {
        if (key.length() < SHORTEST) {
            throw new IllegalArgumentException("a key must have at least " + SHORTEST + " characters");
        }
        this.hash = sha256(key);
    }

    @Override
    public String name() {
        return "api-key";
    }

    @Override
    public Decision decide(RequestView request) {
        Optional<String> key = request.headers().only("X-Api-Key");
        if (key.isEmpty()) {
            return Decision.proceed();
        }
        return MessageDigest.isEqual(hash, sha256(key.get()))
                ? Decision.proceed(request.withCaller(Caller.of("api-key", "ann")))
                : Decision.reject(401, "authentication-required", "key-unknown");
    }

    @Override
    public boolean provesCallers() {
        return true;
    }

    @Override
    public List<HeaderLine> challenges(RequestView request) {
        return List.of(new HeaderLine("WWW-Authenticate", "ApiKey realm=\"payments\""));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
