package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.bearer.BearerTokens;
import io.gapura.filters.bearer.IssuerKeys;
import io.gapura.filters.bearer.TokenAlgorithm;
import io.gapura.filters.bearer.TrustedIssuer;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Access tokens: header and claims, a line each, are signed for the fuzzer, so that it gets behind the signature; a text
 * of one line stands in the field as it is, and is nobody's. Nothing but a declared refusal or a caller comes out.
 */
class BearerFuzz {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Set<String> CODES = Set.of("token-missing", "token-malformed", "token-refused");
    private static final byte[] SECRET = new SecureRandom().generateSeed(32);
    private static final BearerTokens POLICY = policy();

    private static BearerTokens policy() {
        try {
            Path file = Files.createTempFile("keys", ".json");
            file.toFile().deleteOnExit();
            Files.writeString(
                    file,
                    "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k\",\"k\":\"" + BASE64.encodeToString(SECRET) + "\"}]}");
            return BearerTokens.required(TrustedIssuer.of("https://idp.example/realm", "orders-api")
                            .keys(IssuerKeys.load(Reference.file(file)))
                            .algorithms(TokenAlgorithm.HS256))
                    .clock(InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    @FuzzTest(maxDuration = "30s")
    void aTokenIsACallerOrADeclaredRefusal(byte[] input) throws GeneralSecurityException {
        int line = 0;
        while (line < input.length && input[line] != '\n') {
            line++;
        }
        boolean signed = line < input.length;
        String field = signed
                ? "Bearer " + token(Arrays.copyOf(input, line), Arrays.copyOfRange(input, line + 1, input.length))
                : new String(input, StandardCharsets.ISO_8859_1);
        Decision decision = POLICY.decide(RequestView.get("/orders").header("Authorization", field));
        if (decision instanceof Decision.Reject reject) {
            Rejection rejection = reject.rejection();
            assertThat(CODES).contains(rejection.code());
            assertThat(rejection.note().orElse("")).doesNotContain(field);
            return;
        }
        assertThat(signed).as("without the secret nobody is believed").isTrue();
        assertThat(((Decision.Proceed) decision)
                        .request()
                        .orElseThrow()
                        .caller()
                        .issuer())
                .isEqualTo("https://idp.example/realm");
    }

    private static String token(byte[] header, byte[] claims) throws GeneralSecurityException {
        String input = BASE64.encodeToString(header) + "." + BASE64.encodeToString(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        return input + "." + BASE64.encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    }
}
