package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.IncidentId;
import io.gapura.filters.Problem;
import io.gapura.filters.Violation;
import io.gapura.filters.errors.ProblemErrors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;

/** Whatever a client likes, the answer is one whole document of four kinds, in one of our languages, and soon. */
class AcceptFuzz {
    private static final long MOST_NANOS = 50_000_000;
    private static final int ATTEMPTS = 3;
    private static final IncidentId INCIDENT = IncidentId.of(0x0198c1f2_89ab_7cdeL, 0x8f01_2345_6789_abcdL);
    private static final ProblemErrors ERRORS = ProblemErrors.standard();
    private static final Map<Character, String> NAMES = Map.of('a', "Accept", 'l', "Accept-Language");

    @FuzzTest(maxDuration = "30s")
    void anyLikingGetsOneWholeDocument(byte[] bytes) throws Exception {
        String text = Wire.text(bytes);
        String at = text.substring(0, Math.min(text.length(), 24));
        Problem problem = problem(at);
        Headers fields = Headers.of(Wire.fields(text, NAMES).toArray(String[]::new));
        GateAnswer answer = inTime(problem, fields);
        byte[] content = content(answer);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(header(answer, "Content-Language")).isIn("en", "de", "id");
        assertWellFormed(header(answer, "Content-Type"), content);
        Headers plain = Headers.of(
                "Accept", header(answer, "Content-Type"), "Accept-Language", header(answer, "Content-Language"));
        assertThat(content(ERRORS.render(problem, plain))).isEqualTo(content);
        if (header(answer, "Content-Type").startsWith("text/plain")) {
            assertThat(lines(content)).isEqualTo(lines(content(ERRORS.render(problem("page"), plain))));
        }
    }

    private static Problem problem(String at) {
        return new Problem(
                400, "request-malformed", INCIDENT, List.of(new Violation(Violation.Place.QUERY, at, "param.type")));
    }

    private static long lines(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).lines().count();
    }

    /** The fastest of three: one pause of the collector says nothing of us. */
    private static GateAnswer inTime(Problem problem, Headers fields) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS; i++) {
            long from = System.nanoTime();
            GateAnswer answer = ERRORS.render(problem, fields);
            best = Math.min(best, System.nanoTime() - from);
            if (best < MOST_NANOS) {
                return answer;
            }
        }
        throw new AssertionError("an answer took " + best + " ns");
    }

    private static byte[] content(GateAnswer answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.writeTo(out);
        assertThat(out.size()).as("Content-Length").isEqualTo(answer.length());
        return out.toByteArray();
    }

    private static String header(GateAnswer answer, String name) {
        List<String> values = answer.headers().stream()
                .filter(line -> line.name().equals(name))
                .map(HeaderLine::value)
                .toList();
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    private static void assertWellFormed(String type, byte[] content) throws Exception {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
        assertThat(text).contains(INCIDENT.toString());
        switch (type) {
            case "application/problem+json" -> assertThat(statusInJson(content)).isEqualTo(400);
            case "application/problem+xml" ->
                assertThat(statusInXml(content).strip()).isEqualTo("400");
            case "text/html;charset=UTF-8" ->
                assertThat(text.replaceAll(
                                "<!DOCTYPE html>|<html lang=\"[a-z]{2}\" dir=\"ltr\">|<meta charset=\"utf-8\">"
                                        + "|</?(?:html|head|title|body|h1|p|ul|li|code)>",
                                ""))
                        .doesNotContain("<", ">");
            case "text/plain;charset=UTF-8" ->
                assertThat(text.replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
            default -> throw new AssertionError("no kind of ours: " + type);
        }
    }

    private static int statusInJson(byte[] content) throws IOException {
        int status = 0;
        int depth = 0;
        try (JsonParser parser = new JsonFactory().createParser(content)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 1 && token == JsonToken.VALUE_NUMBER_INT && "status".equals(parser.currentName())) {
                    status = parser.getIntValue();
                }
            }
        }
        assertThat(depth).isZero();
        return status;
    }

    private static String statusInXml(byte[] content) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(content))
                .getElementsByTagName("status")
                .item(0)
                .getTextContent();
    }
}
