package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import io.gapura.filters.signing.SignatureExplanation.State;
import io.gapura.filters.signing.SignatureExplanation.Step;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureDiagnosticsTest {
    private static final String TOKEN = "Bearer very-secret-token-0123456789";

    private final Signing signing = new Signing();

    private SignatureDiagnostics diagnostics() {
        return SignatureDiagnostics.with(signing.ring, SignatureProfile.STRICT).clock(signing.clock);
    }

    private SignatureExplanation explained(Signing.Message message) throws Exception {
        return diagnostics().request(message.view());
    }

    @Test
    void whatHoldsIsExplainedLineByLine() throws Exception {
        SignatureExplanation explanation = explained(Signing.post().signed(signing.signer));
        assertThat(explanation.holds()).isTrue();
        assertThat(explanation.toString())
                .startsWith("message    request POST\nprofile    strict\nlabel      sig1\nkey        orders-2026-11\n")
                .contains("\nalgorithm  hmac-sha256\n")
                .contains("\ncreated    1795262400 (0 s old)\n")
                .contains("\ncovered    6: \"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\"")
                .contains("\n   1  \"@method\": POST\n   2  \"@authority\": api.example.com\n")
                .contains("\n   7  \"@signature-params\": (\"@method\"")
                .contains("bytes, SHA-256 ")
                .contains("\n   9  the nonce comes for the first time (RFC 9421 §7.2.2): not asked here\n");
        assertThat(explanation.steps()).hasSize(10);
        assertThat(explanation.signatures()).singleElement().satisfies(signature -> {
            assertThat(signature.label()).isEqualTo("sig1");
            assertThat(signature.known()).isTrue();
            assertThat(signature.baseLength()).isPositive();
            assertThat(signature.baseHash())
                    .hasValueSatisfying(hash -> assertThat(hash).matches("[0-9a-f]{64}"));
        });
    }

    /** What was signed on one side and what arrived on the other differ in the line that was changed, and in no other. */
    @Test
    void bothSidesCanBeComparedLineByLine() throws Exception {
        Signing.Message sent = Signing.post().signed(signing.signer);
        String client = SignatureDiagnostics.with(signing.ring, SignatureProfile.STRICT)
                .clock(signing.clock)
                .request(sent.view())
                .toString();
        assertThat(explained(sent).toString()).isEqualTo(client);
        sent.target = "/orders?dry=2";
        String server = explained(sent).toString();
        assertThat(server.lines().filter(line -> !client.lines().toList().contains(line)))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith("base"),
                        line -> assertThat(line).isEqualTo("   4  \"@query\": ?dry=2"),
                        line -> assertThat(line).startsWith("   7  ").contains("FAILS: signature"),
                        line -> assertThat(line).startsWith("   8  ").endsWith("not reached"),
                        line -> assertThat(line).startsWith("   9  ").endsWith("not reached"),
                        line -> assertThat(line).startsWith("  10  ").endsWith("not reached"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    missing,    1, missing
                    half,       1, one-field-only
                    garbled,    2, parse
                    uncovered,  3, coverage
                    old,        4, too-old
                    early,      4, future
                    stranger,   5, key-unknown
                    forged,     7, signature
                    changed,    8, digest
                    """)
    void theFirstStepThatFailsIsNamed(String fault, int number, String reason) throws Exception {
        Signing.Message message = Signing.post();
        switch (fault) {
            case "missing" -> {}
            case "half" -> message.signed(signing.signer).without("Signature");
            case "garbled" -> message.signed(signing.signer).replace("Signature-Input", "sig1=(");
            case "uncovered" ->
                Signing.signedAs(
                        message,
                        "(\"@method\");created=1795262400;keyid=\"orders-2026-11\";nonce=\"0123456789abcdef\"",
                        signing.key);
            case "old" -> {
                message.signed(signing.signer);
                signing.clock.move(301);
            }
            case "early" -> {
                message.signed(signing.signer);
                signing.clock.move(-31);
            }
            case "stranger" ->
                message.signed(
                        RequestSigner.with(SigningKey.hmac("stranger", Signing.secret(9)), SignatureProfile.STRICT)
                                .clock(signing.clock, new java.security.SecureRandom()));
            case "forged" -> {
                message.signed(signing.signer);
                message.replace("Signature", "sig1=:" + "A".repeat(43) + "=:");
            }
            case "changed" -> {
                message.signed(signing.signer);
                message.content = "{\"item\":8}".getBytes(StandardCharsets.UTF_8);
            }
            default -> throw new IllegalArgumentException(fault);
        }
        SignatureExplanation explanation = explained(message);
        assertThat(explanation.failed())
                .hasValueSatisfying(
                        step -> assertThat(step).returns(number, Step::number).returns(reason, Step::reason));
        assertThat(explanation.steps())
                .filteredOn(step -> step.number() > number)
                .allSatisfy(step -> assertThat(step.state()).isEqualTo(State.NOT_REACHED));
        assertThat(Signing.reason(signing.policy(), message.view())).contains(reason);
    }

    @Test
    void onlyAListOfHostsMakesTheAuthorityAQuestion() throws Exception {
        Signing.Message message = Signing.post().signed(signing.signer);
        assertThat(diagnostics()
                        .authorities(Set.of("API.example.com"))
                        .request(message.view())
                        .holds())
                .isTrue();
        assertThat(diagnostics()
                        .authorities(Set.of("other.example"))
                        .request(message.view())
                        .failed())
                .hasValueSatisfying(step -> assertThat(step.reason()).isEqualTo("authority"));
    }

    @Test
    void credentialsAreShownAsLengthsAndTheHashIsLeftOut() throws Exception {
        Signing.Message message = Signing.post().line("Authorization", TOKEN).signed(signing.signer);
        SignatureExplanation explanation = explained(message);
        assertThat(explanation.holds()).isTrue();
        assertThat(explanation.toString())
                .doesNotContain("very-secret")
                .contains("\"authorization\": (" + TOKEN.length() + " characters, not shown)")
                .contains("SHA-256 not shown: a value is not");
        assertThat(explanation.signatures().get(0).baseHash()).isEmpty();
    }

    @Test
    void furtherFieldsCanBeHidden() throws Exception {
        RequestSigner signer = RequestSigner.with(signing.key, SignatureProfile.STRICT.coveringIfPresent("x-account"))
                .clock(signing.clock, new java.security.SecureRandom());
        RequestView view =
                Signing.post().line("X-Account", "4711-0815").signed(signer).view();
        assertThat(diagnostics().request(view).toString()).contains("4711-0815");
        assertThat(diagnostics().hiding("X-Account").request(view).toString())
                .doesNotContain("4711-0815")
                .contains("\"x-account\": (9 characters, not shown)");
    }

    @Test
    void contentIsNotReadBeforeTheSignatureHolds() throws Exception {
        Signing.Message message = Signing.post().signed(signing.signer);
        message.replace("Signature", "sig1=:" + "A".repeat(43) + "=:");
        RequestView view = message.view();
        diagnostics().request(view);
        assertThat(view.isBodyRead()).isFalse();
    }

    @Test
    void aResponseWithoutSignatureIsExplainedToo() throws Exception {
        SignatureExplanation explanation =
                diagnostics().response(200, Headers.of("Content-Type", "text/plain"), new byte[0], null);
        assertThat(explanation.toString()).startsWith("message    response 200\n");
        assertThat(explanation.failed()).map(Step::reason).contains("missing");
    }

    @Test
    void theLayoutIsTheSameInEveryLocale() throws Exception {
        Signing.Message message = Signing.post().signed(signing.signer);
        Locale before = Locale.getDefault();
        String usual = explained(message).toString();
        try {
            for (String tag : new String[] {"tr-TR", "ar-EG-u-nu-arab"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(explained(message).toString()).isEqualTo(usual);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void oneCallExplains() throws Exception {
        assertThat(SignatureDiagnostics.explain(Signing.post().view(), signing.ring, SignatureProfile.STRICT))
                .contains("FAILS: missing");
    }
}
