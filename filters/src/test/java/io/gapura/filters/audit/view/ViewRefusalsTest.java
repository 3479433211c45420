package io.gapura.filters.audit.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page does not answer, and what every answer and file of it keeps to. */
class ViewRefusalsTest extends ViewedLog {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    api/events | limit=0 | limit
                    api/events | limit=201 | limit
                    api/events | limit=07 | limit
                    api/events | limit=+7 | limit
                    api/events | limit=7&limit=7 | limit
                    api/events | limit= | limit
                    api/events | limit | limit
                    api/events | before=-1 | before
                    api/events | before=1000000000000000000000 | before
                    api/events | outcome=REFUSED | outcome
                    api/events | outcome=nothing | outcome
                    api/events | class=6 | class
                    api/events | class=abcd | class
                    api/events | code=<b> | code
                    api/events | code=Authz_fail | code
                    api/events | from=yesterday | from
                    api/events | from=2026-03-01 | from
                    api/events | from=%2B999999999-12-31T23:59:59Z | from
                    api/events | caller=%C3%28 | caller
                    api/events | caller=%zz | caller
                    api/events | caller=a%2 | caller
                    api/events | caller=ä | caller
                    api/events | width=hour |
                    api/events | Limit=7 |
                    api/events | limit=7& |
                    api/events | =7 |
                    api/counts | width=week | width
                    api/counts | limit=7 |
                    api/record | | sequence
                    api/record | sequence=x | sequence
                    api/line | sequence=-1 | sequence
                    api/proof | sequence=1&sequence=1 | sequence
                    api/proof | again=true |
                    api/verification | again=yes | again
                    api/verification | again=true&again=true | again
                    api/status | x=1 |
                    style.css | v=1 |
                    """)
    void whatIsNotAsItMustBeIsRefusedAndNotRepeated(String path, String query, String parameter) throws IOException {
        ViewAnswer answer = ask(path, query == null ? "" : query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.mediaType()).isEqualTo("application/problem+json");
        Map<String, Object> problem = StrictObject.read(answer.body());
        assertThat(problem).containsEntry("code", "parameters-refused").containsEntry("status", 400L);
        assertThat(problem.get("parameter")).isEqualTo(parameter);
    }

    @Test
    void aValueHasABoundAndSoHasAQuery() {
        assertThat(ask("api/events", "caller=" + "a".repeat(256)).status()).isEqualTo(200);
        assertThat(ask("api/events", "caller=" + "a".repeat(257)).status()).isEqualTo(400);
        assertThat(ask("api/events", "caller=" + "%61".repeat(256)).status()).isEqualTo(200);
        assertThat(ask("api/events", "x".repeat(4_097)).status()).isEqualTo(400);
        assertThat(ask("api/events", "limit=1").status()).isEqualTo(200);
        assertThat(ask("api/events", "limit=200").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "get"})
    void nothingButReadingIsAnswered(String method) {
        ViewAnswer answer = viewer.answer(method, "api/events", "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lock",
                "../lock",
                "api",
                "api/",
                "api/nothing",
                "/index.html",
                "ViewFiles.class",
                "..%2Flock",
                "app.js/",
                "APP.JS"
            })
    void aPathThatIsNoneOfThePagesIsNotThere(String path) {
        assertThat(ask(path, "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "'', text/html;charset=utf-8",
        "index.html, text/html;charset=utf-8",
        "style.css, text/css;charset=utf-8",
        "icon.svg, image/svg+xml",
        "app.js, text/javascript;charset=utf-8",
        "chart.js, text/javascript;charset=utf-8",
        "detail.js, text/javascript;charset=utf-8",
        "dom.js, text/javascript;charset=utf-8"
    })
    void everyFileOfThePageIsThere(String path, String type) {
        ViewAnswer answer = ask(path, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.mediaType()).isEqualTo(type);
        assertThat(answer.body()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "app.js, ''", "api/status, ''", "api/events, limit=0", "nothing, ''", "api/proof, sequence=1"
    })
    void everyAnswerKeepsThePageToItself(String path, String query) {
        assertThat(ask(path, query).headers())
                .containsEntry("Content-Security-Policy", ViewAnswer.CONTENT_SECURITY_POLICY)
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("X-Frame-Options", "DENY")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cross-Origin-Opener-Policy", "same-origin")
                .containsEntry("Cross-Origin-Resource-Policy", "same-origin")
                .doesNotContainKeys("Access-Control-Allow-Origin");
        assertThat(ViewAnswer.CONTENT_SECURITY_POLICY)
                .startsWith("default-src 'none';")
                .contains("require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "http", "*", "data:");
    }

    /** The policy would forbid it: nobody is to find out in a browser. */
    @ParameterizedTest
    @ValueSource(strings = {"index.html", "style.css", "icon.svg", "app.js", "chart.js", "detail.js", "dom.js"})
    void noFileHoldsAnythingInlineOrFromElsewhere(String file) {
        String text = new String(ask(file, "").body(), StandardCharsets.UTF_8);

        assertThat(text.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain(
                        "http:", "https:", "//cdn", "@import", "url(", "innerHTML", "outerHTML", "insertAdjacent")
                .doesNotContain("eval(", "new Function", "document.write", " style=", "javascript:");
        assertThat(text.replace("<script type=\"module\" src=\"app.js\"></script>", ""))
                .doesNotContain("<script");
    }
}
