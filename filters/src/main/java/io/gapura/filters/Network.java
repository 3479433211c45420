package io.gapura.filters;

import org.jspecify.annotations.Nullable;

/**
 * A network in CIDR form. IPv4 networks hold IPv4 addresses and no others, whatever the prefix.
 *
 * @param base the first address
 * @param bits how many leading bits of 128 are fixed; an IPv4 prefix has 96 more
 */
record Network(Address base, int bits) {
    private static final int MAPPED_BITS = 96;

    /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address. Names the problem, never the text. */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        boolean v4 = literal.indexOf(':') < 0;
        @Nullable Address base = literal.indexOf('%') >= 0 ? null : Address.parse(literal);
        if (base == null || base.isV4() != v4) {
            throw new IllegalArgumentException("is no network: address/prefix, IPv4 or IPv6, never a name");
        }
        int prefix = slash < 0 ? v4 ? 32 : 128 : prefix(text.substring(slash + 1), v4 ? 32 : 128);
        Network network = new Network(base, v4 ? prefix + MAPPED_BITS : prefix);
        if (!network.contains(base)) {
            throw new IllegalArgumentException("has bits set behind its prefix");
        }
        return network;
    }

    /** 1 to the most; 0 would be everybody. */
    private static int prefix(String text, int most) {
        boolean digits = !text.isEmpty()
                && text.length() <= 3
                && text.charAt(0) != '0'
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = digits ? Integer.parseInt(text) : 0;
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("must have a prefix of 1 to " + most);
        }
        return value;
    }

    boolean contains(Address address) {
        return address.isV4() == base.isV4()
                && (address.high() & highMask()) == base.high()
                && (address.low() & lowMask()) == base.low();
    }

    private long highMask() {
        return bits >= 64 ? -1L : -1L << 64 - bits;
    }

    private long lowMask() {
        return bits <= 64 ? 0 : -1L << 128 - bits;
    }

    /** As it is written, with its prefix. */
    @Override
    public String toString() {
        return base + "/" + (base.isV4() ? bits - MAPPED_BITS : bits);
    }
}
