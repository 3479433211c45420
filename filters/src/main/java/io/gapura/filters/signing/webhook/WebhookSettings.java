package io.gapura.filters.signing.webhook;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.LocalReplayGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code webhooks}.
 *
 * @param name the senders, each by its name
 * @param replayCapacity how many deliveries are remembered
 */
record WebhookSettings(Map<String, Sender> name, int replayCapacity) {
    static final WebhookSettings DEFAULTS = new WebhookSettings(Map.of(), Webhooks.STANDARD_CAPACITY);

    /**
     * One sender.
     *
     * @param dialect its own name unless said
     * @param path where it delivers; must be set
     * @param secrets one to a line; must be set
     * @param url the address as the sender knows it, for dialects that sign it
     * @param tolerance for the time of a delivery; that of the dialect unless said
     */
    record Sender(
            Optional<String> dialect,
            List<String> path,
            Optional<Reference> secrets,
            Optional<String> url,
            Optional<Duration> tolerance,
            DataSize maxBody) {
        static final Sender DEFAULTS = new Sender(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DataSize.bytes(WebhookSource.STANDARD_BODY));

        Sender {
            path = List.copyOf(path);
            if (maxBody.toBytes() > WebhookSource.LARGEST_BODY) {
                throw new IllegalArgumentException("max-body must be at most 64MiB");
            }
        }

        WebhookSource source(String name) {
            Reference where = secrets.orElseThrow(
                    () -> new IllegalArgumentException("secrets must be set: file:PATH or env:NAME"));
            WebhookSource source = Webhooks.from(dialect.orElse(name), WebhookSecrets.from(where))
                    .named(name)
                    .on(path.toArray(String[]::new))
                    .maxBody(maxBody);
            source = tolerance.isPresent() ? source.tolerance(tolerance.get()) : source;
            return url.isPresent() ? source.url(url.get()) : source;
        }
    }

    WebhookSettings {
        name = Map.copyOf(name);
    }

    Webhooks webhooks() {
        if (name.isEmpty()) {
            throw ConfigurationException.of("webhooks.<name>.path must be set: where a sender delivers");
        }
        List<WebhookSource> sources = new ArrayList<>();
        name.keySet().stream().sorted().forEach(each -> sources.add(source(each)));
        return Webhooks.serving(sources.toArray(WebhookSource[]::new)).replay(LocalReplayGuard.holding(replayCapacity));
    }

    private WebhookSource source(String each) {
        try {
            return name.getOrDefault(each, Sender.DEFAULTS).source(each);
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException(each + ": " + bad.getMessage(), bad);
        }
    }
}
