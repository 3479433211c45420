package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7239 §4 and §6: what is in the grammar is read, and nothing else. */
class ForwardedReaderTest {
    private static List<Hop> read(String... lines) {
        return ForwardedReader.read(List.of(lines)).hops();
    }

    private static @Nullable String node(Hop hop) {
        return hop.node() == null ? null : hop.node().text();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "for=192.0.2.43 | 192.0.2.43",
                "For=192.0.2.43 | 192.0.2.43",
                "FOR=\"192.0.2.43\" | 192.0.2.43",
                "for=\"192.0.2.43:47011\" | 192.0.2.43",
                "for=\"192.0.2.43:_p\" | 192.0.2.43",
                "for=\"[2001:db8:cafe::17]\" | 2001:db8:cafe::17",
                "for=\"[2001:DB8:cafe::17]:4711\" | 2001:db8:cafe::17",
                "for=\"[::ffff:192.0.2.1]\" | 192.0.2.1",
                "for=\"[fe80::1%eth0]\" | fe80::1",
                "for=\"1\\92.0.2.4\\3\" | 192.0.2.43",
                "for=unknown | unknown",
                "for=UNKNOWN | unknown",
                "for=\"unknown:80\" | unknown",
                "for=_gazonk | _gazonk",
                "for=_SEVKISEK.-_ | _SEVKISEK.-_",
                "for=\"_a:_b\" | _a",
                "by=203.0.113.43;for=192.0.2.60 | 192.0.2.60",
                "for=192.0.2.60;secret=\"a,;=b\" | 192.0.2.60"
            })
    void aNodeIsReadInEveryFormOfTheGrammar(String text, String node) {
        assertThat(read(text)).extracting(ForwardedReaderTest::node).containsExactly(node);
    }

    @Test
    void theExamplesOfTheRfcAreRead() {
        assertThat(read("for=192.0.2.60;proto=http;by=203.0.113.43"))
                .containsExactly(new Hop(Node.parse("192.0.2.60"), "http", null));
        assertThat(read("for=192.0.2.43, for=198.51.100.17")).hasSize(2);
        assertThat(read("for=192.0.2.43", "for=198.51.100.17")).hasSize(2);
        assertThat(read("for=_hidden, for=_SEVKISEK")).hasSize(2);
        assertThat(read("proto=HTTPS;host=\"Shop.Example:8443\""))
                .containsExactly(new Hop(null, "https", "shop.example:8443"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                ";",
                "for",
                "for=",
                "=192.0.2.1",
                "for=192.0.2.1,",
                ",for=192.0.2.1",
                "for=192.0.2.1,,for=192.0.2.2",
                "for=192.0.2.1;",
                ";for=192.0.2.1",
                "for=192.0.2.1;;proto=http",
                "for =192.0.2.1",
                "for= 192.0.2.1",
                "for=192.0.2.1; proto=http",
                "for=192.0.2.1 ;proto=http",
                "for=192.0.2.1 proto=http",
                "for=192.0.2.1;for=192.0.2.2",
                "for=192.0.2.1;FOR=192.0.2.1",
                "proto=http;proto=http",
                "a=1;A=2",
                "for=192.0.2.1:80",
                "for=2001:db8::1",
                "for=\"2001:db8::1\"",
                "for=[2001:db8::1]",
                "for=\"[2001:db8::1\"",
                "for=\"[2001:db8::1]4711\"",
                "for=\"[192.0.2.1]\"",
                "for=\"[localhost]\"",
                "for=\"[]\"",
                "for=\"\"",
                "for=\"192.0.2.1",
                "for=\"192.0.2.1\\\"",
                "for=\"192.0.2.1\"x",
                "for=\"192.0.2.1:\"",
                "for=\"192.0.2.1:123456\"",
                "for=\"192.0.2.1:65536\"",
                "for=\"192.0.2.1:-1\"",
                "for=\"192.0.2.1:_\"",
                "for=\"192.0.2.1:80:80\"",
                "for=localhost",
                "for=client.example",
                "for=192.0.2.256",
                "for=_",
                "for=\"_a b\"",
                "for=\"_a/b\"",
                "by=localhost",
                "proto=ftp",
                "proto=\"\"",
                "proto=http/1.1",
                "host=\"\"",
                "host=\"a b\"",
                "host=\"user@a\"",
                "host=\"a:0\"",
                "host=\"a,b\"",
                "for=192.0.2.1\u0000",
                "x=\"\u0001\"",
                "x=\"\u007f\"",
                "x=\"\u00e4\"",
                "x=\u00e4",
                "f\u00f6r=192.0.2.1"
            })
    void anythingElseIsMalformed(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.rejection().reason()).isEqualTo("forwarded.malformed");
            assertThat(refused.rejection().status()).isEqualTo(400);
            assertThat(refused.rejection().hard()).isTrue();
        });
    }

    @Test
    void elementsAndCharactersAreBoundedOverAllLines() {
        String half = String.join(",", java.util.Collections.nCopies(16, "for=_a"));
        assertThat(read(half, half)).hasSize(32);
        assertTooMuch(half, half + ",for=_a");
        String long2k = "for=_a;x=" + "y".repeat(2_048 - 9);
        assertThat(read(long2k, long2k)).hasSize(2);
        assertTooMuch(long2k, long2k + "y");
    }

    private static void assertTooMuch(String... lines) {
        assertThatThrownBy(() -> read(lines))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("forwarded.size"));
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll("chains") List<Hop> hops) {
        assertThat(read(hops.stream().map(ForwardedReaderTest::written).collect(Collectors.joining(" ,\t"))))
                .isEqualTo(hops);
        assertThat(read(hops.stream().map(ForwardedReaderTest::written).toArray(String[]::new)))
                .isEqualTo(hops);
    }

    private static String written(Hop hop) {
        List<String> pairs = new ArrayList<>();
        if (hop.node() != null) {
            Address address = hop.node().address();
            boolean v6 = address != null && !address.isV4();
            pairs.add(v6 ? "For=\"[" + address + "]:1\"" : "for=" + hop.node().text());
        }
        if (hop.scheme() != null) {
            pairs.add("proto=" + hop.scheme());
        }
        if (hop.host() != null) {
            pairs.add("host=\"" + hop.host() + "\"");
        }
        pairs.add("by=_me");
        return String.join(";", pairs);
    }

    @Provide
    Arbitrary<List<Hop>> chains() {
        Arbitrary<Node> v4 = Arbitraries.longs()
                .between(0, 0xFFFF_FFFFL)
                .map(bits -> node(new Address(0, 0xFFFF_0000_0000L | bits)));
        Arbitrary<Node> v6 = Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) -> node(new Address(high | 1, low)));
        Arbitrary<Node> hidden =
                Arbitraries.of("unknown", "_a", "_.-_9Z").map(text -> Objects.requireNonNull(Node.parse(text)));
        Arbitrary<Node> nodes = Arbitraries.oneOf(v4, v6, hidden);
        return Combinators.combine(
                        nodes.injectNull(0.1),
                        Arbitraries.of("http", "https").injectNull(0.3),
                        Arbitraries.of("a.example", "a.example:8443", "[2001:db8::1]:80")
                                .injectNull(0.3))
                .as(Hop::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(32);
    }

    private static Node node(Address address) {
        return new Node(address.toString(), address);
    }

    @Property(tries = 10_000)
    void noTextThrowsAnythingButTheRefusal(@ForAll("scraps") String text, @ForAll("scraps") String more) {
        TrustedProxies standard = TrustedProxies.of(TrustedProxies.Family.FORWARDED, "192.0.2.0/24");
        TrustedProxies older = TrustedProxies.of(TrustedProxies.Family.X_FORWARDED, "192.0.2.0/24");
        Headers fields = Headers.of(
                "Host",
                "a.example",
                "Forwarded",
                text,
                "X-Forwarded-For",
                more,
                "X-Forwarded-Proto",
                text,
                "X-Forwarded-Host",
                more,
                "X-Forwarded-Port",
                text);
        for (TrustedProxies proxies : List.of(standard, older)) {
            try {
                RequestView view =
                        proxies.read("GET", Target.parse("/"), "http", fields, Body.none(), new Client("192.0.2.1"));
                assertThat(Address.parse(view.client().address())).isNotNull();
                assertThat(view.scheme()).isIn("http", "https");
                assertThat(Authority.isValid(view.authority())).isTrue();
            } catch (RefusedException refused) {
                assertThat(refused.rejection().reason()).startsWith("forwarded.");
            }
        }
    }

    @Provide
    Arbitrary<String> scraps() {
        Arbitrary<String> words = Arbitraries.of(
                "for=",
                "proto=",
                "host=",
                "192.0.2.7",
                "198.51.100.7",
                "\"[2001:db8::1]\"",
                "unknown",
                "_x",
                "http",
                "https",
                ";",
                ",",
                " ",
                "\"",
                "\\",
                ":",
                "80",
                "a.example",
                "\u0000",
                "\u00e4",
                "=");
        return words.list().ofMaxSize(8).map(list -> String.join("", list));
    }
}
