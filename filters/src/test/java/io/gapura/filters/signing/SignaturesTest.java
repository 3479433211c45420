package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.signing.Signing.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of verification, step by step, on the policy itself. */
class SignaturesTest {
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

    @Test
    void aSignedRequestPassesAsTheCallerOfItsKeyWithItsProof() throws Exception {
        Verdict verdict = Pipeline.builder()
                .add(policy)
                .build()
                .decide(Signing.post().signed(signing.signer).view());

        assertThat(verdict.rejection()).isEmpty();
        Caller caller = verdict.request().caller();
        assertThat(caller).isEqualTo(Caller.of("signing", "orders"));
        VerifiedSignature proof = caller.proof(VerifiedSignature.class).orElseThrow();
        assertThat(proof.keyId()).isEqualTo(Signing.KID);
        assertThat(proof.created()).isEqualTo(Signing.NOON);
        assertThat(proof.tag()).isEmpty();
        assertThat(proof.coveredComponents())
                .containsExactly(
                        "\"@method\"",
                        "\"@authority\"",
                        "\"@path\"",
                        "\"@query\"",
                        "\"content-digest\"",
                        "\"content-type\"");
        assertThat(proof.covered("content-type")).contains("application/json");
        assertThat(proof.covered("@query")).contains("?dry=1");
        assertThat(proof.covered("host")).isEmpty();
        assertThat(proof.toString()).doesNotContain("json").doesNotContain(Signing.KID);
    }

    @Test
    void theBytesThatWereVerifiedAreTheBytesThatAreHandedOn() throws Exception {
        RequestView request = Signing.post().signed(signing.signer).view();
        Verdict verdict = Pipeline.builder().add(policy).build().decide(request);

        assertThat(verdict.request().body().wasRead()).isTrue();
        ByteBuffer replayed = verdict.request().body().read(100);
        assertThat(StandardCharsets.UTF_8.decode(replayed).toString()).isEqualTo("{\"item\":7}");
    }

    @Test
    void theAlternativeOfTheTargetUriIsAccepted() throws Exception {
        Message message = signedAs("(\"@method\" \"@target-uri\" \"content-digest\" \"content-type\")" + parameters());
        assertThat(Signing.reason(policy, message.view())).isEmpty();
    }

    @Test
    void step1AnUnsignedRequestIsRefusedWithAllThatAClientNeedsToSignIt() throws Exception {
        Rejection rejection = refusal(policy, Signing.post());

        assertThat(rejection.status()).isEqualTo(401);
        assertThat(rejection.code()).isEqualTo("signature-refused");
        assertThat(rejection.reason()).isEqualTo("missing");
        assertThat(rejection.headers())
                .extracting(line -> line.name() + ": " + line.value())
                .containsExactly(
                        "WWW-Authenticate: Signature realm=\"gapura\"",
                        "Accept-Signature: sig1=(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\""
                                + " \"content-type\");created",
                        "Want-Content-Digest: sha-256=10",
                        "Date: Sat, 21 Nov 2026 12:00:00 GMT");
    }

    @Test
    void aSafeRequestIsNotAskedForADigest() throws Exception {
        assertThat(refusal(policy, Signing.get()).headers())
                .extracting(line -> line.name())
                .containsExactly("WWW-Authenticate", "Accept-Signature", "Date");
    }

