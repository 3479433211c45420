package io.gapura.validation.openapi;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import io.gapura.validation.Validation;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A servlet whose contract is a document alone, and what becomes of requests to it. */
final class Documented {
    /** Of the application, which says nothing about what it takes. */
    static final class Anything extends HttpServlet {
        private static final long serialVersionUID = 1L;
    }

    private final Validation policy;

    private Documented(Validation policy) {
        this.policy = policy;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static OpenApi read(String document) {
        return OpenApi.of("api.yaml", bytes(document));
    }

    static Documented by(String document) {
        return new Documented(Validation.strict().source(read(document)));
    }

    /** A document of one operation with these lines, indented as its members. */
    static String operation(String method, String path, String... lines) {
        StringBuilder text = new StringBuilder("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  " + path
                + ":\n    " + method + ":\n      responses: {}\n");
        for (String line : lines) {
            line.lines().forEach(each -> text.append("      ").append(each).append('\n'));
        }
        return text.toString();
    }

    /** The same for content of JSON with this schema, in JSON; further schemas may follow as {@code name: schema}. */
    static String content(String schema, String... components) {
        StringBuilder text = new StringBuilder(operation(
                "post",
                "/things",
                "requestBody: {required: true, content: {application/json: {schema: " + schema + "}}}"));
        if (components.length > 0) {
            text.append("components:\n  schemas:\n");
            for (String each : components) {
                text.append("    ").append(each).append('\n');
            }
        }
        return text.toString();
    }

    /** With a schema, held against JSON: what it breaks. */
    static List<String> broken(String json, String schema, String... components) {
        return by(content(schema, components)).broken("/things", json);
    }

    List<String> broken(String path, String json) {
        return sent(path, json).map(Documented::words).orElse(List.of());
    }

    Optional<Rejection> sent(String path, String json) {
        return sent(path, "application/json", json);
    }

    Optional<Rejection> sent(String path, String type, String content) {
        RequestView request =
                RequestView.post(path).header("Content-Type", type).body(content);
        Decision decision = decide(request, path, Map.of());
        if (decision instanceof Decision.Reject refused) {
            return Optional.of(refused.rejection());
        }
        Optional<BodyGuard> guard = ((Decision.Proceed) decision).bodyGuard();
        try {
            if (guard.isPresent()) {
                for (byte each : bytes(content)) { // as slowly as it can come
                    guard.get().bytes(new byte[] {each}, 0, 1);
                }
                guard.get().end();
            }
            return Optional.empty();
        } catch (BodyRejectedException refused) {
            return Optional.of(refused.rejection());
        }
    }

    Decision decide(RequestView request, String template, Map<String, List<String>> path) {
        try {
            return policy.decide(request.withEndpoint(Endpoint.servlet(request.method(), template, Anything.class))
                    .withPathParameters(name -> path.getOrDefault(name, List.of())));
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    /** What a request breaks. */
    List<String> broken(RequestView request, String template) {
        return decide(request, template, Map.of()) instanceof Decision.Reject refused
                ? words(refused.rejection())
                : List.of();
    }

    /** {@code /name body.type} or {@code page param.range}. */
    static List<String> words(Rejection rejection) {
        return rejection.violations().stream().map(Documented::word).toList();
    }

    private static String word(Violation violation) {
        return violation.at() + " " + violation.code();
    }

    Validation policy() {
        return policy;
    }
}
