package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.audit.PatientLog;
import io.gapura.filters.config.DataSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every private reason from outside: status, public code, private reason, one audit event; and what the answers, the audit
 * and the log do not say.
 */
class RefusalsTest {
    private static final String TOKEN = "Bearer a-token-that-nobody-may-see";

    @TempDir
    private Path folder;

    private final Signing signing = new Signing();
    private final Map<Reason, Scenario> scenarios = scenarios();

    /** What happens before, and the policy and message that are refused. */
    private record Refused(Signatures policy, Signing.Message message) {}

    private interface Scenario {
        Refused make() throws Exception;
    }

    /** What became of it. */
    private record Seen(GateAnswer answer, String body, AuditEvent event) {}

    private Signing.Message signed() {
        return Signing.post().line("Authorization", TOKEN).signed(signing.signer);
    }

    /** A signed message whose signature says something else. */
    private Refused bent(String from, String to) {
        Signing.Message message = signed();
        String input = message.value("Signature-Input");
        assertThat(input).containsPattern(from);
        return new Refused(signing.policy(), message.replace("Signature-Input", input.replaceFirst(from, to)));
    }

    private Refused late(long seconds, Signing.Message message) {
        Signatures policy = signing.policy();
        signing.clock.move(seconds);
        return new Refused(policy, message);
    }

    private Refused withStore(Claim claim) {
        return new Refused(signing.policy().replay((key, caller, until) -> claim), signed());
    }

