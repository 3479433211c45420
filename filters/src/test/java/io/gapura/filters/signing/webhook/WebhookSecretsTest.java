package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Reread;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How secrets are written, and how they are changed while everything runs. */
class WebhookSecretsTest {
    private static final String OLD = "the-old-secret-of-last-year";
    private static final String NEW = "the-new-secret-of-this-year";
    private static final long HALF_A_MINUTE = Reread.INTERVAL.toSeconds();

    @TempDir
    private Path folder;

    private Hooks github(Path file) {
        return new Hooks(Webhooks.from("github", WebhookSecrets.file(file)).on(Delivery.PATH));
    }

    private static Delivery with(String secret) {
        return Sender.GITHUB.sign(secret, Sender.NOON, "{}");
    }

    private static List<WebhookKey> keys(String dialect, String... secrets) {
        byte[][] all = Arrays.stream(secrets).map(Sender::text).toArray(byte[][]::new);
        return WebhookSecrets.of(all)
                .keys("webhooks.x.secrets", Dialect.named(dialect), () -> Sender.NOON)
                .get();
    }

    @Test
    void secretsAreRotatedWithoutARestart() throws IOException {
        Path file = folder.resolve("github");
        Files.writeString(file, OLD + "\n");
        Hooks hooks = github(file);
        assertThat(hooks.outcome(with(OLD))).isEqualTo("proceeds");
        Files.writeString(file, "# 2026\n" + NEW + "\n\n" + OLD + "\n");
        hooks.later(HALF_A_MINUTE);
        assertThat(hooks.outcome(with(OLD))).isEqualTo("proceeds");
        assertThat(hooks.outcome(with(NEW))).isEqualTo("proceeds");
        Files.writeString(file, NEW);
        hooks.later(HALF_A_MINUTE);
        assertThat(hooks.outcome(with(OLD))).isEqualTo("401 signature-refused (signature)");
        assertThat(hooks.outcome(with(NEW))).isEqualTo("proceeds");
    }

