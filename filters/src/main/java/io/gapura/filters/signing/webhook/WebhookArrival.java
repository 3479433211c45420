package io.gapura.filters.signing.webhook;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Need;
import io.gapura.filters.PathScope;
import io.gapura.filters.Policy;
import io.gapura.filters.Renewal;
import io.gapura.filters.RequestView;
import io.gapura.filters.signing.LeasingGuard;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets pass at the paths of one sender what that sender signed, and nothing else. Thread-safe. */
final class WebhookArrival implements Policy {
    /** How callers are proven that a policy of this package has let in. */
    static final String MECHANISM = "webhook";

    private final WebhookSource source;
    private final PathScope scope;
    private final DeliveryCheck check;
    private final ActiveSecrets<WebhookKey> keys;
    private final Optional<Renewal> watch;
    private final Deliveries deliveries;

    WebhookArrival(WebhookSource source, LeasingGuard guard, InstantSource clock) {
        this.source = source;
        this.scope = source.scope();
        this.check = source.check(clock);
        this.keys = source.keys(clock);
        this.watch = keys.watch(name());
        this.deliveries = new Deliveries(name(), source.dialect(), guard);
    }

    @Override
    public String name() {
        return "webhook-" + source.name();
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BODY);
    }

    @Override
    public List<String> remarks() {
        return source.remarks();
    }

    /** For the audit log. */
    @Override
    public Optional<Renewal> renewal() {
        return watch;
    }

    @Override
    public boolean provesCallers() {
        return true;
    }

    @Override
    public Decision decide(RequestView request) throws IOException {
        if (!scope.contains(request.target())) {
            return Decision.proceed();
        }
        try {
            DeliveryCheck.Proven proven = check.prove(request, keys.get());
            WebhookDelivery delivery = proven.delivery();
            Caller caller = Caller.of(MECHANISM, source.name()).withProof(delivery);
            Decision.Proceed taken =
                    Decision.proceed(request.withCaller(caller)).attribute(WebhookDelivery.ATTRIBUTE, delivery);
            // Somebody else's request: the engine refuses two callers, and nothing may stay leased for that.
            return request.caller().isAnonymous() ? deliveries.take(proven, taken) : taken;
        } catch (WebhookRefusedException refused) {
            return Decision.reject(refused.rejection(source.name()));
        }
    }
}
