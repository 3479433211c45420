package io.gapura.filters.audit.view;

import io.gapura.filters.audit.LogIndex;
import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.RecordCheck;
import io.gapura.filters.audit.RecordState;
import io.gapura.filters.audit.tlog.LogProof;
import io.gapura.filters.audit.tlog.NoteVerifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers what the page of an audit log asks for; a server of any kind carries questions and answers. Reads only, also
 * beside a running writer; a log of any size, of which it holds no line.
 *
 * <p>Who may ask is for who mounts it. A path that is none of the page's is 404, a parameter that is not as it must be 400,
 * another method than {@code GET} 405, and a file that cannot be read 503; no answer holds the name of a file or what was
 * sent. Thread-safe. To be closed: a verification may be going on.
 */
public final class LogViewer implements AutoCloseable {
    private static final int MOST_EVENTS = 200;
    private static final int MOST_LINES = 20_000;
    private static final Set<String> FILTERS =
            Set.of("from", "to", "class", "caller", "correlation", "code", "endpoint", "outcome");
    private static final Set<String> OF_EVENTS = with(FILTERS, "before", "limit");
    private static final Set<String> OF_COUNTS = with(FILTERS, "before", "width");

    private final Path directory;
    private final LogIndex index;
    private final Optional<NoteVerifier> key;
    private final LogVerification verification;

    private LogViewer(Path directory, LogIndex index, Optional<NoteVerifier> key, LogVerification verification) {
        this.directory = directory;
        this.index = index;
        this.key = key;
        this.verification = verification;
    }

    /**
     * Of a log that is there, or will be.
     *
     * @param key of the log; without it no record is ever called verified
     * @param verifier of the same folder, with the key and what else was kept elsewhere
     */
    public static LogViewer of(Path directory, Optional<NoteVerifier> key, LogVerifier verifier) {
        return new LogViewer(
                directory, LogIndex.of(directory), key, new LogVerification(verifier, InstantSource.system()));
    }

    private static Set<String> with(Set<String> names, String... more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(Arrays.asList(more));
        return Set.copyOf(all);
    }

    /**
     * The answer to one question.
     *
     * @param path below where the page is mounted, without a slash in front; empty for the page itself
     * @param query as it was sent, without the question mark; empty for none
     */
    public ViewAnswer answer(String method, String path, String query) {
        if (!method.equals("GET")) {
            return ViewAnswer.refused(405, "method-refused", "This page only shows.", Optional.empty());
        }
        try {
            return answer(path, query);
        } catch (ViewParameters.RefusedException refused) {
            return ViewAnswer.refused(400, "parameters-refused", "The parameters are not valid.", refused.parameter());
        } catch (IOException unreadable) {
            return ViewAnswer.refused(503, "log-unreadable", "The log cannot be read.", Optional.empty());
        }
    }

    private ViewAnswer answer(String path, String query) throws IOException, ViewParameters.RefusedException {
        return switch (path) {
            case "api/status" -> {
                ViewParameters ignored = ViewParameters.read(query, Set.of());
                yield status();
            }
            case "api/events" -> events(ViewParameters.read(query, OF_EVENTS));
            case "api/counts" -> counts(ViewParameters.read(query, OF_COUNTS));
            case "api/record" -> record(ViewParameters.read(query, Set.of("sequence")));
            case "api/line" -> line(ViewParameters.read(query, Set.of("sequence")));
            case "api/proof" -> proof(ViewParameters.read(query, Set.of("sequence")));
            case "api/verification" -> verification(ViewParameters.read(query, Set.of("again")));
            default -> {
                ViewParameters ignored = ViewParameters.read(query, Set.of());
                yield ViewFiles.named(path).orElseGet(LogViewer::notThere);
            }
        };
    }

    private static ViewAnswer notThere() {
        return ViewAnswer.refused(404, "not-found", "There is no such thing here.", Optional.empty());
    }

    private ViewAnswer status() throws IOException {
        RecordCheck check = RecordCheck.of(directory, key);
        Map<String, Object> all = new LinkedHashMap<>();
        long begin = index.begin();
        long end = index.end();
        all.put("begin", begin);
        all.put("end", end);
        Optional<Map<String, Object>> last = event(end - 1);
        all.put(
                "name",
                key.map(NoteVerifier::name)
                        .or(() -> last.map(LogViewer::nameIn))
                        .orElse(""));
        all.put("firstTime", event(begin).map(LogViewer::time).orElse(0L));
        all.put("lastTime", last.map(LogViewer::time).orElse(0L));
        all.put("checkpoint", check.size());
        all.put("checkpointSigned", check.isSigned());
        all.put("checkpointFinding", check.finding());
        return ViewAnswer.json(all);
    }