    @ParameterizedTest
    @CsvSource({"Signature, one-field-only", "Signature-Input, one-field-only"})
    void step1OneFieldWithoutTheOtherIsMalformed(String missing, String reason) throws Exception {
        Rejection rejection =
                refusal(policy, Signing.post().signed(signing.signer).without(missing));
        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.code()).isEqualTo("signature-malformed");
    }

    static Stream<Arguments> malformed() {
        String sig = "s=:AAAA:";
        String many = String.join(
                " ",
                Stream.iterate(1, i -> i + 1)
                        .limit(65)
                        .map(i -> "\"h" + i + "\"")
                        .toList());
        String params = String.join(
                "", Stream.iterate(1, i -> i + 1).limit(17).map(i -> ";p" + i).toList());
        String labels = String.join(
                ", ",
                Stream.iterate(1, i -> i + 1).limit(9).map(i -> "s" + i + "=()").toList());
        String signatures = String.join(
                ", ",
                Stream.iterate(1, i -> i + 1)
                        .limit(9)
                        .map(i -> "s" + i + "=:AAAA:")
                        .toList());
        return Stream.of(
                Arguments.of("no dictionary", "s=(", sig, "parse"),
                Arguments.of("signature no dictionary", "s=()", "s=:AAA:", "parse"),
                Arguments.of("no inner list", "s=1", sig, "parse"),
                Arguments.of("signature of text", "s=()", "s=\"AAAA\"", "parse"),
                Arguments.of("signature with parameter", "s=()", "s=:AAAA:;a", "parse"),
                Arguments.of("signature in inner list", "s=()", "s=(:AAAA:)", "parse"),
                Arguments.of("parameter twice", "s=();created=1;created=2", sig, "parse"),
                Arguments.of("component as token", "s=(date)", sig, "parse"),
                Arguments.of("component parameter twice", "s=(\"a\";key=\"x\";key=\"y\")", sig, "parse"),
                Arguments.of("component twice", "s=(\"date\" \"date\")", sig, "component-duplicate"),
                Arguments.of(
                        "component twice, parameters turned",
                        "s=(\"a\";sf;key=\"k\" \"a\";key=\"k\";sf)",
                        sig,
                        "component-duplicate"),
                Arguments.of("labels differ", "s=()", "t=:AAAA:", "label"),
                Arguments.of("label too many in input", "s=(), t=()", sig, "label"),
                Arguments.of("label too many in signature", "s=()", "s=:AAAA:, t=:AAAA:", "label"),
                Arguments.of("label twice", "s=(), s=()", sig, "label"),
                Arguments.of("signature label twice", "s=()", "s=:AAAA:, s=:AAAA:", "label"),
                Arguments.of("no label", "", "", "label"),
                Arguments.of("65 components", "s=(" + many + ")", sig, "too-many"),
                Arguments.of("17 parameters", "s=()" + params, sig, "too-many"),
                Arguments.of("9 labels", labels, signatures, "too-many"),
                Arguments.of("over 16 KiB", "s=(\"" + "a".repeat(16_384) + "\")", sig, "too-large"),
                Arguments.of("signature over 16 KiB", "s=()", "s=:" + "A".repeat(16_384) + ":", "too-large"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void step2FieldsThatDoNotParseAreMalformed(String name, String input, String signature, String reason)
            throws Exception {
        Rejection rejection =
                refusal(policy, digested().line("Signature-Input", input).line("Signature", signature));
        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.headers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha-256=:AAAA:, sha-256=:AAAA:", "sha-256=\"AAAA\"", "sha-256", "%", "a=(:AAAA:)"})
    void step2ADigestFieldThatDoesNotParseIsMalformed(String field) throws Exception {
        Message message = Signing.post().signed(signing.signer).replace("Content-Digest", field);
        Rejection rejection = refusal(policy, message);
        assertThat(rejection.reason()).isEqualTo("parse");
        assertThat(rejection.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            method missing      | ("@authority" "@path" "@query" "content-digest" "content-type")
            authority missing   | ("@method" "@path" "@query" "content-digest" "content-type")
            path missing        | ("@method" "@authority" "@query" "content-digest" "content-type")
            query missing       | ("@method" "@authority" "@path" "content-digest" "content-type")
            digest missing      | ("@method" "@target-uri" "content-type")
            type missing        | ("@method" "@target-uri" "content-digest")
            member of digest    | ("@method" "@target-uri" "content-digest";key="sha-256" "content-type")
            strict digest       | ("@method" "@target-uri" "content-digest";sf "content-type")
            nothing             | ()
            """)
    void step3WhatTheProfileWantsMustBeCoveredByTheWholeIdentifier(String name, String list) throws Exception {
        assertThat(Signing.reason(policy, signedAs(list + parameters()).view())).contains("coverage");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization",
                "content-encoding",
                "x-http-method-override",
                "x-http-method",
                "x-method-override"
            })
    void step3AFieldThatChangesTheMeaningMustBeCoveredWhenPresent(String field) throws Exception {
        Message bare = digested().line(field, "x");
        assertThat(Signing.reason(
                        policy,
                        Signing.signedAs(bare, ALL + parameters(), signing.key).view()))
                .contains("coverage");
        String wider = ALL.replace(")", " \"" + field + "\")") + parameters();
        Message covered = digested().line(field, "x");
        assertThat(Signing.reason(
                        policy, Signing.signedAs(covered, wider, signing.key).view()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unknown derived     | "@status"
            signature params    | "@signature-params"
            unknown parameter   | "date";foo
            from the request    | "date";req
            from the trailers   | "date";tr
            upper case          | "Date"
            sf as text          | "date";sf="x"
            sf false            | "date";sf=?0
            bs with sf          | "date";bs;sf
            bs with key         | "date";bs;key="a"
            key no text         | "date";key
            parameter on derived| "@method";sf
            param without name  | "@query-param"
            param name a token  | "@query-param";name=dry
            no structure known  | "date";sf
            empty name          | ""
            colon               | "da:te"
            """)
    void step3AComponentThatIsNotKnownIsRefused(String name, String identifier) throws Exception {
        String input = ALL.replace(")", " " + identifier + ")") + parameters();
        Message message = digested().line("Date", "x").line("Signature-Input", "s=" + input);
        assertThat(Signing.reason(policy, message.line("Signature", "s=:AAAA:").view()))
                .contains("component-unknown");
    }

    static Stream<Arguments> parameters3() {
        String now = String.valueOf(Signing.NOON.getEpochSecond());
        String kid = ";keyid=\"" + Signing.KID + "\"";
        return Stream.of(
                Arguments.of(kid + NONCE, "parameter"),
                Arguments.of(";created=" + now + NONCE, "parameter"),
                Arguments.of(";created=" + now + kid, "parameter"),
                Arguments.of(";created=" + now + ".0" + kid + NONCE, "parameter"),
                Arguments.of(";created=@" + now + kid + NONCE, "parameter"),
                Arguments.of(";created=\"" + now + "\"" + kid + NONCE, "parameter"),
                Arguments.of(";created=-1" + kid + NONCE, "parameter"),
                Arguments.of(";created=1000000000000" + kid + NONCE, "parameter"),
                Arguments.of(";created" + kid + NONCE, "parameter"),
                Arguments.of(";created=" + now + ";keyid=orders" + NONCE, "parameter"),
                Arguments.of(";created=" + now + kid + ";nonce=:AAAA:", "parameter"),
                Arguments.of(";created=" + now + kid + ";nonce=\"0123456789abcde\"", "parameter"),
                Arguments.of(";created=" + now + kid + ";nonce=\"" + "n".repeat(129) + "\"", "parameter"),
                Arguments.of(";created=" + now + kid + NONCE + ";foo=1", "parameter"),
                Arguments.of(";created=" + now + kid + NONCE + ";expires=1.5", "parameter"),
                Arguments.of(";created=" + now + kid + NONCE + ";alg=hmac-sha256", "parameter"),
                Arguments.of(";created=" + now + kid + NONCE + ";tag=a", "parameter"),
                Arguments.of(";created=" + now + kid + NONCE + ";alg=\"ed25519\"", "alg"),
                Arguments.of(";created=" + now + kid + NONCE + ";alg=\"HMAC-SHA256\"", "alg"),
                Arguments.of(";created=" + now + kid + NONCE + ";alg=\"hmac-sha256\"", null),
                Arguments.of(";created=" + now + kid + NONCE + ";tag=\"any\"", null),
                Arguments.of(";created=" + now + kid + ";nonce=\"" + "n".repeat(128) + "\"", null),
                Arguments.of(NONCE + kid + ";created=" + now, null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parameters3")
    void step3TheParametersMustBeThereKnownAndOfTheirType(String parameters, String reason) throws Exception {
        assertThat(Signing.reason(policy, signedAs(ALL + parameters).view()).orElse(null))
                .isEqualTo(reason);
    }

    @Test
    void step3ASafeMethodNeedsNoNonce() throws Exception {
        String input = "(\"@method\" \"@target-uri\");created=" + now + ";keyid=\"" + Signing.KID + "\"";
        Message message = Signing.signedAs(Signing.get(), input, signing.key);
        assertThat(Signing.reason(policy, message.view())).isEmpty();
        assertThat(Signing.reason(policy, message.view())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-301, , too-old", "-300, , ", "-299, , ", "29, , ", "30, , ", "31, , future",
        "0, -1, expired", "-10, -1, expired", "-10, 0, ", "-10, 1, ", "0, 0, expired", "-400, 500, too-old",
        "10, 10, expired", "10, 11, ", "31, 500, future"
    })
    void step4EachRuleOfTimeHoldsForItselfAtItsEdges(long created, Long expires, String reason) throws Exception {
        signing.clock.move(-1_000);
        Signatures older = signing.policy();
        signing.clock.move(1_000);
        String input = ALL + ";created=" + (now + created) + ";keyid=\"" + Signing.KID + "\"" + NONCE
                + (expires == null ? "" : ";expires=" + (now + expires));
        assertThat(Signing.reason(older, signedAs(input).view()).orElse(null)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"-1, before-start", "0, ", "1, "})
    void step4AMessageFromBeforeTheStartIsRefusedBecauseItsNonceIsForgotten(long created, String reason)
            throws Exception {
        String input = ALL + ";created=" + (now + created) + ";keyid=\"" + Signing.KID + "\"" + NONCE;
        assertThat(Signing.reason(policy, signedAs(input).view()).orElse(null)).isEqualTo(reason);
        assertThat(Signing.reason(
                        policy.acceptingCreatedBeforeStart(), signedAs(input).view()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com, https, ",
        "API.Example.com, https, ",
        "api.example.com:443, https, ",
        "api.example.com:8443, https, authority",
        "api.example.com:443, http, authority",
        "other.example.com, https, authority"
    })
    void step5ASignatureForAnotherAuthorityProvesNothingHere(String host, String scheme, String reason)
            throws Exception {
        Message message = digested().replace("Host", host);
        message.scheme = scheme;
        assertThat(Signing.reason(
                                policy,
                                Signing.signedAs(message, ALL + parameters(), signing.key)
                                        .view())
                        .orElse(null))
                .isEqualTo(reason);
    }

    @Test
    void step5AnUnknownKeyIsAnsweredLikeAWrongSignature() throws Exception {
        SigningKey other = SigningKey.hmac("stranger", Signing.secret(9));
        Message unknown = Signing.signedAs(digested(), ALL + ";created=" + now + ";keyid=\"stranger\"" + NONCE, other);
        Message wrong =
                Signing.signedAs(digested(), ALL + parameters(), SigningKey.hmac(Signing.KID, Signing.secret(9)));

        Rejection first = refusal(policy, unknown);
        Rejection second = refusal(policy, wrong);

        assertThat(first.reason()).isEqualTo("key-unknown");
        assertThat(second.reason()).isEqualTo("signature");
        assertThat(List.of(first.status(), first.code(), first.headers()))
                .isEqualTo(List.of(second.status(), second.code(), second.headers()));
        // notes of one make, because the longer one took longer
        assertThat(first.note().orElseThrow())
                .matches("step 5, key of another id, [0-9] components, signature of 32 bytes");
        assertThat(second.note().orElseThrow())
                .matches("step 7, key " + Signing.KID + ", [0-9] components, signature of 32 bytes");
    }

    @Test
    void step5AnUnknownKeyIsNotTriedWithAnotherKeyOfTheRing() throws Exception {
        Message message =
                Signing.signedAs(digested(), ALL + ";created=" + now + ";keyid=\"orders-2026-1\"" + NONCE, signing.key);
        assertThat(Signing.reason(policy, message.view())).contains("key-unknown");
    }

    @Test
    void step6ADeclaredLengthOverTheLimitIsRefusedWithoutReading() throws Exception {
        Signatures small = policy.maxBody(DataSize.bytes(10));
        assertThat(Signing.reason(small, Signing.post().signed(signing.signer).view()))
                .isEmpty();

        Message message = Signing.post().signed(signing.signer);
        message.declared = 11;
        RequestView view = message.view();
        Decision decision = small.decide(view);

        assertThat(((Decision.Reject) decision).rejection().status()).isEqualTo(413);
        assertThat(((Decision.Reject) decision).rejection().reason()).isEqualTo("body-limit");
        assertThat(view.body().wasRead()).isFalse();
    }
}
