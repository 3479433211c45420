package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.signing.Signing.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The later steps of a verification: the signature itself, the content, the nonce, and what is told of them. */
class SignatureProofTest {
    private static final String ALL =
            "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\" \"content-type\")";
    private static final String NONCE = ";nonce=\"0123456789abcdef\"";

    private final Signing signing = new Signing();
    private final Signatures policy = signing.policy();
    private final long now = Signing.NOON.getEpochSecond();

    private static Rejection refusal(Signatures policy, Message message) throws Exception {
        Decision decision = policy.decide(message.view());
        assertThat(decision).isInstanceOf(Decision.Reject.class);
        return ((Decision.Reject) decision).rejection();
    }

    private String parameters() {
        return ";created=" + now + ";keyid=\"" + Signing.KID + "\"" + NONCE;
    }

    private Message digested() {
        Message message = Signing.post();
        return message.line(
                "Content-Digest", ContentDigest.of(ContentDigest.Algorithm.SHA_256, ByteBuffer.wrap(message.content)));
    }

    private Message signedAs(String input) throws Exception {
        return Signing.signedAs(digested(), input, signing.key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"date\"", "\"@query-param\";name=\"x\"", "\"content-digest\";key=\"md5\""})
    void step7AComponentThatIsAbsentIsNotEmptyButRefused(String identifier) throws Exception {
        String input = ALL.replace(")", " " + identifier + ")") + parameters();
        Message message = digested().line("Signature-Input", "s=" + input).line("Signature", "s=:AAAA:");
        assertThat(Signing.reason(policy, message.view())).contains("component-absent");
    }

