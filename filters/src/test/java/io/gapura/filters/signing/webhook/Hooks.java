package io.gapura.filters.signing.webhook;

import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;

/** A gate for webhooks whose clock stands where a test puts it. */
final class Hooks implements InstantSource {
    private volatile Instant now = Sender.NOON;
    private final Pipeline pipeline;

    Hooks(WebhookSource... sources) {
        this.pipeline = Pipeline.builder()
                .addAll(Webhooks.serving(sources).clock(this).policies())
                .build();
    }

    Hooks at(Instant time) {
        now = time;
        return this;
    }

    Hooks later(long seconds) {
        return at(now.plusSeconds(seconds));
    }

    @Override
    public Instant instant() {
        return now;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    Verdict decide(Delivery delivery) {
        return decide(delivery.request());
    }

    Verdict decide(RequestView request) {
        try {
            return pipeline.decide(request);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** {@code 401 signature-refused (signature)}, or {@code proceeds}. */
    String outcome(Delivery delivery) {
        return outcome(delivery.request());
    }

    String outcome(RequestView request) {
        return decide(request).rejection().map(Object::toString).orElse("proceeds");
    }
}