    @Test
    void theFileIsNotLookedAtForEachDelivery() throws IOException {
        Path file = folder.resolve("github");
        Files.writeString(file, OLD);
        Hooks hooks = github(file);
        Files.writeString(file, NEW);
        assertThat(hooks.later(HALF_A_MINUTE - 1).outcome(with(OLD))).isEqualTo("proceeds");
        assertThat(hooks.later(1).outcome(with(OLD))).isEqualTo("401 signature-refused (signature)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "short", " padded-secret-of-good-length", "1\n2\n3\n4\n5"})
    void aFileThatIsBadLeavesTheLastGoodSecrets(String bad) throws IOException {
        Path file = folder.resolve("github");
        Files.writeString(file, OLD);
        Hooks hooks = github(file);
        Files.writeString(file, bad);
        assertThat(hooks.later(HALF_A_MINUTE).outcome(with(OLD))).isEqualTo("proceeds");
        Files.delete(file);
        assertThat(hooks.later(HALF_A_MINUTE).outcome(with(OLD))).isEqualTo("proceeds");
        Files.writeString(file, NEW);
        assertThat(hooks.later(HALF_A_MINUTE).outcome(with(NEW))).isEqualTo("proceeds");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                 | there must be 1 to 4 secrets, one to a line
            '# only a remark'                  | there must be 1 to 4 secrets, one to a line
            'a-secret-of-good-length '         | line 1 has a blank or a carriage return at its end
            '# x~ a-secret-of-good-length'     | line 2 has a blank or a carriage return at its end
            'a-secret-of-good-length@'         | line 1 has a blank or a carriage return at its end
            'aaaaaaaaaaaaaaaaaaaaaaaa'         | a secret is a repeated pattern
            'abcdefghabcdefghabcdefgh'         | a secret is a repeated pattern
            """)
    void whatIsNoSecretDoesNotStart(String text, String message) throws IOException {
        Path file = folder.resolve("github");
        Files.writeString(file, text.replace('~', '\n').replace('@', '\r') + "\n");
        assertThatThrownBy(() -> github(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("file:" + file + ": " + message);
    }

    @Test
    void aVariableMayHoldThemOrTheirPlace() throws IOException {
        Path file = folder.resolve("github");
        Files.writeString(file, OLD + "\n" + NEW);
        for (String value : List.of(OLD + "\n" + NEW, file.toString(), "file:" + file)) {
            Resources variables = new Resources() {
                @Override
                public InputStream open(String path) {
                    throw new IllegalStateException("nobody asks");
                }

                @Override
                public String variable(String name) {
                    return value;
                }
            };
            Hooks hooks = new Hooks(
                    Webhooks.from("github", WebhookSecrets.from(Reference.of("env:GITHUB_SECRETS", variables)))
                            .on(Delivery.PATH));
            assertThat(hooks.outcome(with(NEW))).isEqualTo("proceeds");
        }
    }

    @Test
    void fourAreActiveAtMost() {
        assertThat(keys("github", "secret-number-one-1", "secret-number-two-2", "secret-number-three", OLD))
                .hasSize(4);
        byte[] secret = Sender.text(OLD);
        assertThatThrownBy(() -> WebhookSecrets.of(secret, secret, secret, secret, secret))
                .hasMessage("there must be 1 to 4 secrets, one to a line");
        assertThatThrownBy(WebhookSecrets::of).hasMessage("there must be 1 to 4 secrets, one to a line");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            standard-webhooks | MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw       | a secret of standard-webhooks must begin with one of [whsec_, whpk_]
            standard-webhooks | whsec_                                 | a secret of standard-webhooks must begin with one of [whsec_, whpk_]
            standard-webhooks | whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS  | a secret must be base64 behind whsec_
            standard-webhooks | whsec_AAAAAAAAAAAAAAAAAAAA             | a secret must have at least 16 bytes
            standard-webhooks | whpk_AAAAAAAAAAAAAAAAAAAA              | an Ed25519 public key must have 32 bytes
            discord           | 00ff                                   | an Ed25519 public key must have 32 bytes
            discord           | not-hex-not-hex                        | a secret must be hex
            adyen-platform    | 00112233445566778899aabbccddee         | a secret must have at least 16 bytes
            sendgrid          | AAAA                                   | the public key must be one for ecdsa-p256-sha256
            stripe            | only-15-bytes-x                        | a secret must have at least 16 bytes
            """)
    void whatTheProviderDoesNotHandOutIsNoSecret(String dialect, String secret, String message) {
        assertThatThrownBy(() -> keys(dialect, secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void anotherCurveIsRefused() throws Exception {
        java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("EC");
        generator.initialize(new java.security.spec.ECGenParameterSpec("secp384r1"));
        String p384 = Sender.base64(generator.generateKeyPair().getPublic().getEncoded());
        assertThatThrownBy(() -> keys("sendgrid", p384)).hasMessage("the public key must be one for ecdsa-p256-sha256");
    }

    @Test
    void theOwnerMayWipeHisArray() {
        byte[] secret = Sender.text(OLD);
        WebhookSecrets secrets = WebhookSecrets.of(secret);
        Arrays.fill(secret, (byte) 0);
        Hooks hooks = new Hooks(Webhooks.from("github", secrets).on(Delivery.PATH));
        assertThat(hooks.outcome(with(OLD))).isEqualTo("proceeds");
        assertThat(hooks.outcome(with(OLD))).isEqualTo("proceeds");
    }

    @Test
    void nothingShowsThem() {
        WebhookSecrets secrets = WebhookSecrets.of(Sender.text(OLD));
        assertThat(secrets).hasToString("WebhookSecrets[1 given]");
        assertThat(Webhooks.serving(Webhooks.from("github", secrets).on("/a")).toString())
                .doesNotContain(OLD);
        assertThat(keys("github", OLD).toString()).isEqualTo("[MacKey[HmacSHA256]]");
        assertThat(keys("discord", SenderKeys.ED_HEX_ONE).toString()).isEqualTo("[ProvingKey[Ed25519]]");
    }
}
