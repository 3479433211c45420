package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.LeasingGuard;
import io.gapura.filters.signing.ReplayKey;
import io.gapura.filters.signing.webhook.WebhookDelivery;
import io.gapura.filters.signing.webhook.WebhookSecrets;
import io.gapura.filters.signing.webhook.WebhookSource;
import io.gapura.filters.signing.webhook.Webhooks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Deliveries in every dialect: dialect, target and header lines, an empty line, content. Without the secret nobody is
 * believed; where the fuzzer writes {@code {hex}} or {@code {base64}}, the true code of the content stands, so that it
 * gets behind the proof, and then still nothing but a declared refusal or a delivery comes out.
 */
class WebhookFuzz {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final byte[] SECRET =
            HexFormat.of().formatHex(new SecureRandom().generateSeed(32)).getBytes(StandardCharsets.US_ASCII);
    private static final String TIME = Long.toString(NOON.getEpochSecond());
    /** What stands in front of the content, where that is the whole of it. */
    private static final Map<String, String> BEFORE = Map.of(
            "github",
            "",
            "line",
            "",
            "shopify",
            "",
            "stripe",
            TIME + ".",
            "slack",
            "v0:" + TIME + ":",
            "zoom",
            "v0:" + TIME + ":",
            "paddle",
            TIME + ":",
            "twitch",
            "id" + NOON);

    private static final Map<String, Pipeline> GATES = gates();

    private static Map<String, Pipeline> gates() {
        Map<String, Pipeline> gates = new LinkedHashMap<>();
        for (String dialect : Webhooks.dialects()) {
            gates.put(
                    dialect,
                    Pipeline.builder()
                            .addAll(Webhooks.serving(source(dialect))
                                    .clock(() -> NOON)
                                    .replay(new Forgetful())
                                    .policies())
                            .build());
        }
        return gates;
    }

    /** Remembers nothing, so that each run stands alone. */
    private static final class Forgetful implements LeasingGuard {
        @Override
        public Claim claim(ReplayKey key, String caller, Instant until) {
            return Claim.claimed();
        }

        @Override
        public Claim lease(ReplayKey key, String caller, Instant until) {
            return Claim.claimed();
        }

        @Override
        public Claim confirm(Claim leased) {
            return leased;
        }

        @Override
        public void release(Claim leased) {}
    }

    private static WebhookSource source(String dialect) {
        WebhookSource source =
                Webhooks.from(dialect, WebhookSecrets.of(secret(dialect))).on("/hook");
        return List.of("twilio", "twilio-json", "square", "hubspot").contains(dialect)
                ? source.url("https://app.example/hook")
                : source;
    }

    private static byte[] secret(String dialect) {
        return switch (dialect) {
            case "standard-webhooks", "svix" ->
                ("whsec_" + Base64.getEncoder().encodeToString(SECRET)).getBytes(StandardCharsets.US_ASCII);
            case "sendgrid" -> Base64.getEncoder().encode(pair("EC").getPublic().getEncoded());
            case "discord" -> {
                byte[] encoded = pair("Ed25519").getPublic().getEncoded();
                yield HexFormat.of()
                        .formatHex(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
                        .getBytes(StandardCharsets.US_ASCII);
            }
            default -> SECRET;
        };
    }

    private static KeyPair pair(String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (kind.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @FuzzTest(maxDuration = "30s")
    void aDeliveryIsProvenOrRefused(byte[] bytes) throws IOException {
        String text = Wire.text(bytes);
        int end = text.indexOf("\n\n");
        String content = end < 0 ? "" : text.substring(end + 2);
        String[] rows = (end < 0 ? text : text.substring(0, end)).split("\n", -1);
        List<String> names = List.copyOf(GATES.keySet());
        String dialect = GATES.containsKey(rows[0]) ? rows[0] : names.get(bytes.length % names.size());
        boolean known = text.contains("{hex}") || text.contains("{base64}");
        List<String> lines = new ArrayList<>(List.of("Host", "app.example"));
        for (int i = 2; i < rows.length; i++) {
            int colon = rows[i].indexOf(':');
            lines.add(colon < 0 ? rows[i] : rows[i].substring(0, colon));
            lines.add(written(dialect, rows[i].substring(colon + 1), content));
        }
        Optional<Verdict> verdict = Wire.decided(
                GATES.get(dialect),
                () -> RequestView.read(
                        "POST",
                        Target.parse(rows.length > 1 && rows[1].startsWith("/hook?") ? rows[1] : "/hook"),
                        "https",
                        Headers.of(lines.toArray(String[]::new)),
                        Body.of(content.getBytes(StandardCharsets.ISO_8859_1)),
                        new Client("192.0.2.1")));
        if (verdict.isPresent() && verdict.get().rejection().isEmpty()) {
            assertThat(known && BEFORE.containsKey(dialect)).as(dialect).isTrue();
            WebhookDelivery delivery = verdict.get()
                    .request()
                    .caller()
                    .proof(WebhookDelivery.class)
                    .orElseThrow();
            assertThat(delivery.dialect()).isEqualTo(dialect);
            delivery.answerToChallenge().ifPresent(WebhookFuzz::assertInert);
        }
    }

    /** Nothing that a page could run or a header could end at. */
    private static void assertInert(WebhookDelivery.Answer answer) {
        assertThat(answer.contentType()).isIn("text/plain", "application/json");
        assertThat(answer.body()).matches("[A-Za-z0-9_.~+/={}\":,-]{1,2000}");
    }

    private static String written(String dialect, String value, String content) {
        if (!BEFORE.containsKey(dialect) || value.indexOf('{') < 0) {
            return value;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            mac.update(BEFORE.get(dialect).getBytes(StandardCharsets.US_ASCII));
            byte[] code = mac.doFinal(content.getBytes(StandardCharsets.ISO_8859_1));
            return value.replace("{hex}", HexFormat.of().formatHex(code))
                    .replace("{base64}", Base64.getEncoder().encodeToString(code));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
