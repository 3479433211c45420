package io.gapura.examples.servers.fast;

import io.gapura.examples.servers.harness.Secrets;
import io.gapura.examples.servers.harness.Workshop;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.ReplayGuard;
import io.gapura.filters.signing.ReplayKey;
import io.gapura.filters.signing.Signatures;
import io.gapura.filters.testkit.AuditFolder;
import io.gapura.filters.testkit.AuditLine;
import io.gapura.filters.testkit.Driver;
import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import io.gapura.filters.testkit.RequestText;
import io.gapura.filters.testkit.ScenarioCase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Runs scenarios on the engine alone: the bytes are read into a view, the pipeline walks, and where a container would
 * call the resource its marker is answered. More places have a gate that fails: a log that cannot be written, a policy
 * that throws, a store of nonces that is full.
 */
final class BareDriver implements Driver {
    private static final Client CLIENT = new Client("192.0.2.1");

    private final Path folder;
    private final Path policy;
    private final Secrets secrets;
    private final Map<String, Deployment> deployments = new LinkedHashMap<>();
    private final Map<String, Pipeline> pipelines = new LinkedHashMap<>();

    private BareDriver(Path folder, Path policy, Secrets secrets) {
        this.folder = folder;
        this.policy = policy;
        this.secrets = secrets;
    }

    static BareDriver create(Path servers, Path folder) throws IOException {
        Workshop.delete(folder);
        Files.createDirectories(folder);
        Path variants =
                servers.resolve("app/src/main/variants").toAbsolutePath().normalize();
        BareDriver driver =
                new BareDriver(folder.toAbsolutePath(), variants.resolve("shared/policy.yaml"), Secrets.create(folder));
        driver.place("bare", driver.pipeline(driver.settings(variants, "bare")));
        BrokenSink sink = new BrokenSink();
        driver.place("unrecorded", Pipeline.builder().audit(sink).build());
        sink.full = true;
        driver.place(
                "throwing",
                Pipeline.builder()
                        .add(new ThrowingPolicy())
                        .audit(JsonLinesSink.to(driver.folder.resolve("throwing"))
                                .patience(Duration.ofMinutes(1)))
                        .build());
        driver.place(
                "full",
                Pipeline.builder()
                        .add(Signatures.required(KeyRing.load(Reference.file(driver.secrets.keys())))
                                .authorities("probe.example")
                                .replay(new FullStore()))
                        .audit(JsonLinesSink.to(driver.folder.resolve("full")).patience(Duration.ofMinutes(1)))
                        .build());
        return driver;
    }

