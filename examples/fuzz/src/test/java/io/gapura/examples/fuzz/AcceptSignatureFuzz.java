package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.Signatures;
import io.gapura.filters.signing.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whatever a server asks for is granted or not, and nothing else happens; what was signed for it is accepted by a gate of
 * the same profile, unless the wish itself named a nonce that the gate does not take. So arbitrary components reach the
 * signature base under a true key.
 */
class AcceptSignatureFuzz {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SigningKey KEY = SigningKey.hmac("orders-2026-11", RANDOM.generateSeed(32));
    private static final byte[] CONTENT = {'{', '"', 'a', '"', ':', '1', '}'};
    private static final String TARGET = "/orders/7?dry=1&dry=2&name=a%20b&empty";
    private static final RequestSigner SIGNER =
            RequestSigner.with(KEY, SignatureProfile.STRICT).clock(() -> NOON, RANDOM);
    private static final Pipeline GATE = Pipeline.builder()
            .add(Signatures.required(KeyRing.builder().active(KEY, "orders").build())
                    .clock(() -> NOON, RANDOM)
                    .authorities("app.example")
                    .replay((key, caller, until) -> Claim.claimed()))
            .build();

    @FuzzTest(maxDuration = "30s")
    void whatWasAskedForIsSignedAndAcceptedOrNotSigned(byte[] bytes) throws IOException {
        String text = Wire.text(bytes);
        Optional<RequestSigner> granting = SIGNER.answering(text);
        if (granting.isEmpty()) {
            return;
        }
        List<HeaderLine> lines = new ArrayList<>(List.of(
                new HeaderLine("Host", "app.example"),
                new HeaderLine("Content-Type", "application/json"),
                new HeaderLine("X-List", " a, b;c "),
                new HeaderLine("X-List", "\"d, e\""),
                new HeaderLine("Want-Content-Digest", "sha-256=1,sha-512=2")));
        try {
            lines.addAll(granting.get().sign("POST", URI.create("https://app.example" + TARGET), lines, CONTENT));
        } catch (IllegalArgumentException unsigned) {
            assertThat(unsigned.getMessage()).matches("[\\x20-\\x7e]{1,200}");
            return;
        }
        List<String> flat = new ArrayList<>();
        lines.forEach(line -> flat.addAll(List.of(line.name(), line.value())));
        Verdict verdict = GATE.decide(RequestView.read(
                "POST",
                Target.parse(TARGET),
                "https",
                Headers.of(flat.toArray(String[]::new)),
                Body.of(CONTENT),
                new Client("192.0.2.1")));
        verdict.rejection().ifPresent(Wire::assertDeclared);
        verdict.rejection()
                .ifPresent(refusal -> assertThat(refusal.reason()).as(text).isIn(Set.of("parameter")));
    }
}
