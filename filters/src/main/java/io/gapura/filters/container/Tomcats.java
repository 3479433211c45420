package io.gapura.filters.container;

import io.gapura.filters.Bound;
import io.gapura.filters.UriViolation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tomcat 10.1 and 11, and TomEE, whose connector it is. Its MBean for a connector answers to every name of a setting. */
final class Tomcats {
    private static final String BEAN = "*:type=Connector,*";

    private static final Set<UriViolation> SUSPICIOUS = Set.of(
            UriViolation.CONTROL, UriViolation.ENCODED_DOT, UriViolation.DOT_PARAMETER, UriViolation.EMPTY_PARAMETER);

    static final Server SERVER = new Server(
            List.of("tomcat", "tomee"),
            Set.of(
                    UriViolation.CONTROL,
                    UriViolation.ENCODED_DOT,
                    UriViolation.DOT_PARAMETER,
                    UriViolation.EMPTY_PARAMETER,
                    UriViolation.DOUBLE_ENCODING,
                    UriViolation.DOT_SEGMENT,
                    UriViolation.EMPTY_SEGMENT,
                    UriViolation.PATH_PARAMETER),
            Map.of("rejectSuspiciousURIs", SUSPICIOUS),
            List.of(
                    Loosening.unless(
                            "reject",
                            "encodedSolidusHandling",
                            Set.of(UriViolation.ENCODED_SLASH),
                            "%2F is let in, which Tomcat takes for a separator or not; set reject"),
                    Loosening.on(
                            "allowBackslash",
                            Set.of(UriViolation.BACKSLASH),
                            "a backslash is let in and taken for a slash; set false"),
                    new Loosening(
                            "encodedReverseSolidusHandling",
                            "passthrough"::equalsIgnoreCase,
                            Set.of(UriViolation.BACKSLASH),
                            "%5C is let in; set reject"),
                    Loosening.present(
                            "relaxedPathChars", Set.of(), "characters that no URI may hold are let in; leave it empty"),
                    Loosening.present(
                            "relaxedQueryChars",
                            Set.of(),
                            "characters that no query may hold are let in; leave it empty"),
                    Loosening.unless(
                            "true",
                            "rejectIllegalHeader",
                            Set.of(),
                            "malformed header lines are skipped, and no filter sees them; set true"),
                    Loosening.on(
                            "allowHostHeaderMismatch", Set.of(), "a target may name another host than Host; set false"),
                    Loosening.on("allowTrace", Set.of(), "TRACE shows a client its own credentials; set false")),
            List.of(
                    new Ceiling(
                            "maxHttpRequestHeaderSize",
                            Bound.HEADER_BYTES,
                            "limits.max-header-bytes",
                            "Tomcat answers 400 itself"),
                    new Ceiling("maxHttpRequestHeaderSize", Bound.URI, "limits.max-uri", "Tomcat answers 400 itself"),
                    new Ceiling("maxHeaderCount", Bound.HEADERS, "limits.max-headers", "Tomcat answers 400 itself"),
                    new Ceiling(
                            "maxCookieCount", Bound.COOKIES, "limits.max-cookies", "Tomcat drops the cookies over it"),
                    new Ceiling(
                            "maxPostSize",
                            Bound.PARTS,
                            "limits.max-body",
                            "Tomcat refuses form fields among the parts that sum up to more")),
            List.of("connectionTimeout"),
            new ConnectorBeans(List.of(BEAN), "port"));

    private Tomcats() {}
}
