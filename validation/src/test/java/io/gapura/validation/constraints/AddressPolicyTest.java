package io.gapura.validation.constraints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each block at its first and last address, and its neighbours outside. */
class AddressPolicyTest {
    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.0",
                "127.255.255.255",
                "169.254.0.0",
                "169.254.169.254",
                "169.254.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.255",
                "192.0.2.0",
                "192.0.2.255",
                "192.88.99.0",
                "192.88.99.255",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.0",
                "198.51.100.255",
                "203.0.113.0",
                "203.0.113.255",
                "224.0.0.0",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.255"
            })
    void addressesOfSpecialPurposeAreRefused(String literal) throws UnknownHostException {
        assertThat(AddressPolicy.isPublic(address(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "191.255.255.255",
                "192.0.1.0",
                "192.0.3.0",
                "192.88.98.255",
                "192.88.100.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "198.51.99.255",
                "198.51.101.0",
                "203.0.112.255",
                "203.0.114.0",
                "223.255.255.255"
            })
    void theirNeighboursArePublic(String literal) throws UnknownHostException {
        assertThat(AddressPolicy.isPublic(address(literal))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "::7f00:1",
                "::a00:1",
                "64:ff9b::a00:1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::808:808",
                "100::1",
                "2001::1",
                "2001:0:808:808::",
                "2001:1ff::1",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2001:db8:ffff::1",
                "2002:a00:1::1",
                "2002:7f00:1::1",
                "2002:c0a8:1::1",
                "3fff::1",
                "3fff:fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1"
            })
    void addressesOfIpv6ThatAreNotPublicAreRefused(String literal) throws UnknownHostException {
        assertThat(AddressPolicy.isPublic(address(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2606:4700:4700::1111",
                "2001:200::1",
                "2001:db7:ffff::1",
                "2001:db9::1",
                "2002:808:808::1",
                "64:ff9b::808:808",
                "2000::1",
                "3ffe:ffff::1",
                "3fff:1000::1"
            })
    void publicOnesPass(String literal) throws UnknownHostException {
        assertThat(AddressPolicy.isPublic(address(literal))).isTrue();
    }

    /** The JDK makes four bytes of them when it parses, but not when somebody else gives sixteen. */
    @Test
    void mappedAddressesAreLookedInto() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        mapped[12] = 10;
        assertThat(AddressPolicy.isPublic(Inet6Address.getByAddress(null, mapped, -1)))
                .isFalse();
        mapped[12] = 8;
        assertThat(AddressPolicy.isPublic(Inet6Address.getByAddress(null, mapped, -1)))
                .isTrue();
    }

    @Test
    void anAddressWithAZoneIsOfOneLink() throws UnknownHostException {
        byte[] bytes = address("2606:4700:4700::1111").getAddress();
        assertThat(AddressPolicy.isPublic(Inet6Address.getByAddress(null, bytes, 1)))
                .isFalse();
    }

    @Test
    void oneAddressThatIsNotPublicRefusesAll() throws UnknownHostException {
        InetAddress good = address("8.8.8.8");
        InetAddress bad = address("10.0.0.1");
        assertThat(AddressPolicy.arePublic(good, good)).isTrue();
        assertThat(AddressPolicy.arePublic(good, bad)).isFalse();
        assertThat(AddressPolicy.arePublic()).isFalse();
        assertThat(AddressPolicy.requirePublic(good)).containsExactly(good);
        assertThatThrownBy(() -> AddressPolicy.requirePublic(good, bad))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("not a public address");
        assertThatThrownBy(AddressPolicy::requirePublic).isInstanceOf(UnknownHostException.class);
    }
}
