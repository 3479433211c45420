package io.gapura.filters.signing.webhook;

import io.gapura.filters.Decision;
import io.gapura.filters.Declarations;
import io.gapura.filters.Endpoint;
import io.gapura.filters.PerEndpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import io.gapura.filters.signing.LeasingGuard;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds endpoints to their {@link WebhookFrom}: what reaches one by another way than as a proven delivery of that
 * sender is refused. It is there once, however many senders there are, so it holds the memory that they share and closes
 * it when the application stops. Thread-safe.
 */
final class WebhookEndpoints implements Policy {
    private final Set<String> names;
    private final LeasingGuard guard;

    /** The sender that an endpoint takes deliveries of. */
    private final PerEndpoint<Optional<String>> senders = PerEndpoint.of(
            Optional.empty(),
            endpoint -> Declarations.of(WebhookFrom.class).of(endpoint).found().map(WebhookFrom::value));

    WebhookEndpoints(List<String> names, LeasingGuard guard) {
        this.names = Set.copyOf(names);
        this.guard = guard;
    }

    @Override
    public void close() {
        guard.close();
    }

    @Override
    public String name() {
        return Webhooks.NAME;
    }

    @Override
    public Stage stage() {
        return Stage.ENDPOINT;
    }

    @Override
    public boolean rulesOnAccess() {
        return false;
    }

    @Override
    public boolean serves(Annotation demand) {
        return demand instanceof WebhookFrom from && names.contains(from.value());
    }

    @Override
    public Optional<Ruling> ruling(Endpoint endpoint) {
        return senders.get(endpoint).map(sender -> new Ruling("webhook from " + sender, true));
    }

    @Override
    public Decision decide(RequestView request) {
        Optional<String> sender = request.endpoint().flatMap(senders::get);
        if (sender.isEmpty()) {
            return Decision.proceed();
        }
        boolean delivered = request.caller()
                .proof(WebhookDelivery.class)
                .filter(delivery -> delivery.name().equals(sender.get()))
                .isPresent();
        return delivered
                ? Decision.proceed()
                : Decision.reject(WebhookRefusedException.of(WebhookReason.MISSING, "no delivery of " + sender.get())
                        .rejection(sender.get()));
    }
}
