package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.signing.Signing.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A message is read in the quick way or in the general one, and both are the same: what is read, what is refused, why.
 * A space behind the signature, which means nothing, makes any message take the general way.
 */
class UsualSignatureTest {
    private static final List<String> BENT = List.of(
            "Signature-Input", "Signature", "Content-Digest", "Content-Type", "Host", "Authorization", "X-Extra");
    private static final String CHARACTERS = "\"\\;=(),: \t09azA-_?@%\u007F\u00E4\u0122";
    private static final String LIST =
            "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\" \"content-type\")";
    private static final String SAID = ";created=1795262400;keyid=\"orders-2026-11\";nonce=\"0123456789abcdef\"";

    private final Signing signing = new Signing();
    private final Pipeline quick = Pipeline.builder().add(signing.policy()).build();
    private final Pipeline general = Pipeline.builder().add(signing.policy()).build();

    private static @Nullable UsualSignature usual(Headers headers, CoveredLists known) {
        AsciiBuffer lent = new AsciiBuffer(16);
        UsualSignature usual = UsualSignature.in(headers, known, lent);
        assertThat(lent.length()).as("the lent buffer is empty again").isZero();
        return usual;
    }

    private static UsualSignature read(String input, String signature) {
        return usual(
                Headers.of("Signature-Input", input, "Signature", signature), CoveredLists.of(SignatureProfile.STRICT));
    }

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

    /** What the quick way reads, the general way reads as well. */
    private static void assertSame(UsualSignature usual, Headers headers) throws SignatureRefusedException {
        SignatureFields fields = SignatureFields.read(headers).orElseThrow();
        assertThat(fields.labels()).hasSize(1);
        String label = fields.labels().iterator().next();
        SignatureInput own = SignatureInput.of(fields.input(label));
        SignatureInput input = usual.input();
        assertThat(usual.bytes()).isEqualTo(fields.signature(label));
        assertThat(input.text()).isEqualTo(own.text());
        assertThat(input.components()).isEqualTo(own.components());
        assertThat(List.of(input.created(), input.expires(), input.nonce(), input.alg(), input.keyId(), input.tag()))
                .isEqualTo(List.of(own.created(), own.expires(), own.nonce(), own.alg(), own.keyId(), own.tag()));
        assertThat(FieldWriter.value(new Member.InnerList(List.of(), input.parameters())))
                .isEqualTo(FieldWriter.value(new Member.InnerList(List.of(), own.parameters())));
        assertThat(headers.all("signature-input").get(0)).isEqualTo(label + "=" + own.text());
    }

    /** One change to one line of a message. */
    private record Bend(String name, int how, int place, String text) {
        void apply(Message message) {
            List<HeaderLine> lines = message.lines;
            for (int i = 0; i < lines.size(); i++) {
                HeaderLine line = lines.get(i);
                if (line.named(name)) {
                    bend(lines, i, line.value());
                    return;
                }
            }
        }

        private void bend(List<HeaderLine> lines, int i, String value) {
            int at = place % (value.length() + 1);
            int next = Math.min(at + 1, value.length());
            switch (how) {
                case 0 -> set(lines, i, value.substring(0, at) + value.substring(next));
                case 1 -> set(lines, i, value.substring(0, at) + text + value.substring(at));
                case 2 -> set(lines, i, value.substring(0, at) + text + value.substring(next));
                case 3 -> lines.add(lines.get(i));
                case 4 -> lines.remove(i);
                case 5 -> set(lines, i, value + text);
                default -> set(lines, i, value.substring(0, at));
            }
        }

        private void set(List<HeaderLine> lines, int i, String value) {
            try {
                lines.set(i, new HeaderLine(name, value));
            } catch (IllegalArgumentException noLine) {
                // no client of ours can write it; the headers below take it from a raw one
                lines.remove(i);
            }
        }
    }

    @Property(tries = 4_000)
    void bothWaysAnswerABentMessageAlike(@ForAll("messages") Message message, @ForAll("bends") List<Bend> bends)
            throws Exception {
        message.signed(signing.signer);
        bends.forEach(bend -> bend.apply(message));

        assertThat(answer(quick, message.view()))
                .isEqualTo(answer(general, spaced(message).view()));
    }

