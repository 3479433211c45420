package io.gapura.examples.orders;

import static io.gapura.examples.orders.DemoClient.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapura.filters.ServerPort;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI document of the demo is served, and held. */
class ApiDocumentIT extends RunningDemo {
    private static final Path SHIPPED = Path.of("src/main/resources/openapi.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whoeverIsSomebodyReadsWhatIsHeld() throws Exception {
        HttpResponse<String> answer = client.get("/api/openapi.json", client.person("rani"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo(Files.readString(SHIPPED));
    }

    @Test
    void whoIsNobodyDoesNot() throws Exception {
        assertProblem(client.get("/api/openapi.json", Map.of()), 401, "authentication-required");
    }

    /** No class says this of an order: see openapi-by-hand.json. */
    @ParameterizedTest
    @CsvSource({"100, 10000000, 201", "101, 100000, 201", "101, 100001, 422", "1000, 10000000, 422"})
    void aBoundThatTheDocumentAloneHasIsHeld(int quantity, int cents, int status) throws Exception {
        HttpResponse<String> answer = client.post(
                "/api/orders",
                "{\"item\":\"ring\",\"quantity\":" + quantity + ",\"cents\":" + cents + "}",
                client.person("rani"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 422) {
            assertProblem(answer, 422, "content-refused");
            assertThat(answer.body()).contains("\"pointer\":\"#/cents\",\"code\":\"body.range\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/orders/{id}"})
    void anEndpointThatTheDocumentLeavesOutStopsTheStart(String path, @TempDir Path other) throws Exception {
        change(other, paths -> paths.remove(path));

        try (DemoProcess demo = DemoProcess.start(ServerPort.free(), other)) {
            assertThat(demo.exitCode()).isEqualTo(1);
            assertThat(demo.errors())
                    .contains("orders does not start: ", "lint.missing-contract", "GET " + path)
                    .doesNotContain("ready");
        }
    }

    @Test
    void anOperationWithoutAnEndpointIsReported(@TempDir Path other) throws Exception {
        change(other, paths -> paths.set("/ghosts", paths.get("/health")));
        int port = ServerPort.free();

        try (DemoProcess demo = DemoProcess.start(port, other)) {
            String ignored = demo.untilReady(port);
            assertThat(demo.errors()).contains("lint.unused-operation", "GET /ghosts");
        }
    }

    private static void change(Path data, Consumer<ObjectNode> change) throws Exception {
        ObjectNode document = (ObjectNode) JSON.readTree(Files.readString(SHIPPED));
        change.accept((ObjectNode) document.get("paths"));
        Files.writeString(data.resolve("openapi.json"), document.toString());
    }
}
