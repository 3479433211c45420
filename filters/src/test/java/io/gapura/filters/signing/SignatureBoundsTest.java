package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Decision;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import io.gapura.filters.signing.Signing.Message;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attacker may write into the fields: bounded on both sides, and never an exception. */
class SignatureBoundsTest {
    private final Signing signing = new Signing();
    private final Signatures policy = signing.policy();

    private static String many(int count, String joint, String pattern) {
        return IntStream.range(0, count)
                .mapToObj(i -> pattern.replace("#", String.valueOf(i)))
                .collect(Collectors.joining(joint));
    }

    private String reason(String input, String signature) throws Exception {
        Message message = Signing.get().line("Signature-Input", input).line("Signature", signature);
        return Signing.reason(policy, message.view()).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"64, coverage", "65, too-many"})
    void atMost64ComponentsAreRead(int components, String reason) throws Exception {
        assertThat(reason("s=(" + many(components, " ", "\"h#\"") + ")", "s=:AAAA:"))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"16, coverage", "17, too-many"})
    void atMost16ParametersAreRead(int parameters, String reason) throws Exception {
        assertThat(reason("s=();" + many(parameters, ";", "p#"), "s=:AAAA:")).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"8, coverage", "9, too-many"})
    void atMost8LabelsAreRead(int labels, String reason) throws Exception {
        assertThat(reason(many(labels, ", ", "s#=()"), many(labels, ", ", "s#=:AAAA:")))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"16384, coverage", "16385, too-large"})
    void atMost16KiBOfAFieldAreParsed(int length, String reason) throws Exception {
        String input = "s=(\"" + "a".repeat(length - 6) + "\")";
        assertThat(input).hasSize(length);
        assertThat(reason(input, "s=:AAAA:")).isEqualTo(reason);
    }

    @Test
    void theLimitIsOnAllLinesOfAFieldTogether() throws Exception {
        String line = "s=(\"" + "a".repeat(8_192) + "\")";
        Message message = Signing.get()
                .line("Signature-Input", line)
                .line("Signature-Input", line.replace("s=", "t="))
                .line("Signature", "s=:AAAA:, t=:AAAA:");
        assertThat(Signing.reason(policy, message.view())).contains("too-large");
    }

    @Test
    void theFieldsMayStandOnSeveralLines() throws Exception {
        Message message = Signing.get()
                .line("Signature-Input", "s=()")
                .line("Signature-Input", "t=()")
                .line("Signature", "s=:AAAA:")
                .line("Signature", "t=:AAAA:");
        assertThat(Signing.reason(policy, message.view())).contains("coverage");
    }

    @ParameterizedTest
    @CsvSource({"8, true", "9, false"})
    void atMost8DigestsAreRead(int digests, boolean read) {
        Headers headers = Headers.of("Content-Digest", many(digests, ", ", "x#=:AAAA:"));
        if (read) {
            assertThatCode(() -> ContentDigest.read(headers)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> ContentDigest.read(headers)).hasMessage("parse");
        }
    }

    private static io.gapura.filters.signing.Message message(RequestView request) {
        return io.gapura.filters.signing.Message.of(request);
    }

    @Test
    void aBaseHasABound() throws Exception {
        SignatureBase bases = SignatureProfile.STRICT.bases();
        SignatureInput input = SignatureInput.of(List.of(Component.of("x-long")), java.util.Map.of());
        RequestView near = RequestView.get("/").header("X-Long", "a".repeat(262_144 - 11));
        RequestView over = RequestView.get("/").header("X-Long", "a".repeat(262_144 - 10));
        assertThat(bases.of(message(near), input)).hasSizeGreaterThan(262_144);
        assertThatThrownBy(() -> bases.of(message(over), input)).hasMessage("too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\nb", "a\r\n", "a\u0000b", "caf\u00E9", "a\u007Fb", "a\u212Ab"})
    void aFieldWithALineBreakOrWithoutAsciiIsNotSigned(String value) {
        assertThatThrownBy(() -> FieldLines.line(value))
                .isInstanceOf(SignatureRefusedException.class)
                .hasMessage("parse");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            " a\tb "              | "a\tb"
            "a \r\n\t b"          | "a b"
            "a\r\n b\r\n c"       | "a b c"
            "\r\n a"              | " a"
            ""                    | ""
            " \t "                | ""
            """)
    void aLineIsStrippedAndUnfolded(String line, String value) throws Exception {
        assertThat(FieldLines.line(line)).isEqualTo(value);
    }

    @Test
    void aStructuredFieldThatRepeatsAKeyHasNoOneReading() throws Exception {
        SignatureBase bases = SignatureProfile.STRICT
                .structured("priority", FieldType.DICTIONARY)
                .bases();
        RequestView request = RequestView.get("/").header("Priority", "u=1, u=2");
        for (String identifier : List.of("\"priority\";sf", "\"priority\";key=\"u\"")) {
            Component component = Component.of(StructuredFields.item(identifier));
            assertThatThrownBy(() -> bases.value(message(request), component)).hasMessage("parse");
        }
    }

    @ParameterizedTest
    @CsvSource({"ITEM, 'a ;  b=1', a", "LIST, 'a ,b', 'a, b'", "DICTIONARY, 'a=1 ,b', 'a=1, b'"})
    void aFieldOfKnownStructureIsCoveredInItsStrictForm(FieldType type, String value, String strict) throws Exception {
        SignatureBase bases = SignatureProfile.STRICT.structured("X-It", type).bases();
        RequestView request = RequestView.get("/").header("X-It", value);
        Component component = Component.of(StructuredFields.item("\"x-it\";sf"));
        if (type == FieldType.ITEM) {
            assertThatThrownBy(() -> bases.value(message(request), component)).hasMessage("parse");
            assertThat(bases.value(message(RequestView.get("/").header("X-It", "a;  b=1")), component))
                    .isEqualTo("a;b=1");
        } else {
            assertThat(bases.value(message(request), component)).isEqualTo(strict);
        }
    }

    @Test
    void componentsAreEqualWhateverTheOrderOfTheirParametersAndUnequalByAnyOther() throws Exception {
        Component one = Component.of(StructuredFields.item("\"a\";sf;key=\"k\""));
        Component turned = Component.of(StructuredFields.item("\"a\";key=\"k\";sf"));
        Component plain = Component.of(StructuredFields.item("\"a\""));
        assertThat(one).isEqualTo(turned).hasSameHashCodeAs(turned).isNotEqualTo(plain);
        assertThat(one).hasToString("\"a\";sf;key=\"k\"");
        assertThat(turned).hasToString("\"a\";key=\"k\";sf");
    }

    @Provide
    Arbitrary<String> fields() {
        Arbitrary<String> pieces = Arbitraries.of(
                "s",
                "=",
                "(",
                ")",
                "\"@method\"",
                "\"@target-uri\"",
                "\"date\"",
                ";",
                "created",
                "=1",
                "keyid",
                "\"k\"",
                ":",
                "AAAA",
                " ",
                ",",
                "?1",
                "@1",
                "%\"",
                "\"",
                "\\",
                "1.5",
                "-",
                "*",
                "\t",
                "nonce",
                "tr",
                "key");
        return pieces.list().ofMaxSize(25).map(list -> String.join("", list));
    }

    @Property(tries = 2_000)
    void noFieldsOfAnyFormMakeAnythingButARefusal(
            @ForAll("fields") String input, @ForAll("fields") String signature, @ForAll("fields") String digest)
            throws Exception {
        Message message = Signing.get();
        RequestView view = message.view()
                .header("Signature-Input", "s=(" + input)
                .header("Signature", "s=" + signature)
                .header("Content-Digest", digest);
        assertThat(policy.decide(view)).isInstanceOf(Decision.Reject.class);
    }

    @Property(tries = 2_000)
    void whatIsReadAndWrittenReadsTheSame(@ForAll("fields") String text) throws Exception {
        Keyed<Member> members;
        try {
            members = StructuredFields.dictionary(text);
        } catch (MalformedFieldException malformed) {
            assertThat(malformed.position()).isBetween(0, text.length());
            return;
        }
        String written = FieldWriter.dictionary(members);
        assertThat(FieldWriter.dictionary(StructuredFields.dictionary(written))).isEqualTo(written);
    }

    @Property(tries = 500)
    void textOfAnyKindIsReadOrMalformed(@ForAll String text) {
        for (FieldType type : FieldType.values()) {
            try {
                assertThat(type.canonical(text)).isNotNull();
            } catch (MalformedFieldException malformed) {
                assertThat(malformed.position()).isBetween(0, text.length());
            }
        }
    }

    @Test
    void anEmptyDigestFieldIsWeak() throws Exception {
        ContentDigest none = ContentDigest.read(Headers.of("Content-Digest", ""));
        assertThatThrownBy(() -> none.verify(ByteBuffer.allocate(0))).hasMessage("digest-weak");
    }
}
