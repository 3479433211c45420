package io.gapura.rbac;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.RequestView;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A gate whose policy document is watched, and the log of what became of it. */
abstract class WatchedPolicy {
    static final String CLOSED = """
            version: 1
            roles:
              clerk: {}
              manager: {}
            assignments:
              signing: { ann: { roles: [ clerk ] } }
            """;
    static final String OPENED = CLOSED.replace("roles: [ clerk ]", "roles: [ manager ]");
    static final String WITH_PATHS = OPENED + "paths:\n  - { path: \"/orders\", deny: true }\n";

    @TempDir
    Path directory;

    final Recording audit = new Recording();
    Path file = Path.of("unset");

    public static class Orders {
        @RolesAllowed("manager")
        public void approve() {}
    }

    static Endpoint endpoint() {
        return Decided.method(Orders.class, "approve");
    }

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("policy.yaml");
        says(CLOSED);
    }

    void says(String text) throws IOException {
        Files.writeString(file, text);
    }

    Rbac watched() {
        return Rbac.document(file).reloadEvery(Duration.ofDays(1)).settling(Duration.ZERO);
    }

    record Gate(Pipeline pipeline, Deployment deployment) {
        /** Whether ann may. */
        boolean admits() throws IOException {
            Exchange exchange = begun();
            return exchange.arrive(pipeline).isEmpty()
                    && exchange.enter(endpoint()).isEmpty();
        }

        Exchange begun() {
            return deployment.begin(RequestView.get("/orders").withCaller(Caller.of("signing", "ann")));
        }
    }

    Gate gate(Rbac rbac) {
        Pipeline pipeline = Pipeline.builder().addAll(rbac.policies()).build();
        Deployment deployment = audit.deployment(pipeline);
        deployment.cover(endpoint());
        return new Gate(pipeline, deployment);
    }

    AuditEvent last() {
        List<AuditEvent> all = audit.all();
        return all.get(all.size() - 1);
    }

    static @Nullable Void decide(Gate gate, AtomicBoolean running) throws IOException {
        while (running.get()) {
            Exchange exchange = gate.begun();
            if (exchange.arrive(gate.pipeline()).isEmpty()
                    && exchange.enter(endpoint()).isEmpty()) {
                exchange.complete(200);
            }
        }
        return null;
    }
}
