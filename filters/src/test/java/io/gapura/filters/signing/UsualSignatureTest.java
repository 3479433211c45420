package io.gapura.filters.signing;

import static io.gapura.filters.signing.UsualSignatures.assertSame;
import static io.gapura.filters.signing.UsualSignatures.read;
import static io.gapura.filters.signing.UsualSignatures.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Headers;
import io.gapura.filters.signing.Signing.Message;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A message is read in the quick way or in the general one, and both are the same: what is read, what is refused, why.
 * A space behind the signature, which means nothing, makes any message take the general way.
 */
class UsualSignatureTest {
    private static final String LIST =
            "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\" \"content-type\")";
    private static final String SAID = ";created=1795262400;keyid=\"orders-2026-11\";nonce=\"0123456789abcdef\"";

    private final Signing signing = new Signing();

    @Test
    void whatOurSignerWritesIsUsual() {
        Headers headers = Signing.post().signed(signing.signer).view().headers();

        assertThat(usual(headers, CoveredLists.of(SignatureProfile.STRICT))).isNotNull();
        assertThat(usual(
                        Signing.get().signed(signing.signer).view().headers(),
                        CoveredLists.of(SignatureProfile.STRICT)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";created=0",
                ";created=999999999999;expires=1",
                ";tag=\"\";alg=\"a b\"",
                SAID + ";expires=1795262500;alg=\"hmac-sha256\";tag=\"t\""
            })
    void parametersInCanonicalFormAreUsual(String parameters) throws Exception {
        UsualSignature usual = read("sig1=" + LIST + parameters, "sig1=:AAAA:");

        assertThat(usual).isNotNull();
        assertSame(usual, Headers.of("Signature-Input", "sig1=" + LIST + parameters, "Signature", "sig1=:AAAA:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";created=01",
                ";created=-1",
                ";created=1.0",
                ";created=1000000000000",
                ";created=",
                ";created",
                ";created=\"1\"",
                ";created=@1",
                ";created=1;created=1",
                ";keyid=\"a\";keyid=\"a\"",
                "; created=1",
                ";created =1",
                ";created=1 ",
                ";created=1, sig2=()",
                ";keyid=a",
                ";keyid=\"a",
                ";keyid=\"a\\\\b\"",
                ";keyid=\"a\"b",
                ";keyid=\"a\tb\"",
                ";keyid=\"\u00E4\"",
                ";keyid=\"\u0122",
                ";other=1",
                ";",
                " ",
                ",",
                "x"
            })
    void parametersInAnotherFormAreNot(String parameters) {
        assertThat(read("sig1=" + LIST + parameters, "sig1=:AAAA:")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sig2=:AAAA:",
                "sig1=:AAAA:;x",
                "sig1=:AAAA",
                "sig1=AAAA:",
                "sig1=::AAAA:",
                "sig1=:AAA:",
                "sig1=:AAB=:",
                "sig1=:",
                "sig1=",
                "sig1",
                "",
                " sig1=:AAAA:",
                "sig1=:AAAA: ",
                "sig1=:AAAA:, sig2=:AAAA:",
                "xsig1=:AAAA:",
                "sig1=\"AAAA\""
            })
    void aSignatureInAnotherFormIsNot(String signature) {
        assertThat(read("sig1=" + LIST + SAID, signature)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(\"@method\")",
                "(\"@authority\" \"@method\" \"@path\" \"@query\")",
                "(\"x-own\" \"date\" \"a\")",
                "()"
            })
    void aPlainListThatIsNotKnownIsReadWithoutATree(String list) throws Exception {
        String input = "sig1=" + list + SAID;
        UsualSignature usual = read(input, "sig1=:AAAA:");

        assertThat(usual).isNotNull();
        assertThat(usual.input().known()).isNull();
        assertSame(usual, Headers.of("Signature-Input", input, "Signature", "sig1=:AAAA:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(\"@method\"  \"@authority\" \"@path\" \"@query\")",
                "( \"@method\" \"@authority\" \"@path\" \"@query\")",
                "(\"@method\" \"@path\" )",
                "(\"@method\"\"@path\")",
                "(\"@method\" \"@method\")",
                "(\"@unknown\")",
                "(\"@status\")",
                "(\"@query-param\";name=\"a\")",
                "(\"content-digest\";req)",
                "(\"Content-Type\")",
                "(\"\")",
                "(\"a\\\"\")",
                "(\"date\"",
                "(\"date",
                "(date)",
                "( )",
                "(",
                ""
            })
    void aListInAnotherFormIsNot(String list) {
        assertThat(read("sig1=" + list + SAID, "sig1=:AAAA:")).isNull();
    }

    @Test
    void aPlainListOfSixtyFourIsReadAndOneOfMoreIsNot() {
        String most = IntStream.range(0, 64).mapToObj(i -> "\"x-" + i + "\"").collect(Collectors.joining(" "));

        assertThat(read("sig1=(" + most + ")" + SAID, "sig1=:AAAA:")).isNotNull();
        assertThat(read("sig1=(" + most + " \"y\")" + SAID, "sig1=:AAAA:")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sig1", "1sig", "", "=", "sig1 "})
    void aLabelOfAnotherFormIsNot(String label) {
        assertThat(read(label + "=" + LIST + SAID, label + "=:AAAA:")).isNull();
    }

    @Test
    void aFieldOfTwoLinesIsNot() {
        CoveredLists known = CoveredLists.of(SignatureProfile.STRICT);
        Headers twice = Headers.of("Signature-Input", "a=" + LIST, "Signature", "a=:AAAA:", "signature", "b=:AAAA:");

        assertThat(usual(twice, known)).isNull();
        assertThat(usual(Headers.of("Signature-Input", "a=" + LIST), known)).isNull();
        assertThat(usual(Headers.of("Signature", "a=:AAAA:"), known)).isNull();
        assertThat(usual(Headers.of(), known)).isNull();
    }

    @Test
    void aFieldThatIsTooLongIsNot() {
        String nonce = ";nonce=\"" + "a".repeat(16_384) + "\"";

        assertThat(read("sig1=" + LIST + nonce, "sig1=:AAAA:")).isNull();
        assertThat(read("sig1=" + LIST, "sig1=:" + "A".repeat(16_384) + ":")).isNull();
    }

    @Test
    void aListIsLearnedFromAMessageThatWasProvenAndFromNoOther() throws Exception {
        CoveredLists known = CoveredLists.of(SignatureProfile.STRICT);
        int before = known.size();
        Message message = Signing.signedAs(
                Signing.get(),
                "(\"@query\" \"@path\" \"@authority\" \"@method\");created=1795262400;keyid=\"orders-2026-11\"",
                signing.key);
        SignatureInput input = SignatureInput.of(
                SignatureFields.read(message.view().headers()).orElseThrow().input("s"));

        assertThat(usual(message.view().headers(), known).input().known()).isNull();
        known.learn(input);
        known.learn(input);

        assertThat(known.size()).isEqualTo(before + 1);
        UsualSignature usual = usual(message.view().headers(), known);
        assertThat(usual).isNotNull();
        assertThat(usual.input().known()).isNotNull();
        assertSame(usual, message.view().headers());
    }

    @Test
    void noMoreThanSixteenListsAreKnown() throws Exception {
        CoveredLists known = CoveredLists.of(SignatureProfile.STRICT);
        for (int i = 0; i < 40; i++) {
            known.learn(SignatureInput.of(List.of(Component.of("x-" + i)), Map.of()));
        }
        assertThat(known.size()).isEqualTo(16);

        CoveredLists none = CoveredLists.none(SignatureProfile.STRICT);
        none.learn(SignatureInput.of(List.of(Component.of("date")), Map.of()));
        assertThat(none.size()).isZero();
    }

    @Test
    void aVeryLongListIsNotLearned() {
        CoveredLists known = CoveredLists.of(SignatureProfile.STRICT);
        int before = known.size();

        known.learn(SignatureInput.of(List.of(Component.of("x".repeat(1_025))), Map.of()));

        assertThat(known.size()).isEqualTo(before);
    }
}
