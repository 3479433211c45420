package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Verdict;
import io.gapura.filters.catalog.FiltersCatalog;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedSecretHeaderTest {
    private static final String FIELD = "X-Telegram-Bot-Api-Secret-Token";
    private static final String SECRET = "a-secret-of-good-length";
    private static final WebhookSecrets SECRETS =
            WebhookSecrets.of(Sender.text("another-secret-of-good-length"), Sender.text(SECRET));

    private final Pipeline pipeline = Pipeline.builder()
            .add(SharedSecretHeader.of("telegram", FIELD, SECRETS, Delivery.PATH))
            .build();

    private Verdict decide(Delivery delivery) throws IOException {
        return pipeline.decide(delivery.request());
    }

    @Test
    void whoSendsASecretIsTheCaller() throws IOException {
        Verdict verdict = decide(Delivery.of("{}", FIELD, SECRET));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.request().caller()).hasToString("shared-secret:telegram");
        assertThat(verdict.request().caller().proof(WebhookDelivery.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a-secret-of-good-lengtH, 401 signature-refused (signature)",
        "a-secret-of-good-length0, 401 signature-refused (signature)",
        "a-secret-of-good-lengt, 401 signature-refused (signature)",
        "'', 401 signature-refused (missing)"
    })
    void anythingElseIsRefused(String sent, String outcome) throws IOException {
        assertThat(decide(Delivery.of("{}", FIELD, sent)).rejection()).hasToString("Optional[" + outcome + "]");
    }

    @Test
    void absentTwiceAndTooLongAreRefused() throws IOException {
        assertThat(decide(Delivery.of("{}")).rejection()).hasToString("Optional[401 signature-refused (missing)]");
        assertThat(pipeline.decide(Delivery.of("{}", FIELD, SECRET).request(FIELD, SECRET))
                        .rejection())
                .hasToString("Optional[400 signature-malformed (parse)]");
        assertThat(decide(Delivery.of("{}", FIELD, "a".repeat(1_024))).rejection())
                .hasToString("Optional[401 signature-refused (signature)]");
        assertThat(decide(Delivery.of("{}", FIELD, "a".repeat(1_025))).rejection())
                .hasToString("Optional[400 signature-malformed (too-large)]");
    }

    @Test
    void otherPathsAreNotLookedAt() throws IOException {
        assertThat(decide(Delivery.of("{}").to("/orders")).rejection()).isEmpty();
    }

    @Test
    void itSaysThatItProvesLittle() {
        assertThat(pipeline.posture()).containsExactly("secret-of-telegram enforce (proves neither content nor time)");
    }

    @Test
    void whatCannotWorkIsNotMade() {
        assertThatThrownBy(() -> SharedSecretHeader.of("Telegram", FIELD, SECRETS, "/a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SharedSecretHeader.of("telegram", "a b", SECRETS, "/a"))
                .hasMessage("telegram: header must be the name of a field");
        assertThatThrownBy(() -> SharedSecretHeader.of("telegram", FIELD, SECRETS))
                .hasMessage("telegram: path must be set: where it calls");
        assertThatThrownBy(() -> SharedSecretHeader.of("telegram", FIELD, WebhookSecrets.of(new byte[15]), "/a"))
                .hasMessage("a secret must have at least 16 bytes");
    }

    @Test
    void itHasASectionOfItsOwn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("telegram"), SECRET + "\n");
        Map<String, String> settings = new HashMap<>(Map.of(
                "policies",
                "shared-secret-header",
                "shared-secret-header.telegram.header",
                FIELD,
                "shared-secret-header.telegram.path",
                Delivery.PATH,
                "shared-secret-header.telegram.secrets",
                "file:" + file));
        Pipeline made = pipeline(settings);
        assertThat(made.decide(Delivery.of("{}", FIELD, SECRET).request()).rejection())
                .isEmpty();
        assertThat(made.decide(Delivery.of("{}", FIELD, SECRET + "0").request()).rejection())
                .isPresent();
        settings.remove("shared-secret-header.telegram.header");
        assertThatThrownBy(() -> pipeline(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("test: shared-secret-header: telegram: header must be set");
        assertThatThrownBy(() -> pipeline(Map.of("policies", "shared-secret-header")))
                .hasMessage("test: shared-secret-header.<name>.header must be set");
    }

    private static Pipeline pipeline(Map<String, String> settings) {
        return Configuration.of("test", settings, Resources.ofSystem())
                .pipeline(List.of(new FiltersCatalog()), Set.of());
    }
}
