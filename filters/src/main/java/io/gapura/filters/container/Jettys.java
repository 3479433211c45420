package io.gapura.filters.container;

import io.gapura.filters.Bound;
import io.gapura.filters.UriViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Jetty 12. An application cannot see its server: {@code gapura-filters-jetty} publishes the settings. */
final class Jettys {
    /** What Jetty calls it, to what then reaches a filter; of some alone nothing does. */
    private static final Map<String, Set<UriViolation>> SPELLINGS = Map.ofEntries(
            Map.entry("AMBIGUOUS_PATH_SEGMENT", Set.of(UriViolation.ENCODED_DOT)),
            Map.entry("AMBIGUOUS_EMPTY_SEGMENT", Set.of(UriViolation.EMPTY_SEGMENT, UriViolation.EMPTY_PARAMETER)),
            Map.entry("AMBIGUOUS_PATH_SEPARATOR", Set.of(UriViolation.ENCODED_SLASH)),
            Map.entry("AMBIGUOUS_PATH_PARAMETER", Set.of(UriViolation.DOT_PARAMETER)),
            Map.entry("AMBIGUOUS_PATH_ENCODING", Set.of(UriViolation.DOUBLE_ENCODING)),
            Map.entry("SUSPICIOUS_PATH_CHARACTERS", Set.of(UriViolation.BACKSLASH, UriViolation.CONTROL)),
            Map.entry("ILLEGAL_PATH_CHARACTERS", Set.of(UriViolation.CHARACTER)),
            Map.entry("BAD_UTF8_ENCODING", Set.of(UriViolation.UTF8)),
            Map.entry("TRUNCATED_UTF8_ENCODING", Set.of()),
            Map.entry("BAD_PERCENT_ENCODING", Set.of()),
            Map.entry("UTF16_ENCODINGS", Set.of(UriViolation.PERCENT)),
            Map.entry("FRAGMENT", Set.of(UriViolation.FRAGMENT)),
            Map.entry("USER_INFO", Set.of()));

    private static final List<String> FRAMING = List.of(
            "HTTP_0_9",
            "MULTILINE_FIELD_VALUE",
            "MULTIPLE_CONTENT_LENGTHS",
            "NO_COLON_AFTER_FIELD_NAME",
            "TRANSFER_ENCODING_WITH_CONTENT_LENGTH",
            "WHITESPACE_AFTER_FIELD_NAME",
            "CASE_INSENSITIVE_METHOD",
            "MISMATCHED_AUTHORITY",
            "DUPLICATE_HOST_HEADERS",
            "UNSAFE_HOST_HEADER");

    static final Server SERVER = new Server(
            List.of("jetty"),
            Set.of(UriViolation.DOT_SEGMENT, UriViolation.PATH_PARAMETER),
            Map.of(),
            loosenings(),
            List.of(
                    new Ceiling(
                            "requestHeaderSize",
                            Bound.HEADER_BYTES,
                            "limits.max-header-bytes",
                            "Jetty answers 431 itself"),
                    new Ceiling("requestHeaderSize", Bound.URI, "limits.max-uri", "Jetty answers 414 itself")),
            List.of("idleTimeout"),
            null);

    private Jettys() {}

    private static List<Loosening> loosenings() {
        List<Loosening> all = new ArrayList<>();
        new TreeMap<>(SPELLINGS)
                .forEach((name, lets) ->
                        all.add(Loosening.present("UriCompliance." + name, lets, "leave UriCompliance.DEFAULT")));
        FRAMING.forEach(
                name -> all.add(Loosening.present("HttpCompliance." + name, Set.of(), "leave HttpCompliance.RFC9110")));
        return all;
    }
}
