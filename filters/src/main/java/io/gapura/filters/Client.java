package io.gapura.filters;

/**
 * Where a request came from: the peer's address as a literal. Unknown under Jakarta REST without a Servlet container.
 *
 * @param address an IP literal, or {@code unknown}
 */
public record Client(String address) {
    private static final Client UNKNOWN = new Client("unknown");

    public static Client unknown() {
        return UNKNOWN;
    }
}