    @Property(tries = 500)
    void bothWaysReadABentFieldAlike(@ForAll("bends") List<Bend> bends) throws Exception {
        Message message = Signing.post().signed(signing.signer);
        bends.forEach(bend -> bend.apply(message));
        Headers headers = message.view().headers();
        UsualSignature usual = usual(headers, CoveredLists.of(SignatureProfile.STRICT));

        if (usual != null) {
            assertSame(usual, headers);
        }
    }

    @Property(tries = 300)
    void bothWaysAnswerAWholeMessageAlike(@ForAll("messages") Message message) throws Exception {
        message.signed(signing.signer);

        String answer = answer(quick, message.view());
        assertThat(answer).isEqualTo(answer(general, spaced(message).view())).startsWith("proven");
        assertThat(answer(quick, message.view()))
                .isEqualTo(answer(general, spaced(message).view()))
                .contains(message.method.equals("GET") ? "proven" : "replay");
    }

    /** The same with a space that is stripped before anybody reads the field. */
    private static Message spaced(Message message) {
        Message spaced = new Message(message.method, message.target, "");
        spaced.content = message.content;
        spaced.declared = message.declared;
        spaced.lines.clear();
        for (HeaderLine line : message.lines) {
            spaced.lines.add(line.named("Signature") ? new HeaderLine(line.name(), line.value() + " ") : line);
        }
        return spaced;
    }

    /** All that can be seen of a decision. */
    private static String answer(Pipeline policy, RequestView view) throws IOException {
        Verdict verdict = policy.decide(view);
        return verdict.rejection()
                .map(refused -> refused.status() + " " + refused.code() + " " + refused.reason() + " " + refused.note()
                        + " " + refused.headers())
                .orElseGet(() -> verdict.request()
                        .caller()
                        .proof(VerifiedSignature.class)
                        .map(UsualSignatureTest::facts)
                        .orElse("anonymous"));
    }

    private static String facts(VerifiedSignature proof) {
        List<Optional<String>> values = new ArrayList<>();
        for (String name : List.of(
                "@method",
                "@authority",
                "@path",
                "@query",
                "content-type",
                "content-digest",
                "x-extra",
                "authorization")) {
            values.add(proof.covered(name));
        }
        return "proven " + proof.keyId() + proof.created() + proof.expires() + proof.tag() + proof.coveredComponents()
                + values;
    }

    @Provide
    Arbitrary<Message> messages() {
        return Combinators.combine(
                        Arbitraries.of("GET", "POST", "PUT", "DELETE"),
                        Arbitraries.of("/", "/orders", "/orders/7?full", "/a%20b?q=%20&r"),
                        Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20),
                        Arbitraries.of("", "application/json", "text/plain; charset=utf-8", " a/b ", "a\tb"),
                        Arbitraries.of("", "Bearer abc"))
                .as((method, target, content, type, token) -> {
                    Message message = new Message(method, target, method.equals("GET") ? "" : content);
                    if (!type.isEmpty()) {
                        message.line("Content-Type", type);
                    }
                    return token.isEmpty() ? message : message.line("Authorization", token);
                });
    }

    @Provide
    Arbitrary<List<Bend>> bends() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.strings().withChars(CHARACTERS).ofLength(1),
                Arbitraries.of(
                        ";created=1795262400",
                        ";created=1",
                        ";expires=1795262400",
                        ";expires=1795262399",
                        ";expires=0",
                        ";alg=\"hmac-sha256\"",
                        ";alg=\"ed25519\"",
                        ";tag=\"t\"",
                        ";keyid=\"x\"",
                        ";nonce=\"short\"",
                        ";x",
                        ", sig2=()",
                        ", sig2=:AA==:",
                        " \"date\"",
                        ";req",
                        "=="));
        return Combinators.combine(
                        Arbitraries.of(BENT),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 1_000),
                        piece)
                .as(Bend::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2);
    }
}
