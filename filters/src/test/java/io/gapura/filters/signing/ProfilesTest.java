package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.Signing.Message;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of profiles: what each demands, row by row, and what weakens one. */
class ProfilesTest {
    private static final Map<String, SignatureProfile> PROFILES = Map.of(
            "strict", SignatureProfile.STRICT,
            "fapi2", SignatureProfile.FAPI2,
            "gnap", SignatureProfile.GNAP,
            "bot", SignatureProfile.WEB_BOT_AUTH,
            "mastodon", SignatureProfile.MASTODON);

    private final Signing signing = new Signing();
    private final long now = Signing.NOON.getEpochSecond();

    private Signatures policy(SignatureProfile profile) {
        return Signatures.required(TestKeys.ring())
                .clock(signing.clock, new SecureRandom())
                .authorities("api.example.com")
                .profile(profile);
    }

    private static Message get(String fields) {
        Message message = Signing.get();
        for (String field : fields.split(",")) {
            if (!field.isBlank()) {
                message.line(field.strip(), field.strip().equals("signature-agent") ? "a=\"https://b\", c=\"x\"" : "x");
            }
        }
        return message;
    }

    private static Message post(ContentDigest.Algorithm algorithm) {
        Message message = Signing.post();
        return message.line("Content-Digest", ContentDigest.of(algorithm, ByteBuffer.wrap(message.content)));
    }

    private String reason(SignatureProfile profile, Message message, String input) throws Exception {
        SigningKey key = TestKeys.of(profile);
        String whole = input.replace("{}", ";created=" + now + ";keyid=\"" + key.keyId() + "\"");
        return Signing.reason(policy(profile), signed(message, whole, key).view())
                .orElse(null);
    }

