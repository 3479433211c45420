package io.gapura.filters.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Made;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CspReportsTest {
    private static final String LEVEL_2 = "application/csp-report";
    private static final String API = "application/reports+json";

    /** As Firefox sends it. */
    private static final String OLD = """
            {"csp-report": {"blocked-uri": "inline", "column-number": 7, "disposition": "enforce",
              "document-uri": "https://user:pw@Shop.example:8443/cart;jsessionid=abc?token=secret#frag",
              "effective-directive": "script-src-elem", "line-number": 12,
              "original-policy": "script-src 'nonce-c2VjcmV0'", "referrer": "https://r.example/?q=secret",
              "source-file": "https://shop.example/cart?x=secret", "status-code": 200,
              "script-sample": "var card = 4111", "violated-directive": "script-src-elem"}}
            """;

    /** As Chromium sends it. */
    private static final String NEW = """
            [{"age": 2, "body": {"blockedURL": "https://evil.example/x.js?a=1", "columnNumber": null,
               "disposition": "report", "documentURL": "https://shop.example/cart", "effectiveDirective": "script-src",
               "lineNumber": 3, "originalPolicy": "script-src 'nonce-c2VjcmV0'", "referrer": "", "sample": "",
               "sourceFile": null, "statusCode": 200},
              "type": "csp-violation", "url": "https://shop.example/cart", "user_agent": "Mozilla"},
             {"age": 1, "body": {"id": "x"}, "type": "deprecation", "url": "https://shop.example/", "user_agent": "M"}]
            """;

    private final List<CspReport> taken = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T12:00:15Z");
    private final CspReports reports = CspReports.at("/csp-reports")
            .to(taken::add)
            .clock(new InstantSource() {
                @Override
                public Instant instant() {
                    return now;
                }
            });

    @Test
    void aReportOfLevel2IsTakenWithoutItsSecrets() throws IOException {
        assertThat(post(reports, LEVEL_2, OLD).answer())
                .hasValueSatisfying(answer -> assertThat(answer.headers()).isEmpty());
        assertThat(taken)
                .containsExactly(new CspReport(
                        "https://shop.example:8443/cart",
                        "script-src-elem",
                        "inline",
                        "https://shop.example/cart",
                        12,
                        7,
                        200,
                        true));
        assertThat(taken.toString()).doesNotContain("secret", "pw", "4111", "c2VjcmV0", "abc");
    }

    @Test
    void reportsOfTheReportingApiAreTakenAndOtherTypesSkipped() throws IOException {
        assertThat(post(reports, API, NEW).answer()).isPresent();
        assertThat(taken)
                .containsExactly(new CspReport(
                        "https://shop.example/cart", "script-src", "https://evil.example/x.js", "", 3, 0, 200, false));
        assertThat(taken.get(0))
                .hasToString("would block https://evil.example/x.js by script-src on"
                        + " https://shop.example/cart from :3:0 status 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/csp-report; charset=utf-8",
                "application/csp-report;charset=\"UTF-8\"",
                "Application/CSP-Report"
            })
    void theMediaTypeMayNameItsCharset(String type) throws IOException {
        assertThat(post(reports, type, OLD).answer()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "",
                "application/csp-report; charset=utf-16",
                "application/csp-report-x",
                "application/reports+json; x=y"
            })
    void anotherMediaTypeIsRefused(String type) throws IOException {
        Rejection refused = post(reports, type, OLD).rejection().orElseThrow();
        assertThat(refused).returns(415, Rejection::status).returns("media-type-refused", Rejection::code);
        assertThat(refused.headers()).contains(new HeaderLine("Accept", LEVEL_2 + ", " + API));
        assertThat(taken).isEmpty();
    }

    @Test
    void codedContentIsRefused() throws IOException {
        Headers headers = Headers.of("Content-Type", LEVEL_2, "Content-Encoding", "gzip");
        assertThat(decide(reports, "POST", "/csp-reports", headers, OLD).rejection())
                .hasValueSatisfying(refused -> assertThat(refused.status()).isEqualTo(415));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "OPTIONS"})
    void anotherMethodIsRefusedPreflightsIncluded(String method) throws IOException {
        Rejection refused = decide(reports, method, "/csp-reports", Headers.of("Content-Type", LEVEL_2), OLD)
                .rejection()
                .orElseThrow();
        assertThat(refused).returns(405, Rejection::status).returns("method-not-allowed", Rejection::code);
        assertThat(refused.headers()).contains(new HeaderLine("Allow", "POST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/csp-reports/", "/csp-reports/x", "/CSP-reports", "/other"})
    void anotherPathIsNoneOfItsBusiness(String path) throws IOException {
        Verdict verdict = decide(reports, "POST", path, Headers.of("Content-Type", LEVEL_2), OLD);
        assertThat(verdict.answer()).isEmpty();
        assertThat(verdict.rejection()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "1",
                "\"x\"",
                "[]",
                "{}",
                "{\"csp-report\": null}",
                "{\"csp-report\": []}",
                "{\"csp-report\": {}, \"csp-report\": {}}",
                "{\"csp-report\": {}} x",
                "{\"csp-report\": {\"line-number\": 1.5}}",
                "[{\"csp-report\": {}}, {\"csp-report\": {}}]"
            })
    void whatIsNoReportOfLevel2IsRefused(String json) throws IOException {
        assertThat(post(reports, LEVEL_2, json).rejection())
                .hasValueSatisfying(refused -> assertThat(refused)
                        .returns(400, Rejection::status)
                        .returns("content-malformed", Rejection::code));
        assertThat(taken).isEmpty();
    }

    @Test
    void membersOfAnotherTypeAreAsIfTheyWereAbsent() throws IOException {
        post(
                reports,
                LEVEL_2,
                "{\"csp-report\": {\"document-uri\": 1, \"line-number\": \"x\", \"status-code\": -1,"
                        + " \"column-number\": 10000001, \"violated-directive\": \"script-src 'self' x\"}}");
        post(reports, API, "[{\"type\": \"csp-violation\"}, {\"type\": \"csp-violation\", \"body\": {}}]");
        assertThat(taken)
                .containsExactly(
                        new CspReport("", "script-src", "", "", 0, 0, 0, true),
                        new CspReport("", "unknown", "", "", 0, 0, 0, true));
    }

    @Test
    void bytesAndReportsOfOneRequestAreBounded() throws IOException {
        CspReports small = reports.most(DataSize.of("100B"), 2);
        String padded = "{\"csp-report\": {}}" + " ".repeat(82);
        assertThat(post(small, LEVEL_2, padded).answer()).isPresent();
        assertThat(post(small, LEVEL_2, padded + " ").rejection())
                .hasValueSatisfying(refused -> assertThat(refused).returns(413, Rejection::status));
        assertThat(post(small, API, "[{}, {}]").answer()).isPresent();
        assertThat(post(small, API, "[{}, {}, {}]").rejection()).isPresent();
    }

    @Test
    void oneAddressAndAllTogetherAreBoundedPerMinute() throws IOException {
        CspReports slow = reports.perMinute(3, 2);
        assertThat(from(slow, "192.0.2.1").answer()).isPresent();
        assertThat(from(slow, "192.0.2.1").answer()).isPresent();
        Rejection refused = from(slow, "192.0.2.1").rejection().orElseThrow();
        assertThat(refused).returns(429, Rejection::status).returns("rate-exceeded", Rejection::code);
        assertThat(refused.headers()).contains(new HeaderLine("Retry-After", "45"));
        assertThat(from(slow, "192.0.2.77").answer()).isPresent();
        assertThat(from(slow, "192.0.2.78").rejection()).isPresent();
        now = now.plusSeconds(45);
        assertThat(from(slow, "192.0.2.1").answer()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            path                  | csp-reports
            path                  | //x
            path                  | /a b
            path                  | /
            max-body              | 0B
            max-body              | 2MiB
            max-reports           | 0
            max-reports           | 1001
            per-minute            | 0
            per-minute            | 1000001
            per-client-per-minute | 0
            """)
    void aBoundOutOfReasonDoesNotStart(String key, String value) {
        assertThatThrownBy(() -> Made.policy(CspReports.entry(), Map.of("csp-reports." + key, value)))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void settingsSayWhatFluentCallsSay() {
        assertThat(Made.policy(
                        CspReports.entry(),
                        Map.of(
                                "csp-reports.path", "/r",
                                "csp-reports.max-body", "1KiB",
                                "csp-reports.max-reports", "5",
                                "csp-reports.per-minute", "7",
                                "csp-reports.per-client-per-minute", "6")))
                .isEqualTo(CspReports.at("/r").most(DataSize.of("1KiB"), 5).perMinute(7, 6))
                .hasSameHashCodeAs(
                        CspReports.at("/r").most(DataSize.of("1KiB"), 5).perMinute(7, 6))
                .isNotEqualTo(CspReports.at("/r"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://a.example/p?q#f          | https://a.example/p
            https://a.example#f              | https://a.example
            https://a.example?f              | https://a.example
            HTTPS://A.Example:443/P          | https://a.example:443/P
            https://u:p@a.example/           | https://a.example/
            https://u@b@a.example/           | https://a.example/
            https://[2001:db8::1]:8443/x     | https://[2001:db8::1]:8443/x
            https://a.example\\@evil.example | https://a.example__evil.example
            https://a.example/<script>'      | https://a.example/_script__
            https://a b.example/             | ''
            https:///x                       | ''
            data:text/html;base64,AAAA       | data
            blob:https://a.example/uuid      | blob
            javascript:alert(1)              | javascript
            chrome-extension://abc/x.js      | chrome-extension://abc/x.js
            inline                           | inline
            wasm-eval                        | wasm-eval
            self                             | self
            two words                        | ''
            1:x                              | ''
            """)
    void ofAUrlOriginAndPathAreKept(String url, String kept) {
        assertThat(ReportText.place(url)).isEqualTo(kept);
    }

    @Property(tries = 3_000)
    void whateverComesIsAnswered204OrRefused(@ForAll("contents") String json, @ForAll boolean old) throws IOException {
        List<CspReport> kept = new ArrayList<>();
        Verdict verdict = post(CspReports.at("/csp-reports").to(kept::add), old ? LEVEL_2 : API, json);
        assertThat(verdict.answer().isPresent() != verdict.rejection().isPresent())
                .isTrue();
        verdict.rejection().ifPresent(refused -> assertThat(refused.status()).isIn(400, 413));
        for (CspReport report : kept) {
            for (String text : List.of(report.document(), report.directive(), report.blocked(), report.source())) {
                assertThat(text).hasSizeLessThanOrEqualTo(256).matches("[!-~]*").doesNotContain("?", "#", "@");
            }
        }
    }

    @Provide
    Arbitrary<String> contents() {
        Arbitrary<String> value = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.of("https://u:p@a.example/x?y#z", "inline", "data:x", "https://[::1]/", "script-src x"));
        return Arbitraries.maps(
                        Arbitraries.of(
                                "document-uri",
                                "blocked-uri",
                                "source-file",
                                "effective-directive",
                                "documentURL",
                                "blockedURL",
                                "sourceFile",
                                "lineNumber"),
                        value)
                .ofMaxSize(6)
                .flatMap(members -> Arbitraries.of(
                        "{\"csp-report\": " + json(members) + "}",
                        "[{\"type\": \"csp-violation\", \"body\": " + json(members) + "}]",
                        json(members),
                        json(members).substring(1)));
    }

    private static String json(Map<String, String> members) {
        StringBuilder json = new StringBuilder("{");
        members.forEach((name, value) -> {
            json.append(json.length() > 1 ? "," : "").append('"').append(name).append("\":\"");
            value.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
            json.append('"');
        });
        return json.append('}').toString();
    }

    private static Verdict from(CspReports reports, String address) throws IOException {
        RequestView request = RequestView.read(
                "POST",
                Target.parse("/csp-reports"),
                "https",
                Headers.of("Host", "a", "Content-Type", LEVEL_2),
                Body.of(OLD.getBytes(StandardCharsets.UTF_8)),
                new Client(address));
        return Pipeline.builder().add(reports).build().decide(request);
    }

    private static Verdict post(CspReports reports, String type, String json) throws IOException {
        Headers headers = type.isEmpty() ? Headers.of() : Headers.of("Content-Type", type);
        return decide(reports, "POST", "/csp-reports", headers, json);
    }

    private static Verdict decide(CspReports reports, String method, String path, Headers headers, String json)
            throws IOException {
        RequestView request = RequestView.read(
                method,
                Target.parse(path),
                "https",
                headers,
                Body.of(json.getBytes(StandardCharsets.UTF_8)),
                new Client("192.0.2.1"));
        return Pipeline.builder().add(reports).build().decide(request);
    }
}
