package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.catalog.FiltersCatalog;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which keys count: by the profile, by {@code signing.algorithms}, and that there is one of them at the start. */
class AlgorithmSettingsTest {
    @TempDir
    private Path folder;

    private Path file;

    /** A shared secret, a curve that counts only when it is named, and an RSA key for the old padding. */
    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("keys.json");
        write(
                Jwks.oct("hmac", Signing.secret(1)),
                Jwks.ec("p384", Jwks.pair("secp384r1"), true),
                Jwks.rsa("rsa", "RS256", Jwks.pair("RSA"), true));
    }

    private void write(String... keys) throws IOException {
        Files.writeString(
                file,
                "{\"keys\":[" + String.join(",", keys) + "],\"gapura\":{\"callers\":{"
                        + (keys.length == 1 ? "" : "\"p384\":{\"name\":\"curve\"},\"rsa\":{\"name\":\"old\"},")
                        + "\"hmac\":{\"name\":\"orders\"}}}}");
    }

    private Pipeline pipeline(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("policies", "signing");
        settings.put("signing.keys", "file:" + file);
        settings.put("signing.authorities", "api.example.com");
        settings.put("signing.reject-created-before-start", "false");
        return Configuration.of("test", settings, Resources.ofSystem())
                .pipeline(List.of(new FiltersCatalog()), Set.of());
    }

    /** What becomes of a GET that is signed with that key, by a signer that allows itself everything. */
    private String outcome(Pipeline pipeline, String key) throws IOException {
        SigningKey signing =
                KeyRing.load(io.gapura.filters.config.Reference.file(file)).signingKey(key);
        SignatureProfile all = SignatureProfile.STRICT
                .algorithms(SignatureAlgorithm.HMAC_SHA256, SignatureAlgorithm.ECDSA_P384_SHA384)
                .dangerouslyAllowRsaPkcs1("a client of this test");
        Signing.Message message = Signing.get();
        message.lines.addAll(RequestSigner.with(signing, all)
                .sign("GET", URI.create("https://api.example.com" + message.target), message.lines, new byte[0]));
        RequestView view = message.view();
        return pipeline.decide(view).rejection().map(Object::toString).orElse("proceeds");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                             | hmac | proceeds
                                             | p384 | 401 signature-refused (alg)
                                             | rsa  | 401 signature-refused (alg)
            ecdsa-p384-sha384                | p384 | proceeds
            ecdsa-p384-sha384                | hmac | 401 signature-refused (alg)
            hmac-sha256, ecdsa-p384-sha384   | hmac | proceeds
            hmac-sha256, ecdsa-p384-sha384   | rsa  | 401 signature-refused (alg)
            rsa-v1_5-sha256                  | rsa  | proceeds
            rsa-v1_5-sha256                  | hmac | 401 signature-refused (alg)
            """)
    void theNamedOnesCountAndNoOthers(String named, String key, String outcome) throws Exception {
        assertThat(outcome(pipeline(named == null ? Map.of() : Map.of("signing.algorithms", named)), key))
                .isEqualTo(outcome);
    }

    @Test
    void theOldPaddingIsSaidAtEachStart() {
        assertThat(pipeline(Map.of("signing.algorithms", "hmac-sha256, rsa-v1_5-sha256"))
                        .posture()
                        .get(0))
                .contains("takes rsa-v1_5-sha256: signing.algorithms names it");
        assertThat(pipeline(Map.of("signing.algorithms", "hmac-sha256, ecdsa-p384-sha384"))
                        .posture()
                        .get(0))
                .doesNotContain("rsa-v1_5-sha256");
        assertThat(pipeline(Map.of("signing.profile", "mastodon", "signing.algorithms", "rsa-v1_5-sha256"))
                        .posture()
                        .get(0))
                .contains("profile mastodon takes rsa-v1_5-sha256")
                .doesNotContain("names it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            strict       | none            | algorithms must be some of [hmac-sha256, ed25519, ecdsa-p256-sha256, ecdsa-p384-sha384, rsa-pss-sha512, rsa-v1_5-sha256]
            strict       | HMAC-SHA256     | algorithms must be some of [hmac-sha256
            strict       | rsa-v1-5-sha256 | algorithms must be some of [hmac-sha256
            mastodon     | hmac-sha256     | signing.algorithms: the profile mastodon does not take hmac-sha256
            web-bot-auth | hmac-sha256     | signing.algorithms: the profile web-bot-auth does not take hmac-sha256
            strict       | ed25519         | signing.keys holds no key that the profile strict takes now; it takes keys for ed25519
            """)
    void whatNobodyCanMeetDoesNotStart(String profile, String named, String message) {
        assertThatThrownBy(() -> pipeline(Map.of("signing.profile", profile, "signing.algorithms", named)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aProfileThatNoKeyFitsDoesNotStart() throws Exception {
        write(Jwks.oct("hmac", Signing.secret(1)));
        assertThatThrownBy(() -> pipeline(Map.of("signing.profile", "mastodon")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signing.keys holds no key that the profile mastodon takes now;"
                        + " it takes keys for rsa-v1_5-sha256");
        assertThatCode(() -> pipeline(Map.of("signing.profile", "gnap"))).doesNotThrowAnyException();
    }

    @Test
    void eachOfSeveralProfilesNeedsAKey() {
        Signing signing = new Signing();
        Signatures both = signing.policy()
                .alsoBy(SignatureProfile.STRICT.named("partners").tag("p").algorithms(SignatureAlgorithm.ED25519));
        Pipeline.Builder builder = Pipeline.builder().add(both);
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no key that the profile partners takes now");
    }

    @Test
    void aKeyThatFitsMustBeValidNow() {
        Signing signing = new Signing();
        SigningKey other = new FreshKeys(new SecureRandom()).of(SignatureAlgorithm.ED25519);
        KeyRing ring = KeyRing.builder()
                .active(signing.key, "orders")
                .verifyOnly(other, "partner", Signing.NOON.plusSeconds(1))
                .build();
        Signatures policy = Signatures.required(ring)
                .clock(signing.clock, new SecureRandom())
                .authorities("api.example.com")
                .profile(SignatureProfile.STRICT.algorithms(SignatureAlgorithm.ED25519));
        assertThatCode(() -> Pipeline.builder().add(policy).build()).doesNotThrowAnyException();
        signing.clock.move(1);
        Pipeline.Builder late = Pipeline.builder().add(policy);
        assertThatThrownBy(late::build).hasMessageContaining("no key that the profile strict takes now");
    }
}
