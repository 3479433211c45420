package io.gapura.filters.audit;

import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Other forms of an event, one line each, for programs that do not read OCSF. Every form has an encoder of its own that
 * works on the parsed values: a value that would be a formula, a separator or an end of line there is none in it.
 */
public enum LogExport {
    /** The stored line itself: OCSF, RFC 8785. */
    OCSF("\n", Optional.empty(), event -> new String(CanonicalLine.of(event), StandardCharsets.UTF_8)),
    /** Elastic Common Schema, JSON. */
    ECS("\n", Optional.empty(), EcsLine::of),
    /** ArcSight Common Event Format, version 0. */
    CEF("\n", Optional.empty(), CefLine::of),
    /** RFC 4180 with a header line; for spreadsheets, too. */
    CSV("\r\n", Optional.of(CsvLine.header()), CsvLine::of),
    /** A few words for people who watch; nothing that a program should read. */
    SHORT("\n", Optional.empty(), ShortLine::of);

    private final String end;
    private final Optional<String> header;

    @SuppressWarnings("ImmutableEnumChecker") // one of the functions named above
    private final Function<Map<String, Object>, String> encoder;

    LogExport(String end, Optional<String> header, Function<Map<String, Object>, String> encoder) {
        this.end = end;
        this.header = header;
        this.encoder = encoder;
    }

    /** What stands before the first event, with its end of line. */
    public Optional<String> header() {
        return header.map(line -> line + end);
    }

    /**
     * One event with its end of line.
     *
     * @throws IOException for a line that is no event
     */
    public String line(byte[] stored) throws IOException {
        return encoder.apply(StrictObject.read(stored)) + end;
    }

    /** The text or number at a path, empty when nothing is there. */
    static String at(Map<String, Object> event, String... path) {
        Object value = event;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value == null || value instanceof Map || value instanceof List ? "" : value.toString();
    }
}
