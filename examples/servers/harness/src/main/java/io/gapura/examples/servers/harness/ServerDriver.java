package io.gapura.examples.servers.harness;

import io.gapura.filters.testkit.AuditFolder;
import io.gapura.filters.testkit.AuditLine;
import io.gapura.filters.testkit.Driver;
import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import io.gapura.filters.testkit.RequestText;
import io.gapura.filters.testkit.ScenarioCase;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs scenarios on one row: a real server in its own JVM, one context for each variant of the probe application. */
public final class ServerDriver implements Driver {
    private static final String POLICIES =
            "audit, headers, firewall, limits, csp-reports, cors, origin, signing, rbac, validation";
    /** Other ways to put up the gate of {@code app} and {@code split}: at the root, by the initializer, by several. */
    private static final Map<String, String> SAME_GATE =
            Map.of("ROOT", "app", "init", "app", "both", "app", "complete", "split");

    /** Generous: a busy machine was seen to take more than two minutes for a dozen contexts. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Row row;
    private final Workshop workshop;
    private final Secrets secrets;
    private final List<String> contexts;
    private final ServerProcess server;

    private ServerDriver(Row row, Workshop workshop, Secrets secrets, List<String> contexts, ServerProcess server) {
        this.row = row;
        this.workshop = workshop;
        this.secrets = secrets;
        this.contexts = contexts;
        this.server = server;
    }

    /**
     * Starts the row's server.
     *
     * @param ready the context whose probe says that it is up
     */
    public static ServerDriver start(Row row, Workshop workshop, List<String> contexts, String ready)
            throws IOException, StartFailed {
        Workshop.delete(workshop.kept(row, "").toAbsolutePath());
        Secrets secrets = Secrets.create(workshop.kept(row, "secrets"));
        Map<String, Map<String, String>> values = new LinkedHashMap<>();
        for (String context : contexts) {
            values.put(context, values(row, workshop, secrets, context));
        }
        Path deployment = workshop.assemble(row, row.id(), contexts, values);
        ServerProcess server =
                ServerProcess.start(row, workshop, deployment, workshop.log(row.id()), ready(ready), LIMIT);
        for (String context : contexts) {
            wake(server, context);
        }
        return new ServerDriver(row, workshop, secrets, List.copyOf(contexts), server);
    }

    /** Some runtimes begin with the first request: what was signed before would be too old for a gate so young. */
    private static void wake(ServerProcess server, String context) throws IOException {
        String request = "GET " + Launch.path(context) + "/api/probe/ready HTTP/1.1\r\nHost: " + server.authority()
                + "\r\nConnection: close\r\n\r\n";
        server.http().send(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String ready(String context) {
        return Launch.path(context) + "/probe/ready";
    }

    private static Map<String, String> values(Row row, Workshop workshop, Secrets secrets, String context)
            throws IOException {
        Path audit = workshop.kept(row, context).resolve("audit");
        Map<String, String> values = new LinkedHashMap<>(secrets.files());
        values.put("audit", audit.toString());
        values.put("policies", POLICIES);
        return values;
    }

    public ServerProcess server() {
        return server;
    }

    /** Name and version, as the running server says; its artifact, when it says no version. */
    public String serverVersion() throws IOException {
        return row.launch().version(workshop, said(0));
    }

    /** The feature version of the JDK it runs on. */
    public String jdk() {
        return said(1);
    }

    private String said(int part) {
        return server.said().split("\\|", -1)[part];
    }

    @Override
    public String name() {
        return row.id();
    }

    @Override
    public Set<String> families() {
        return row.families();
    }

    @Override
    public List<String> places() {
        List<String> places = new java.util.ArrayList<>(contexts);
        places.add("start");
        return places;
    }

    @Override
    public String like(String place) {
        return SAME_GATE.getOrDefault(place, place);
    }

    @Override
    public String nonce() {
        return server.nonce();
    }

    @Override
    public RequestText.Placeholders placeholders(String place) {
        return (name, draft) -> switch (name) {
            case "host" -> server.authority();
            case "context" -> place.equals("ROOT") ? "" : place;
            case "nonce" -> server.nonce();
            default -> secrets.signed(name, draft);
        };
    }

    @Override
    public RawAnswer send(String place, byte[] request, RawHttp.Then then) throws IOException {
        try {
            return secrets.answers().proven(request, server.http().send(request, then));
        } catch (SocketTimeoutException nothingCame) {
            return RawAnswer.of(0, List.of(), new byte[0]);
        }
    }

    /** In a second process on a port of its own; it must end by itself. */
    @Override
    public Optional<String> start(ScenarioCase.Start start) throws IOException {
        String name = row.id() + "-" + start.variant();
        Map<String, String> values = new LinkedHashMap<>(values(row, workshop, secrets, start.variant()));
        values.putAll(start.settings());
        Path deployment = workshop.assemble(row, name, List.of(start.variant()), Map.of(start.variant(), values));
        try (ServerProcess second =
                ServerProcess.start(row, workshop, deployment, workshop.log(name), ready(start.variant()), LIMIT)) {
            return second.isAlive() ? Optional.empty() : Optional.of(second.lastLines());
        } catch (StartFailed failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        }
    }

    @Override
    public Map<String, List<AuditLine>> finish() throws IOException {
        server.close();
        Map<String, List<AuditLine>> events = new LinkedHashMap<>();
        for (String context : contexts) {
            List<AuditLine> lines = AuditFolder.read(workshop.kept(row, context).resolve("audit"));
            events.put(
                    context,
                    lines.stream()
                            .filter(line -> !line.path().endsWith("/probe/ready"))
                            .toList());
        }
        return events;
    }
}
