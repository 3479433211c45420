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
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
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

    @ParameterizedTest
    @ValueSource(strings = {"\"date\"", "\"@query-param\";name=\"x\"", "\"content-digest\";key=\"md5\""})
    void step7AComponentThatIsAbsentIsNotEmptyButRefused(String identifier) throws Exception {
        String input = ALL.replace(")", " " + identifier + ")") + parameters();
        Message message = digested().line("Signature-Input", "s=" + input).line("Signature", "s=:AAAA:");
        assertThat(Signing.reason(policy, message.view())).contains("component-absent");
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
        assertThat(first.note()).contains("step 5");
        assertThat(second.note().orElseThrow()).contains(Signing.KID);
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
}
