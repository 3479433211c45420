package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.config.Reread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit log is told of the secrets of a sender that change: that they did, and nothing of them. */
class SecretChangesToldTest {
    private static final String OLD = "the-old-secret-of-last-year";
    private static final String NEW = "the-new-secret-of-this-year";

    private final Recording audit = new Recording();
    private final AtomicReference<Instant> now = new AtomicReference<>(Sender.NOON);

    @TempDir
    private Path folder;

    private Path file;
    private Deployment deployment;

    @BeforeEach
    void open() throws IOException {
        file = Files.writeString(folder.resolve("github"), OLD + "\n");
        Webhooks hooks = Webhooks.serving(
                        Webhooks.from("github", WebhookSecrets.file(file)).on(Delivery.PATH))
                .clock(now::get);
        deployment =
                audit.deployment(Pipeline.builder().addAll(hooks.policies()).build());
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    private void look() {
        now.updateAndGet(time -> time.plus(Reread.INTERVAL));
        deployment.renew();
    }

    @Test
    void aSecretThatComesAndOneThatGoesAreTold() throws IOException {
        Files.writeString(file, OLD + "\n" + NEW + "\n");
        look();

        AuditEvent event = audit.only();
        assertThat(event.kind()).isEqualTo(AuditEvent.Kind.POLICY_CHANGED);
        assertThat(event.facts())
                .containsOnlyKeys("policy", "keys_of", "keys_added")
                .containsEntry("policy", "webhook-github")
                .containsEntry("keys_of", "file:" + file)
                .containsEntry("keys_added", "a secret");
        Files.writeString(file, NEW + "\n");
        look();
        assertThat(audit.requests()).hasSize(2);
        assertThat(audit.requests().get(1).facts())
                .containsOnlyKeys("policy", "keys_of", "keys_dropped")
                .containsEntry("keys_dropped", "a secret");
    }

    @Test
    void theSameSecretsInAnotherOrderAreNoNews() throws IOException {
        Files.writeString(file, OLD + "\n" + NEW + "\n");
        look();
        Files.writeString(file, "# turned round\n" + NEW + "\n" + OLD + "\n");
        look();
        assertThat(audit.requests()).hasSize(1);
    }

    @Test
    void aFileThatDoesNotCountIsToldOnceWithoutAWordOfIt() throws IOException {
        Files.writeString(file, "short\n");
        look();
        look();

        AuditEvent event = audit.only();
        assertThat(event.kind()).isEqualTo(AuditEvent.Kind.POLICY_KEPT);
        assertThat(event.facts().get("problem")).contains("file:" + file).doesNotContain("short", OLD);
        Files.writeString(file, OLD + "\n");
        look();
        Files.delete(file);
        look();
        assertThat(audit.requests()).hasSize(2);
        assertThat(audit.requests().get(1).facts().get("problem")).contains("cannot be read: NoSuchFileException");
    }

    @Test
    void secretsThatAnApplicationHandedInNeverChange() {
        WebhookSecrets given = WebhookSecrets.of(Sender.text(OLD));
        Policy arrival = Webhooks.serving(Webhooks.from("github", given).on(Delivery.PATH))
                .policies()
                .get(0);
        assertThat(arrival.renewal()).isEmpty();
        assertThat(SharedSecretHeader.of("bot", "X-Token", given, "/bot").renewal())
                .isEmpty();
    }

    @Test
    void aPlainSecretInAHeaderIsWatchedTheSameWay() {
        assertThat(SharedSecretHeader.of("bot", "X-Token", WebhookSecrets.file(file), "/bot")
                        .renewal())
                .get()
                .satisfies(watch -> assertThat(watch.name()).isEqualTo("secret-of-bot"));
    }
}
