package io.gapura.filters.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioParserTest {
    private static final String GOOD = """
            # why it is here
            name:   a path is read once
            group:  paths
            in:     app, bare
            not in servlet, rest: their turn comes later
            with:   path | word | jetty
                /a%2f      | uri.encoded-slash | 400 SERVER
                /b\\xff     | uri.character     | -
            send:
                POST /{context}{path} HTTP/1.1
                Host: {host}
                Content-Length: {length}

                {"x":"{a*3}"}
                end
            expect: 400 OURS
            code:   request-malformed
            violation: {word}
            audit:  1 refused
            on jetty: {jetty} because it refuses by itself
            """;

    private static List<ScenarioCase> parse(String text) {
        return Scenarios.read("a-path-is-read-once.txt", text);
    }

    private static String bytes(ScenarioCase scenario) {
        return new String(
                scenario.request().bytes((name, draft) -> name.toUpperCase(java.util.Locale.ROOT)),
                StandardCharsets.ISO_8859_1);
    }

    @Test
    void aTableGivesACaseForEachRow() {
        List<ScenarioCase> cases = parse(GOOD);

        assertThat(cases)
                .extracting(ScenarioCase::title)
                .containsExactly("a path is read once [/a%2f]", "a path is read once [/b\\xff]");
        assertThat(cases.get(0).expectation().violation()).contains("uri.encoded-slash");
        assertThat(cases.get(0).declared()).containsOnlyKeys("jetty");
        assertThat(cases.get(1).declared()).isEmpty();
        assertThat(cases.get(0).notIn()).containsOnlyKeys("servlet", "rest");
    }

    @Test
    void theRequestIsLiteralButForEscapesAndPlaceholders() {
        assertThat(bytes(parse(GOOD).get(1)))
                .isEqualTo("POST /CONTEXT/b\u00ff HTTP/1.1\r\nHost: HOST\r\nContent-Length: 16\r\n\r\n"
                        + "{\"x\":\"aaa\"}\r\nend");
    }

    @Test
    void aPlaceholderSeesTheRequestSoFar() {
        String text = GOOD.replace("Host: {host}", "Host: h\n    {signed:key}");
        StringBuilder seen = new StringBuilder();

        parse(text).get(0).request().bytes((name, draft) -> {
            if (name.startsWith("signed:")) {
                seen.append(draft.method())
                        .append(' ')
                        .append(draft.target())
                        .append(' ')
                        .append(draft.headers());
                seen.append(' ').append(new String(draft.content(), StandardCharsets.US_ASCII));
            }
            return name;
        });

        assertThat(seen.toString()).contains("POST /context/a%2f", "name=Host, value=h", "{\"x\":\"aaa\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            group:  paths ~ groop: paths ~ is not a key
            group:  paths ~ group: paths\\nmarker: none\\nmarker: none ~ stands twice
            in:     app, bare ~ in: app ~ bare must stand in
            in:     app, bare ~ in: app, bare, rest ~ rest must stand in
            their turn comes later ~ '' ~ one reason
            violation: {word} ~ violation: x ~ word is never used
            Host: {host} ~ Host: {hist} ~ {hist} is neither
            | uri.character     | - ~ | uri.character ~ 2 values for 3 columns
            expect: 400 OURS ~ expect: 400 SOMEBODY ~ status FATE
            expect: 400 OURS ~ expect: four OURS ~ status FATE
            audit:  1 refused ~ audit: many refused ~ audit: must be
            audit:  1 refused ~ audit: 1 forgotten ~ audit: must be
            audit:  1 refused ~ audit: 1 refused\\nthen: sleep ~ then: must be
            audit:  1 refused ~ audit: 1 refused\\ncut: maybe ~ cut: must be
            audit:  1 refused ~ audit: 1 refused\\nheader: nothing ~ Name: value
            on jetty: {jetty} because it refuses by itself ~ on jetty: {jetty} ~ because
            400 SERVER ~ 200 SERVED ~ may only be declared
            on jetty: ~ on jety: ~ jety is no server
            name:   a path is read once ~ name: another name ~ must be called
            """)
    void whatIsNotUnderstoodFailsTheFile(String part, String instead, String message) {
        assertThat(GOOD).contains(part);
        String text = GOOD.replace(part, instead.replace("\\n", "\n"));

        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("a-path-is-read-once.txt")
                .hasMessageContaining(message);
    }

    @Test
    void theDepartureOfAPlaceComesBeforeThatOfTheServer() {
        String text = GOOD + "on jetty/app: CLOSED because it hangs up there\n";
        ScenarioCase scenario = parse(text).get(0);

        assertThat(scenario.declaredFor(Set.of("jetty"), "app"))
                .hasValueSatisfying(
                        declared -> assertThat(declared.seen().fate()).isEqualTo(Fate.CLOSED));
        assertThat(scenario.declaredFor(Set.of("jetty"), "bare"))
                .hasValueSatisfying(
                        declared -> assertThat(declared.seen().fate()).isEqualTo(Fate.SERVER));
        assertThat(scenario.declaredFor(Set.of("tomcat"), "app")).isEmpty();
    }

    @Test
    void aStartSaysHowItFails() {
        String text = """
                name:  nothing starts
                group: start-up
                in:    bare
                not in servlet, rest: the same
                start: bare
                    limits.max-headers = 0
                fails: at least 1
                """;

        assertThat(Scenarios.read("nothing-starts.txt", text).get(0).start()).hasValueSatisfying(start -> {
            assertThat(start.settings()).containsEntry("limits.max-headers", "0");
            assertThat(start.fails()).isEqualTo("at least 1");
        });
        assertThatThrownBy(() -> Scenarios.read("nothing-starts.txt", text.replace("fails: at least 1\n", "")))
                .hasMessageContaining("start: needs fails:");
        assertThatThrownBy(() -> Scenarios.read("nothing-starts.txt", text.replace(" = 0", "")))
                .hasMessageContaining("key = value");
    }
}
