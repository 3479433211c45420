package io.gapura.filters.origin;

import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of a key in a file, at a time that is moved by hand. */
abstract class KeyedTokens {
    static final String SEED = "A".repeat(43);

    @TempDir
    private Path folder;

    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final InstantSource clock = () -> now;
    Reference key = Reference.file(Path.of("unset"));

    @BeforeEach
    void writeAKey() throws IOException {
        key = keys("key", secret(1));
    }

    Reference keys(String name, String... lines) throws IOException {
        return Reference.file(Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n"));
    }

    static String secret(int seed) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 + seed);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    CsrfTokens tokens(CsrfSettings settings) {
        return new CsrfTokens(settings, clock, new SecureRandom());
    }

    CsrfTokens doubleSubmit() {
        return tokens(CsrfSettings.of(CsrfSettings.Kind.DOUBLE_SUBMIT, key));
    }

    CsrfTokens perSession() {
        return tokens(CsrfSettings.of(CsrfSettings.Kind.SESSION, key));
    }

    static RequestView request(String cookies) {
        return cookies.isEmpty() ? RequestView.post("/") : RequestView.post("/").header("Cookie", cookies);
    }

    static String rendered(CsrfTokens tokens, RequestView request) {
        Decision.Proceed issued = tokens.issue(request, true, Decision.proceed());
        return ((CsrfToken) issued.attributes().get(CsrfToken.ATTRIBUTE)).getValue();
    }

    static Finding look(CsrfTokens tokens, RequestView request, String token) throws IOException {
        return tokens.look(request.header("X-CSRF-Token", token));
    }
}
