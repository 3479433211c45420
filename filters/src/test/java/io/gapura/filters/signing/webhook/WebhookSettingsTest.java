package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Pipeline;
import io.gapura.filters.catalog.FiltersCatalog;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form that {@code web.xml} and properties have. */
class WebhookSettingsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("stripe");
        Files.writeString(file, "# since March\n" + Sender.STRIPE.secrets().get(0) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Pipeline pipeline(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>();
        settings.put("policies", "webhooks");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put("webhooks." + keysAndValues[i], keysAndValues[i + 1].replace("FILE", "file:" + file));
        }
        return Configuration.of("test", settings, Resources.ofSystem())
                .pipeline(List.of(new FiltersCatalog()), Set.of());
    }

    @Test
    void twoLinesMakeASender() throws IOException {
        Pipeline made = pipeline("stripe.path", "/hooks/one", "stripe.secrets", "FILE");
        assertThat(made.posture()).containsExactly("webhook-stripe enforce", "webhooks enforce");
        Delivery now = Sender.STRIPE.sign(Sender.STRIPE.secrets().get(0), Instant.now(), "{\"id\":\"evt_1\"}");
        assertThat(made.decide(now.request()).rejection()).isEmpty();
        assertThat(made.decide(now.content("{\"id\":\"evt_2\"}").request()).rejection())
                .hasToString("Optional[401 signature-refused (signature)]");
    }

    @Test
    void aSecondSenderOfOneDialectHasANameOfItsOwn() throws IOException {
        Pipeline made = pipeline(
                "shop.path", "/hooks/one",
                "shop.dialect", "square",
                "shop.url", Delivery.URL,
                "shop.secrets", "FILE",
                "stripe.path", "/hooks/two",
                "stripe.tolerance", "2m",
                "stripe.max-body", "1KiB",
                "stripe.secrets", "FILE",
                "replay-capacity", "1000");
        Delivery square = Sender.SQUARE.delivery();
        assertThat(made.decide(square.request()).request().caller()).hasToString("webhook:shop");
        Instant old = Instant.now().minusSeconds(121);
        Delivery late = Sender.STRIPE.sign(Sender.STRIPE.secrets().get(0), old, "{\"id\":\"evt_1\"}");
        assertThat(made.decide(late.to("/hooks/two").request()).rejection())
                .hasToString("Optional[401 signature-refused (too-old)]");
        Delivery large = late.content("x".repeat(1_025)).to("/hooks/two");
        assertThat(made.decide(large.request()).rejection().orElseThrow().status())
                .isEqualTo(401);
    }

    @Test
    void aFileThatOthersMayReadIsSaid() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
        assertThat(pipeline("stripe.path", "/hooks/one", "stripe.secrets", "FILE")
                        .posture()
                        .get(0))
                .isEqualTo("webhook-stripe enforce (others may read file:" + file + ": chmod 600)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stripe.secrets | FILE  | replay-capacity | 1000 | webhooks: stripe: path must be set: where stripe delivers
            stripe.path    | /a    | replay-capacity | 1000 | webhooks: stripe: secrets must be set: file:PATH or env:NAME
            stripe.path    | a     | stripe.secrets  | FILE | webhooks: stripe: a path pattern begins with / and has ** only at its end
            stripe.path    | /a    | stripe.secrets  | whsec_abc | webhooks.stripe.secrets: is a reference and never the material itself; write file:PATH, env:NAME or /WEB-INF/NAME
            square.path    | /a    | square.secrets  | FILE | webhooks: square: url must be set: square signs the address that it calls
            strip.path     | /a    | strip.secrets   | FILE | webhooks: strip: there is no such dialect; known are [adyen-platform
            stripe.path    | /a    | stripe.max-body | 65MiB | webhooks.stripe: max-body must be at most 64MiB
            stripe.paht    | /a    | stripe.secrets  | FILE | webhooks.stripe.paht is not a setting; known are [dialect, max-body, path, secrets, tolerance, url]
            replay          | redis | stripe.path    | /a   | webhooks: stripe: secrets must be set: file:PATH or env:NAME
            replay-capacity | 1000 | mode            | enforce | webhooks.<name>.path must be set: where a sender delivers
            replay-capacity | 999  | mode            | enforce | webhooks.<name>.path must be set: where a sender delivers
            """)
    void whatCannotWorkDoesNotStart(String key, String value, String other, String more, String message) {
        assertThatThrownBy(() -> pipeline(key, value, other, more))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("test: " + message);
    }

    @Test
    void aStoreThatIsNotThereDoesNotStart() {
        String[] good = {"stripe.path", "/a", "stripe.secrets", "FILE", "replay", "redis"};
        assertThatThrownBy(() -> pipeline(good))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "test: webhooks.replay = redis needs the artifact io.gapura:gapura-redis on the class path");
        good[5] = "memcached";
        assertThatThrownBy(() -> pipeline(good))
                .hasMessage("test: webhooks.replay must be local, redis, jcache or the name of a store in an artifact"
                        + " of yours");
        good[4] = "replay-store";
        good[5] = "file:/nowhere";
        assertThatThrownBy(() -> pipeline(good))
                .hasMessage("test: webhooks.replay-store is for a shared store, and webhooks.replay is local");
    }

    @ParameterizedTest
    @CsvSource({
        "http://shop.example/a?b=c, url must end with its path: the query is that of the request",
        "http://shop.example/a#b, url must end with its path: the query is that of the request",
        "http://me@shop.example/a, url must end with its path: the query is that of the request",
        "http://shop.example, url must be an address such as https://shop.example/hooks/twilio",
        "ftp://shop.example/a, url must be an address such as https://shop.example/hooks/twilio",
        "/a, url must be an address such as https://shop.example/hooks/twilio",
        "http://shop example/a, url must be an address such as https://shop.example/hooks/twilio"
    })
    void theAddressIsOneThatASenderCanHaveSigned(String url, String message) {
        assertThatThrownBy(() -> pipeline("square.path", "/a", "square.secrets", "FILE", "square.url", url))
                .hasMessage("test: webhooks: square: " + message);
    }

    @Test
    void aBadFileNamesItsPlaceAndNothingOfItsContent() throws IOException {
        Files.writeString(file, "too-short-canary");
        assertThat(pipeline("stripe.path", "/a", "stripe.secrets", "FILE")).isNotNull();
        Files.writeString(file, "short-canary-15");
        assertThatThrownBy(() -> pipeline("stripe.path", "/a", "stripe.secrets", "FILE"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("file:" + file + ": a secret must have at least 16 bytes");
    }
}
