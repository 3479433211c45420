package io.gapura.filters;

/**
 * Where a request came from: the peer's address as a literal, or what a trusted proxy says ({@link TrustedProxies}).
 * Unknown under Jakarta REST without a Servlet container.
 *
 * @param address an IP literal, or {@code unknown}
 */
public record Client(String address) {
    private static final Client UNKNOWN = new Client("unknown");

    /** One spelling for one address: IPv4 in mapped IPv6 becomes IPv4, zone and brackets go. Other text stays. */
    public static Client of(String address) {
        if (address.indexOf(':') < 0) {
            return new Client(address);
        }
        Address literal = Address.parse(bare(address));
        return new Client(literal == null ? address : literal.toString());
    }

    /** Some containers write IPv6 in brackets. */
    static String bare(String address) {
        boolean bracketed = address.startsWith("[") && address.endsWith("]");
        return bracketed ? address.substring(1, address.length() - 1) : address;
    }

    public static Client unknown() {
        return UNKNOWN;
    }
}
