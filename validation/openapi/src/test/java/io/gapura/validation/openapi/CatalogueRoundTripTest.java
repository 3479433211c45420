package io.gapura.validation.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.validation.InputCatalogue;
import io.gapura.validation.OpenMembers;
import io.gapura.validation.Validation;
import io.gapura.validation.constraints.Identifier;
import io.gapura.validation.constraints.SafeText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document that the catalogue prints of an application is read again, and refuses nothing that the application takes. */
class CatalogueRoundTripTest {
    /** Of an order. */
    public enum Kind {
        LARGE,
        SMALL
    }

    /** An entity with one of everything. */
    public record Thing(
            @NotNull @SafeText(max = 5) String name,
            @Min(1) @Max(9) int count,
            @Min(0) @Max(9) Integer more,
            @Min(0) @Max(1) BigDecimal part,
            Kind kind,
            boolean flag,
            UUID id,
            LocalDate day,
            @Size(max = 2) List<@NotNull @Size(max = 3) String> tags,
            @OpenMembers(max = 2) Map<String, @Size(max = 3) String> notes,
            Thing inside) {}

    /** What two endpoints take. */
    public record Tag(@NotNull @Size(max = 5) String word) {}

    /** A resource. */
    public static final class Things {
        @GET
        public void list(
                @PathParam("shelf") @Identifier(max = 9) String shelf,
                @QueryParam("page") @Min(1) @Max(9) int page,
                @QueryParam("kind") Kind kind,
                @QueryParam("day") LocalDate day,
                @QueryParam("tag") @Size(max = 3) List<@Size(max = 4) String> tags,
                @HeaderParam("X-Id") UUID id) {}

        @POST
        @Consumes("application/json")
        public void create(@NotNull Thing thing) {}

        @GET
        public void unread(@PathParam("shelf") @Identifier(max = 9) String shelf) {}

        @POST
        @Consumes("application/json")
        public void tag(@NotNull Tag tag) {}

        @PUT
        @Consumes("application/json")
        public void retag(@NotNull Tag tag) {}

        @PUT
        @Consumes("application/x-www-form-urlencoded")
        public void change(@FormParam("name") @NotNull @Size(max = 5) String name) {}
    }

    private static final List<Endpoint> ENDPOINTS = List.of(
            endpoint("GET", "/things/{shelf: [a-z]+}", "list"),
            endpoint("POST", "/things", "create"),
            endpoint("PUT", "/things", "change"),
            endpoint("GET", "/things/{shelf}/{unread: [0-9]+}", "unread"),
            endpoint("POST", "/tags", "tag"),
            endpoint("PUT", "/tags", "retag"));

    private static Endpoint endpoint(String http, String template, String name) {
        return Arrays.stream(Things.class.getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .map(method -> Endpoint.resource(http, template, Things.class, method))
                .orElseThrow();
    }

    private static final String PRINTED =
            InputCatalogue.of(Validation.strict(), ENDPOINTS).toOpenApi("things", "1", "/api");

    private static final OpenApi DOCUMENT = Documented.read(PRINTED);
    private static final Validation BOTH = Validation.strict().source(DOCUMENT);

    @Test
    void documentContractsAndEndpointsAgree() {
        assertThat(DOCUMENT.names())
                .containsExactly(
                        "GET /things/{shelf}",
                        "GET /things/{shelf}/{unread}",
                        "POST /tags",
                        "POST /things",
                        "PUT /tags",
                        "PUT /things");
        ENDPOINTS.forEach(
                endpoint -> assertThatCode(() -> BOTH.ruling(endpoint)).doesNotThrowAnyException());
        assertThat(PRINTED).contains("\"url\" : \"/api\"", "#/components/schemas/Thing", "\"maxItems\" : 2");
    }

    @Test
    void aClassThatTwoEndpointsTakeIsDescribedOnce() {
        assertThat(PRINTED).contains("\"Tag\" : {").doesNotContain("Tag2");
    }

    private static List<String> broken(Validation policy, String json) {
        RequestView request = RequestView.post("/things")
                .header("Content-Type", "application/json")
                .body(json);
        try {
            Decision decision = policy.decide(request.withEndpoint(ENDPOINTS.get(1)));
            Optional<BodyGuard> guard = ((Decision.Proceed) decision).bodyGuard();
            guard.orElseThrow().bytes(Documented.bytes(json), 0, Documented.bytes(json).length);
            guard.orElseThrow().end();
            return List.of();
        } catch (BodyRejectedException refused) {
            Rejection rejection = refused.rejection();
            return Documented.words(rejection);
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static final String ALL =
            "{\"name\": \"abcde\", \"count\": 9, \"more\": null, \"part\": 0.5, \"kind\": \"SMALL\","
                    + " \"flag\": true, \"id\": \"0b5e6a4c-1f7a-4b5e-8f6d-3a2b1c0d9e8f\", \"day\": \"2026-02-28\", \"tags\":"
                    + " [\"abc\"], \"notes\": {\"x\": \"abc\", \"y\": null}, \"inside\": {\"name\": \"a\", \"count\": 1, \"flag\":"
                    + " false}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                ALL,
                "{\"name\": \"a\", \"count\": 1}",
                "{\"name\": \"a\", \"count\": 1, \"kind\": null, \"inside\": null, \"tags\": null, \"notes\": {}}"
            })
    void whatTheClassTakesTheDocumentTakes(String json) {
        assertThat(broken(Validation.strict(), json)).isEmpty();
        assertThat(broken(BOTH, json)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"abcdef\", \"count\": 1}",
                "{\"name\": \"a\", \"count\": 10}",
                "{\"name\": \"a\", \"count\": 1, \"tags\": [\"a\", \"b\", \"c\"]}",
                "{\"name\": \"a\", \"count\": 1, \"notes\": {\"a\": \"\", \"b\": \"\", \"c\": \"\"}}",
                "{\"name\": \"a\", \"count\": 1, \"evil\": 1}",
                "{\"name\": \"a\", \"count\": 1, \"inside\": {\"name\": 1, \"count\": 1}}"
            })
    void whatBothRefuseIsToldOnceInTheWordsOfTheClass(String json) {
        List<String> ofClass = broken(Validation.strict(), json);
        assertThat(ofClass).isNotEmpty();
        assertThat(broken(BOTH, json)).containsAll(ofClass).doesNotHaveDuplicates();
    }
}
