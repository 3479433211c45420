package io.gapura.examples.servers.fast;

import io.gapura.examples.servers.harness.Secrets;
import io.gapura.filters.Pipeline;
import io.gapura.filters.jaxrs.FakeMatch;
import io.gapura.filters.jaxrs.FakeRequest;
import io.gapura.filters.jaxrs.FakeResponse;
import io.gapura.filters.jaxrs.FakeRuntime;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.testkit.AuditFolder;
import io.gapura.filters.testkit.AuditLine;
import io.gapura.filters.testkit.Driver;
import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import io.gapura.filters.testkit.RequestText;
import io.gapura.filters.testkit.ScenarioCase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs scenarios on the Jakarta REST adapter over fakes: what the feature registers, called in the order of the
 * specification. A target that no {@link URI} can hold is answered by the runtime itself, as Jersey does.
 */
final class RestDriver implements Driver {
    private final Path audit;
    private final GapuraFeature feature;
    private final FakeRuntime runtime;
    private final Secrets secrets;

    private RestDriver(Path audit, GapuraFeature feature, Secrets secrets) {
        this.audit = audit;
        this.feature = feature;
        this.runtime = FakeRuntime.with(feature);
        this.secrets = secrets;
    }

    static RestDriver of(Pipeline pipeline, Path audit, Secrets secrets) {
        return new RestDriver(audit, new GapuraFeature(pipeline), secrets);
    }

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public Set<String> families() {
        return Set.of("rest");
    }

    @Override
    public List<String> places() {
        return List.of("rest");
    }

    @Override
    public String nonce() {
        return "rest";
    }

    @Override
    public RequestText.Placeholders placeholders(String place) {
        return (name, draft) -> switch (name) {
            case "host" -> "probe.example";
            case "context" -> place;
            default -> secrets.signed(name, draft);
        };
    }

    @Override
    public RawAnswer send(String place, byte[] bytes, RawHttp.Then then) throws IOException {
        Message message = Message.parse(bytes);
        URI uri;
        try {
            uri = URI.create("http://probe.example" + message.target());
        } catch (IllegalArgumentException noUri) {
            return RawAnswer.of(400, List.of(), new byte[0]);
        }
        FakeRequest request = new FakeRequest(message.method(), uri.toString());
        request.getHeaders().clear();
        for (int i = 0; i < message.headers().size(); i += 2) {
            request.header(message.headers().get(i), message.headers().get(i + 1));
        }
        request.content(new String(message.content(), StandardCharsets.UTF_8));
        FakeMatch match =
                ProbeEndpoints.match(message.method(), uri.getRawPath(), place).orElse(null);
        return answer(runtime.written(request, match, () -> served(match)));
    }

    private FakeResponse served(FakeMatch match) {
        return new FakeResponse(200, "served")
                .header("X-Probe", ProbeEndpoints.marker(match.getResourceClass(), match.getResourceMethod()))
                .header("X-Nonce", nonce());
    }

    private static RawAnswer answer(FakeResponse response) {
        List<RawAnswer.Field> fields = new ArrayList<>();
        response.getStringHeaders()
                .forEach((name, values) -> values.forEach(value -> fields.add(new RawAnswer.Field(name, value))));
        if (response.getMediaType() != null) {
            fields.add(
                    new RawAnswer.Field("Content-Type", response.getMediaType().toString()));
        }
        byte[] content = response.getEntity() instanceof byte[] bytes
                ? bytes
                : String.valueOf(response.getEntity()).getBytes(StandardCharsets.UTF_8);
        return RawAnswer.of(response.getStatus(), fields, content);
    }

    @Override
    public Optional<String> start(ScenarioCase.Start start) {
        throw new IllegalStateException("no start-up scenario runs here");
    }

    @Override
    public Map<String, List<AuditLine>> finish() throws IOException {
        feature.close();
        return Map.of("rest", AuditFolder.read(audit));
    }
}
