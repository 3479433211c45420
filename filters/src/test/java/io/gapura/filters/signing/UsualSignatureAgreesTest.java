package io.gapura.filters.signing;

import static io.gapura.filters.signing.UsualSignatures.assertSame;
import static io.gapura.filters.signing.UsualSignatures.usual;
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
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The quick way and the general one read every signature and answer every message alike. */
class UsualSignatureAgreesTest {
    private static final List<String> BENT = List.of(
            "Signature-Input", "Signature", "Content-Digest", "Content-Type", "Host", "Authorization", "X-Extra");
    private static final String CHARACTERS = "\"\\;=(),: \t09azA-_?@%\u007F\u00E4\u0122";

    private final Signing signing = new Signing();
    private final Pipeline quick = Pipeline.builder().add(signing.policy()).build();
    private final Pipeline general = Pipeline.builder().add(signing.policy()).build();

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
                        .map(UsualSignatureAgreesTest::facts)
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