    @Test
    void step7AWrongSignatureLeavesTheBodyUnreadAndTheNonceUnused() throws Exception {
        Message good = Signing.post().signed(signing.signer);
        Message bad = Signing.post().signed(signing.signer);
        bad.lines.clear();
        bad.lines.addAll(good.lines);
        bad.replace("Signature", "sig1=:" + "A".repeat(43) + "=:");
        RequestView view = bad.view();

        assertThat(Signing.reason(policy, view)).contains("signature");
        assertThat(view.body().wasRead()).isFalse();
        assertThat(Signing.reason(policy, good.view())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void step7ASignatureOfAnotherLengthIsRefused(int length) throws Exception {
        Message message = Signing.post().signed(signing.signer);
        String text = message.value("Signature");
        byte[] signature = java.util.Base64.getDecoder().decode(text.substring(6, text.length() - 1));
        message.replace(
                "Signature",
                "sig1=:" + java.util.Base64.getEncoder().encodeToString(Arrays.copyOf(signature, length)) + ":");
        assertThat(Signing.reason(policy, message.view())).contains("signature");
    }

    @Test
    void step8ContentThatDoesNotHaveTheDigestIsRefused() throws Exception {
        Message message = Signing.post().signed(signing.signer);
        message.content = "{\"item\":8}".getBytes(StandardCharsets.UTF_8);
        Rejection rejection = refusal(policy, message);
        assertThat(rejection.reason()).isEqualTo("digest");
        assertThat(rejection.status()).isEqualTo(401);
    }

    @Test
    void step8ContentThatCameUnannouncedWithAGetIsRefused() throws Exception {
        Message message = Signing.get().signed(signing.signer);
        message.declared = -1;
        assertThat(Signing.reason(policy, message.view())).isEmpty();
        message.content = "x".getBytes(StandardCharsets.UTF_8);
        assertThat(Signing.reason(policy, message.view())).contains("digest-missing");
    }

    @Test
    void step8ADigestThatIsNotCoveredProvesNothing() throws Exception {
        Message message = Signing.get().signed(signing.signer);
        message.declared = -1;
        message.content = "x".getBytes(StandardCharsets.UTF_8);
        message.line(
                "Content-Digest", ContentDigest.of(ContentDigest.Algorithm.SHA_256, ByteBuffer.wrap(message.content)));
        assertThat(Signing.reason(policy, message.view())).contains("digest-missing");
    }

    @Test
    void step8AGetWithContentPassesWhenItsDigestIsCovered() throws Exception {
        Message message = new Message("GET", "/orders", "x").signed(signing.signer);
        assertThat(message.value("Signature-Input")).contains("content-digest");
        assertThat(Signing.reason(policy, message.view())).isEmpty();
    }

    /** HTTP/2 announces nothing: whoever takes the length away may not say what the content is. */
    @Test
    void step8TheTypeOfContentThatCameUnannouncedMustBeCoveredToo() throws Exception {
        Message message = new Message("DELETE", "/orders", "a=b").signed(signing.signer);
        message.declared = -1;
        message.line("Content-Type", "application/x-www-form-urlencoded");
        assertThat(Signing.reason(policy, message.view())).contains("coverage");
        assertThat(Signing.reason(policy.dangerouslyStreamBody("uploads"), message.view()))
                .contains("coverage");
        assertThat(Signing.reason(policy, message.without("Content-Type").view()))
                .isEmpty();
    }

    @Test
    void step8TheEmptyContentOfAPostIsProvenToo() throws Exception {
        Message message = new Message("POST", "/orders", "").signed(signing.signer);
        assertThat(message.value("Content-Digest")).isEqualTo("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
        assertThat(Signing.reason(policy, message.view())).isEmpty();
        message.content = "x".getBytes(StandardCharsets.UTF_8);
        message.declared = -1;
        assertThat(Signing.reason(policy, message.view())).contains("digest");
    }

    @Test
    void step8AWeakDigestAloneIsRefused() throws Exception {
        Message message = Signing.post().line("Content-Digest", "md5=:Sd/dVLAcvNLSq16eXua5uQ==:");
        assertThat(Signing.reason(
                        policy,
                        Signing.signedAs(message, ALL + parameters(), signing.key)
                                .view()))
                .contains("digest-weak");
    }

    @Test
    void step8ABodyOverTheLimitIsRefusedWhateverWasDeclared() throws Exception {
        Signatures small = policy.maxBody(DataSize.bytes(9));
        Message message = Signing.post().signed(signing.signer);
        message.declared = -1;
        Rejection rejection = refusal(small, message);
        assertThat(rejection.status()).isEqualTo(413);
        assertThat(rejection.code()).isEqualTo("body-too-large");
        assertThat(rejection.reason()).isEqualTo("body-limit");
        assertThat(rejection.hard()).isTrue();
    }

    @Test
    void step8ABodyShorterThanDeclaredIsMalformed() throws Exception {
        Message message = Signing.post().signed(signing.signer);
        message.declared = 11;
        Verdict verdict = Pipeline.builder().add(policy).build().decide(message.view());
        assertThat(verdict.rejection().orElseThrow().status()).isEqualTo(400);
        assertThat(verdict.rejection().orElseThrow().reason()).isEqualTo("body.short");
    }

    @Test
    void step9AReplayedNonceIsRefused() throws Exception {
        Message message = Signing.post().signed(signing.signer);
        assertThat(Signing.reason(policy, message.view())).isEmpty();
        Rejection rejection = refusal(policy, message);
        assertThat(rejection.reason()).isEqualTo("replay");
        assertThat(rejection.status()).isEqualTo(401);
    }

    @Test
    void step9ANonceInANewSignatureIsRefusedToo() throws Exception {
        assertThat(Signing.reason(policy, signedAs(ALL + parameters()).view())).isEmpty();
        signing.clock.move(200);
        String later = ALL + ";created=" + (now + 200) + ";keyid=\"" + Signing.KID + "\"" + NONCE;
        assertThat(Signing.reason(policy, signedAs(later).view())).contains("replay");
    }

    @Test
    void step9AMessageWhoseDigestWasWrongHasNotUsedItsNonce() throws Exception {
        Message message = Signing.post().signed(signing.signer);
        byte[] right = message.content;
        message.content = "{\"item\":8}".getBytes(StandardCharsets.UTF_8);
        assertThat(Signing.reason(policy, message.view())).contains("digest");
        message.content = right;
        assertThat(Signing.reason(policy, message.view())).isEmpty();
    }

    @Test
    void step9ANonceOfASafeMethodIsCheckedWhenItIsThere() throws Exception {
        Message message = Signing.signedAs(Signing.get(), "(\"@method\" \"@target-uri\")" + parameters(), signing.key);
        assertThat(Signing.reason(policy, message.view())).isEmpty();
        assertThat(Signing.reason(policy, message.view())).contains("replay");
    }

    @ParameterizedTest
    @CsvSource({"FULL, 7, store-full, 7", "QUOTA, 0, quota, 1", "UNAVAILABLE, 2, store-unavailable, 2"})
    void step9AStoreThatCannotDecideIsUnavailableAndSaysWhenToRetry(
            Claim.Outcome outcome, long seconds, String reason, String retry) throws Exception {
        ReplayGuard broken = (key, caller, until) -> Claim.refused(outcome, Duration.ofSeconds(seconds));
        Rejection rejection = refusal(policy.replay(broken), Signing.post().signed(signing.signer));
        assertThat(rejection.status()).isEqualTo(503);
        assertThat(rejection.code()).isEqualTo("store-unavailable");
        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.headers())
                .extracting(line -> line.name() + ": " + line.value())
                .containsExactly("Retry-After: " + retry);
    }

    @Test
    void theGuardIsAskedWithTheCallerAndTheEndOfTheWindow() throws Exception {
        StringBuilder asked = new StringBuilder();
        ReplayGuard guard = (key, caller, until) -> {
            asked.append(caller).append(' ').append(until);
            return Claim.claimed();
        };
        policy.replay(guard).decide(Signing.post().signed(signing.signer).view());
        assertThat(asked).hasToString("orders " + Signing.NOON.plusSeconds(330));
    }

    @Test
    void everyUnauthorizedAnswerForOneRequestIsTheSame() throws Exception {
        Message message = Signing.post().signed(signing.signer);
        policy.decide(message.view());
        List<Rejection> refusals = List.of(
                refusal(policy, Signing.post()),
                refusal(policy, message),
                refusal(policy, Signing.post().signed(signing.signer).replace("Content-Digest", "md5=:AAAA:")),
                refusal(policy, signedAs(ALL + ";created=1;keyid=\"x\"" + NONCE)),
                refusal(policy, signedAs("()" + parameters())));
        assertThat(refusals).extracting(Rejection::reason).doesNotHaveDuplicates();
        assertThat(refusals)
                .extracting(r -> List.of(r.status(), r.code(), r.headers(), r.violations()))
                .containsOnly(List.of(401, "signature-refused", refusals.get(0).headers(), List.of()));
    }

    @Test
    void noRefusalRepeatsWhatTheRequestSaid() throws Exception {
        Message message = Signing.post().line("Authorization", "Bearer hush").signed(signing.signer);
        message.replace("Authorization", "Bearer hash");
        Rejection rejection = refusal(policy, message);
        assertThat(rejection.reason()).isEqualTo("signature");
        assertThat(rejection.toString() + rejection.note() + rejection.headers())
                .doesNotContain("hash")
                .doesNotContain("item");
    }

    @Test
    void optionalLeavesAnUnsignedRequestAnonymousAndChallengesOnlyThen() throws Exception {
        Signatures optional = Signatures.optional(signing.ring)
                .clock(signing.clock, new SecureRandom())
                .authorities("api.example.com");
        Verdict verdict =
                Pipeline.builder().add(optional).build().decide(Signing.post().view());

        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.request().caller().isAnonymous()).isTrue();
        assertThat(optional.challenges(Signing.get().view()))
                .extracting(line -> line.name())
                .containsExactly("WWW-Authenticate", "Accept-Signature");
        assertThat(policy.challenges(Signing.get().view())).isEmpty();
    }

    @Test
    void optionalRefusesABadSignatureAllTheSame() throws Exception {
        Signatures optional = Signatures.optional(signing.ring)
                .clock(signing.clock, new SecureRandom())
                .authorities("api.example.com");
        Message message = Signing.post().signed(signing.signer);
        message.content = "{\"item\":8}".getBytes(StandardCharsets.UTF_8);

        assertThat(Signing.reason(optional, message.view())).contains("digest");
    }
}
