package io.gapura.filters.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers what it was given, in order. */
final class FakeDriver implements Driver {
    private final Deque<RawAnswer> answers = new ArrayDeque<>();
    private final List<AuditLine> audit = new ArrayList<>();
    private Optional<String> startFailure = Optional.empty();
    private String context = "app";
    private String sent = "";

    static RawAnswer served(String incident) {
        return RawAnswer.of(
                200,
                List.of(
                        new RawAnswer.Field("X-Probe", "Open#get"),
                        new RawAnswer.Field("X-Nonce", "nonce"),
                        new RawAnswer.Field("X-Request-Id", incident)),
                new byte[0]);
    }

    static RawAnswer refused(int status, String code, String incident) {
        String document = "{\"code\":\"" + code + "\",\"status\":" + status
                + ",\"errors\":[{\"in\":\"path\",\"code\":\"uri.percent\"}]}";
        return RawAnswer.of(
                status,
                List.of(
                        new RawAnswer.Field("Content-Type", "application/problem+json"),
                        new RawAnswer.Field("X-Request-Id", incident)),
                document.getBytes(StandardCharsets.UTF_8));
    }

    static RawAnswer page(int status, String text) {
        return RawAnswer.of(
                status,
                List.of(new RawAnswer.Field("Content-Type", "text/html")),
                text.getBytes(StandardCharsets.UTF_8));
    }

    FakeDriver answer(RawAnswer answer) {
        answers.add(answer);
        return this;
    }

    FakeDriver event(String incident, String kind, String code, String reason) {
        audit.add(new AuditLine(incident, kind, code, reason, "/x"));
        return this;
    }

    FakeDriver startFailure(String message) {
        startFailure = Optional.of(message);
        return this;
    }

    /** Where its place {@code app} answers. */
    FakeDriver context(String path) {
        context = path;
        return this;
    }

    /** The first line of what it was sent last. */
    String sent() {
        return sent;
    }

    @Override
    public String name() {
        return "jetty12";
    }

    @Override
    public Set<String> families() {
        return Set.of("jetty12", "jetty");
    }

    @Override
    public List<String> places() {
        return List.of("app", "again", "bare");
    }

    @Override
    public String like(String place) {
        return place.equals("again") ? "twice" : place;
    }

    @Override
    public String nonce() {
        return "nonce";
    }

    @Override
    public RequestText.Placeholders placeholders(String place) {
        return (name, draft) -> name.equals("context") ? context : name;
    }

    @Override
    public RawAnswer send(String place, byte[] request, RawHttp.Then then) throws IOException {
        sent = new String(request, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
        if (answers.isEmpty()) {
            throw new IOException("nothing listens");
        }
        return answers.remove();
    }

    @Override
    public Optional<String> start(ScenarioCase.Start start) {
        return startFailure;
    }

    @Override
    public Map<String, List<AuditLine>> finish() {
        return Map.of("app", audit);
    }
}
