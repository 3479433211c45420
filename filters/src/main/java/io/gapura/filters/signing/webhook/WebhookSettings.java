package io.gapura.filters.signing.webhook;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Policy;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.LeasingGuard;
import io.gapura.filters.signing.LocalReplayGuard;
import io.gapura.filters.signing.ReplayGuardProvider.Demand;
import io.gapura.filters.signing.ReplayStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The section {@code webhooks}.
 *
 * @param name the senders, each by its name
 * @param replay where deliveries are remembered: local, redis, jcache, or a store of another artifact
 * @param replayStore the address and credentials of that store
 * @param replayCapacity of the local memory, in deliveries
 */
record WebhookSettings(Map<String, Sender> name, String replay, Optional<Reference> replayStore, int replayCapacity) {
    static final WebhookSettings DEFAULTS =
            new WebhookSettings(Map.of(), ReplayStores.LOCAL, Optional.empty(), Webhooks.STANDARD_CAPACITY);

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

    List<Policy> policies() {
        return policies(ReplayStores::leasing);
    }

    /** Opens a store by the section that names it, its name and what is asked of it. */
    @FunctionalInterface
    interface Stores {
        LeasingGuard open(String section, String name, Demand demand);
    }

    /** A store that was opened is closed again when a sender cannot work: nobody else would. */
    List<Policy> policies(Stores stores) {
        if (name.isEmpty()) {
            throw ConfigurationException.of("webhooks.<name>.path must be set: where a sender delivers");
        }
        List<WebhookSource> sources = new ArrayList<>();
        name.keySet().stream().sorted().forEach(each -> sources.add(source(each)));
        LeasingGuard guard = guard(longestLife(sources), stores);
        try {
            return Webhooks.serving(sources.toArray(WebhookSource[]::new))
                    .replay(guard)
                    .policies();
        } catch (RuntimeException bad) {
            guard.close();
            throw bad;
        }
    }

    /** As old as a delivery may be, and as far ahead of the clock that it may say to be. */
    private static Duration longestLife(List<WebhookSource> sources) {
        return sources.stream()
                .map(source -> source.dialect().time())
                .filter(Objects::nonNull)
                .map(time -> time.tolerance().multipliedBy(2).plusSeconds(1))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ofSeconds(1));
    }

    private LeasingGuard guard(Duration life, Stores stores) {
        if (!replay.equals(ReplayStores.LOCAL)) {
            return stores.open(Webhooks.NAME, replay, new Demand(replayStore, life, true));
        }
        if (replayStore.isPresent()) {
            throw ConfigurationException.of(
                    "webhooks.replay-store is for a shared store, and webhooks.replay is local");
        }
        return LocalReplayGuard.holding(replayCapacity);
    }

    private WebhookSource source(String each) {
        try {
            return name.getOrDefault(each, Sender.DEFAULTS).source(each);
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException(each + ": " + bad.getMessage(), bad);
        }
    }
}
