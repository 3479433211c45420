package io.gapura.examples.servers.harness;

import io.gapura.filters.testkit.RequestText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A sender of webhooks that signs as Stripe does, written without the library that checks it: HMAC-SHA256 over time, a
 * dot and the content.
 */
final class Deliveries {
    private static final Duration TOO_OLD = Duration.ofHours(1);

    private final Path file;
    private final String secret;

    private Deliveries(Path file, String secret) {
        this.file = file;
        this.secret = secret;
    }

    static Deliveries create(Path file, SecureRandom random) throws IOException {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String secret = "whsec_" + HexFormat.of().formatHex(bytes);
        Files.writeString(file, secret + "\n");
        return new Deliveries(file, secret);
    }

    Path secrets() {
        return file;
    }

    /** The line for {@code webhook:stripe[:fault]}; the faults are {@code forged} and {@code old}. */
    String signed(String name, RequestText.Draft draft) {
        String fault = name.substring(name.lastIndexOf(':') + 1);
        Instant time = fault.equals("old") ? Instant.now().minus(TOO_OLD) : Instant.now();
        return switch (name) {
            case "webhook:stripe", "webhook:stripe:old" -> line(time, secret, draft.content());
            case "webhook:stripe:forged" -> line(time, secret + "x", draft.content());
            default -> throw new IllegalArgumentException("{" + name + "} is no placeholder");
        };
    }

    private static String line(Instant time, String secret, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            mac.update((time.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
            String signature = HexFormat.of().formatHex(mac.doFinal(content));
            return "Stripe-Signature: t=" + time.getEpochSecond() + ",v1=" + signature;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", missing);
        }
    }
}
