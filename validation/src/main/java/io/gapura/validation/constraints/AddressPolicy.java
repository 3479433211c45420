package io.gapura.validation.constraints;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses an outbound call may reach when a client chose the URL (CWE-918): those of the public Internet. Ask it
 * where the connection is made, of every address a name led to: a name that was checked earlier may lead elsewhere by then
 * (DNS rebinding).
 *
 * <p>By the special-purpose registries of IANA (RFC 6890 and later): refuses loopback, unspecified, link-local, private,
 * shared (CGNAT), unique-local, multicast, documentation, benchmarking and reserved addresses, Teredo, and IPv6 addresses
 * that carry such an IPv4 address (mapped, compatible, NAT64, 6to4). Stateless.
 */
public final class AddressPolicy {
    /** First address and length of each refused block of IPv4. */
    private static final int[][] REFUSED = {
        {0x00000000, 8}, // this network
        {0x0A000000, 8}, // private
        {0x64400000, 10}, // shared, RFC 6598
        {0x7F000000, 8}, // loopback
        {0xA9FE0000, 16}, // link-local, instance metadata of clouds
        {0xAC100000, 12}, // private
        {0xC0000000, 24}, // protocol assignments
        {0xC0000200, 24}, // documentation
        {0xC0586300, 24}, // 6to4 relays, withdrawn
        {0xC0A80000, 16}, // private
        {0xC6120000, 15}, // benchmarking
        {0xC6336400, 24}, // documentation
        {0xCB007100, 24}, // documentation
        {0xE0000000, 4}, // multicast
        {0xF0000000, 4}, // reserved, broadcast
    };

    private AddressPolicy() {}

    /** Whether this is an address of the public Internet. */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return isPublic(number(bytes, 0));
        }
        boolean scoped = address instanceof Inet6Address six && six.getScopeId() != 0;
        return !scoped && isPublicSix(bytes);
    }

    /** Whether a name led somewhere, and only to public addresses. */
    public static boolean arePublic(InetAddress... addresses) {
        for (InetAddress address : addresses) {
            if (!isPublic(address)) {
                return false;
            }
        }
        return addresses.length > 0;
    }

    /**
     * For the name lookup of an HTTP client: what was found, or nothing to connect to.
     *
     * @throws UnknownHostException unless all of them are public; names no address
     */
    public static InetAddress[] requirePublic(InetAddress... addresses) throws UnknownHostException {
        if (!arePublic(addresses)) {
            throw new UnknownHostException("not a public address");
        }
        return addresses;
    }

    private static boolean isPublic(int address) {
        for (int[] block : REFUSED) {
            if ((address ^ block[0]) >>> 32 - block[1] == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPublicSix(byte[] bytes) {
        int first = number(bytes, 0);
        int second = number(bytes, 4);
        int third = number(bytes, 8);
        if (first == 0 && second == 0 && (third == 0 || third == 0xFFFF)) {
            return isPublic(number(bytes, 12)); // compatible and mapped; :: and ::1 are 0.0.0.0/8 there
        }
        if (first == 0x0064FF9B && second == 0 && third == 0) {
            return isPublic(number(bytes, 12)); // NAT64, RFC 6052
        }
        if (first >>> 16 == 0x2002) {
            return isPublic(first << 16 | second >>> 16); // 6to4, RFC 3056
        }
        boolean unicast = first >>> 29 == 1;
        boolean assignments = first >>> 9 == 0x20010000 >>> 9; // 2001::/23 with Teredo, benchmarking, ORCHID
        boolean documentation = first == 0x20010DB8 || first >>> 12 == 0x3FFF0; // RFC 3849, RFC 9637
        return unicast && !assignments && !documentation;
    }

    private static int number(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }

    /** The address that a canonical IPv4 or a bracketed IPv6 literal stands for; null for any other spelling. No lookup. */
    static @Nullable InetAddress literal(CharSequence text, int from, int to) {
        try {
            if (text.charAt(from) != '[') {
                byte[] four = four(text, from, to);
                return four == null ? null : InetAddress.getByAddress(four);
            }
            boolean closed = to - from > 3 && text.charAt(to - 1) == ']';
            boolean plain = closed;
            for (int i = from + 1; plain && i < to - 1; i++) {
                plain = Ascii.isHex(text.charAt(i)) || text.charAt(i) == ':';
            }
            // only digits and colons in brackets: the JDK parses it and asks no one
            return plain ? InetAddress.getByName(text.subSequence(from, to).toString()) : null;
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }

    private static byte @Nullable [] four(CharSequence text, int from, int to) {
        byte[] bytes = new byte[4];
        int start = from;
        for (int i = 0; i < 4; i++) {
            int dot = Ascii.indexOf(text, '.', start, to);
            int end = dot < 0 ? to : dot;
            int value = octet(text, start, end);
            if (value < 0 || (dot < 0) != (i == 3)) {
                return null;
            }
            bytes[i] = (byte) value;
            start = end + 1;
        }
        return bytes;
    }

    /** 0 to 255 without leading zeros, or -1. */
    private static int octet(CharSequence text, int from, int to) {
        int digits = to - from;
        if (digits < 1 || digits > 3 || digits > 1 && text.charAt(from) == '0') {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            if (!Ascii.isDigit(text.charAt(i))) {
                return -1;
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value <= 255 ? value : -1;
    }
}
