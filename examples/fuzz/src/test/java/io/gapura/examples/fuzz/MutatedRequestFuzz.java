package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureDiagnostics;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.Signatures;
import io.gapura.filters.signing.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A truly signed request of which bytes are replaced, cut out and put in, anywhere: it passes only while method, target,
 * content and every covered field are, read by another reader, what was signed. {@link SignatureDiagnostics} says the
 * same of it as the gate.
 */
class MutatedRequestFuzz {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<SigningKey> KEYS =
            List.of(SigningKey.hmac("orders-2026-11", RANDOM.generateSeed(32)), ed25519());
    private static final KeyRing RING = KeyRing.builder()
            .active(KEYS.get(0), "orders")
            .active(KEYS.get(1), "orders")
            .build();
    private static final Pipeline GATE = Pipeline.builder()
            .add(Signatures.required(RING)
                    .clock(() -> NOON, RANDOM)
                    .authorities("app.example")
                    .replay((key, caller, until) -> Claim.claimed()))
            .build();
    private static final SignatureDiagnostics DIAGNOSTICS = SignatureDiagnostics.with(RING, SignatureProfile.STRICT)
            .clock(() -> NOON)
            .authorities(Set.of("app.example"));
    private static final String TARGET = "/orders/7%208?dry=1&name=a%20b";
    private static final String CONTENT = "{\"a\":1}";
    private static final List<String> COVERED =
            List.of("content-type", "content-digest", "authorization", "host", "content-encoding");
    private static final List<String> OVERRIDES =
            List.of("x-http-method-override", "x-http-method", "x-method-override");
    private static final List<String> TRUE =
            KEYS.stream().map(MutatedRequestFuzz::signed).toList();

    private static SigningKey ed25519() {
        try {
            return SigningKey.ed25519(
                    "orders-ed", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Request line, header lines, an empty line, content. */
    private static String signed(SigningKey key) {
        List<HeaderLine> lines = new ArrayList<>(List.of(
                new HeaderLine("Host", "app.example"),
                new HeaderLine("Content-Type", "application/json"),
                new HeaderLine("Authorization", "Bearer abc"),
                new HeaderLine("Accept", "text/plain, */*"),
                new HeaderLine("X-Note", "not covered")));
        lines.addAll(RequestSigner.with(key, SignatureProfile.STRICT)
                .clock(() -> NOON, RANDOM)
                .sign(
                        "POST",
                        URI.create("https://app.example" + TARGET),
                        lines,
                        CONTENT.getBytes(StandardCharsets.US_ASCII)));
        return "POST " + TARGET + "\n"
                + lines.stream().map(line -> line.name() + ":" + line.value()).collect(Collectors.joining("\n"))
                + "\n\n" + CONTENT;
    }

    @FuzzTest(maxDuration = "30s")
    void onlyWhatWasSignedPasses(FuzzedDataProvider data) throws IOException {
        String original = TRUE.get(data.consumeInt(0, TRUE.size() - 1));
        StringBuilder text = new StringBuilder(original);
        for (int edits = data.consumeInt(0, 4); edits > 0; edits--) {
            edit(text, data);
        }
        Captured captured = Captured.read(text.toString());
        Optional<Verdict> verdict = Wire.decided(GATE, captured::view);
        if (verdict.isEmpty()) {
            return;
        }
        boolean passes = verdict.get().rejection().isEmpty();
        String reason = verdict.get().rejection().map(Rejection::reason).orElse("");
        if (!reason.contains(".")) { // of the gate itself, before any policy
            assertThat(DIAGNOSTICS.request(captured.view()).holds()).as(reason).isEqualTo(passes);
        }
        if (original.contentEquals(text)) {
            assertThat(passes).isTrue();
        }
        if (passes) {
            captured.requireSame(Captured.read(original));
        }
    }

    private static void edit(StringBuilder text, FuzzedDataProvider data) {
        int from = data.consumeInt(0, text.length());
        int to = Math.min(text.length(), from + data.consumeInt(0, 8));
        String put = switch (data.consumeInt(0, 3)) {
            case 0 -> text.substring(from, to) + text.substring(from, to);
            case 1 -> Character.toString(data.consumeInt(0, 255));
            case 2 -> new String(data.consumeBytes(8), StandardCharsets.ISO_8859_1);
            default -> line(text, data.consumeInt(0, 12));
        };
        text.replace(from, to, put);
    }

    /** One of the lines that stand there, to come again elsewhere. */
    private static String line(StringBuilder text, int number) {
        String[] lines = text.toString().split("\n", -1);
        return "\n" + lines[number % lines.length];
    }

    /** A message as it is sent, cut at line ends and colons alone. */
    private record Captured(String method, String target, List<String> lines, String content) {
        static Captured read(String text) {
            int end = text.indexOf("\n\n");
            String head = end < 0 ? text : text.substring(0, end);
            String[] rows = head.split("\n", -1);
            int space = rows[0].indexOf(' ');
            List<String> lines = new ArrayList<>();
            for (int i = 1; i < rows.length; i++) {
                int colon = rows[i].indexOf(':');
                lines.add(colon < 0 ? rows[i] : rows[i].substring(0, colon));
                lines.add(rows[i].substring(colon + 1));
            }
            return new Captured(
                    rows[0].substring(0, Math.max(0, space)),
                    rows[0].substring(space + 1),
                    lines,
                    end < 0 ? "" : text.substring(end + 2));
        }

        RequestView view() {
            return RequestView.read(
                    method,
                    Target.parse(target),
                    "https",
                    Headers.of(lines.toArray(String[]::new)),
                    Body.of(content.getBytes(StandardCharsets.ISO_8859_1)),
                    new Client("192.0.2.1"));
        }

        private List<String> values(String name) {
            return IntStream.range(0, lines.size() / 2)
                    .filter(line -> lines.get(2 * line).toLowerCase(Locale.ROOT).equals(name))
                    .mapToObj(line -> lines.get(2 * line + 1).replaceAll("^[ \t]+|[ \t]+$", ""))
                    .toList();
        }

        void requireSame(Captured signed) {
            assertThat(method).isEqualTo(signed.method());
            assertThat(target).isEqualTo(signed.target());
            assertThat(content).isEqualTo(signed.content());
            for (String name : COVERED) {
                assertThat(values(name)).as(name).isEqualTo(signed.values(name));
            }
            for (String name : OVERRIDES) {
                assertThat(values(name)).as(name).isEmpty();
            }
        }
    }
}
