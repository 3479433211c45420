package io.gapura.validation.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.Reference;
import io.gapura.validation.Validation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which documents are read, and which endpoints their operations belong to. */
class OpenApiTest {
    private static final String HEAD = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";

    private static void isRefused(String document, String... words) {
        assertThatThrownBy(() -> Documented.read(document))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("api.yaml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `{}`                                                                   | openapi must be 3.1.x
            `{openapi: 3.0.3, paths: {}}`                                          | convert the document to 3.1
            `{swagger: '2.0', paths: {}}`                                          | convert the document to 3.1
            `{openapi: 3.2.0, paths: {}}`                                          | openapi must be 3.1.x
            `{openapi: 3.1.0}`                                                     | must have paths
            `{openapi: 3.1.0, path: {}}`                                           | [path] may not stand here
            `{openapi: 3.1.0, jsonSchemaDialect: 'https://x.org/', paths: {}}`     | JSON Schema 2020-12
            `{openapi: 3.1.0, openapi: 3.1.0, paths: {}}`                          | duplicate
            `{openapi: 3.1.0, paths: &a {}}`                                       | anchors are not allowed
            `{openapi: 3.1.0, paths: *a}`                                          | aliases are not allowed
            `{openapi: 3.1.0, paths: !!map {}}`                                    | tags are not allowed
            `{"openapi": "3.1.0", "paths": {}} {}`                                 | stands behind
            `{"openapi": "3.1.0", "openapi": "3.1.0"}`                             | stands twice
            `{openapi: 3.1.0, paths: {orders: {}}}`                                | must begin with a slash
            `{openapi: 3.1.0, paths: {/a: {fetch: {}}}}`                           | [fetch] may not stand here
            `{openapi: 3.1.0, paths: {/a: {get: {parameter: []}}}}`                | [parameter] may not stand here
            `{openapi: 3.1.0, paths: {/a: {get: {servers: []}}}}`                  | [servers] may not stand here
            `{openapi: 3.1.0, paths: {/a: {get: []}}}`                             | an object must stand here
            `{openapi: 3.1.0, servers: [{url: /a}, {url: /b}], paths: {}}`         | servers must have one path
            `{openapi: 3.1.0, servers: [{url: 'https://{x}/'}], paths: {}}`        | without variables
            `{openapi: 3.1.0, paths: {'/a/{x}': {get: {}}}}`                       | the names in the path and its parameters differ
            `{openapi: 3.1.0, paths: {/a: {get: {operationId: x}, put: {operationId: x}}}}` | one operationId
            `{openapi: 3.1.0, paths: {/a: {$ref: '#/paths/~1b'}}}`                 | must stand alone
            `{openapi: 3.1.0, paths: {/a: {get: {responses: {'200': {$ref: 'https://x.org/#/a'}}}}}}` | lint.remote-ref
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {$ref: 'other.yaml'}}}}` | lint.remote-ref
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {$ref: 'file:///etc/passwd'}}}}` | lint.remote-ref
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {items: {$ref: '#/components/schemas/B'}}}}}` | must lead to a schema of this document
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {$ref: '#/components/schemas/A'}}}}` | leads back to itself
            `{openapi: 3.1.0, paths: {}, components: {schemas: {'A/B': {}}}}`      | the name of a schema
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {$id: x}}}}`    | $id is no word of a schema
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {$dynamicRef: '#x'}}}}` | $dynamicRef is no word
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {nullable: true}}}}` | nullable is of OpenAPI 3.0
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {maxlength: 1}}}}` | maxlength is no word of a schema
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {maxLength: -1}}}}` | not what may stand here
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {maxLength: '1'}}}}` | not what may stand here
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {exclusiveMinimum: true}}}}` | not what may stand here
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {type: text}}}}` | not what may stand here
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {required: [a, a]}}}}` | not what may stand here
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {properties: {a: 1}}}}}` | not what may stand here
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {multipleOf: 0}}}}` | not what may stand here
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {format: iban}}}}` | this format is not held
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {pattern: '(a+)+'}}}}` | lint.regex
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {pattern: '(a)\\1'}}}}` | lint.regex
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {patternProperties: {'(?=a)': true}}}}}` | lint.regex
            `{openapi: 3.1.0, paths: {}, components: {schemas: {A: {minimum: 1e1001}}}}` | exponent over 1,000
            """)
    void aDocumentThatSaysWhatNobodyHoldsIsRefused(String document, String word) {
        isRefused(document, word);
    }

    @Test
    void theSizeOfADocumentIsBounded() {
        String deep = HEAD + "paths: {}\nx-deep: ";
        assertThat(Documented.read(deep + "[".repeat(63) + "]".repeat(63)).names())
                .isEmpty();
        isRefused(deep + "[".repeat(64) + "]".repeat(64), "64 levels");
        assertThatThrownBy(() -> Documented.read(
                        "{\"openapi\": \"3.1.0\", \"x\": " + "[".repeat(64) + "]".repeat(64) + ", \"paths\": {}}"))
                .isInstanceOf(ConfigurationException.class);
        String many = "{\"openapi\": \"3.1.0\", \"paths\": {}, \"x-many\": [";
        // the root, three values and the list
        assertThat(Documented.read(many + "1,".repeat(199_994) + "1]}").names()).isEmpty();
        isRefused(many + "1,".repeat(199_996) + "1]}", "200000 values");
        byte[] large = new byte[DocumentText.LONGEST + 1];
        assertThatThrownBy(() -> OpenApi.of("api.yaml", large)).hasMessageContaining("longer than");
        assertThatThrownBy(() -> OpenApi.of("api.yaml", new byte[] {(byte) 0xC0, (byte) 0xAF}))
                .hasMessageContaining("not UTF-8");
        isRefused("# nothing\n", "empty");
        isRefused("{openapi: 3.1.0, paths: {", "syntax");
    }

    @Test
    void aDocumentSaysTheSameInJsonAndInYaml() {
        String json = "{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {\"operationId\": \"list\"}}}}";
        assertThat(Documented.read(json).names()).containsExactly("GET /a");
        assertThat(Documented.read(HEAD + "paths:\n  /a:\n    get: {operationId: list}\n")
                        .names())
                .containsExactly("GET /a");
        assertThat(Documented.read(json).named("list")).isPresent();
        assertThat(Documented.read(json).named("")).isEmpty();
        assertThat(Documented.read(json).named("other")).isEmpty();
    }

    @Test
    void whatIsForOthersMayStandAnywhere() {
        assertThat(Documented.read(HEAD + "x-a: 1\nwebhooks: {}\ntags: []\npaths:\n  /a:\n    x-b: 2\n    summary: s\n"
                                + "    get:\n      x-c: 3\n      security: []\n      responses: {default: {description: d}}\n"
                                + "      callbacks: {}\n      tags: [a]\n      deprecated: true\ncomponents:\n"
                                + "  schemas: {A: {x-d: 4, title: t, examples: [{$ref: 'x'}], xml: {}, $comment: c}}\n")
                        .names())
                .containsExactly("GET /a");
    }

    @Test
    void twoPathsThatDifferInNamesAloneAreOne() {
        String item = ": {get: {parameters: [{name: %s, in: path, required: true, schema: {type: boolean}}]}}\n";
        isRefused(
                HEAD + "paths:\n  /a/{x}" + item.formatted("x") + "  /a/{y}" + item.formatted("y"),
                "differ in the names alone");
    }

    private static final String SHELF = HEAD
            + "servers: [{url: 'https://example.org/api/'}]\n"
            + "paths:\n  /shelves/{shelf}:\n    get:\n      operationId: shelf\n      parameters:\n"
            + "        - {name: shelf, in: path, required: true, schema: {type: string, pattern: '^[a-z]+$', maxLength: 9}}\n"
            + "        - {name: page, in: query, schema: {type: integer, minimum: 1, maximum: 10}}\n";

    /** A resource whose template has an expression, as templates may. */
    public static final class Shelves {
        @GET
        public void shelf(
                @PathParam("shelf") @jakarta.validation.constraints.Size(max = 5) String shelf,
                @QueryParam("page") @jakarta.validation.constraints.Min(5) @jakarta.validation.constraints.Max(100)
                        int page) {}
    }

    private static Endpoint resource(String method, String template) {
        try {
            Method shelf = Shelves.class.getMethod("shelf", String.class, int.class);
            return Endpoint.resource(method, template, Shelves.class, shelf);
        } catch (NoSuchMethodException missing) {
            throw new AssertionError(missing);
        }
    }

    @Test
    void anEndpointIsFoundByMethodAndTemplate() {
        OpenApi document = Documented.read(SHELF);
        assertThat(document.of(resource("GET", "/shelves/{shelf}"))).isPresent();
        assertThat(document.of(resource("GET", "/shelves/{shelf: [a-z/]{1,9}}")))
                .isPresent();
        assertThat(document.of(resource("HEAD", "/shelves/{shelf}"))).isPresent();
        assertThatThrownBy(() -> document.of(resource("POST", "/shelves/{shelf}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("lint.missing-contract", "POST /shelves/{shelf}", "api.yaml");
        assertThatThrownBy(() -> document.of(resource("GET", "/shelves/{shelf}/x")))
                .hasMessageContaining("lint.missing-contract");
        assertThatThrownBy(() -> document.of(resource("GET", "/shelves/{id}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("lint.contradiction", "[id]", "[shelf]");
    }

    @Test
    void aServletIsFoundBehindThePathOfTheServer() {
        OpenApi document =
                Documented.read(HEAD + "servers: [{url: /api}, {url: 'http://x/api/'}]\npaths: {/report: {get: {}}}");
        assertThat(document.of(Endpoint.servlet("GET", "/api/report", Documented.Anything.class)))
                .isPresent();
        assertThat(document.of(Endpoint.servlet("GET", "/report", Documented.Anything.class)))
                .isEmpty();
        assertThat(document.of(Endpoint.servlet("POST", "/page", Documented.Anything.class)))
                .isEmpty();
        assertThat(document.of(Endpoint.unknown("GET", "/api/other", "nobody"))).isEmpty();
        assertThatThrownBy(() -> document.of(Endpoint.servlet("GET", "/api/other", Documented.Anything.class)))
                .hasMessageContaining("lint.missing-contract");
    }

    private static List<String> broken(Validation policy, String query, String shelf) {
        try {
            return policy.decide(RequestView.get("/shelves/x" + query)
                                    .withEndpoint(resource("GET", "/shelves/{shelf}"))
                                    .withPathParameters(name -> name.equals("shelf") ? List.of(shelf) : List.of()))
                            instanceof io.gapura.filters.Decision.Reject refused
                    ? Documented.words(refused.rejection())
                    : List.of();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void anOperationThatNoEndpointHasIsToldWhenTheGateOpens() {
        String two = Documented.operation("get", "/shelves") + "    post:\n      responses: {}\n";
        Validation policy = Documented.by(two).policy();
        policy.ruling(Endpoint.servlet("GET", "/shelves", Documented.Anything.class));
        assertThat(told(policy))
                .singleElement()
                .asString()
                .contains("lint.unused-operation POST /shelves")
                .doesNotContain("GET");
        policy.ruling(Endpoint.servlet("POST", "/shelves", Documented.Anything.class));
        assertThat(told(policy)).isEmpty();
    }

    /** What the log says when the gate opens. */
    private static List<String> told(Validation policy) {
        List<String> told = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                told.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("io.gapura");
        log.addHandler(handler);
        try {
            policy.opened(List.of());
            return told;
        } finally {
            log.removeHandler(handler);
        }
    }

    @Test
    void codeAndDocumentAreHeldTogetherAndTheStricterCounts() {
        Validation both = Validation.strict().source(Documented.read(SHELF));
        assertThat(broken(both, "?page=5", "abc")).isEmpty();
        assertThat(broken(both, "?page=10", "abc")).isEmpty();
        assertThat(broken(both, "?page=4", "abc")).containsExactly("page param.range");
        assertThat(broken(both, "?page=11", "abc")).containsExactly("page param.range");
        assertThat(broken(both, "", "abcdef")).containsExactly("shelf param.length");
        assertThat(broken(both, "", "ABC")).containsExactly("shelf param.pattern");
        assertThat(broken(Validation.strict(), "?page=11", "ABC")).isEmpty();
    }

    @Test
    void sourcesThatContradictEachOtherStopTheStart() {
        Endpoint endpoint = resource("GET", "/shelves/{shelf}");
        for (String wrong : List.of(
                SHELF.replace("name: page", "name: sort"),
                SHELF.replace("type: integer, minimum: 1, maximum: 10", "type: boolean"),
                SHELF.replace("maximum: 10", "maximum: 4"))) {
            Validation policy = Validation.strict().source(Documented.read(wrong));
            assertThatThrownBy(() -> policy.ruling(endpoint))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("lint.contradiction");
        }
        Validation none = Validation.strict().source(Documented.read(HEAD + "paths: {}\n"));
        assertThatThrownBy(() -> none.ruling(endpoint)).hasMessageContaining("lint.missing-contract");
    }

    @Test
    void aDocumentIsReadFromItsPlace(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("openapi.yaml"), SHELF);
        assertThat(OpenApi.read(Reference.file(file)).names()).containsExactly("GET /shelves/{shelf}");
        assertThat(new OpenApiFormat().read(Reference.file(file)).named("shelf"))
                .isPresent();
        assertThatThrownBy(() -> OpenApi.read(Reference.file(directory.resolve("none.yaml"))))
                .isInstanceOf(ConfigurationException.class);
    }

    private static String form(String schema) {
        return Documented.operation(
                "post", "/scans", "requestBody: {content: {multipart/form-data: {schema: " + schema + "}}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `{type: array}`                                                             | an object of declared parts
            `{type: object, additionalProperties: true}`                                | an object of declared parts
            `{type: object, minProperties: 1}`                                          | minProperties is not held
            `{type: object, required: [scan]}`                                          | a required part is not declared
            `{type: object, properties: {scan: {type: integer}}}`                       | a file or a text
            `{type: object, properties: {scan: {type: string, format: date}}}`          | a file or a text
            `{type: object, properties: {scan: {type: string, pattern: a}}}`            | pattern is not held
            `{type: object, properties: {scan: {type: array, minItems: 1, items: {}}}}` | minItems is not held
            `{type: object, properties: {scan: {type: array, maxItems: 0, items: {}}}}` | at least once
            `{type: object, properties: {scan: {type: array, items: {type: array}}}}`   | items is not held
            `{type: object, properties: {scan: {maxLength: 0}}}`                        | at least one long
            """)
    void whatNobodyHoldsOfAPartIsRefused(String schema, String word) {
        isRefused(form(schema.replace("{type: array}}}}", "{type: array, items: {}}}}}")), word);
    }

    @Test
    void partsAreHeldByWhoeverReceivesThem() {
        Endpoint scans = Endpoint.servlet("POST", "/scans", Documented.Anything.class);
        String parts = "{type: object, properties: {scan: {contentMediaType: image/png}, then: {type: string}}}";
        assertThatThrownBy(() -> Documented.by(form(parts)).policy().ruling(scans))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lint.parts-not-received");
    }
}
