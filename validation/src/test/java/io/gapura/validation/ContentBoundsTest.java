package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Body;
import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import jakarta.servlet.http.HttpServlet;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.QueryParam;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of every bound that a contract can say, and content of which nobody knows before whether it comes. */
class ContentBoundsTest {
    private static final Validation STRICT = Validation.strict();

    @Consumes("application/json")
    public static final class Resource {
        @POST
        public void optional(@QueryParam("r") @Size(max = 1) String r, Map<String, Object> note) {}

        @POST
        public void demanded(@QueryParam("r") @Size(max = 1) String r, @NotNull Map<String, Object> note) {}
    }

    @Contract(
            consumes = "application/json",
            maxBody = "10B",
            depth = 2,
            lengthRequired = true,
            inputs = {
                @Contract.Input(name = "n", type = ParameterType.INT, min = -1, max = 5),
                @Contract.Input(name = "t", minLength = 2, maxLength = 3),
                @Contract.Input(name = "p", pattern = "[ab]{2}"),
                @Contract.Input(
                        name = "w",
                        words = {"x", "y"},
                        many = 2),
                @Contract.Input(name = "r", required = true, maxLength = 1)
            })
    public static final class Bounded extends HttpServlet {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    n=-1,     passes
                    n=-2,     QUERY n param.range
                    n=5,      passes
                    n=6,      QUERY n param.range
                    t=ab,     passes
                    t=a,      QUERY t param.length
                    t=abc,    passes
                    t=abcd,   QUERY t param.length
                    p=ab,     passes
                    p=abb,    QUERY p param.pattern
                    w=x,      passes
                    w=x&w=y,  passes
                    w=x&w=y&w=x, QUERY w param.count
                    w=z,      QUERY w param.enum
                    n=1&n=1,  QUERY n param.repeated
                    """)
    void aParameterIsBoundedOnBothSides(String query, String expected) throws IOException {
        RequestView request = RequestView.of("POST", "/?r=1&" + query);
        assertThat(words(request)).isEqualTo(expected);
    }

    @Test
    void aParameterThatIsDemandedMustBeThere() throws IOException {
        assertThat(words(RequestView.of("POST", "/?r=1"))).isEqualTo("passes");
        assertThat(words(RequestView.of("POST", "/?n=1"))).isEqualTo("QUERY r param.required");
    }

    private static Verdict verdict(RequestView request, Endpoint endpoint) throws IOException {
        return Pipeline.builder().add(STRICT).build().decide(request.withEndpoint(endpoint));
    }

    private static String words(RequestView request) throws IOException {
        return verdict(request, Endpoint.servlet("POST", "/", Bounded.class))
                .rejection()
                .map(Decided::words)
                .map(words -> String.join(", ", words))
                .orElse("passes");
    }

    private static RequestView json(String content) {
        return RequestView.post("/?r=1")
                .header("Content-Type", "application/json")
                .body(content);
    }

    private static RequestView chunked(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return RequestView.post("/?r=1")
                .header("Content-Type", "application/json")
                .header("Transfer-Encoding", "chunked")
                .withBody(Body.from(() -> new ByteArrayInputStream(bytes), -1));
    }

    @Test
    void contentIsBoundedInBytesAndDepth() throws IOException {
        assertThat(words(json("\"12345678\""))).isEqualTo("passes");
        assertThat(words(json("\"123456789\""))).isEqualTo("BODY body.size");
        Endpoint endpoint = Endpoint.servlet("POST", "/", Bounded.class);
        for (String content : List.of("[[1]]", "[[[]]]")) {
            BodyGuard guard = verdict(json(content), endpoint).bodyGuards().get(0);
            assertThat(Watched.whole(guard, content).map(Rejection::reason))
                    .isEqualTo(content.equals("[[1]]") ? Optional.empty() : Optional.of("json.depth"));
        }
    }

    @Test
    void contentOfUndeclaredLengthIsRefusedWhereItIsDemanded() throws IOException {
        assertThat(words(chunked("[]"))).isEqualTo("HEADER body.length-required");
    }

    private final List<AuditEvent> events = new ArrayList<>();

    /** What becomes of it, when the application reads the content, or none of it. */
    private String sent(RequestView request, String method, boolean reads) throws IOException {
        Pipeline pipeline = Pipeline.builder().add(STRICT).audit(events::add).build();
        try (Deployment deployment = Deployment.of(pipeline)) {
            Exchange exchange = deployment.begin(request);
            exchange.arrive(pipeline);
            Optional<GateAnswer> answer = exchange.enter(Decided.endpoint("POST", Resource.class, method));
            if (answer.isPresent()) {
                return Integer.toString(answer.get().status());
            }
            if (reads) {
                try (InputStream in = exchange.openBody()) {
                    in.readAllBytes();
                } catch (BodyRejectedException stopped) {
                    // the late rejection says why
                }
            }
            exchange.readRest(true);
            String outcome = exchange.lateRejection().map(Rejection::reason).orElse("passes");
            exchange.complete(200);
            return outcome;
        }
    }

    /** An empty document is none, and no content where some is demanded: whether or not somebody reads it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void chunkedContentThatIsEmptyIsNotTakenForAbsent(boolean reads) throws IOException {
        assertThat(sent(chunked(""), "optional", reads)).isEqualTo("json.syntax");
        assertThat(sent(chunked(""), "demanded", reads)).isEqualTo("body.required");
        assertThat(sent(chunked("{}"), "optional", reads)).isEqualTo("passes");
        assertThat(sent(chunked("{}"), "demanded", reads)).isEqualTo("passes");
        assertThat(sent(json(""), "optional", reads)).isEqualTo("passes");
        assertThat(sent(json(""), "demanded", reads)).isEqualTo("400");
    }

    /** HTTP/2 announces nothing at all. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void contentThatNobodyAnnouncedIsNotTakenForAbsent(boolean reads) throws IOException {
        RequestView request = RequestView.post("/")
                .header("Content-Type", "application/json")
                .protocol("HTTP/2.0")
                .withBody(Body.from(InputStream::nullInputStream, -1));
        assertThat(sent(request, "demanded", reads)).isEqualTo("body.required");
    }
}
