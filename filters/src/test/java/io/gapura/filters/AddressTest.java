package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "192.0.2.1, 192.0.2.1",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:DB8::A, 2001:db8::a",
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "::ffff:192.0.2.1, 192.0.2.1",
        "0:0:0:0:0:ffff:c000:201, 192.0.2.1",
        "::192.0.2.1, ::c000:201",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
        "fe80::1%eth0, fe80::1",
        "fe80:0:0:0:0:0:0:1%lo-0.1_a, fe80::1"
    })
    void oneAddressHasOneSpelling(String text, String canonical) {
        assertThat(Address.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "192.0.2",
                "192.0.2.1.1",
                "192.0.2.256",
                "192.0.2.01",
                "192.0.02.1",
                "192.0.2.0x1",
                "192.0.2.",
                ".192.0.2",
                "192..2.1",
                "192.0.2.1 ",
                "192.0.2.+1",
                "3221225985",
                "192.0.2.1/32",
                "192.0.2.1%eth0",
                "\u0661.2.3.4",
                ":",
                ":::",
                "::1::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "1::2:3:4:5:6:7:8",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "::1:",
                "12345::",
                "g::",
                "::192.0.2",
                "::192.0.2.1:1",
                "192.0.2.1::",
                "1:2:3:4:5:6:7:192.0.2.1",
                "[::1]",
                "::1%",
                "::1%a/b",
                "::1%a%b",
                "::ffff:192.0.2.1:80",
                "\uff11::"
            })
    void whatIsNoLiteralIsNoAddress(String text) {
        assertThat(Address.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33})
    void aZoneIsShort(int length) {
        String text = "2001:0db8:0000:0000:0001:0000:192.168.100.100%" + "z".repeat(length);
        assertThat(Address.parse(text) != null).isEqualTo(length <= 32);
    }

    @Property
    void everyAddressIsReadAsTheJdkReadsIt(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        String text = InetAddress.getByAddress(bytes).getHostAddress();
        Address address = Objects.requireNonNull(Address.parse(text));
        assertThat(InetAddress.getByName(address.toString())).isEqualTo(InetAddress.getByAddress(bytes));
        assertThat(Address.parse(address.toString())).isEqualTo(address);
    }

    @Property
    void manyZerosAreCutAndReadBack(@ForAll @Size(8) List<Boolean> zeros) throws UnknownHostException {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[2 * i + 1] = (byte) (zeros.get(i) ? 0 : i + 1);
        }
        everyAddressIsReadAsTheJdkReadsIt(bytes);
    }

    @Property(tries = 5_000)
    void noTextThrows(@ForAll("scraps") String text) {
        Address address = Address.parse(text);
        assertThat(address == null || address.equals(Address.parse(address.toString())))
                .isTrue();
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.strings().withChars("0123456789abcF:.%[]/ ").ofMaxLength(48);
    }

    @Property(tries = 2_000)
    void aNetworkHoldsWhatArithmeticSays(
            @ForAll("numbers") byte[] base, @ForAll("numbers") byte[] other, @ForAll("prefixes") int prefix)
            throws UnknownHostException {
        int bits = base.length * 8;
        int length = prefix % bits + 1;
        BigInteger size = BigInteger.ONE.shiftLeft(bits - length);
        BigInteger first = number(base).divide(size).multiply(size);
        Networks networks = Networks.of(List.of(Network.parse(text(first, base.length) + "/" + length)));
        boolean sameFamily = isV4(base) == isV4(other);
        BigInteger asked = number(other);
        boolean inside = sameFamily && asked.compareTo(first) >= 0 && asked.compareTo(first.add(size)) < 0;
        assertThat(networks.contains(address(other))).isEqualTo(inside);
        assertThat(networks.contains(Objects.requireNonNull(Address.parse(text(first, base.length)))))
                .isTrue();
    }

    @Property(tries = 500)
    void manyNetworksHoldWhatOneOfThemHolds(
            @ForAll @Size(max = 12) List<@net.jqwik.api.constraints.IntRange(max = 255) Integer> seeds,
            @ForAll("prefixes") int prefix,
            @ForAll("numbers") byte[] asked)
            throws UnknownHostException {
        List<Network> all =
                seeds.stream().map(seed -> near(asked, seed, prefix)).toList();
        Address address = address(asked);
        assertThat(Networks.of(all).contains(address)).isEqualTo(all.stream().anyMatch(one -> one.contains(address)));
    }

    /** A network that holds the address, or one that begins or ends beside it. */
    private static Network near(byte[] asked, int seed, int prefix) {
        int bits = asked.length * 8;
        int length = (prefix + seed * 7) % bits + 1;
        BigInteger size = BigInteger.ONE.shiftLeft(bits - length);
        BigInteger first =
                number(asked).divide(size).add(BigInteger.valueOf(seed % 3 - 1)).multiply(size);
        boolean outside = first.signum() < 0 || first.bitLength() > bits;
        return Network.parse(text(outside ? BigInteger.ZERO : first, asked.length) + "/" + length);
    }

    private static boolean isV4(byte[] bytes) {
        return bytes.length == 4;
    }

    private static BigInteger number(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    private static Address address(byte[] bytes) {
        return Objects.requireNonNull(Address.parse(text(number(bytes), bytes.length)));
    }

    /** Written by hand, not by the code under test. */
    private static String text(BigInteger number, int length) {
        StringBuilder text = new StringBuilder();
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[length];
        for (int i = 0; i < Math.min(length, bytes.length); i++) {
            padded[length - 1 - i] = bytes[bytes.length - 1 - i];
        }
        for (int i = 0; i < length; i += length == 4 ? 1 : 2) {
            text.append(text.isEmpty() ? "" : length == 4 ? "." : ":");
            text.append(
                    length == 4
                            ? Integer.toString(padded[i] & 255)
                            : Integer.toHexString((padded[i] & 255) << 8 | padded[i + 1] & 255));
        }
        return text.toString();
    }

    /** IPv6 outside of the mapped range, which is IPv4, and IPv4. */
    @Provide
    Arbitrary<byte[]> numbers() {
        Arbitrary<byte[]> four = Arbitraries.bytes().array(byte[].class).ofSize(4);
        Arbitrary<byte[]> six = Combinators.combine(
                        Arbitraries.of((byte) 0x20, (byte) 0xfe, (byte) 0x01),
                        Arbitraries.bytes().array(byte[].class).ofSize(15))
                .as((head, tail) -> {
                    byte[] all = Arrays.copyOf(new byte[] {head}, 16);
                    System.arraycopy(tail, 0, all, 1, 15);
                    return all;
                });
        return Arbitraries.oneOf(four, six);
    }

    @Provide
    Arbitrary<Integer> prefixes() {
        return Arbitraries.integers().between(0, 1_000);
    }
}
