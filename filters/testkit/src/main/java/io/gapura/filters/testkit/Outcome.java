package io.gapura.filters.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer understood: whose it is, and what it says.
 *
 * @param code of the problem document
 * @param documentStatus the status in the document, 0 without one
 * @param violations their words
 * @param marker {@code Class#method} of the endpoint that ran
 * @param incident of the answer's {@code X-Request-Id}, when the gate gave it
 */
record Outcome(
        Fate fate,
        RawAnswer answer,
        Optional<String> code,
        int documentStatus,
        List<String> violations,
        Optional<String> marker,
        Optional<String> incident) {

    static Outcome of(RawAnswer answer, String nonce) throws IOException {
        Document document = Document.read(answer);
        Optional<String> marker = answer.all("X-Probe").stream().findFirst();
        Optional<String> incident =
                answer.all("X-Request-Id").stream().filter(Outcome::isOfGate).findFirst();
        if (marker.isPresent() && !answer.all("X-Nonce").equals(List.of(nonce))) {
            throw new IOException("another process answers on this port");
        }
        return new Outcome(
                fate(answer, document, marker.isPresent(), incident.isPresent()),
                answer,
                Optional.ofNullable(document.code),
                document.status,
                document.violations,
                marker,
                incident);
    }

    /** Incidents of the gate are of version 7; a container adapter's ids, which no audit event has, of version 4. */
    private static boolean isOfGate(String id) {
        return id.length() == 36 && id.charAt(14) == '7';
    }

    private static Fate fate(RawAnswer answer, Document document, boolean marked, boolean incident) {
        if (answer.status() == 0) {
            return Fate.CLOSED;
        }
        if (marked) {
            return Fate.SERVED;
        }
        if (incident && (document.code != null || answer.status() == 204)) {
            return Fate.OURS;
        }
        if (incident && answer.status() >= 400 && (document.status == answer.status() || isHeadOfProblem(answer))) {
            return Fate.OURS;
        }
        if (answer.status() >= 400) {
            return Fate.SERVER;
        }
        return answer.status() == 200 && answer.content().length == 0 ? Fate.EMPTY : Fate.SERVED;
    }

    /** The answer to HEAD has the headers of a document and no document. */
    private static boolean isHeadOfProblem(RawAnswer answer) {
        return answer.content().length == 0 && isProblem(answer);
    }

    private static boolean isProblem(RawAnswer answer) {
        return answer.all("Content-Type").stream().anyMatch(type -> type.startsWith("application/problem+json"));
    }

    /** The members of a problem document (RFC 9457) that scenarios ask for. */
    private static final class Document {
        private static final JsonFactory JSON = new JsonFactory();
        private @Nullable String code;
        private int status;
        private final List<String> violations = new ArrayList<>();

        static Document read(RawAnswer answer) {
            Document document = new Document();
            if (!isProblem(answer)) {
                return document;
            }
            try (JsonParser parser = JSON.createParser(answer.content())) {
                document.members(parser);
            } catch (IOException malformed) {
                return new Document();
            }
            return document;
        }

        private void members(JsonParser parser) throws IOException {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                String name = parser.currentName();
                if (depth == 1 && "code".equals(name) && token == JsonToken.VALUE_STRING) {
                    code = parser.getText();
                } else if (depth == 1 && "status".equals(name) && token == JsonToken.VALUE_NUMBER_INT) {
                    status = parser.getIntValue();
                } else if (depth > 1 && "code".equals(name) && token == JsonToken.VALUE_STRING) {
                    violations.add(parser.getText());
                }
            }
        }
    }
}