    private Map<Reason, Scenario> scenarios() {
        Map<Reason, Scenario> all = new EnumMap<>(Reason.class);
        all.put(
                Reason.MISSING,
                () -> new Refused(signing.policy(), Signing.post().line("Authorization", TOKEN)));
        all.put(Reason.ONE_FIELD_ONLY, () -> new Refused(signing.policy(), signed().without("Signature")));
        all.put(
                Reason.TOO_LARGE,
                () -> new Refused(
                        signing.policy(), signed().replace("Signature-Input", "sig1=(" + " ".repeat(17_000) + ")")));
        all.put(Reason.TOO_MANY, () -> {
            List<String> inputs = new ArrayList<>();
            List<String> signatures = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                inputs.add("s" + i + "=()");
                signatures.add("s" + i + "=:AAAA:");
            }
            return new Refused(
                    signing.policy(),
                    signed().replace("Signature-Input", String.join(", ", inputs))
                            .replace("Signature", String.join(", ", signatures)));
        });
        all.put(Reason.PARSE, () -> new Refused(signing.policy(), signed().replace("Signature-Input", "sig1=(")));
        all.put(Reason.LABEL, () -> bent("^sig1", "other"));
        all.put(Reason.COMPONENT_UNKNOWN, () -> bent("\"@method\"", "\"@nope\""));
        all.put(Reason.COMPONENT_DUPLICATE, () -> bent("\"@method\"", "\"@method\" \"@method\""));
        all.put(Reason.COMPONENT_ABSENT, () -> bent("\"@method\"", "\"x-absent\" \"@method\""));
        all.put(Reason.COVERAGE, () -> bent("\"@query\" ", ""));
        all.put(Reason.PARAMETER, () -> bent(";nonce=\"[^\"]*\"", ""));
        all.put(Reason.ALG, () -> bent(";created", ";alg=\"rsa-v1_5-sha256\";created"));
        all.put(Reason.EXPIRED, () -> {
            Refused bent = bent(";created", ";expires=" + (Signing.NOON.getEpochSecond() + 1) + ";created");
            signing.clock.move(2);
            return bent;
        });
        all.put(Reason.TOO_OLD, () -> late(301, signed()));
        all.put(Reason.FUTURE, () -> late(-31, signed()));
        all.put(Reason.BEFORE_START, () -> {
            Signing.Message early = signed();
            signing.clock.move(10);
            return new Refused(signing.policy(), early);
        });
        all.put(Reason.AUTHORITY, () -> new Refused(signing.policy(), signed().replace("Host", "other.example")));
        all.put(Reason.KEY_UNKNOWN, () -> bent("keyid=\"[^\"]*\"", "keyid=\"stranger\""));
        all.put(Reason.KEY_VALIDITY, this::withEndedKey);
        all.put(
                Reason.TAG,
                () -> new Refused(signing.policy().profile(SignatureProfile.STRICT.tag("orders-app")), signed()));
        all.put(
                Reason.SIGNATURE,
                () -> new Refused(signing.policy(), signed().replace("Signature", "sig1=:" + "A".repeat(43) + "=:")));
        all.put(Reason.DIGEST_MISSING, () -> {
            Signing.Message message = Signing.get().signed(signing.signer);
            message.content = "unannounced".getBytes(StandardCharsets.UTF_8);
            message.declared = -1;
            return new Refused(signing.policy(), message);
        });
        all.put(Reason.DIGEST_WEAK, this::withWeakDigest);
        all.put(Reason.DIGEST, () -> {
            Signing.Message message = signed();
            message.content = "{\"item\":8}".getBytes(StandardCharsets.UTF_8);
            return new Refused(signing.policy(), message);
        });
        all.put(Reason.REPLAY, () -> {
            Signatures policy = signing.policy();
            Signing.Message message = signed();
            assertThat(Signing.reason(policy, message.view())).isEmpty();
            return new Refused(policy, message);
        });
        all.put(Reason.QUOTA, () -> withStore(Claim.refused(Claim.Outcome.QUOTA, Duration.ofSeconds(7))));
        all.put(Reason.STORE_FULL, () -> withStore(Claim.refused(Claim.Outcome.FULL, Duration.ofSeconds(7))));
        all.put(
                Reason.STORE_UNAVAILABLE,
                () -> withStore(Claim.refused(Claim.Outcome.UNAVAILABLE, Duration.ofSeconds(7))));
        all.put(Reason.BODY_LIMIT, () -> new Refused(signing.policy().maxBody(DataSize.of("4B")), signed()));
        return all;
    }

    private Refused withEndedKey() {
        SigningKey old = SigningKey.hmac("orders-2026-08", Signing.secret(2));
        KeyRing ring = KeyRing.builder()
                .active(signing.key, "orders")
                .verifyOnly(old, "orders", Signing.NOON.minusSeconds(1))
                .build();
        Signatures policy = Signatures.required(ring)
                .clock(signing.clock, new SecureRandom())
                .authorities("api.example.com");
        RequestSigner signer =
                RequestSigner.with(old, SignatureProfile.STRICT).clock(signing.clock, new SecureRandom());
        return new Refused(policy, Signing.post().line("Authorization", TOKEN).signed(signer));
    }

    private Refused withWeakDigest() throws Exception {
        Signing.Message message =
                Signing.post().line("Authorization", TOKEN).line("Content-Digest", "md5=:AAAAAAAAAAAAAAAAAAAAAA==:");
        String input = "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\" \"content-type\""
                + " \"authorization\");created=" + Signing.NOON.getEpochSecond() + ";keyid=\"" + Signing.KID
                + "\";nonce=\"0123456789abcdef\"";
        return new Refused(signing.policy(), Signing.signedAs(message, input, signing.key));
    }

    private static Seen see(Refused refused) throws Exception {
        Recording recording = new Recording();
        Pipeline pipeline = Pipeline.builder().add(refused.policy()).build();
        Exchange exchange =
                recording.deployment(pipeline).begin(refused.message().view());
        GateAnswer answer = exchange.arrive(pipeline).orElseThrow();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        answer.writeTo(body);
        return new Seen(answer, body.toString(StandardCharsets.UTF_8), recording.only());
    }

    private Seen see(Reason reason) throws Exception {
        return see(scenarios.get(reason).make());
    }

    @Test
    void everyReasonHasAScenario() {
        assertThat(scenarios.keySet()).containsExactlyInAnyOrder(Reason.values());
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aRefusalHasItsStatusItsCodeItsReasonAndOneEvent(Reason reason) throws Exception {
        Seen seen = see(reason);
        assertThat(seen.answer().status()).isEqualTo(reason.answer().status());
        assertThat(seen.body()).contains("\"code\":\"" + reason.answer().code() + "\"");
        assertThat(seen.event().status()).isEqualTo(reason.answer().status());
        assertThat(seen.event().policy()).contains("signing");
        assertThat(seen.event().rejection())
                .hasValueSatisfying(rejection -> assertThat(rejection)
                        .returns(reason.word(), Rejection::reason)
                        .returns(reason.answer().code(), Rejection::code));
        assertThat(names(seen).contains("Retry-After"))
                .isEqualTo(reason.answer().status() == 503);
        assertThat(names(seen).contains("WWW-Authenticate"))
                .isEqualTo(reason.answer().status() == 401);
    }

    private static List<String> names(Seen seen) {
        return seen.answer().headers().stream().map(HeaderLine::name).toList();
    }

    /** One document for all causes: what differs is the incident and the time. */
    @Test
    void allRefusalsOfOneRequestAreOneDocument() throws Exception {
        List<String> different = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            boolean comparable = reason.answer() == SignatureAnswer.REFUSED
                    && reason != Reason.DIGEST_MISSING // a GET is told what a GET must cover
                    && reason != Reason.TAG; // another profile
            if (comparable) {
                different.add(shown(see(reason)));
            }
        }
        assertThat(different).hasSizeGreaterThan(15);
        assertThat(different.stream().distinct()).hasSize(1);
        assertThat(different.get(0))
                .contains("WWW-Authenticate: Signature realm=\"gapura\"", "Accept-Signature: sig1=(")
                .contains("Want-Content-Digest: sha-256=10")
                .doesNotContain(Signing.KID);
    }

    private static String shown(Seen seen) {
        String headers = seen.answer().headers().stream()
                .filter(line -> !line.named("Date"))
                .map(line -> line.name() + ": " + line.value())
                .sorted()
                .reduce("", (all, line) -> all + line + "\n");
        String incident = seen.event().incident().toString();
        return (headers + seen.body()).replace(incident, "INCIDENT");
    }

    @Test
    void anUnknownKeyIsAnsweredAsAWrongSignatureIs() throws Exception {
        assertThat(shown(see(Reason.KEY_UNKNOWN))).isEqualTo(shown(see(Reason.SIGNATURE)));
        assertThat(shown(see(Reason.KEY_VALIDITY))).isEqualTo(shown(see(Reason.SIGNATURE)));
    }

    /** Nothing of a secret, a base or a value of the request, in the answer and in the record. */
    @ParameterizedTest
    @EnumSource(Reason.class)
    void nothingOfTheRequestIsToldToAnybody(Reason reason) throws Exception {
        Refused refused = scenarios.get(reason).make();
        Seen seen = see(refused);
        String told = seen.answer().headers() + seen.body() + seen.event().rejection();
        String recorded = recorded(seen.event());
        Stream.of("Authorization", "Signature", "Signature-Input", "Content-Digest")
                .flatMap(name -> refused.message().lines.stream().filter(line -> line.named(name)))
                .map(HeaderLine::value)
                .forEach(value -> {
                    assertThat(told).doesNotContain(value);
                    assertThat(recorded).doesNotContain(value);
                });
        String secret = java.util.HexFormat.of().formatHex(Signing.secret(1));
        String coded = java.util.Base64.getEncoder().encodeToString(Signing.secret(1));
        assertThat(told + recorded).doesNotContain(secret, coded, "a-token-that", "\"@signature-params\"", "{\"item\"");
    }

    /** As it stands in the log. */
    private String recorded(AuditEvent event) throws Exception {
        Path log = Files.createTempDirectory(folder, "audit");
        JsonLinesSink sink = PatientLog.to(log);
        sink.append(event);
        sink.close();
        try (Stream<Path> segments = Files.list(log.resolve("segment"))) {
            String text = Files.readString(segments.findFirst().orElseThrow());
            assertThat(text).contains(event.incident().toString());
            return text;
        }
    }

    @Test
    void allOfItHoldsInTurkishAndFarFromGreenwich() throws Exception {
        Locale locale = Locale.getDefault();
        java.util.TimeZone zone = java.util.TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("Pacific/Kiritimati"));
            for (Reason reason : Reason.values()) {
                RefusalsTest there = new RefusalsTest();
                assertThat(there.see(reason).event().rejection().orElseThrow().reason())
                        .isEqualTo(reason.word());
            }
            HeaderLine date = new RefusalsTest()
                    .see(Reason.MISSING).answer().headers().stream()
                            .filter(line -> line.named("Date"))
                            .findFirst()
                            .orElseThrow();
            assertThat(date.value()).isEqualTo("Sat, 21 Nov 2026 12:00:00 GMT");
        } finally {
            Locale.setDefault(locale);
            java.util.TimeZone.setDefault(zone);
        }
    }
}
