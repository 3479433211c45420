package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointIndexTest {
    private static final EndpointIndex INDEX = EndpointIndex.of(Stream.of(
                    "GET /orders",
                    "POST /orders",
                    "GET /orders/{id}",
                    "DELETE /orders/{id: [0-9]+}",
                    "PUT /orders/{id}/lines/{line}",
                    "GET /files/{path: .*}",
                    "PATCH /deep/{a: x/y}",
                    "POST /forms/*",
                    "GET *.jsp",
                    "GET /")
            .map(text -> text.split(" ", 2))
            .map(parts -> Endpoint.unknown(parts[0], parts[1], "test"))
            .toList());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /orders              | GET, HEAD, POST
            /orders/             | GET, HEAD, POST
            /orders/7            | DELETE, GET, HEAD
            /orders/7/lines/2    | PUT
            /files/a/b/c         | GET, HEAD
            /forms               | POST
            /forms/a/b           | POST
            /x/y.jsp             | GET, HEAD
            /api/v1/orders/7     | DELETE, GET, HEAD
            /nothing             | ''
            /orders/7/lines      | ''
            /                    | ''
            """)
    void theMethodsOfWhatAPathCouldMean(String path, String methods) {
        assertThat(String.join(", ", INDEX.methods(Target.parse(path)))).isEqualTo(methods);
    }

    @Test
    void noPathIsTooLongForIt() {
        assertThat(INDEX.methods(Target.parse("/a".repeat(4_000) + "/orders"))).isEmpty();
    }

    @Test
    void aRefusedMethodIsToldWhichTheEndpointHas() throws Exception {
        Policy methods = Policy.of(
                "methods",
                request -> Decision.reject(Rejection.of(405, "method-not-allowed", "method.not-allowed")
                        .header("Allow", "GET, OPTIONS, POST")));
        Pipeline pipeline = Pipeline.builder().add(methods).build();
        Deployment deployment = new Recording().deployment(pipeline);
        deployment.cover(Endpoint.unknown("POST", "/orders", "test"));
        deployment.cover(Endpoint.unknown("DELETE", "/orders", "test"));
        assertThat(allow(deployment, pipeline, "/orders")).containsExactly("POST");
        assertThat(allow(deployment, pipeline, "/elsewhere")).containsExactly("GET, OPTIONS, POST");
    }

    private static List<String> allow(Deployment deployment, Pipeline pipeline, String path) throws Exception {
        GateAnswer answer = deployment
                .begin(RequestView.of("PROPFIND", path))
                .arrive(pipeline)
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(405);
        return answer.headers().stream()
                .filter(line -> line.named("Allow"))
                .map(HeaderLine::value)
                .toList();
    }
}
