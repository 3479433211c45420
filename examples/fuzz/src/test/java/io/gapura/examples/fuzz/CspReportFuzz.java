package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.gapura.filters.Body;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.headers.CspReport;
import io.gapura.filters.headers.CspReports;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any report is answered 204 and handed on as inert text, or refused and not handed on. */
class CspReportFuzz {
    private static final int MOST_REPORTS = 20;

    @FuzzTest(maxDuration = "30s")
    void aReportIsInertOrRefused(byte[] bytes) throws IOException {
        boolean level2 = bytes.length > 0 && bytes[0] % 2 == 0;
        byte[] content = bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
        List<CspReport> received = new ArrayList<>();
        CspReports endpoint = CspReports.at("/csp").clock(() -> Instant.EPOCH).to(received::add);
        RequestView request = RequestView.post("/csp")
                .header("Content-Type", level2 ? "application/csp-report" : "application/reports+json")
                .withBody(Body.of(content));
        Verdict verdict = Pipeline.builder().add(endpoint).build().decide(request);
        if (verdict.answer().isEmpty()) {
            assertThat(verdict.rejection()).isPresent();
            Wire.assertDeclared(verdict.rejection().get());
            assertThat(received).isEmpty();
            return;
        }
        assertThat(verdict.rejection()).isEmpty();
        assertThat(received).hasSizeLessThanOrEqualTo(level2 ? 1 : MOST_REPORTS);
        received.forEach(CspReportFuzz::assertInert);
        assertIsJson(content);
    }

    private static void assertInert(CspReport report) {
        assertThat(List.of(report.document(), report.directive(), report.blocked(), report.source()))
                .allMatch(text -> text.matches("[A-Za-z0-9._~%/:\\[\\]-]{0,256}"));
        assertThat(List.of(report.line(), report.column(), report.status()))
                .allMatch(number -> number >= 0 && number <= 10_000_000);
        assertThat(report.toString()).matches("[\\x20-\\x7e]+");
    }

    /** To a reader that is not ours: nothing is taken that is no JSON. */
    private static void assertIsJson(byte[] content) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(content)) {
            while (parser.nextToken() != null) {
                assertThat(parser.currentToken()).isNotNull();
            }
        }
    }
}