    private Optional<Map<String, Object>> event(long sequence) throws IOException {
        return index.line(sequence).map(EventPage::event);
    }

    /** Of the log, as the event claims it. */
    private static String nameIn(Map<String, Object> event) {
        return event.get("attestation_list") instanceof List<?> list
                        && !list.isEmpty()
                        && list.get(0) instanceof Map<?, ?> attestation
                        && attestation.get("chain_uid") instanceof String name
                ? name
                : "";
    }

    private static long time(Map<String, Object> event) {
        return event.get("time") instanceof Long time ? time : 0;
    }

    private ViewAnswer events(ViewParameters asked) throws IOException, ViewParameters.RefusedException {
        long limit = asked.number("limit", 1, MOST_EVENTS, 50);
        RecordCheck check = RecordCheck.of(directory, key);
        List<Map<String, Object>> rows = new ArrayList<>();
        EventPage page =
                EventPage.read(index, asked.query(), before(asked), MOST_LINES, (sequence, line, event, previous) -> {
                    rows.add(EventSummary.of(sequence, event, check.check(sequence, line, previous)));
                    return rows.size() < limit;
                });
        Map<String, Object> all = completeness(page);
        all.put("checkpoint", check.size());
        all.put("events", rows);
        return ViewAnswer.json(all);
    }

    private ViewAnswer counts(ViewParameters asked) throws IOException, ViewParameters.RefusedException {
        RefusalCounts counts =
                new RefusalCounts(asked.read("width", RefusalCounts.Width::of).orElse(RefusalCounts.Width.HOUR));
        EventPage page =
                EventPage.read(index, asked.query(), before(asked), MOST_LINES, (sequence, line, event, previous) -> {
                    counts.add(event);
                    return true;
                });
        Map<String, Object> all = completeness(page);
        all.putAll(counts.toMap());
        return ViewAnswer.json(all);
    }

    private static long before(ViewParameters asked) throws ViewParameters.RefusedException {
        return asked.number("before", 0, Long.MAX_VALUE - 1, Long.MAX_VALUE - 1);
    }

    /** So that nobody takes a part for the whole. */
    private Map<String, Object> completeness(EventPage page) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        long begin = index.begin();
        all.put("begin", begin);
        all.put("end", index.end());
        all.put("from", page.from());
        all.put("scanned", page.scanned());
        all.put("passedOver", page.passedOver());
        all.put("matched", page.matched());
        all.put("more", page.hasMore(begin));
        all.put("next", page.next());
        return all;
    }

    private ViewAnswer record(ViewParameters asked) throws IOException, ViewParameters.RefusedException {
        long sequence = asked.sequence();
        Optional<byte[]> line = index.line(sequence);
        if (line.isEmpty()) {
            return notThere();
        }
        RecordState state = RecordCheck.of(directory, key).check(sequence, line.get(), index.line(sequence - 1));
        Map<String, Object> event = EventPage.event(line.get());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("sequence", sequence);
        all.put("state", EventSummary.state(state));
        all.put("summary", EventSummary.of(sequence, event, state));
        if (event != null) {
            all.put("event", event);
        }
        all.put("line", new String(line.get(), StandardCharsets.UTF_8));
        all.put("exact", isUtf8(line.get()));
        return ViewAnswer.json(all);
    }

    private static boolean isUtf8(byte[] line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .hasArray();
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private ViewAnswer line(ViewParameters asked) throws IOException, ViewParameters.RefusedException {
        long sequence = asked.sequence();
        return index.line(sequence)
                .map(line -> {
                    byte[] terminated = Arrays.copyOf(line, line.length + 1);
                    terminated[line.length] = '\n';
                    return ViewAnswer.download("application/json", "event-" + sequence + ".json", terminated);
                })
                .orElseGet(LogViewer::notThere);
    }

    private ViewAnswer proof(ViewParameters asked) throws IOException, ViewParameters.RefusedException {
        long sequence = asked.sequence();
        return RecordCheck.of(directory, key)
                .prove(sequence)
                .map(LogProof::toBytes)
                .map(bytes ->
                        ViewAnswer.download("text/plain;charset=utf-8", "event-" + sequence + ".tlog-proof", bytes))
                .orElseGet(LogViewer::notThere);
    }

    private ViewAnswer verification(ViewParameters asked) throws ViewParameters.RefusedException {
        if (asked.flag("again")) {
            verification.begin();
        } else {
            verification.beginFirst();
        }
        return ViewAnswer.json(verification.toMap());
    }

    @Override
    public void close() {
        verification.close();
    }
}
