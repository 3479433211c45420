package io.gapura.filters;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An audit sink that keeps its events, can be told to fail, and a renderer whose bytes are the problem's own words. */
public final class Recording implements AuditSink, DefaultFacilities {
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private volatile boolean broken;
    private volatile boolean rendererBroken;
    private volatile ErrorRules rules = ErrorRules.DEFAULTS;
    private volatile @Nullable Class<?> outspoken;

    /** A deployment that records here, at a fixed instant. */
    public Deployment deployment(Pipeline... pipelines) {
        Deployment deployment =
                Deployment.create(InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")), new SecureRandom(), this);
        for (int i = 0; i < pipelines.length; i++) {
            deployment.join("filter " + (i + 1), pipelines[i]);
        }
        return deployment;
    }

    /** From now on nothing can be stored. */
    public void breakDown() {
        broken = true;
    }

    public void recover() {
        broken = false;
    }

    /** From now on rendering throws. */
    public void breakRenderer() {
        rendererBroken = true;
    }

    /** What adapters are told about error answers. */
    public void rules(ErrorRules other) {
        rules = other;
    }

    /** Whose error content is its own affair. */
    public void leaveAlone(Class<?> type) {
        outspoken = type;
    }

    /** Events of requests, in order. */
    public List<AuditEvent> requests() {
        return events.stream()
                .filter(event -> event.kind() != AuditEvent.Kind.START && event.kind() != AuditEvent.Kind.STOP)
                .toList();
    }

    public List<AuditEvent> all() {
        return List.copyOf(events);
    }

    /** The one event of the one request. */
    public AuditEvent only() {
        List<AuditEvent> found = requests();
        if (found.size() != 1) {
            throw new AssertionError("expected one event, found " + found.size());
        }
        return found.get(0);
    }

    @Override
    public void append(AuditEvent event) throws AuditUnavailableException {
        check();
        events.add(event);
    }

    @Override
    public void check() throws AuditUnavailableException {
        if (broken) {
            throw new AuditUnavailableException("told to fail");
        }
    }

    @Override
    public ErrorRenderer errors() {
        return new Renderer();
    }

    private final class Renderer implements ErrorRenderer {
        @Override
        public GateAnswer render(Problem problem, Headers request) {
            if (rendererBroken) {
                throw new IllegalStateException("told to fail");
            }
            String document = "{\"code\":\"" + problem.code() + "\",\"status\":" + problem.status()
                    + ",\"instance\":\"urn:uuid:" + problem.incident() + "\"}";
            return GateAnswer.of(
                    problem.status(),
                    List.of(new HeaderLine("Content-Type", "application/problem+json")),
                    document.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public ErrorRules rules() {
            return rules;
        }

        @Override
        public boolean leavesAlone(Endpoint endpoint) {
            return outspoken != null
                    && endpoint.type().filter(outspoken::equals).isPresent();
        }
    }

    @Override
    public AuditSink audit() {
        return this;
    }
}
