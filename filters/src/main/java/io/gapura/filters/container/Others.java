package io.gapura.filters.container;

import io.gapura.filters.UriViolation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Servers that publish nothing an application could read: what they let in, as they are shipped, is all there is to say. */
final class Others {
    static final Server LIBERTY = new Server(
            List.of("liberty", "smf webcontainer"),
            Set.of(
                    UriViolation.CHARACTER,
                    UriViolation.UTF8,
                    UriViolation.DOUBLE_ENCODING,
                    UriViolation.DOT_SEGMENT,
                    UriViolation.EMPTY_SEGMENT,
                    UriViolation.PATH_PARAMETER),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            null);

    static final Server GLASSFISH = new Server(
            List.of("payara", "glassfish"),
            Set.of(
                    UriViolation.FRAGMENT,
                    UriViolation.CONTROL,
                    UriViolation.ENCODED_SLASH,
                    UriViolation.ENCODED_DOT,
                    UriViolation.DOT_PARAMETER,
                    UriViolation.EMPTY_PARAMETER,
                    UriViolation.DOUBLE_ENCODING,
                    UriViolation.DOT_SEGMENT,
                    UriViolation.EMPTY_SEGMENT,
                    UriViolation.PATH_PARAMETER),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            null);

    private Others() {}
}
