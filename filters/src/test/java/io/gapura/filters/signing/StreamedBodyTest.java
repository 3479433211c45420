package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Mode;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Uploads that the application reads before they are proven. */
class StreamedBodyTest extends StreamedBodies {
    private static BodyGuard guard(Pipeline pipeline, Signing.Message message) throws IOException {
        Verdict verdict = pipeline.decide(message.view());
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.request().isBodyRead()).isFalse();
        assertThat(verdict.bodyGuards()).hasSize(1);
        return verdict.bodyGuards().get(0);
    }

    private Signing.Message upload(String content) {
        Signing.Message message = new Signing.Message("POST", "/up", content).line("Content-Type", "text/plain");
        return message.signed(RequestSigner.with(signing.key, SignatureProfile.STRICT));
    }

    private static void feed(BodyGuard guard, String content) throws BodyRejectedException {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        guard.bytes(bytes, 0, bytes.length);
    }

    @Test
    void theLastPieceOfADeclaredLengthIsNotGivenOutUnproven() throws IOException {
        BodyGuard good = guard(pipeline(Mode.ENFORCE), upload("content"));
        feed(good, "cont");
        assertThat(good.awaitsEnd()).isTrue();
        feed(good, "ent");
        assertThat(good.awaitsEnd()).isFalse();
        good.end();
        BodyGuard bad = guard(pipeline(Mode.ENFORCE), upload("content"));
        feed(bad, "cont");
        assertThatThrownBy(() -> feed(bad, "ENT")).isInstanceOfSatisfying(BodyRejectedException.class, rejected -> {
            assertThat(rejected.rejection().status()).isEqualTo(401);
            assertThat(reason(rejected)).isEqualTo("digest");
        });
        assertThat(bad.awaitsEnd()).isFalse();
    }

    @Test
    void withoutADeclaredLengthTheEndIsNotToldUnproven() throws IOException {
        Signing.Message chunked = upload("content");
        chunked.declared = -1;
        BodyGuard good = guard(pipeline(Mode.ENFORCE), chunked);
        feed(good, "content");
        assertThat(good.awaitsEnd()).isTrue();
        good.end();
        assertThat(good.awaitsEnd()).isFalse();
        Signing.Message shorter = upload("content");
        shorter.declared = -1;
        BodyGuard bad = guard(pipeline(Mode.ENFORCE), shorter);
        feed(bad, "conten");
        assertThatThrownBy(bad::end)
                .isInstanceOfSatisfying(
                        BodyRejectedException.class,
                        rejected -> assertThat(reason(rejected)).isEqualTo("digest"));
    }

    @Test
    void moreThanWasDeclaredOrIsAllowedIsRefused() throws IOException {
        BodyGuard declared = guard(pipeline(Mode.ENFORCE), upload("content"));
        feed(declared, "content");
        assertThatThrownBy(() -> feed(declared, "s")).isInstanceOf(BodyRejectedException.class);
        for (int over : new int[] {0, 1}) {
            Signing.Message large = upload("x".repeat((100 << 10) + over));
            large.declared = -1;
            BodyGuard guard = guard(pipeline(Mode.ENFORCE), large);
            feed(guard, "x".repeat(100 << 10));
            if (over == 1) {
                assertThatThrownBy(() -> feed(guard, "x"))
                        .isInstanceOfSatisfying(BodyRejectedException.class, rejected -> {
                            assertThat(rejected.rejection().status()).isEqualTo(413);
                            assertThat(reason(rejected)).isEqualTo("body-limit");
                        });
            } else {
                guard.end();
            }
        }
    }

    @Test
    void theNonceIsUsedUpBeforeTheContentIsRead() throws IOException {
        Signatures policy = streaming();
        Pipeline pipeline = Pipeline.builder().add(policy).build();
        Signing.Message once = upload("content");
        guard(pipeline, once);
        assertThat(pipeline.decide(once.view()).rejection())
                .hasValueSatisfying(again -> assertThat(again.reason()).isEqualTo("replay"));
    }

    @Test
    void whatNoDigestWouldProveIsRefusedAtOnce() throws Exception {
        Signing.Message weak = new Signing.Message("POST", "/up", "content")
                .line("Content-Type", "text/plain")
                .line("Content-Digest", "md5=:mgNkuembtIDdJeHwKEyFVQ==:");
        Signing.signedAs(
                weak,
                "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\" \"content-type\");created="
                        + java.time.Instant.now().getEpochSecond() + ";keyid=\"" + Signing.KID
                        + "\";nonce=\"0123456789abcdef0123\"",
                signing.key);
        Verdict verdict = pipeline(Mode.ENFORCE).decide(weak.view());
        assertThat(verdict.rejection())
                .hasValueSatisfying(refused -> assertThat(refused.reason()).isEqualTo("digest-weak"));
        assertThat(verdict.request().isBodyRead()).isFalse();
    }

    @Test
    void contentThatAnotherPolicyHasReadIsProvenAsUsual() throws IOException {
        Policy reader = Policy.of("reader", request -> {
            request.body().read(1 << 20);
            return io.gapura.filters.Decision.proceed();
        });
        Pipeline pipeline = Pipeline.builder().add(reader).add(streaming()).build();
        Signing.Message bent = upload("content");
        bent.content = "CONTENT".getBytes(StandardCharsets.US_ASCII);
        assertThat(pipeline.decide(bent.view()).rejection())
                .hasValueSatisfying(refused -> assertThat(refused.reason()).isEqualTo("digest"));
        assertThat(pipeline.decide(upload("content").view()).bodyGuards()).isEmpty();
    }

    @Test
    void aRequestWithoutContentIsProvenAsUsual() throws IOException {
        Signing.Message get =
                new Signing.Message("GET", "/up", "").signed(RequestSigner.with(signing.key, SignatureProfile.STRICT));
        Verdict verdict = pipeline(Mode.ENFORCE).decide(get.view());
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.bodyGuards()).isEmpty();
        get.content = "smuggled".getBytes(StandardCharsets.US_ASCII);
        get.declared = -1;
        assertThat(Pipeline.builder()
                        .add(streaming())
                        .build()
                        .decide(get.view())
                        .rejection())
                .hasValueSatisfying(refused -> assertThat(refused.reason()).isEqualTo("digest-missing"));
    }

    @Test
    void itIsSaidWithThePostureAndNeedsAReason() {
        assertThat(pipeline(Mode.ENFORCE).posture())
                .anyMatch(line -> line.contains("gives content to the application before it is proven: uploads"));
        Signatures held = Signatures.required(signing.ring).authorities("localhost");
        assertThat(held.remarks()).noneMatch(line -> line.contains("before it is proven"));
        assertThatThrownBy(() -> held.dangerouslyStreamBody(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> held.maxBody(DataSize.of("65MiB"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(held.dangerouslyStreamBody("test")
                        .maxBody(DataSize.of("10GiB"))
                        .name())
                .isEqualTo("signing");
    }
}
