package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9421 §2: which identifiers there are, which are the same, and which a message may cover. */
class ComponentTest {
    private static final SignatureBase OPEN = SignatureProfile.STRICT
            .structured("x-item", FieldType.ITEM)
            .structured("x-list", FieldType.LIST)
            .structured("x-dict", FieldType.DICTIONARY)
            .trailers()
            .requestTarget()
            .bases();

    private static Component read(String identifier) throws Exception {
        return Component.of(StructuredFields.item(identifier));
    }

    private static String value(RequestView request, String identifier) throws Exception {
        return OPEN.value(Message.of(request), read(identifier));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\"",
                "\"a\";req",
                "\"a\";tr",
                "\"a\";tr;req",
                "\"a\";bs",
                "\"a\";bs;tr;req",
                "\"a\";sf;req",
                "\"a\";key=\"k\";sf",
                "\"@method\";req",
                "\"@status\"",
                "\"@request-target\"",
                "\"@query-param\";name=\"a\";req"
            })
    void theRfcKnows(String identifier) throws Exception {
        assertThat(read(identifier)).hasToString(identifier);
        assertThat(Component.parse(identifier)).isEqualTo(read(identifier));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"A\"",
                "\"\"",
                "\"a b\"",
                "\"@unknown\"",
                "\"@\"",
                "\"@signature-params\"",
                "\"@Method\"",
                "\"a\";x",
                "\"a\";sf=\"x\"",
                "\"a\";sf=?0",
                "\"a\";bs=1",
                "\"a\";req=?0",
                "\"a\";tr=\"\"",
                "\"a\";key",
                "\"a\";key=k",
                "\"a\";name=\"x\"",
                "\"a\";bs;sf",
                "\"a\";bs;key=\"k\"",
                "\"@method\";sf",
                "\"@method\";tr",
                "\"@method\";bs",
                "\"@method\";key=\"k\"",
                "\"@method\";name=\"k\"",
                "\"@query-param\"",
                "\"@query-param\";name=a",
                "\"@query-param\";name=\"a\";sf"
            })
    void theRfcDoesNotKnow(String identifier) {
        assertThatThrownBy(() -> read(identifier))
                .isInstanceOf(SignatureRefusedException.class)
                .hasMessage("component-unknown");
        assertThatThrownBy(() -> Component.parse(identifier)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "a";bs;req          | "a";req;bs          | true
            "a";tr;key="k";req  | "a";req;key="k";tr  | true
            "a"                 | "a";req             | false
            "a";req             | "a";tr              | false
            "a";key="k"         | "a";key="l"         | false
            "a";key="k"         | "a";sf;key="k"      | false
            "@query-param";name="a";req | "@query-param";req;name="a" | true
            """)
    void twoAreTheSameByNameAndSetOfParameters(String one, String other, boolean same) throws Exception {
        assertThat(read(one).equals(read(other))).isEqualTo(same);
        assertThat(read(one)).hasToString(one);
    }

    @Test
    void anIdentifierOfTheRequestIsThatWithOneMoreParameter() throws Exception {
        assertThat(read("\"@query-param\";name=\"a\"").asRequested()).hasToString("\"@query-param\";name=\"a\";req");
        assertThat(Component.of("date").asRequested()).isEqualTo(read("\"date\";req"));
        assertThat(Component.member("signature", "sig1")).isEqualTo(read("\"signature\";key=\"sig1\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "x-item";sf            | 1;a="b"
            "x-list";sf            | a, (b c);q
            "x-dict";sf            | a=1, b;x, c=(d e)
            "x-dict";key="a"       | 1
            "x-dict";key="b"       | ?1;x
            "x-dict";key="c";sf    | (d e)
            "x-dict";bs            | :YT0xLCAgYjt4:, :Yz0oZCAgZSk=:
            "x-dict"               | a=1,  b;x, c=(d  e)
            """)
    void aFieldHasOneValueForEachWayToCoverIt(String identifier, String value) throws Exception {
        RequestView request = RequestView.get("/")
                .header("X-Item", "1;  a=\"b\"")
                .header("X-List", "a ,(b  c);q")
                .header("X-Dict", " a=1,  b;x ")
                .header("X-Dict", "c=(d  e)");
        assertThat(value(request, identifier)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "date";sf           | component-unknown
            "x-item";key="a"    | component-unknown
            "x-list";key="a"    | component-unknown
            "x-dict";key="z"    | component-absent
            "x-none"            | component-absent
            "x-none";bs         | component-absent
            "x-none";sf         | component-unknown
            "x-broken";sf       | parse
            "x-broken";key="a"  | parse
            "date";req          | component-unknown
            "date";tr           | component-absent
            "@status"           | component-unknown
            """)
    void whatHasNoValueIsRefusedAndNeverEmpty(String identifier, String reason) {
        SignatureBase bases = SignatureProfile.STRICT
                .structured("x-item", FieldType.ITEM)
                .structured("x-list", FieldType.LIST)
                .structured("x-dict", FieldType.DICTIONARY)
                .structured("x-broken", FieldType.DICTIONARY)
                .trailers()
                .bases();
        RequestView request = RequestView.get("/")
                .header("Date", "x")
                .header("X-Item", "a")
                .header("X-List", "a")
                .header("X-Dict", "a")
                .header("X-Broken", "a=");
        assertThatThrownBy(() -> bases.value(Message.of(request), read(identifier)))
                .isInstanceOf(SignatureRefusedException.class)
                .hasMessage(reason);
    }

    @Test
    void aPresentFieldMayBeEmpty() throws Exception {
        RequestView request = RequestView.get("/").header("X-Empty", "");
        SignatureInput input = SignatureInput.of(List.of(Component.of("x-empty")), java.util.Map.of());
        assertThat(new String(OPEN.of(Message.of(request), input), java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("\"x-empty\": \n\"@signature-params\": (\"x-empty\")");
    }

    /** A header and a trailer of one name are two things. */
    @Test
    void headersAndTrailersAreNeverCombined() throws Exception {
        Message response =
                Message.response(200, Headers.of("Sum", "a")).withTrailers(Headers.of("Sum", "b", "Only", "c"));
        assertThat(OPEN.value(response, read("\"sum\""))).isEqualTo("a");
        assertThat(OPEN.value(response, read("\"sum\";tr"))).isEqualTo("b");
        assertThatThrownBy(() -> OPEN.value(response, read("\"only\""))).hasMessage("component-absent");
        assertThat(response).hasToString("Message[response 200]");
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 1000, 0, -1})
    void aStatusHasThreeDigits(int status) {
        assertThatThrownBy(() -> Message.response(status, Headers.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Message.response(status, Headers.of(), RequestView.get("/")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aParameterOfTheQueryThatDecodesToALineBreakInjectsNone() throws Exception {
        RequestView request = RequestView.get("/?a=x%0A%22%40method%22%3A%20GET&b=%C3%A9+%2B");
        assertThat(value(request, "\"@query-param\";name=\"a\"")).isEqualTo("x%0A%22%40method%22%3A%20GET");
        assertThat(value(request, "\"@query-param\";name=\"b\"")).isEqualTo("%C3%A9%20%2B");
    }

    /** §2.2: printable ASCII alone, from wherever the view has its words; a tab is none, as good as it is in a field. */
    @ParameterizedTest
    @ValueSource(strings = {"ht\ttp", "http\t", "ht\ntp", "http\u00e9"})
    void aDerivedValueIsPrintable(String scheme) {
        RequestView request = RequestView.read(
                "GET",
                Target.parse("/x"),
                scheme,
                Headers.of("Host", "app.example"),
                Body.none(),
                new Client("192.0.2.1"));
        assertThatThrownBy(() -> value(request, "\"@scheme\""))
                .isInstanceOfSatisfying(
                        SignatureRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.PARSE));
    }
}