    private Map<String, String> settings(Path variants, String audit) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : Files.readAllLines(variants.resolve("app/gate.properties"))) {
            String[] parts = line.split(" = ", 2);
            settings.put(
                    parts[0],
                    filled(parts[1]).replace("${audit}", folder.resolve(audit).toString()));
        }
        return settings;
    }

    /** The same pipeline once more, with an audit log of its own, behind the Servlet adapter. */
    ServletDriver servlets(Path servers) throws IOException {
        Path variants = servers.resolve("app/src/main/variants");
        return ServletDriver.of(pipeline(settings(variants, "servlet")), folder.resolve("servlet"));
    }

    /** And once more behind the Jakarta REST adapter. */
    RestDriver resources(Path servers) throws IOException {
        Path variants = servers.resolve("app/src/main/variants");
        return RestDriver.of(pipeline(settings(variants, "rest")), folder.resolve("rest"), secrets);
    }

    private void place(String name, Pipeline pipeline) {
        pipelines.put(name, pipeline);
        deployments.put(name, Deployment.of(pipeline));
    }

    private String filled(String value) {
        return value.replace(
                        "${policies}",
                        "audit, headers, firewall, limits, csp-reports, cors, origin, signing, rbac, validation")
                .replace("${keys}", secrets.keys().toAbsolutePath().toString())
                .replace("${policy}", policy.toString());
    }

    private Pipeline pipeline(Map<String, String> settings) {
        List<PolicyCatalog> catalogs = ServiceLoader.load(PolicyCatalog.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return Configuration.of("the bare pipeline", settings, Resources.ofSystem())
                .pipeline(catalogs, Set.of());
    }

    @Override
    public String name() {
        return "bare";
    }

    @Override
    public Set<String> families() {
        return Set.of("bare");
    }

    @Override
    public List<String> places() {
        return List.copyOf(pipelines.keySet());
    }

    @Override
    public String nonce() {
        return "bare";
    }

    @Override
    public RequestText.Placeholders placeholders(String place) {
        return (name, draft) -> switch (name) {
            case "host" -> "probe.example";
            case "context" -> place;
            case "nonce" -> nonce();
            default -> secrets.signed(name, draft);
        };
    }

    @Override
    public RawAnswer send(String place, byte[] request, RawHttp.Then then) throws IOException {
        Message message = Message.parse(request);
        Deployment deployment = deployments.get(place);
        RequestView view;
        Exchange exchange;
        try {
            view = RequestView.read(
                    message.method(),
                    Target.parse(message.target()),
                    "http",
                    Headers.of(message.headers().toArray(String[]::new)),
                    Body.from(() -> new ByteArrayInputStream(message.content()), message.length()),
                    CLIENT);
            exchange = deployment.begin(view);
        } catch (RefusedException refused) {
            AuditEvent.RequestLine line = new AuditEvent.RequestLine(message.method(), "http", CLIENT);
            return answer(deployment.refuseUnread(refused.rejection(), line));
        }
        Optional<GateAnswer> refused = exchange.arrive(pipelines.get(place));
        if (refused.isEmpty()) {
            refused = exchange.enter(
                    ProbeEndpoints.of(message.method(), view.target().path(), place));
        }
        return refused.isPresent() ? answer(refused.get()) : served(exchange);
    }

    private RawAnswer served(Exchange exchange) throws IOException {
        Optional<GateAnswer> unrecorded = exchange.complete(200);
        if (unrecorded.isPresent()) {
            return answer(unrecorded.get());
        }
        List<RawAnswer.Field> fields = new ArrayList<>();
        exchange.headersInto((name, value) -> fields.add(new RawAnswer.Field(name, value)));
        fields.add(new RawAnswer.Field(
                "X-Probe", ProbeEndpoints.marker(exchange.endpoint().orElseThrow())));
        fields.add(new RawAnswer.Field("X-Nonce", nonce()));
        return RawAnswer.of(200, fields, new byte[0]);
    }

    private static RawAnswer answer(GateAnswer answer) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        answer.writeTo(content);
        return RawAnswer.of(
                answer.status(),
                answer.headers().stream()
                        .map(line -> new RawAnswer.Field(line.name(), line.value()))
                        .toList(),
                content.toByteArray());
    }

    @Override
    public Optional<String> start(ScenarioCase.Start start) {
        Map<String, String> settings = new LinkedHashMap<>();
        start.settings().forEach((key, value) -> settings.put(key, filled(value)));
        try {
            Deployment.of(pipeline(settings)).close();
            return Optional.empty();
        } catch (ConfigurationException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public Map<String, List<AuditLine>> finish() throws IOException {
        deployments.values().forEach(Deployment::close);
        return Map.of(
                "bare", AuditFolder.read(folder.resolve("bare")),
                "throwing", AuditFolder.read(folder.resolve("throwing")),
                "full", AuditFolder.read(folder.resolve("full")));
    }

    /** A store of nonces with room for none. */
    private static final class FullStore implements ReplayGuard {
        @Override
        public Claim claim(ReplayKey key, String caller, Instant until) {
            return Claim.refused(Claim.Outcome.FULL, Duration.ofSeconds(7));
        }
    }

    /** A sink on a disk that is full after the start: with a full one the gate would not start at all. */
    private static final class BrokenSink implements AuditSink {
        private boolean full;

        @Override
        public void append(AuditEvent event) throws AuditUnavailableException {
            check();
        }

        @Override
        public void check() throws AuditUnavailableException {
            if (full) {
                throw new AuditUnavailableException("the disk is full");
            }
        }
    }

    /** A policy with a mistake in it. */
    private static final class ThrowingPolicy implements Policy {
        @Override
        public String name() {
            return "throwing";
        }

        @Override
        public Decision decide(RequestView request) {
            throw new IllegalStateException("canary-policy");
        }
    }
}
