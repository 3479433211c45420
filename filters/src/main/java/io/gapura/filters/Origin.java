package io.gapura.filters;

import org.jspecify.annotations.Nullable;

/**
 * Where a request began, by the word of a trusted proxy. What it does not say is as the connection has it.
 *
 * @param address canonical literal
 * @param scheme {@code http} or {@code https}
 * @param host lower case, with a port where one was written
 * @param port of that host, or of the Host received; 0 when it is not said
 */
record Origin(
        @Nullable String address,
        @Nullable String scheme,
        @Nullable String host,
        int port) {
    static final Origin UNKNOWN = new Origin(null, null, null, 0);

    /** The authority as the client wrote it. */
    String authority(String received) {
        String written = host == null ? received : host;
        return port == 0 ? written : Authority.withPort(written, port);
    }
}
