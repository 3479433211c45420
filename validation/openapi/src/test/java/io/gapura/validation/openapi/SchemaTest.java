package io.gapura.validation.openapi;

import static io.gapura.validation.openapi.Documented.broken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Rejection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What content keeps and breaks, by its schema alone. */
class SchemaTest {
    private static final String PARCEL = "{type: object, required: [to], properties: {"
            + "to: {type: string, maxLength: 5}, grams: {type: integer, minimum: 1, maximum: 9},"
            + " id: {type: string, maxLength: 5, readOnly: true},"
            + " tags: {type: array, maxItems: 2, items: {enum: [a, b]}}}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            {"to": "Ayu"}                            | -
            {"to": "Ayu", "grams": 1}                | -
            {"to": "Ayu", "grams": 9}                | -
            {"to": "Ayu", "grams": 7.0}              | -
            {"to": "12345", "tags": ["a", "b"]}      | -
            {}                                       | /to body.missing
            {"to": null}                             | /to body.type
            {"to": 7}                                | /to body.type
            {"to": "123456"}                         | /to text.length
            {"to": "Ayu", "grams": 0}                | /grams body.range
            {"to": "Ayu", "grams": 10}               | /grams body.range
            {"to": "Ayu", "grams": 7.5}              | /grams body.type
            {"to": "Ayu", "grams": "7"}              | /grams body.type
            {"to": "Ayu", "grams": 1e1001}           | ` body.range`
            {"to": "Ayu", "tags": ["a", "a", "b"]}   | /tags list.size
            {"to": "Ayu", "tags": ["a", "c"]}        | /tags/1 body.enum
            {"to": "Ayu", "id": "7"}                 | /id body.unknown
            {"to": "Ayu", "admin": true}             | ` body.unknown`
            []                                       | ` body.type`
            "text"                                   | ` body.type`
            """)
    void contentKeepsItsSchema(String json, String word) {
        assertThat(broken(json, PARCEL)).isEqualTo(word == null ? java.util.List.of() : java.util.List.of(word));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {type: string, minLength: 2, maxLength: 9}                    | "ab"        | "a"          | text.length
            {type: string, pattern: '^[a-z]+$'}                           | "abc"       | "ab1"        | body.pattern
            {type: string, pattern: '^[a-z]+$'}                           | "abc"       | "abc\\n"     | body.pattern
            {type: string, pattern: 'b'}                                  | "abc"       | "acc"        | body.pattern
             `{type: string, pattern: '^a|b$'}`                          | "cb"        | "ca"         | body.pattern
            {type: string, format: uuid}          | "0b5e6a4c-1f7a-4b5e-8f6d-3a2b1c0d9e8f" | "1-1-1-1-1"  | body.pattern
            {type: string, format: date}                                  | "2026-02-28" | "2026-02-30" | body.pattern
            {type: string, format: date-time}                | "2026-02-28T01:02:03Z" | "2026-02-28"  | body.pattern
            {type: string, format: email}                                 | "a@b.org"   | "a"          | body.pattern
            {type: integer, format: int32, minimum: -9999999999, maximum: 9999999999} | 2147483647 | 2147483648 | body.range
            {type: integer, format: int64, minimum: -1e20, maximum: 1e20} | -9223372036854775808 | -9223372036854775809 | body.range
            {type: number, exclusiveMinimum: 0, maximum: 1}               | 0.1         | 0            | body.range
            {type: number, minimum: 0, exclusiveMaximum: 1}               | 0           | 1.0          | body.range
            {type: number, minimum: 0, maximum: 9, multipleOf: 0.5}       | 1.5         | 1.3          | body.range
            {type: number, const: 1.5}                                    | 1.50        | 1.6          | body.enum
            {enum: [1, a, null]}                                          | 1.0         | 2            | body.enum
            {type: array, items: {type: boolean}, minItems: 1, maxItems: 2} | [true]    | []           | list.size
            {type: array, items: {type: boolean}, uniqueItems: true, maxItems: 2} | [true] | [true, true] | list.size
            {type: [string, "null"], maxLength: 1}                        | null        | 1            | body.type
            {not: {type: string}, type: [string, integer], maxLength: 1, minimum: 0, maximum: 1} | 1 | "a" | body.rule
            {type: object, additionalProperties: {type: boolean}, maxProperties: 1} | {"x": true} | {"x": true, "y": true} | list.size
            """)
    void eachWordOfASchemaIsHeld(String schema, String kept, String not, String word) {
        assertThat(broken(kept, schema)).isEmpty();
        assertThat(broken(not, schema)).containsExactly(" " + word);
    }

    @Test
    void theNamesThatClientsChooseAreNeverTold() {
        String open =
                "{type: object, maxProperties: 9, additionalProperties: {type: object, properties: {n: {type: integer,"
                        + " minimum: 0, maximum: 9}}}}";
        assertThat(broken("{\"canary\": {\"n\": \"x\"}}", open)).containsExactly(" body.type");
        assertThat(broken("{\"canary\": {\"evil\": 1}}", open)).containsExactly(" body.unknown");
        String listed = "{type: object, properties: {a: " + open + "}}";
        assertThat(broken("{\"a\": {\"canary\": {\"n\": 10}}}", listed)).containsExactly("/a body.range");
    }

    @Test
    void whatNothingDescribesIsRefusedWhereverItStands() {
        String schema =
                "{type: object, properties: {a: {type: array, maxItems: 2, items: {type: object, properties: {b:"
                        + " {type: boolean}}}}}}";
        assertThat(broken("{\"a\": [{\"b\": true}]}", schema)).isEmpty();
        assertThat(broken("{\"a\": [{\"b\": true}, {\"c\": 1}]}", schema)).containsExactly("/a/1 body.unknown");
    }

    @Test
    void membersThatSeveralSchemasDescribeTogetherAreKnown() {
        String[] parts = {
            "Named: {type: object, required: [name], properties: {name: {type: string, maxLength: 5}}}",
            "Both: {allOf: [{$ref: '#/components/schemas/Named'}, {type: object, properties: {age: {type: integer,"
                    + " minimum: 0, maximum: 150}}}]}"
        };
        String both = "{$ref: '#/components/schemas/Both'}";
        assertThat(broken("{\"name\": \"Ayu\", \"age\": 7}", both, parts)).isEmpty();
        assertThat(broken("{\"name\": \"Ayu\", \"evil\": 7}", both, parts)).containsExactly(" body.unknown");
        assertThat(broken("{\"age\": 7}", both, parts)).containsExactly("/name body.missing");
    }

    @Test
    void oneOfSeveralIsToldWithoutSayingWhich() {
        String either = "{oneOf: [{type: object, required: [iban], properties: {iban: {type: string, maxLength: 34}}},"
                + " {type: object, required: [card], properties: {card: {type: string, maxLength: 19}}}]}";
        assertThat(broken("{\"iban\": \"x\"}", either)).isEmpty();
        assertThat(broken("{\"card\": \"x\"}", either)).isEmpty();
        assertThat(broken("{\"iban\": 1}", either)).containsExactly(" body.rule");
        assertThat(broken("{\"iban\": \"x\", \"evil\": 1}", either)).containsExactly(" body.unknown");
        assertThat(broken("{\"iban\": \"x\", \"card\": \"y\"}", either)).containsExactly(" body.rule");
        String inside = "{type: object, properties: {anyOf: " + either + "}}";
        assertThat(broken("{\"anyOf\": {\"iban\": 1}}", inside)).containsExactly("/anyOf body.rule");
    }

    @Test
    void aConditionIsNotClosed() {
        String schema = "{type: object, properties: {to: {type: object, properties: {country: {enum: [de, id]}, zip:"
                + " {type: string, maxLength: 9}}}, id: {type: string, maxLength: 9}}, if: {properties: {to: {properties:"
                + " {country: {const: de}}}}}, then: {required: [id]}}";
        assertThat(broken("{\"to\": {\"country\": \"id\", \"zip\": \"1\"}}", schema))
                .isEmpty();
        assertThat(broken("{\"to\": {\"country\": \"de\", \"zip\": \"1\"}}", schema))
                .containsExactly("/id body.missing");
        String not =
                "{type: object, properties: {a: {type: object, properties: {b: {type: boolean}, c: {type: boolean}}}},"
                        + " not: {required: [a], properties: {a: {required: [b], properties: {b: {const: true}}}}}}";
        assertThat(broken("{\"a\": {\"b\": true, \"c\": true}}", not)).containsExactly(" body.rule");
        assertThat(broken("{\"a\": {\"b\": false, \"c\": true}}", not)).isEmpty();
    }

    @Test
    void whatOnlyAnswersCarryIsRefusedAndNotDemanded() {
        String[] parts = {
            "Id: {type: string, maxLength: 9, readOnly: true}",
            "Thing: {type: object, required: [id, name], properties: {id: {$ref: '#/components/schemas/Id'}, name: {type:"
                    + " string, maxLength: 9}}}"
        };
        String thing = "{$ref: '#/components/schemas/Thing'}";
        assertThat(broken("{\"name\": \"x\"}", thing, parts)).isEmpty();
        assertThat(broken("{\"name\": \"x\", \"id\": \"7\"}", thing, parts)).containsExactly("/id body.unknown");
        assertThat(broken("{\"id\": \"7\"}", thing, parts)).containsExactly("/id body.unknown", "/name body.missing");
    }

    @Test
    void moreThanTwentyAreCut() {
        String names = IntStream.range(0, 30)
                .mapToObj(i -> "m" + i + ": {type: boolean}")
                .collect(Collectors.joining(", "));
        String json =
                IntStream.range(0, 30).mapToObj(i -> "\"m" + i + "\": 1").collect(Collectors.joining(", ", "{", "}"));
        Rejection refused = Documented.by(Documented.content("{type: object, properties: {" + names + "}}"))
                .sent("/things", json)
                .orElseThrow();
        assertThat(refused.violations()).hasSize(20);
        assertThat(refused.isTruncated()).isTrue();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("content-refused");
    }

    /** Two ways at every level are 2^30 ways: whoever writes such a document does not see it, and a client goes as deep as it wants. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Node: {anyOf: [{type: object, properties: {x: {$ref: '#/components/schemas/Node'}}}, {type: object,"
                        + " properties: {x: {$ref: '#/components/schemas/Node'}}}]}",
                "Node: {oneOf: [{properties: {x: {maxItems: 9, items: {$ref: '#/components/schemas/Node'}}}}, {properties:"
                        + " {x: {maxItems: 8, items: {$ref: '#/components/schemas/Node'}}}}]}",
                "Node: {properties: {x: {allOf: [{$ref: '#/components/schemas/Node'}, {$ref: '#/components/schemas/Node'}]}}}",
                "Node: {additionalProperties: {anyOf: [{$ref: '#/components/schemas/Node'}, {type: object, properties: {a:"
                        + " {type: boolean}}, not: {$ref: '#/components/schemas/Node'}}]}}"
            })
    void alternativesThatMultiplyWithDepthStopTheStart(String node) {
        assertThatThrownBy(() -> Documented.by(Documented.content("{$ref: '#/components/schemas/Node'}", node)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("api.yaml#/components/schemas/Node")
                .hasMessageContaining("each level multiplies the cost");
    }

    @Test
    void aTreeOfTwoBranchesIsNone() {
        String[] tree = {
            "Node: {type: object, properties: {l: {$ref: '#/components/schemas/Node'}, r: {$ref: '#/components/schemas/Node'}}}"
        };
        assertThat(broken("{\"l\": {\"r\": {}}, \"r\": {}}", "{$ref: '#/components/schemas/Node'}", tree))
                .isEmpty();
    }

    @Test
    void alternativesThatMultiplyWithoutAnEndToItEndAtABudget() {
        String inner = "{type: boolean}";
        for (int i = 0; i < 3; i++) {
            inner = "{anyOf: [" + ("{type: object, properties: {x: " + inner + "}, minProperties: 2}, ").repeat(12)
                    + "{type: object, properties: {x: " + inner + "}}]}";
        }
        Documented held = Documented.by(Documented.content(inner));
        assertThat(held.broken("/things", "{}")).isEmpty();
        assertThat(held.broken("/things", "{\"x\": {\"x\": {\"x\": true}}}")).containsExactly(" body.rule");
    }

    @Test
    void aSchemaThatSaysTooMuchOfOneValueOrNothingAtAllStopsTheStart() {
        String many = "{anyOf: [" + "{type: string, maxLength: 1}, ".repeat(999) + "{type: boolean}]}";
        assertThatThrownBy(() -> Documented.by(Documented.content(many)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("more than 1000 schemas");
        assertThatThrownBy(() -> Documented.by(Documented.content(
                        "{$ref: '#/components/schemas/A'}",
                        "A: {allOf: [{$ref: '#/components/schemas/B'}]}",
                        "B: {not: {$ref: '#/components/schemas/A'}}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("leads back to itself");
    }

    @Test
    void aPatternThatCouldBacktrackEndsAtItsBudgetToo() {
        String schema = "{type: string, maxLength: 5000, pattern: '[a-z]+1'}";
        assertThat(broken("\"" + "a".repeat(4_000) + "\"", schema)).containsExactly(" body.pattern");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {type: string}                                                  | lint.unconstrained-parameter
            {type: string, maxLength: 9}                                    | -
            {type: string, format: uuid}                                    | -
            {type: string, format: uri}                                     | lint.unconstrained-parameter
            {type: integer}                                                 | lint.number-range
            {type: integer, minimum: 0}                                     | lint.number-range
            {type: integer, minimum: 0, exclusiveMaximum: 9}                | -
            {type: array, items: {type: boolean}}                           | lint.array-length
            {type: array, maxItems: 9}                                      | lint.open-object
            {type: array, maxItems: 9, items: {type: string}}               | lint.unconstrained-parameter
            {type: object, additionalProperties: true}                      | lint.open-object
            {type: object, additionalProperties: true, maxProperties: 9}    | lint.open-object
            {type: object, additionalProperties: {type: boolean}, maxProperties: 9} | -
            {type: object, unevaluatedProperties: {type: boolean}}          | lint.open-object
            {type: object, patternProperties: {'^a$': {type: boolean}}}     | lint.open-object
            {type: object, properties: {a: {}}}                             | lint.open-object
            {type: object, properties: {a: {type: string, readOnly: true}}} | -
            {}                                                              | lint.open-object
            true                                                            | lint.open-object
            {allOf: [{type: string}, {maxLength: 9}]}                       | -
            {anyOf: [{type: string, maxLength: 9}, {type: integer}]}        | lint.number-range
            {maxLength: 9, oneOf: [{type: string, pattern: a}, {type: string, pattern: b}]} | -
            {if: {maxLength: 9}, type: string}                              | lint.unconstrained-parameter
            """)
    void whatASchemaLeavesOpenStopsTheStart(String schema, String word) {
        Documented held = Documented.by(Documented.content(schema));
        org.assertj.core.api.ThrowableAssert.ThrowingCallable start = () ->
                held.policy().ruling(io.gapura.filters.Endpoint.servlet("POST", "/things", Documented.Anything.class));
        if (word.equals("-")) {
            org.assertj.core.api.Assertions.assertThatCode(start).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(start).isInstanceOf(ConfigurationException.class).hasMessageContaining(word);
        }
    }

    @Test
    void aSchemaThatHoldsItselfIsLookedAtOnce() {
        String[] tree = {
            "Node: {type: object, properties: {name: {type: string, maxLength: 9}, parent: {$ref:"
                    + " '#/components/schemas/Node'}}}"
        };
        String node = "{$ref: '#/components/schemas/Node'}";
        assertThat(broken("{\"name\": \"a\", \"parent\": {\"parent\": {}}}", node, tree))
                .isEmpty();
        assertThat(broken("{\"parent\": {\"parent\": {\"evil\": 1}}}", node, tree))
                .containsExactly("/parent/parent body.unknown");
        assertThat(Documented.by(Documented.content(node, tree))
                        .policy()
                        .ruling(io.gapura.filters.Endpoint.servlet("POST", "/things", Documented.Anything.class)))
                .isEmpty();
    }
}
