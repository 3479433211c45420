package io.gapura.examples.servers.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Mode;
import io.gapura.filters.PathScope;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.servlet.GapuraFilter;
import jakarta.servlet.ServletException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Below a context path rules see one path, whichever adapter has read the request. */
class MountedTest {
    private final Recording recording = new Recording();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void reset() {
        Probe.reset();
    }

    /** What no rule of its own guards. */
    @Path("internal/{name}")
    public static class Internal {
        @GET
        public String read() {
            return Probe.ran();
        }
    }

    private Pipeline pipeline() {
        return Pipeline.builder()
                .add(Policy.of("sees", request -> {
                    seen.add(request.target().path() + " of " + request.target().rawPath());
                    return Decision.proceed();
                }))
                .add(
                        Policy.of("closed", request -> Decision.reject(403, "forbidden", "test")),
                        Mode.ENFORCE,
                        PathScope.of(List.of("/internal/**")))
                .build();
    }

    private RestServer alone(String mount) throws ServletException {
        return RestServer.mounted(recording, pipeline(), List.of(Internal.class), mount);
    }

    @ParameterizedTest
    @CsvSource({"'', /internal/x", "/app, /app/internal/x", "/app, /%61pp/internal/x", "/a b, /a%20b/internal/x"})
    void aScopeRestrictsWhatIsBelowTheContextPathWithTheFeatureAlone(String mount, String path) throws Exception {
        try (RestServer server = alone(mount)) {
            assertThat(server.send("GET", path, "").statusCode()).isEqualTo(403);
        }
        assertThat(Probe.count(Probe.What.METHOD)).isZero();
    }

    /** What rules saw and what was answered, a line each. */
    private List<String> answers(RestServer server) {
        List<String> lines = new ArrayList<>();
        for (String path : List.of(
                "/app/internal/x",
                "/app/internal/x/",
                "/app/%69nternal/x",
                "/%61pp/internal/x",
                "/app/open/../internal/x",
                "/app/internal;a=b/x;c",
                "/app;a=b/internal/x",
                "/app//internal/x",
                "//app/internal/x",
                "/app/./internal/x?y=/app",
                "/app/app/internal/x",
                "/app/open",
                "/app/")) {
            seen.clear();
            int status = server.send("GET", path, "").statusCode();
            lines.add(path + " seen as " + seen + ": " + status);
        }
        return lines;
    }

    @Test
    void bothAdaptersReadOnePath() throws Exception {
        List<String> byFeature;
        try (RestServer server = alone("/app")) {
            byFeature = answers(server);
        }
        Pipeline shared = pipeline();
        try (RestServer server = RestServer.behind(new GapuraFilter(shared), shared, List.of(Internal.class), "/app")) {
            assertThat(byFeature).isEqualTo(answers(server));
        }
        assertThat(byFeature)
                .contains("/app//internal/x seen as [/internal/x of /app//internal/x]: 403")
                .contains("/app/open seen as [/open of /app/open]: 404");
    }
}
