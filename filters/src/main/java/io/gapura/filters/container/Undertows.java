package io.gapura.filters.container;

import io.gapura.filters.Bound;
import io.gapura.filters.UriViolation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Undertow 2.3, bare and in WildFly: it resolves nothing before the filters and refuses little. {@code
 * gapura-filters-undertow} publishes the options of a bare one with its first request, WildFly its listeners as MBeans.
 */
final class Undertows {
    private static final String REFUSES = "Undertow answers 400 itself";
    private static final Set<UriViolation> SHIPPED = Set.of(
            UriViolation.UTF8,
            UriViolation.CONTROL,
            UriViolation.BACKSLASH,
            UriViolation.ENCODED_SLASH,
            UriViolation.ENCODED_DOT,
            UriViolation.DOT_PARAMETER,
            UriViolation.EMPTY_PARAMETER,
            UriViolation.DOUBLE_ENCODING,
            UriViolation.DOT_SEGMENT,
            UriViolation.EMPTY_SEGMENT,
            UriViolation.PATH_PARAMETER);
    private static final String DECODES =
            "%2F becomes a slash in the paths of mappings, and stays encoded in those of resources; set false";
    private static final Set<UriViolation> BEYOND = Set.of(UriViolation.CHARACTER, UriViolation.FRAGMENT);
    private static final String UNESCAPED = "raw bytes that no URI may hold are let in; set false";

    static final Server BARE = new Server(
            List.of("undertow"),
            SHIPPED,
            Map.of(),
            List.of(
                    Loosening.on("ALLOW_ENCODED_SLASH", Set.of(), DECODES),
                    Loosening.on("DECODE_SLASH", Set.of(), DECODES),
                    Loosening.on("ALLOW_UNESCAPED_CHARACTERS_IN_URL", BEYOND, UNESCAPED)),
            ceilings("MAX_HEADER_SIZE", "MAX_HEADERS", "MAX_COOKIES", "MAX_PARAMETERS", "MAX_ENTITY_SIZE"),
            List.of("REQUEST_PARSE_TIMEOUT", "IDLE_TIMEOUT"),
            null);

    static final Server WILDFLY = new Server(
            List.of("wildfly", "jboss"),
            SHIPPED,
            Map.of(),
            List.of(
                    Loosening.on("allowEncodedSlash", Set.of(), DECODES),
                    Loosening.on("allowUnescapedCharactersInUrl", BEYOND, UNESCAPED),
                    Loosening.unless(
                            "true",
                            "eagerFilterInitialization",
                            Set.of(),
                            "a filter is made at the first request, so that a wrong configuration starts; set"
                                    + " eager-filter-initialization=true on the servlet container")),
            ceilings("maxHeaderSize", "maxHeaders", "maxCookies", "maxParameters", "maxPostSize"),
            List.of("requestParseTimeout", "readTimeout"),
            new ConnectorBeans(
                    List.of(
                            "jboss.as:subsystem=undertow,server=*,http-listener=*",
                            "jboss.as:subsystem=undertow,server=*,https-listener=*",
                            "jboss.as:subsystem=undertow,servlet-container=*"),
                    "http-listener",
                    "https-listener",
                    "servlet-container"));

    private Undertows() {}

    private static List<Ceiling> ceilings(
            String headerBytes, String headers, String cookies, String query, String body) {
        return List.of(
                new Ceiling(headerBytes, Bound.HEADER_BYTES, "limits.max-header-bytes", REFUSES),
                new Ceiling(headers, Bound.HEADERS, "limits.max-headers", REFUSES),
                new Ceiling(cookies, Bound.COOKIES, "limits.max-cookies", REFUSES),
                new Ceiling(query, Bound.QUERY_PARAMETERS, "limits.max-query-parameters", REFUSES),
                new Ceiling(body, Bound.BODY, "limits.max-body", "Undertow breaks off the content"));
    }
}
