package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Body;
import io.gapura.filters.Caller;
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
import io.gapura.filters.signing.VerifiedSignature;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fields about signatures prove nobody without the key, alone or beside a true signature; what that one covers stays what
 * was signed. A first byte that is odd: a true signature comes along.
 */
class SignatureFuzz {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SigningKey KEY = SigningKey.hmac("orders-2026-11", RANDOM.generateSeed(32));
    private static final byte[] CONTENT = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final RequestSigner SIGNER =
            RequestSigner.with(KEY, SignatureProfile.STRICT).clock(() -> NOON, RANDOM);
    private static final Pipeline GATE = Pipeline.builder()
            .add(Signatures.required(KeyRing.builder().active(KEY, "orders").build())
                    .clock(() -> NOON, RANDOM)
                    .authorities("app.example")
                    .replay((key, caller, until) -> Claim.claimed()))
            .build();
    private static final Map<Character, String> NAMES = Map.of(
            'i', "Signature-Input",
            's', "Signature",
            'd', "Content-Digest",
            't', "Content-Type",
            'a', "Authorization",
            'h', "Host");

    @FuzzTest(maxDuration = "30s")
    void nobodyIsProvenWithoutTheKey(byte[] bytes) throws IOException {
        boolean signed = bytes.length > 0 && bytes[0] % 2 != 0;
        List<HeaderLine> mine =
                List.of(new HeaderLine("Host", "app.example"), new HeaderLine("Content-Type", "application/json"));
        List<String> lines = new ArrayList<>();
        add(mine, lines);
        if (signed) {
            add(SIGNER.sign("POST", URI.create("https://app.example/orders?dry=1"), mine, CONTENT), lines);
        }
        lines.addAll(Wire.fields(Wire.text(bytes).substring(Math.min(1, bytes.length)), NAMES));
        Headers headers = Headers.of(lines.toArray(String[]::new));
        Verdict verdict = GATE.decide(RequestView.read(
                "POST", Target.parse("/orders?dry=1"), "https", headers, Body.of(CONTENT), new Client("192.0.2.1")));
        verdict.rejection().ifPresent(Wire::assertDeclared);
        if (verdict.rejection().isEmpty()) {
            assertThat(signed).isTrue();
            assertThat(headers.all("Content-Type")).hasSize(1);
            assertThat(headers.all("Host")).hasSize(1);
            Caller caller = verdict.request().caller();
            assertThat(caller).isEqualTo(Caller.of("signing", "orders"));
            VerifiedSignature proof = caller.proof(VerifiedSignature.class).orElseThrow();
            assertThat(proof.covered("content-type")).contains("application/json");
            assertThat(proof.covered("@query")).contains("?dry=1");
        }
    }

    private static void add(List<HeaderLine> fields, List<String> lines) {
        fields.forEach(line -> lines.addAll(List.of(line.name(), line.value())));
    }
}
