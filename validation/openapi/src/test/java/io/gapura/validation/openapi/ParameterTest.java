package io.gapura.validation.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What parameters keep and break. */
class ParameterTest {
    private static Documented query(String schema) {
        return Documented.by(
                Documented.operation("get", "/things", "parameters: [{name: x, in: query, schema: " + schema + "}]"));
    }

    private static List<String> broken(Documented held, String query) {
        return held.broken(RequestView.get("/things" + query), "/things");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {type: string, minLength: 2, maxLength: 3}             | ab         | a          | param.length
            {type: string, maxLength: 3}                           | abc        | abcd       | param.length
            {type: string, pattern: '^[a-c]+$'}                    | abc        | abd        | param.pattern
            {type: string, pattern: 'b'}                           | abc        | acc        | param.pattern
            {type: string, enum: [a, b]}                           | b          | c          | param.enum
            {type: string, const: a}                               | a          | b          | param.enum
            {type: string, format: uuid} | 0b5e6a4c-1f7a-4b5e-8f6d-3a2b1c0d9e8f | 1-1-1-1-1 | param.type
            {type: string, format: date}                           | 2026-02-28 | 2026-02-30 | param.type
            {type: string, format: date-time}            | 2026-02-28T01:02:03Z | 2026-02-28 | param.type
            {type: boolean}                                        | true       | yes        | param.type
            {type: integer}                                        | 99999999999999999999 | 1.0 | param.type
            {type: integer}                                        | 0          | 007        | param.type
            {type: integer, format: int32}                         | 2147483647 | 2147483648 | param.type
            {type: integer, format: int64}        | 9223372036854775807 | 9223372036854775808 | param.type
            {type: integer, minimum: 1, maximum: 9}                | 1          | 0          | param.range
            {type: integer, minimum: 1, maximum: 9}                | 9          | 10         | param.range
            {type: integer, exclusiveMinimum: 1, maximum: 9}       | 2          | 1          | param.range
            {type: integer, minimum: 1, exclusiveMaximum: 9}       | 8          | 9          | param.range
            {type: integer, enum: [1, 2]}                          | 2          | 3          | param.enum
            {type: number, exclusiveMaximum: 1.5}                  | 1.4        | 1.50       | param.range
            {type: number, minimum: 0.5, format: double}           | 0.5        | 0.4        | param.range
            {type: number}                                         | 1.5        | 1e5        | param.type
            {type: array, maxItems: 1, items: {type: boolean}}     | true       | no         | param.type
            """)
    void aParameterKeepsItsSchema(String schema, String kept, String not, String word) {
        Documented held = query(schema);
        assertThat(broken(held, "?x=" + kept)).isEmpty();
        assertThat(broken(held, "?x=" + not)).containsExactly("x " + word);
    }

    @Test
    void whatIsNotDeclaredOrTooOftenOrMissingIsRefused() {
        Documented list = query("{type: array, maxItems: 2, items: {type: boolean}}");
        assertThat(broken(list, "?x=true&x=false")).isEmpty();
        assertThat(broken(list, "")).isEmpty();
        assertThat(broken(list, "?x=true&x=false&x=true")).containsExactly("x param.count");
        assertThat(broken(query("{type: boolean}"), "?x=true&x=true")).containsExactly("x param.repeated");
        assertThat(broken(query("{type: boolean}"), "?canary=1")).containsExactly(" param.unknown");
        Documented required = Documented.by(Documented.operation(
                "get", "/things", "parameters: [{name: x, in: query, required: true, schema: {type: boolean}}]"));
        assertThat(broken(required, "")).containsExactly("x param.required");
        assertThat(broken(query("{type: array, minItems: 1, maxItems: 2, items: {type: boolean}}"), ""))
                .containsExactly("x param.required");
    }

    private static final String EVERYWHERE = Documented.operation(
                    "get",
                    "/things/{id}",
                    "parameters:",
                    "  - {name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}",
                    "  - {name: X-Kind, in: header, required: true, style: simple, schema: {type: string, enum: [a, b]}}",
                    "  - {name: Authorization, in: header, schema: {type: string}}",
                    "  - {name: crumb, in: cookie, schema: {type: string, maxLength: 3}}",
                    "  - {$ref: '#/components/parameters/Page'}")
            + "components:\n  schemas: {Id: {type: string, pattern: '^[0-9]+$', maxLength: 9}}\n"
            + "  parameters: {Page: {name: page, in: query, style: form, explode: true, schema: {type: integer, minimum: 1,"
            + " maximum: 2}}}\n";

    private static List<String> everywhere(RequestView request, String id) {
        return Documented.by(EVERYWHERE).decide(request, "/things/{id}", Map.of("id", List.of(id)))
                        instanceof io.gapura.filters.Decision.Reject refused
                ? Documented.words(refused.rejection())
                : List.of();
    }

    @Test
    void parametersAreFoundWhereverTheyAre() {
        RequestView kept = RequestView.get("/things/7?page=2").header("x-kind", "a");
        assertThat(everywhere(kept, "7")).isEmpty();
        assertThat(everywhere(kept.header("Cookie", "crumb=abc"), "7")).isEmpty();
        assertThat(everywhere(kept, "x")).containsExactly("id param.pattern");
        assertThat(everywhere(kept.header("Cookie", "crumb=abcd"), "7")).containsExactly("crumb param.length");
        assertThat(everywhere(RequestView.get("/things/7?page=3").header("X-Kind", "c"), "7"))
                .containsExactly("page param.range", "X-Kind param.enum");
        assertThat(everywhere(RequestView.get("/things/7"), "7")).containsExactly("X-Kind param.required");
    }

    @Test
    void anOperationSaysAnewWhatItsPathSays() {
        String document = "openapi: 3.1.0\npaths:\n  /things:\n    parameters: [{name: x, in: query, schema: {type:"
                + " boolean}}]\n    get: {}\n    delete: {parameters: [{name: x, in: query, schema: {type: string, enum:"
                + " [all]}}]}\n";
        Documented held = Documented.by(document);
        assertThat(broken(held, "?x=true")).isEmpty();
        assertThat(broken(held, "?x=all")).containsExactly("x param.type");
        assertThat(held.broken(RequestView.of("DELETE", "/things?x=all"), "/things"))
                .isEmpty();
        assertThat(held.broken(RequestView.of("DELETE", "/things?x=true"), "/things"))
                .containsExactly("x param.enum");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {name: x, in: query}                                                  | must have a schema
            {name: x, in: body, schema: {type: string}}                           | in must be
            {in: query, schema: {type: string}}                                   | must have a name
            {name: x, in: query, schemata: {}}                                    | [schemata] may not stand here
            {name: x, in: query, content: {application/json: {}}}                 | content of a parameter is not held
            {name: x, in: query, style: deepObject, schema: {type: string}}       | the style of query must be form
            {name: x, in: query, style: pipeDelimited, schema: {type: string}}    | the style of query must be form
            {name: x, in: header, style: form, schema: {type: string}}            | the style of header must be simple
            {name: x, in: query, allowReserved: true, schema: {type: string}}     | are not held
            {name: x, in: query, allowEmptyValue: true, schema: {type: string}}   | are not held
            {name: x, in: query, required: 'yes', schema: {type: string}}         | true or false must stand here
            {name: x, in: query, explode: false, schema: {type: array, maxItems: 2, items: {type: string}}} | explode: true
            {name: x, in: header, schema: {type: array, maxItems: 2, items: {type: string}}} | a list is held in a query alone
            {name: x, in: path, required: false, schema: {type: string}}          | must be required
            {name: x, in: path, required: true, schema: {type: string}}           | the names in the path and its parameters differ
            {name: x, in: query, schema: {}}                                      | the type of a parameter must be
            {name: x, in: query, schema: {type: object}}                          | the type of a parameter must be
            {name: x, in: query, schema: {type: [string, "null"]}}                | the type of a parameter must be
            {name: x, in: query, schema: {type: string, format: email}}           | this format is not held
            {name: x, in: query, schema: {type: string, format: int32}}           | this format is not held
            {name: x, in: query, schema: {type: integer, format: double}}         | this format is not held
            {name: x, in: query, schema: {type: integer, format: date}}           | this format is not held
            {name: x, in: query, schema: {type: integer, multipleOf: 2}}          | multipleOf is not held
            {name: x, in: query, schema: {type: integer, maxLength: 2}}           | maxLength is not held
            {name: x, in: query, schema: {type: boolean, minimum: 2}}             | minimum is not held
            {name: x, in: query, schema: {type: string, anyOf: []}}               | anyOf is not held
            {name: x, in: query, schema: {type: string, maxLength: -1}}           | not what may stand here
            {name: x, in: query, schema: {type: string, minLength: 3, maxLength: 2}} | lint.contradiction
            {name: x, in: query, schema: {type: integer, minimum: 3, maximum: 2}} | lint.contradiction
            {name: x, in: query, schema: {type: integer, enum: [a]}}              | a word is not of the type
            {name: x, in: query, schema: {type: string, enum: [a], const: a}}     | do not stand together
            {name: x, in: query, schema: {type: string, pattern: '(a*)*'}}        | lint.regex
            {name: x, in: query, schema: {type: array, items: {type: array, maxItems: 2, items: {type: string}}}} | a list of lists
            {name: x, in: query, schema: {type: array, minItems: 2, items: {type: string}}} | more is not held
            {name: x, in: query, schema: {type: array, uniqueItems: true, items: {type: string}}} | uniqueItems is not held
            {name: x, in: query, schema: {$ref: '#/components/schemas/A'}}        | must lead to a schema of this document
            {name: x, in: query, schema: {$ref: '#/components/schemas/A', type: string}} | must stand alone
            {$ref: '#/components/parameters/A'}                                   | must stand alone
            {$ref: '#/components/schemas/A'}                                      | must stand alone
            """)
    void whatARuleCannotSayIsRefused(String parameter, String word) {
        assertThatThrownBy(() ->
                        Documented.read(Documented.operation("get", "/things", "parameters: [" + parameter + "]")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("api.yaml#/paths/~1things/get")
                .hasMessageContaining(word);
    }

    @Test
    void aParameterIsDeclaredOnce() {
        String twice = "{name: x, in: query, schema: {type: boolean}}";
        assertThatThrownBy(() -> Documented.read(
                        Documented.operation("get", "/things", "parameters: [" + twice + ", " + twice + "]")))
                .hasMessageContaining("declared twice");
        assertThatThrownBy(() -> Documented.read(Documented.operation("get", "/things", "parameters: {}")))
                .hasMessageContaining("a list must stand here");
    }

    @Test
    void openParametersStopTheStart() {
        Documented held = query("{type: string}");
        assertThatThrownBy(() -> held.policy().ruling(Endpoint.servlet("GET", "/things", Documented.Anything.class)))
                .hasMessageContaining("lint.unconstrained-parameter");
    }

    private static final String FORM = Documented.operation(
            "post",
            "/things",
            "requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, required:"
                    + " [name], additionalProperties: false, properties: {name: {type: string, maxLength: 5}, tag: {type:"
                    + " array, maxItems: 2, items: {type: string, enum: [a, b]}}}}}}}");

    @Test
    void aFormIsHeldFieldByField() {
        Documented held = Documented.by(FORM);
        String type = "application/x-www-form-urlencoded";
        assertThat(held.sent("/things", type, "name=Ayu&tag=a&tag=b")).isEmpty();
        assertThat(held.sent("/things", type, "name=123456").map(Documented::words))
                .contains(List.of("name param.length"));
        assertThat(held.sent("/things", type, "tag=a").map(Documented::words)).contains(List.of("name param.required"));
        assertThat(held.sent("/things", type, "name=Ayu&evil=1").map(Documented::words))
                .contains(List.of(" param.unknown"));
        assertThat(held.sent("/things", "{}").map(Rejection::status)).contains(415);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application/x-www-form-urlencoded: {}                                        | a form must be an object
            application/x-www-form-urlencoded: {schema: {type: object, additionalProperties: true}} | a form must be an object
            application/x-www-form-urlencoded: {schema: {type: object, maxProperties: 1}} | maxProperties is not held in a form
            application/x-www-form-urlencoded: {schema: {type: object, required: [a]}}   | a required field is not declared
            application/json: {}                                                         | JSON must have a schema
            application/json: {schemas: {}}                                              | [schemas] may not stand here
            text/plain: {schema: {type: string, maxLength: 5}}                           | not held against a schema
            application/xml: {schema: {type: object}}                                    | not held against a schema
            '*/*': {schema: {type: string}}                                              | not held against a schema
            Application/JSON: {}                                                         | a lower-case type/subtype
            """)
    void contentThatNobodyHoldsIsRefused(String content, String word) {
        assertThatThrownBy(() -> Documented.read(
                        Documented.operation("post", "/things", "requestBody: {content: {" + content + "}}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("api.yaml#/paths/~1things/post/requestBody")
                .hasMessageContaining(word);
    }

    @Test
    void contentIsOfItsMediaTypesAndThereWhenItMust() {
        Documented held = Documented.by(Documented.operation(
                "post",
                "/things",
                "requestBody: {required: true, content: {application/json: {schema: {type: boolean}},"
                        + " application/vnd.x+json: {schema: {enum: [1]}}, text/plain: {schema: {type: string}},"
                        + " application/pdf: {}}}"));
        assertThat(held.sent("/things", "true")).isEmpty();
        assertThat(held.broken("/things", "1")).containsExactly(" body.type");
        assertThat(held.sent("/things", "application/vnd.x+json", "1")).isEmpty();
        assertThat(held.sent("/things", "application/vnd.x+json", "true").map(Documented::words))
                .contains(List.of(" body.enum"));
        assertThat(held.sent("/things", "text/plain", "anything")).isEmpty();
        assertThat(held.sent("/things", "application/pdf", "anything")).isEmpty();
        assertThat(held.sent("/things", "application/xml", "<a/>").map(Rejection::status))
                .contains(415);
        assertThat(held.sent("/things", "").map(Rejection::reason)).contains("body.required");
        assertThat(held.sent("/things", "{\"a\": 1, \"a\": 2}").map(Rejection::reason))
                .contains("json.duplicate-key");
        Documented reference = Documented.by(
                Documented.operation("post", "/things", "requestBody: {$ref: '#/components/requestBodies/B'}")
                        + "components: {requestBodies: {B: {content: {application/json: {schema: {type: boolean}}}}}}\n");
        assertThat(reference.sent("/things", "true")).isEmpty();
        assertThat(reference.sent("/things", "")).isEmpty();
        assertThat(reference.broken("/things", "1")).containsExactly(" body.type");
    }
}
