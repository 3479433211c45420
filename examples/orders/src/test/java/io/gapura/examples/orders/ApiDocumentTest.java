package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.testkit.access.Endpoints;
import io.gapura.validation.InputCatalogue;
import io.gapura.validation.Validation;
import io.gapura.validation.openapi.OpenApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Document, contracts and endpoints agree, without a server: what a build of an application runs. */
class ApiDocumentTest {
    private static final Path SHIPPED = Path.of("src/main/resources/openapi.json");

    /** What only the document says, and no annotation: merged into what the endpoints print (RFC 7396). */
    private static final Path BY_HAND = Path.of("openapi-by-hand.json");

    private static final List<Endpoint> ENDPOINTS =
            Endpoints.in(Path.of("target/classes")).list();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** Run once with {@code -Dgapura.openapi.write=true} after a change that was meant, and look at it. */
    @Test
    void theDocumentIsWhatTheEndpointsTakeAndWhatWasWrittenByHand() throws IOException {
        String expected = expected();
        if (Boolean.getBoolean("gapura.openapi.write")) {
            Files.writeString(SHIPPED, expected);
        }
        assertThat(Files.readString(SHIPPED)).isEqualTo(expected);
    }

    @Test
    void documentContractsAndEndpointsAgree() {
        OpenApi document = ApiDocument.in(DataFolder.at(folder)).contracts();

        Validation both = Validation.strict().source(document);

        assertThat(InputCatalogue.of(both, ENDPOINTS).findings()).isEmpty();
        assertThat(document.names()).hasSameSizeAs(ENDPOINTS);
    }

    @Test
    void anEndpointThatTheDocumentLeavesOutIsMissed() throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(Files.readString(SHIPPED));
        ((ObjectNode) document.at("/paths/~1orders")).remove("post");
        Files.writeString(folder.resolve("openapi.json"), document.toString());
        Validation both =
                Validation.strict().source(ApiDocument.in(DataFolder.at(folder)).contracts());

        assertThatThrownBy(() -> InputCatalogue.of(both, ENDPOINTS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("lint.missing-contract", "POST /orders");
    }

    @Test
    void whatTheDocumentTellsNamesNoClass() throws IOException {
        assertThat(Files.readString(SHIPPED)).doesNotContain("io.gapura", "Resource", "operationId");
    }

    private static String expected() throws IOException {
        JsonNode printed =
                JSON.readTree(InputCatalogue.of(Validation.strict(), ENDPOINTS).toOpenApi("Orders", "1", "/api"));
        // classes and methods are nobody's business who reads it
        printed.findParents("operationId").forEach(each -> ((ObjectNode) each).remove("operationId"));
        merge((ObjectNode) printed, JSON.readTree(Files.readString(BY_HAND)));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(printed) + "\n";
    }

    private static void merge(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(each -> {
            if (target.get(each.getKey()) instanceof ObjectNode inside
                    && each.getValue().isObject()) {
                merge(inside, each.getValue());
            } else {
                target.set(each.getKey(), each.getValue());
            }
        });
    }
}
