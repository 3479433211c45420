package io.gapura.filters.signing.webhook;

import io.gapura.filters.Policy;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.signing.LeasingGuard;
import io.gapura.filters.signing.LocalReplayGuard;
import java.lang.invoke.MethodHandles;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes deliveries of other services, each proven in the way that its sender signs: raw content, time, secret. Makes one
 * policy for each sender, {@code webhook-NAME}, and {@code webhooks}, which holds endpoints to their {@link WebhookFrom}.
 *
 * <p>Immutable and thread-safe. Everything is checked when it is made: a value that exists decides.
 */
public final class Webhooks {
    static final String NAME = "webhooks";
    static final int STANDARD_CAPACITY = 65_536;

    private final List<WebhookSource> sources;
    private final @Nullable LeasingGuard replay;
    private final InstantSource clock;

    private Webhooks(List<WebhookSource> sources, @Nullable LeasingGuard replay, InstantSource clock) {
        this.sources = sources;
        this.replay = replay;
        this.clock = clock;
    }

    /**
     * A sender that signs in a known dialect, to be told where it delivers: {@code from("stripe",
     * secrets).on("/hooks/stripe")}.
     *
     * @throws IllegalArgumentException for an unknown dialect, listing the known ones
     */
    public static WebhookSource from(String dialect, WebhookSecrets secrets) {
        return WebhookSource.of(dialect, secrets);
    }

    /** Those senders. */
    public static Webhooks serving(WebhookSource... sources) {
        return new Webhooks(List.of(sources), null, InstantSource.system());
    }

    /** The names of the dialects, sorted. */
    public static List<String> dialects() {
        return List.copyOf(DialectTable.SHIPPED.keySet());
    }

    /** The entry of the catalogue, section {@code webhooks}. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                NAME,
                "takes signed deliveries of other services",
                MethodHandles.lookup(),
                WebhookSettings.class,
                WebhookSettings.DEFAULTS,
                settings -> Contribution.policies(settings.policies().toArray(Policy[]::new)));
    }

    /** The same with this memory of deliveries, which is closed when the application stops. */
    public Webhooks replay(LeasingGuard guard) {
        return new Webhooks(sources, guard, clock);
    }

    /** The same by another clock. */
    public Webhooks clock(InstantSource time) {
        return new Webhooks(sources, replay, time);
    }

    /**
     * For {@code Pipeline.builder().addAll(…)}, in their order: before the policies that decide on callers.
     *
     * @throws IllegalArgumentException for two senders of one name or at one place, or for one that cannot work
     * @throws io.gapura.filters.ConfigurationException for secrets that cannot be read
     */
    public List<Policy> policies() {
        requireDistinct();
        LeasingGuard guard = replay == null ? LocalReplayGuard.holding(STANDARD_CAPACITY, clock) : replay;
        guard.sharedBy(sources.size());
        List<Policy> policies = new ArrayList<>();
        for (WebhookSource source : sources) {
            try {
                policies.add(new WebhookArrival(source, guard, clock));
            } catch (IllegalArgumentException bad) {
                throw new IllegalArgumentException(source.name() + ": " + bad.getMessage(), bad);
            }
        }
        policies.add(
                new WebhookEndpoints(sources.stream().map(WebhookSource::name).toList(), guard));
        return List.copyOf(policies);
    }

    private void requireDistinct() {
        Set<String> seen = new HashSet<>();
        for (WebhookSource source : sources) {
            if (!seen.add(source.name())) {
                throw new IllegalArgumentException("two senders are named " + source.name());
            }
            for (String path : source.paths()) {
                if (!seen.add(path)) {
                    throw new IllegalArgumentException(source.name() + ": path is where another one delivers");
                }
            }
        }
    }

    @Override
    public String toString() {
        return "Webhooks" + sources;
    }
}
