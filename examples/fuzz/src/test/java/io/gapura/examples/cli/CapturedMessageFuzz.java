package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.SignatureDiagnostics;
import io.gapura.filters.signing.SignatureExplanation;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.SigningKey;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * What {@code gapura verify} is given is explained or is no capture, and the explanation is text that a terminal can show;
 * without the key nothing holds. In the package of the reader, which is the command's own.
 */
class CapturedMessageFuzz {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final SignatureDiagnostics DIAGNOSTICS = SignatureDiagnostics.with(
                    KeyRing.builder()
                            .active(SigningKey.hmac("k1", new SecureRandom().generateSeed(32)), "orders")
                            .build(),
                    SignatureProfile.STRICT)
            .clock(() -> NOON);

    @FuzzTest(maxDuration = "30s")
    void aCaptureIsExplainedOrRefused(byte[] bytes) throws IOException {
        CapturedMessage captured;
        RequestView request;
        try {
            captured = CapturedMessage.read(bytes);
            request = captured.request("https");
        } catch (IllegalArgumentException | RefusedException noCapture) {
            assertThat(noCapture.getMessage()).matches("[\\x20-\\x7e]{1,200}");
            return;
        }
        assertThat(captured.content()).hasSizeLessThanOrEqualTo(bytes.length);
        SignatureExplanation found = DIAGNOSTICS.request(request);
        assertThat(found.holds()).isFalse();
        assertThat(found.toString().chars()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
        SignatureExplanation answered = DIAGNOSTICS.response(200, captured.headers(), captured.content(), request);
        assertThat(answered.holds()).isFalse();
        assertThat(answered.toString().chars()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
    }
}