    /** What cannot be signed carries what no key made. */
    private static Message signed(Message message, String input, SigningKey key) throws Exception {
        try {
            return Signing.signedAs(message, input, key);
        } catch (SignatureRefusedException unsignable) {
            return message.line("Signature-Input", "s=" + input).line("Signature", "s=:AAAA:");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            strict   |                 | ("@method" "@target-uri"){}                                 |
            strict   |                 | ("@method" "@target-uri"){};x=1                             | parameter
            fapi2    | authorization   | ("@method" "@target-uri" "authorization"){};tag="fapi-2-request" |
            fapi2    | authorization   | ("@method" "@target-uri" "authorization"){};tag="fapi-2-response" | tag
            fapi2    | authorization   | ("@method" "@target-uri" "authorization"){}                 | tag
            fapi2    | authorization   | ("@method" "@target-uri"){};tag="fapi-2-request"            | coverage
            fapi2    | authorization   | ("@target-uri" "authorization"){};tag="fapi-2-request"      | coverage
            fapi2    | authorization   | ("@method" "@authority" "@path" "@query" "authorization"){};tag="fapi-2-request" | coverage
            fapi2    |                 | ("@method" "@target-uri"){};tag="fapi-2-request"            | coverage
            fapi2    |                 | ("@method" "@target-uri" "authorization"){};tag="fapi-2-request" | component-absent
            fapi2    | authorization   | ("@method" "@target-uri" "authorization"){};tag="fapi-2-request";x=1 |
            gnap     |                 | ("@method" "@target-uri"){};tag="gnap"                      |
            gnap     |                 | ("@method" "@target-uri"){}                                 | tag
            gnap     | authorization   | ("@method" "@target-uri"){};tag="gnap"                      | coverage
            gnap     | authorization   | ("@method" "@target-uri" "authorization"){};tag="gnap"      |
            gnap     |                 | ("@method" "@target-uri"){};tag="gnap";alg="ed25519"        | alg
            gnap     |                 | ("@method" "@target-uri"){};tag="gnap";nonce="a"            |
            gnap     |                 | ("@method" "@target-uri"){};tag="gnap";nonce=""             | parameter
            gnap     |                 | ("@method"){};tag="gnap"                                    | coverage
            bot      |                 | ("@authority"){};tag="web-bot-auth";expires=1795262500      |
            bot      |                 | ("@target-uri"){};tag="web-bot-auth";expires=1795262500     |
            bot      |                 | ("@method"){};tag="web-bot-auth";expires=1795262500         | coverage
            bot      |                 | ("@authority"){};tag="web-bot-auth"                         | parameter
            bot      |                 | ("@authority"){};expires=1795262500                         | tag
            bot      | signature-agent | ("@authority"){};tag="web-bot-auth";expires=1795262500      | coverage
            bot      | signature-agent | ("@authority" "signature-agent";key="a"){};tag="web-bot-auth";expires=1795262500 |
            bot      | signature-agent | ("@authority" "signature-agent"){};tag="web-bot-auth";expires=1795262500 |
            bot      | signature-agent | ("@authority" "signature-agent";bs){};tag="web-bot-auth";expires=1795262500 | coverage
            bot      | signature-agent | ("@authority" "signature-agent";key="z"){};tag="web-bot-auth";expires=1795262500 | component-absent
            mastodon |                 | ("@method" "@target-uri"){}                                 |
            mastodon |                 | ("@target-uri"){}                                           | coverage
            """)
    void aProfileDemandsWhatItsRowSays(String profile, String fields, String input, String reason) throws Exception {
        assertThat(now).isEqualTo(1_795_262_400L);
        Message message = get(fields == null ? "" : fields);
        assertThat(reason(PROFILES.get(profile), message, input)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            fapi2    | SHA_512 | ("@method" "@target-uri" "authorization" "content-digest"){};tag="fapi-2-request" |
            fapi2    | SHA_256 | ("@method" "@target-uri" "authorization"){};tag="fapi-2-request" | coverage
            gnap     | SHA_256 | ("@method" "@target-uri" "authorization" "content-digest"){};tag="gnap" |
            gnap     | SHA_512 | ("@method" "@target-uri" "authorization" "content-digest"){};tag="gnap" | digest-weak
            gnap     | SHA_256 | ("@method" "@target-uri" "authorization"){};tag="gnap" | coverage
            mastodon | SHA_256 | ("@method" "@target-uri" "content-digest"){} |
            mastodon | SHA_512 | ("@method" "@target-uri" "content-digest"){} | digest-weak
            mastodon | SHA_256 | ("@method" "@target-uri"){} | coverage
            bot      | SHA_256 | ("@authority"){};tag="web-bot-auth";expires=1795262500 |
            """)
    void contentIsProvenAsTheProfileWants(
            String profile, ContentDigest.Algorithm algorithm, String input, String reason) throws Exception {
        Message message = post(algorithm).line("Authorization", "GNAP x");
        assertThat(reason(PROFILES.get(profile), message, input)).isEqualTo(reason);
    }

    @Test
    void aPostOfFapiWithoutContentNeedsNoDigestAndOneOfMastodonDoes() throws Exception {
        Message bare = new Message("POST", "/x", "").line("Authorization", "x");
        assertThat(reason(
                        SignatureProfile.FAPI2,
                        bare,
                        "(\"@method\" \"@target-uri\" \"authorization\"){};tag=\"fapi-2-request\""))
                .isNull();
        assertThat(reason(SignatureProfile.MASTODON, new Message("POST", "/x", ""), "(\"@method\" \"@target-uri\"){}"))
                .isEqualTo("coverage");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            strict   | 0     |       | 300    |
            strict   | 0     |       | 301    | too-old
            strict   | 30    |       | 0      |
            strict   | 31    |       | 0      | future
            strict   | 0     | 1     | 1      |
            strict   | 0     | 1     | 2      | expired
            strict   | 0     | 0     | 0      | expired
            strict   | 0     | -1    | 0      | expired
            strict   | 0     | 9999  | 301    | too-old
            bot      | 0     | 86400 | 86400  |
            bot      | 0     | 86400 | 86401  | expired
            bot      | 0     | 86401 | 0      | expired
            bot      | 30    | 99    | 0      |
            bot      | 31    | 99    | 0      | future
            mastodon | 0     |       | 3900   |
            mastodon | 0     |       | 3901   | too-old
            mastodon | 3600  |       | 0      |
            mastodon | 3601  |       | 0      | future
            mastodon | 0     | 10    | 3610   |
            mastodon | 0     | 10    | 3611   | expired
            mastodon | 0     | 99999 | 46800  |
            mastodon | 0     | 99999 | 46801  | too-old
            gnap     | 0     |       | 300    |
            gnap     | 0     |       | 301    | too-old
            fapi2    | 0     |       | 300    |
            fapi2    | 0     |       | 301    | too-old
            """)
    void eachEdgeOfTimeIsInclusive(String name, long created, Long expires, long later, String reason)
            throws Exception {
        SignatureProfile profile = PROFILES.get(name);
        SigningKey key = TestKeys.of(profile);
        String input = "(\"@method\" \"@target-uri\" \"authorization\");created=" + (now + created)
                + (expires == null ? "" : ";expires=" + (now + created + expires))
                + ";keyid=\"" + key.keyId() + "\""
                + profile.tag().map(tag -> ";tag=\"" + tag + "\"").orElse("");
        Message message = Signing.signedAs(get("authorization"), input, key);
        Signatures policy = policy(profile);
        signing.clock.move(later);
        assertThat(Signing.reason(policy, message.view()).orElse(null)).isEqualTo(reason);
    }

    @Test
    void aClockThatStepsBackMakesAMessageComeFromTheFuture() throws Exception {
        Message message = Signing.post().signed(signing.signer);
        Signatures policy = signing.policy().acceptingCreatedBeforeStart();
        signing.clock.move(-30);
        assertThat(Signing.reason(policy, message.view())).isEmpty();
        signing.clock.move(-1);
        assertThat(Signing.reason(policy, Signing.post().line("X", "y").view())).contains("missing");
        assertThat(Signing.reason(policy, message.view())).contains("future");
    }

    @Test
    void anAlgorithmCountsOnlyWhereItIsNamed() throws Exception {
        String list = "(\"@method\" \"@target-uri\");created=" + now + ";keyid=";
        for (SigningKey key : new SigningKey[] {TestKeys.ED25519, TestKeys.P256, TestKeys.RSA}) {
            Message message = Signing.signedAs(Signing.get(), list + '"' + key.keyId() + '"', key);
            assertThat(Signing.reason(policy(SignatureProfile.STRICT), message.view()))
                    .isEmpty();
        }
        for (SigningKey key : new SigningKey[] {TestKeys.P384, TestKeys.PKCS1}) {
            Message message = Signing.signedAs(Signing.get(), list + '"' + key.keyId() + '"', key);
            assertThat(Signing.reason(policy(SignatureProfile.STRICT), message.view()))
                    .contains("alg");
        }
        Message named = Signing.signedAs(Signing.get(), list + "\"p384-1\"", TestKeys.P384);
        SignatureProfile with = SignatureProfile.STRICT.algorithms(SignatureAlgorithm.ECDSA_P384_SHA384);
        assertThat(Signing.reason(policy(with), named.view())).isEmpty();
        Message dangerous = Signing.signedAs(Signing.get(), list + "\"pkcs-1\"", TestKeys.PKCS1);
        SignatureProfile weak = SignatureProfile.STRICT.dangerouslyAllowRsaPkcs1("an old peer");
        assertThat(Signing.reason(policy(weak), dangerous.view())).isEmpty();
    }

    @Test
    void anAlgThatIsNotTheKeysIsRefusedWhateverTheSignatureIs() throws Exception {
        String list = "(\"@method\" \"@target-uri\");created=" + now + ";alg=\"hmac-sha256\";keyid=\"ed-1\"";
        Message message = Signing.signedAs(Signing.get(), list, TestKeys.ED25519);
        assertThat(Signing.reason(policy(SignatureProfile.STRICT), message.view()))
                .contains("alg");
        String unknown = "(\"@method\" \"@target-uri\");created=" + now + ";alg=\"none\";keyid=\"ed-1\"";
        assertThat(Signing.reason(
                        policy(SignatureProfile.STRICT),
                        Signing.signedAs(Signing.get(), unknown, TestKeys.ED25519)
                                .view()))
                .contains("alg");
    }

    @Test
    void whatIsDangerousWorksAndIsSaidWithItsReason() throws Exception {
        SignatureProfile weak = SignatureProfile.STRICT
                .dangerouslyAllowMissingNonce("batch sender")
                .dangerouslyAllowMissingBodyDigest("legacy peer")
                .dangerouslyMaxAge(Duration.ofHours(1), "queue");
        assertThat(policy(weak).remarks())
                .containsExactly(
                        "verifies by strict for api.example.com",
                        "takes requests without nonce: batch sender",
                        "takes content without digest: legacy peer",
                        "takes signatures up to 3600 s old: queue",
                        "replay: local, 262144 nonces of 3630 s, 69 a second can be sustained, 17 by one caller");
        Message message = Signing.post();
        String input = "(\"@method\" \"@target-uri\" \"content-type\"){}";
        assertThat(reason(SignatureProfile.STRICT, Signing.post(), input)).isEqualTo("coverage");
        Message signed =
                Signing.signedAs(message, input.replace("{}", ";created=" + now + ";keyid=\"ed-1\""), TestKeys.ED25519);
        Signatures policy = policy(weak);
        signing.clock.move(3_600);
        assertThat(Signing.reason(policy, signed.view())).isEmpty();
        signing.clock.move(1);
        assertThat(Signing.reason(policy, signed.view())).contains("too-old");
    }

    @Test
    void aDigestThatIsThereMustBeTheContentsEvenWhenNoneIsDemanded() throws Exception {
        SignatureProfile weak = SignatureProfile.STRICT.dangerouslyAllowMissingBodyDigest("legacy peer");
        Message message = Signing.post().line("Content-Digest", "sha-256=:AAAA:");
        String nonce = ";nonce=\"0123456789abcdef\"";
        assertThat(reason(weak, message, "(\"@method\" \"@target-uri\" \"content-type\"){}" + nonce))
                .isEqualTo("digest");
    }

    @Test
    void theStartSaysByWhichProfilesAndForWhichHosts() {
        Signatures.Draft draft = Signatures.required(TestKeys.ring()).clock(signing.clock, new SecureRandom());
        String[] hosts = {"h", "g", "f", "e", "d", "c", "b", "a"};
        assertThat(draft.authorities(hosts)
                        .alsoBy(SignatureProfile.STRICT.named("callbacks").tag("callback"))
                        .remarks())
                .startsWith("verifies by strict or callbacks for a b c d e f g h");
        assertThat(draft.authorities("i", "h", "g", "f", "e", "d", "c", "b", "a")
                        .remarks())
                .startsWith("verifies by strict for a b c d e f g h and 1 more");
    }

    @Test
    void strictSaysNothingAndTheOthersSayWhatTheyLack() {
        assertThat(SignatureProfile.STRICT.remarks()).isEmpty();
        assertThat(policy(SignatureProfile.STRICT).remarks())
                .containsExactly(
                        "verifies by strict for api.example.com",
                        "replay: local, 262144 nonces of 330 s, 582 a second can be sustained, 145 by one caller");
        assertThat(SignatureProfile.MASTODON.remarks().get(0)).contains("rsa-v1_5-sha256", "no nonce");
        assertThat(SignatureProfile.WEB_BOT_AUTH.remarks()).hasSize(1);
        assertThat(SignatureProfile.GNAP.remarks()).hasSize(1);
        assertThat(SignatureProfile.FAPI2.remarks()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void whatIsDangerousNeedsAReason(String reason) {
        SignatureProfile strict = SignatureProfile.STRICT;
        assertThatThrownBy(() -> strict.dangerouslyAllowMissingNonce(reason))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> strict.dangerouslyAllowMissingBodyDigest(reason))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> strict.dangerouslyAllowRsaPkcs1(reason)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> strict.dangerouslyMaxAge(Duration.ofHours(1), reason))
                .isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource({"900, true", "901, false", "1, true", "0, false"})
    void anAgeOverFifteenMinutesIsDangerous(long seconds, boolean allowed) {
        Duration age = Duration.ofSeconds(seconds);
        if (allowed) {
            assertThat(SignatureProfile.STRICT.maxAge(age).maxAge()).isEqualTo(age);
        } else {
            assertThatThrownBy(() -> SignatureProfile.STRICT.maxAge(age)).isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void evenADangerousAgeHasAnEnd() {
        SignatureProfile.STRICT.dangerouslyMaxAge(Duration.ofDays(1), "a day");
        assertThatThrownBy(() -> SignatureProfile.STRICT.dangerouslyMaxAge(Duration.ofSeconds(86_401), "more"))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void rsaPkcs1IsNamedDangerouslyOrNotAtAll() {
        assertThatThrownBy(() -> SignatureProfile.STRICT.algorithms(SignatureAlgorithm.RSA_V1_5_SHA256))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> SignatureProfile.STRICT.algorithms()).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aRequestTargetAndTrailersCountOnlyWhereTheyAreOpened() throws Exception {
        String input = "(\"@method\" \"@target-uri\" \"@request-target\"){}";
        String whole = input.replace("{}", ";created=" + now + ";keyid=\"ed-1\"");
        SignatureProfile open = SignatureProfile.STRICT.requestTarget().trailers();
        Message message = Signing.signedAs(Signing.get(), whole, TestKeys.ED25519, open);
        assertThat(Signing.reason(policy(open), message.view())).isEmpty();
        assertThat(Signing.reason(policy(SignatureProfile.STRICT), message.view()))
                .contains("component-unknown");
        Message trailer = Signing.get()
                .line("Signature-Input", "s=" + whole.replace("@request-target\"", "date\";tr"))
                .line("Signature", "s=:AAAA:");
        assertThat(Signing.reason(policy(SignatureProfile.STRICT), trailer.view()))
                .contains("component-unknown");
        assertThat(Signing.reason(policy(open), trailer.view())).contains("component-absent");
    }

    @Test
    void aMessageWithoutNonceCountsOnceWhereThatIsWished() throws Exception {
        String whole = "(\"@method\" \"@target-uri\");created=" + now + ";keyid=\"ed-1\"";
        Message message = Signing.signedAs(Signing.get(), whole, TestKeys.ED25519);
        Signatures usual = policy(SignatureProfile.STRICT);
        assertThat(Signing.reason(usual, message.view())).isEmpty();
        assertThat(Signing.reason(usual, message.view())).isEmpty();

        Signatures once = usual.claimingMessagesWithoutNonce().replay(LocalReplayGuard.holding(1_000, signing.clock));
        assertThat(Signing.reason(once, message.view())).isEmpty();
        assertThat(Signing.reason(once, message.view())).contains("replay");
        Message other = Signing.signedAs(
                Signing.get().line("Date", "x"), whole.replace("uri\"", "uri\" \"date\""), TestKeys.ED25519);
        assertThat(Signing.reason(once, other.view())).isEmpty();
    }

    @Test
    void anotherSignatureOverTheSameBaseIsTheSameMessage() throws Exception {
        String whole = "(\"@method\" \"@target-uri\");created=" + now + ";keyid=\"p256-1\"";
        Signatures once = policy(SignatureProfile.STRICT)
                .claimingMessagesWithoutNonce()
                .replay(LocalReplayGuard.holding(1_000, signing.clock));
        Message first = Signing.signedAs(Signing.get(), whole, TestKeys.P256);
        Message second = Signing.signedAs(Signing.get(), whole, TestKeys.P256);
        assertThat(first.value("Signature")).isNotEqualTo(second.value("Signature"));
        assertThat(Signing.reason(once, first.view())).isEmpty();
        assertThat(Signing.reason(once, second.view())).contains("replay");
    }

    @Test
    void everyStepHasItsNumberInOrder() {
        VerificationStep[] steps = VerificationStep.values();
        assertThat(steps).hasSize(10);
        for (int i = 0; i < steps.length; i++) {
            assertThat(steps[i].number()).isEqualTo(i + 1);
            assertThat(steps[i].section()).startsWith("RFC ");
            assertThat(steps[i].words()).isNotBlank();
        }
    }
}
