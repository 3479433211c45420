package io.gapura.examples.servers.fast;

import io.gapura.examples.servers.app.servlets.DeniedServlet;
import io.gapura.examples.servers.app.servlets.OpenServlet;
import io.gapura.examples.servers.app.servlets.RolesServlet;
import io.gapura.examples.servers.app.servlets.SilentServlet;
import io.gapura.filters.Pipeline;
import io.gapura.filters.servlet.FakeContext;
import io.gapura.filters.servlet.FakeRequest;
import io.gapura.filters.servlet.FakeResponse;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.testkit.AuditFolder;
import io.gapura.filters.testkit.AuditLine;
import io.gapura.filters.testkit.Driver;
import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import io.gapura.filters.testkit.RequestText;
import io.gapura.filters.testkit.ScenarioCase;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs scenarios on the Servlet adapter over fakes: the probe's servlets behind one filter, without a container. */
final class ServletDriver implements Driver {
    private static final Map<String, HttpServlet> SERVLETS = Map.of(
            "/open", new OpenServlet(),
            "/denied", new DeniedServlet(),
            "/silent", new SilentServlet(),
            "/roles", new RolesServlet());
    /** The fake request brings these along. */
    private static final Set<String> OWN = Set.of("Host", "Content-Length");

    private final Path audit;
    private final GapuraFilter filter;

    private ServletDriver(Path audit, GapuraFilter filter) {
        this.audit = audit;
        this.filter = filter;
    }

    static ServletDriver of(Pipeline pipeline, Path audit) {
        FakeContext context = new FakeContext();
        SERVLETS.forEach((path, servlet) ->
                context.servlet(path.substring(1), servlet.getClass().getName(), path));
        GapuraFilter filter = new GapuraFilter(pipeline);
        filter.init(context.config("gapura"));
        return new ServletDriver(audit, filter);
    }

    @Override
    public String name() {
        return "servlet";
    }

    @Override
    public Set<String> families() {
        return Set.of("servlet");
    }

    @Override
    public List<String> places() {
        return List.of("servlet");
    }

    @Override
    public String nonce() {
        return System.getProperty("gapura.probe.nonce", "");
    }

    @Override
    public RequestText.Placeholders placeholders(String place) {
        return (name, draft) -> switch (name) {
            case "host" -> "app.example";
            case "context" -> "app";
            default -> throw new IllegalArgumentException("{" + name + "} is no placeholder here");
        };
    }

    @Override
    public RawAnswer send(String place, byte[] bytes, RawHttp.Then then) throws IOException {
        Message message = Message.parse(bytes);
        FakeRequest request = FakeRequest.of(message.method(), message.target());
        for (int i = 0; i < message.headers().size(); i += 2) {
            if (!OWN.contains(message.headers().get(i))) {
                request.header(message.headers().get(i), message.headers().get(i + 1));
            }
        }
        String path = message.target().substring("/app".length());
        HttpServlet servlet = SERVLETS.get(path);
        request.dispatched(
                DispatcherType.REQUEST,
                servlet == null ? FakeRequest.mapping("default", "/") : FakeRequest.mapping(path.substring(1), path));
        FakeResponse response = new FakeResponse();
        try {
            filter.doFilter(request, response, (seen, guarded) -> {
                if (servlet == null) {
                    throw new ServletException("no servlet there");
                }
                servlet.service(seen, guarded);
            });
        } catch (ServletException escaped) {
            throw new IOException("escaped the filter", escaped);
        }
        return answer(response);
    }

    private static RawAnswer answer(FakeResponse response) throws IOException {
        byte[] content = response.content().getBytes(StandardCharsets.UTF_8);
        List<RawAnswer.Field> fields = new ArrayList<>();
        for (String name : response.getHeaderNames()) {
            response.getHeaders(name).forEach(value -> fields.add(new RawAnswer.Field(name, value)));
        }
        return RawAnswer.of(response.getStatus(), fields, content);
    }

    @Override
    public Optional<String> start(ScenarioCase.Start start) {
        throw new IllegalStateException("no start-up scenario runs here");
    }

    @Override
    public Map<String, List<AuditLine>> finish() throws IOException {
        filter.destroy();
        return Map.of("servlet", AuditFolder.read(audit));
    }
}
