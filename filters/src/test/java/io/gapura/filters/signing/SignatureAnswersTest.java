package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureAnswersTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00.999Z"));

    private SignatureAnswers answers(SignatureProfile profile, Optional<String> nonce) {
        return new SignatureAnswers(new Challenge("Signature", "orders", now::get), profile, () -> nonce);
    }

    private static String value(List<HeaderLine> lines, String name) {
        return lines.stream()
                .filter(line -> line.named(name))
                .map(HeaderLine::value)
                .findFirst()
                .orElse("");
    }

    static Stream<SignatureProfile> profiles() {
        return Stream.of(
                SignatureProfile.STRICT,
                SignatureProfile.FAPI2,
                SignatureProfile.GNAP,
                SignatureProfile.WEB_BOT_AUTH,
                SignatureProfile.MASTODON);
    }

    static Stream<RequestView> requests() {
        return Stream.of(
                RequestView.get("/orders"),
                RequestView.post("/orders").header("Content-Type", "text/plain"),
                RequestView.get("/orders").header("Authorization", "Bearer x").header("Signature-Agent", "a=\"b\""));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void theUsualWishIsWhatTheGeneralWriterWrites(SignatureProfile profile) throws Exception {
        for (RequestView request : requests().toList()) {
            String wish = value(answers(profile, Optional.empty()).challenges(request), "accept-signature");
            AcceptSignature read = AcceptSignature.read(Headers.of("Accept-Signature", wish));

            assertThat(read.text()).isEqualTo(wish);
            assertThat(read.wishes()).hasSize(1);
            assertThat(read.wishes().get(0).components())
                    .isEqualTo(profile.wanted(request).stream()
                            .map(name -> profile.component(name, request))
                            .toList());
            assertThat(read.wishes().get(0).created()).isTrue();
            assertThat(read.wishes().get(0).expires()).isEqualTo(profile.lifetime() != null);
            assertThat(read.wishes().get(0).tag()).isEqualTo(profile.tag());
            assertThat(read.wishes().get(0).nonce()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void aNonceStandsWhereTheWriterPutsItAndChangesNothingElse(SignatureProfile profile) {
        RequestView request = RequestView.post("/orders");
        String without = value(answers(profile, Optional.empty()).challenges(request), "accept-signature");
        String with = value(answers(profile, Optional.of("n1")).challenges(request), "accept-signature");

        assertThat(with).contains(";nonce=\"n1\"");
        assertThat(with.replace(";nonce=\"n1\"", "")).isEqualTo(without);
    }

    @Test
    void theDateFollowsTheClockSecondBySecond() {
        SignatureAnswers answers = answers(SignatureProfile.STRICT, Optional.empty());

        assertThat(date(answers)).isEqualTo("Sat, 21 Nov 2026 12:00:00 GMT");
        assertThat(date(answers)).isEqualTo("Sat, 21 Nov 2026 12:00:00 GMT");
        now.set(Instant.parse("2026-11-21T12:00:01Z"));
        assertThat(date(answers)).isEqualTo("Sat, 21 Nov 2026 12:00:01 GMT");
        now.set(Instant.parse("2026-11-21T11:59:59Z"));
        assertThat(date(answers)).isEqualTo("Sat, 21 Nov 2026 11:59:59 GMT");
    }

    private static String date(SignatureAnswers answers) {
        return value(
                answers.rejection(SignatureRefusedException.of(Reason.TAG, "x"), RequestView.get("/"))
                        .headers(),
                "date");
    }

    @Test
    void everyReasonHasItsAnswer() {
        SignatureAnswers answers = answers(SignatureProfile.STRICT, Optional.empty());
        for (Reason reason : Reason.values()) {
            Rejection rejection = answers.rejection(SignatureRefusedException.of(reason, ""), RequestView.get("/"));

            assertThat(rejection.status()).isEqualTo(reason.answer().status());
            assertThat(rejection.code()).isEqualTo(reason.answer().code());
            assertThat(rejection.reason()).isEqualTo(reason.word());
            assertThat(rejection.hard()).isEqualTo(reason.answer() == SignatureAnswer.TOO_LARGE);
            assertThat(rejection.note()).contains("step " + reason.step().number());
        }
    }
}
