package io.gapura.filters;

/**
 * What a policy may bound and a server bounds too: whichever is lower answers. Told at start-up, so that the two can be
 * held against each other.
 */
public enum Bound {
    /** Bytes of the raw path with its query. */
    URI,
    /** Bytes of all header lines together. */
    HEADER_BYTES,
    /** Header lines. */
    HEADERS,
    /** Cookies in all lines. */
    COOKIES,
    /** Parameters in the query. */
    QUERY_PARAMETERS,
    /** Bytes of the content. */
    BODY,
    /** Bytes of a multipart content that is left to the server's own parser. */
    PARTS
}
