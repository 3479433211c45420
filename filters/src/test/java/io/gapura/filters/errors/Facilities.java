package io.gapura.filters.errors;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.DefaultFacilities;
import io.gapura.filters.Deployment;
import io.gapura.filters.ErrorRenderer;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A deployment with real documents and a sink that keeps what it is given. */
final class Facilities implements DefaultFacilities, AuditSink {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final ErrorRenderer errors;

    Facilities(ErrorRenderer errors) {
        this.errors = errors;
    }

    @Override
    public ErrorRenderer errors() {
        return errors;
    }

    @Override
    public AuditSink audit() {
        return this;
    }

    @Override
    public void append(AuditEvent event) {
        if (event.kind() != AuditEvent.Kind.START) {
            events.add(event);
        }
    }

    /** An exchange that has arrived. */
    Exchange arrived(RequestView request, Policy... policies) throws IOException {
        Pipeline.Builder builder = Pipeline.builder();
        for (Policy policy : policies) {
            builder.add(policy);
        }
        Pipeline pipeline = builder.build();
        Deployment deployment = Deployment.create(InstantSource.fixed(NOW), new SecureRandom(), this);
        deployment.join("the test", pipeline);
        Exchange exchange = deployment.begin(request);
        exchange.arrive(pipeline);
        return exchange;
    }
}
