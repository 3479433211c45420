package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.TrustedProxies.Family;
import io.gapura.filters.TrustedProxies.Untrusted;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one answer to who asked, over which scheme, for which host. */
class TrustedProxiesTest {
    private static final String PROXY = "10.0.0.7";
    private static final String STRANGER = "203.0.113.9";
    private static final TrustedProxies STANDARD = TrustedProxies.of(Family.FORWARDED, "10.0.0.0/8", "2001:db8:1::/48");
    private static final TrustedProxies OLDER = TrustedProxies.of(Family.X_FORWARDED, "10.0.0.0/8", "2001:db8:1::/48");

    private static RequestView view(TrustedProxies proxies, String peer, String... fields) {
        List<String> all = new ArrayList<>(List.of("Host", "app.example"));
        all.addAll(List.of(fields));
        return proxies.read(
                "GET",
                Target.parse("/a"),
                "http",
                Headers.of(all.toArray(String[]::new)),
                Body.none(),
                new Client(peer));
    }

    private static String word(TrustedProxies proxies, String... fields) {
        try {
            view(proxies, PROXY, fields);
            return "read";
        } catch (RefusedException refused) {
            assertThat(refused.rejection().code()).isEqualTo("request-malformed");
            assertThat(refused.rejection().hard()).isTrue();
            assertThat(refused.rejection().violations())
                    .containsExactly(new Violation(
                            Violation.Place.HEADER, "", refused.rejection().reason()));
            return refused.rejection().reason();
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "for=192.0.2.1                                      | 192.0.2.1     | http  | app.example",
                "for=192.0.2.1;proto=https                          | 192.0.2.1     | https | app.example",
                "for=192.0.2.1;proto=https;host=shop.example        | 192.0.2.1     | https | shop.example",
                "for=192.0.2.1;proto=https;host=\"Shop.Example:443\"  | 192.0.2.1     | https | shop.example",
                "for=192.0.2.1;proto=https;host=\"shop.example:80\"   | 192.0.2.1     | https | shop.example:80",
                "for=192.0.2.1, for=10.1.1.1                        | 192.0.2.1     | http  | app.example",
                "for=198.51.100.66, for=192.0.2.1                   | 192.0.2.1     | http  | app.example",
                "for=unknown, for=192.0.2.1                         | 192.0.2.1     | http  | app.example",
                "for=_x, for=192.0.2.1, for=10.1.1.1                | 192.0.2.1     | http  | app.example",
                "for=10.1.1.1, for=10.2.2.2                         | 10.1.1.1      | http  | app.example",
                "for=192.0.2.1;proto=https, for=10.1.1.1            | 192.0.2.1     | https | app.example",
                "for=192.0.2.1;proto=https, for=10.1.1.1;proto=https| 192.0.2.1     | https | app.example",
                "for=198.51.100.66;proto=https, for=192.0.2.1       | 192.0.2.1     | http  | app.example",
                "for=198.51.100.66;host=evil.example, for=192.0.2.1 | 192.0.2.1     | http  | app.example",
                "proto=https;host=shop.example                      | 10.0.0.7      | https | shop.example",
                "by=_edge                                           | 10.0.0.7      | http  | app.example",
                "for=\"[2001:db8:2::1]:4711\"                         | 2001:db8:2::1 | http  | app.example",
                "for=\"[2001:db8:2::1]\", for=\"[2001:db8:1::5]\"       | 2001:db8:2::1 | http  | app.example",
                "for=\"[::ffff:192.0.2.1]\", for=\"[::ffff:10.3.3.3]\"  | 192.0.2.1     | http  | app.example"
            })
    void aTrustedProxyNamesClientSchemeAndHost(String field, String client, String scheme, String authority) {
        RequestView view = view(STANDARD, PROXY, "Forwarded", field);
        assertThat(view.client()).isEqualTo(new Client(client));
        assertThat(view.scheme()).isEqualTo(scheme);
        assertThat(view.authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=unknown",
                "for=_hidden",
                "for=192.0.2.1, for=unknown",
                "for=192.0.2.1, for=_hidden, for=10.1.1.1",
                "for=192.0.2.1, proto=https",
                "for=192.0.2.1;proto=https, for=10.1.1.1;proto=http",
                "for=192.0.2.1;host=a.example, for=10.1.1.1;host=b.example",
                "for=198.51.100.66;proto=http, for=192.0.2.1;proto=https",
                "for=198.51.100.66;host=evil.example, for=192.0.2.1;host=shop.example"
            })
    void twoAnswersOrAHiddenOneAreRefused(String field) {
        assertThat(word(STANDARD, "Forwarded", field)).isEqualTo("forwarded.ambiguous");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "X-Forwarded-For: 192.0.2.1 | 192.0.2.1 | http | app.example",
                "X-Forwarded-For: 198.51.100.66, 192.0.2.1,10.1.1.1 | 192.0.2.1 | http | app.example",
                "X-Forwarded-For: unknown, 192.0.2.1 | 192.0.2.1 | http | app.example",
                "X-Forwarded-For: 192.0.2.1:4711 | 192.0.2.1 | http | app.example",
                "X-Forwarded-For: 2001:db8:2::1 | 2001:db8:2::1 | http | app.example",
                "X-Forwarded-For: fe80::1%eth0 | fe80::1 | http | app.example",
                "X-Forwarded-For: [2001:db8:2::1]:99 | 2001:db8:2::1 | http | app.example",
                "X-Forwarded-For: ::ffff:192.0.2.1 | 192.0.2.1 | http | app.example",
                "X-Forwarded-Proto: https | 10.0.0.7 | https | app.example",
                "X-Forwarded-Proto: HTTPS;X-Forwarded-Port: 443 | 10.0.0.7 | https | app.example",
                "X-Forwarded-Host: Shop.Example | 10.0.0.7 | http | shop.example",
                "X-Forwarded-Host: shop.example;X-Forwarded-Port: 8443 | 10.0.0.7 | http | shop.example:8443",
                "X-Forwarded-Host: shop.example:8443;X-Forwarded-Port: 8443 | 10.0.0.7 | http | shop.example:8443",
                "X-Forwarded-Host: [2001:db8::1];X-Forwarded-Port: 80 | 10.0.0.7 | http | [2001:db8::1]",
                "X-Forwarded-Port: 8080 | 10.0.0.7 | http | app.example:8080",
                "X-Forwarded-Prefix: /shop | 10.0.0.7 | http | app.example"
            })
    void theOlderFamilySaysTheSame(String lines, String client, String scheme, String authority) {
        RequestView view = view(OLDER, PROXY, fields(lines));
        assertThat(view.client()).isEqualTo(new Client(client));
        assertThat(view.scheme()).isEqualTo(scheme);
        assertThat(view.authority()).isEqualTo(authority);
    }

    private static String[] fields(String lines) {
        return List.of(lines.split(";", -1)).stream()
                .flatMap(line -> List.of(line.split(": ", 2)).stream())
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "X-Forwarded-For: unknown | ambiguous",
                "X-Forwarded-For: 192.0.2.1, _x | ambiguous",
                "X-Forwarded-Proto: https, http | ambiguous",
                "X-Forwarded-Proto: https,https | ambiguous",
                "X-Forwarded-Proto: https;x-forwarded-proto: https | ambiguous",
                "X-Forwarded-Host: a.example, b.example | ambiguous",
                "X-Forwarded-Host: a.example;X-Forwarded-Host: a.example | ambiguous",
                "X-Forwarded-Port: 80,443 | ambiguous",
                "X-Forwarded-Host: a.example:80;X-Forwarded-Port: 443 | ambiguous",
                "X-Forwarded-For: | malformed",
                "X-Forwarded-For: , 192.0.2.1 | malformed",
                "X-Forwarded-For: 192.0.2.1, | malformed",
                "X-Forwarded-For: client.example | malformed",
                "X-Forwarded-For: 192.0.2.1 10.0.0.1 | malformed",
                "X-Forwarded-For: \"192.0.2.1\" | malformed",
                "X-Forwarded-For: 192.0.2.1:x | malformed",
                "X-Forwarded-For: 0300.0.2.1 | malformed",
                "X-Forwarded-For: <script>, 192.0.2.1 | malformed",
                "X-Forwarded-Proto: | malformed",
                "X-Forwarded-Proto: wss | malformed",
                "X-Forwarded-Proto:  https | malformed",
                "X-Forwarded-Host: user@a.example | malformed",
                "X-Forwarded-Host: a.example/ | malformed",
                "X-Forwarded-Port: 0 | malformed",
                "X-Forwarded-Port: 65536 | malformed",
                "X-Forwarded-Port: +80 | malformed"
            })
    void theOlderFamilyIsReadAsStrictly(String lines, String word) {
        String[] fields =
                lines.endsWith(":") ? new String[] {lines.substring(0, lines.length() - 1), ""} : fields(lines);
        assertThat(word(OLDER, fields)).isEqualTo("forwarded." + word);
    }

    @Test
    void theOlderListIsBoundedOverAllItsLines() {
        String half = String.join(",", Collections.nCopies(16, "192.0.2.1"));
        assertThat(word(OLDER, "X-Forwarded-For", half, "X-Forwarded-For", half))
                .isEqualTo("read");
        assertThat(word(OLDER, "X-Forwarded-For", half, "X-Forwarded-For", half + ",192.0.2.1"))
                .isEqualTo("forwarded.size");
        String blank = " ".repeat(4_096 - 9);
        assertThat(word(OLDER, "X-Forwarded-For", blank + "192.0.2.1")).isEqualTo("read");
        assertThat(word(OLDER, "X-Forwarded-For", blank + " 192.0.2.1")).isEqualTo("forwarded.size");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "for=192.0.2.1 | X-Forwarded-For: 192.0.2.1 | read",
                "for=192.0.2.1;proto=https | X-Forwarded-For: 192.0.2.1;X-Forwarded-Proto: https | read",
                "for=\"[::ffff:192.0.2.1]:1\" | X-Forwarded-For: 192.0.2.1:2 | read",
                "for=192.0.2.1 | X-Forwarded-Proto: https | read",
                "host=a.example | X-Forwarded-Host: A.example | read",
                "for=192.0.2.1 | X-Forwarded-Prefix: /x | read",
                "for=192.0.2.1 | X-Forwarded-For: 192.0.2.2 | ambiguous",
                "for=192.0.2.1 | X-Forwarded-For: 192.0.2.9, 192.0.2.1 | ambiguous",
                "for=192.0.2.1;proto=http | X-Forwarded-Proto: https | ambiguous",
                "host=a.example | X-Forwarded-Host: b.example | ambiguous",
                "host=a.example | X-Forwarded-Host: a.example;X-Forwarded-Port: 81 | ambiguous",
                "for=192.0.2.1 | X-Forwarded-For: junk here | ambiguous"
            })
    void bothFamiliesMustTellTheSame(String field, String lines, String word) {
        List<String> all = new ArrayList<>(List.of("Forwarded", field));
        all.addAll(List.of(fields(lines)));
        String[] fields = all.toArray(String[]::new);
        String expected = word.equals("read") ? word : "forwarded." + word;
        assertThat(word(STANDARD, fields)).isEqualTo(expected);
        if (!lines.contains("junk")) {
            assertThat(word(OLDER, fields)).isEqualTo(expected);
        }
    }

    @Test
    void theFamilyThatIsNotConfiguredSaysNothingAndIsNotSeen() {
        RequestView view = view(STANDARD, PROXY, "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Proto", "https");
        assertThat(view.client().address()).isEqualTo(PROXY);
        assertThat(view.scheme()).isEqualTo("http");
        assertThat(view.isForwarded()).isFalse();
        assertThat(view.headers().contains("X-Forwarded-For")).isFalse();
        RequestView other = view(OLDER, PROXY, "Forwarded", "for=192.0.2.1");
        assertThat(other.client().address()).isEqualTo(PROXY);
        assertThat(other.headers().contains("Forwarded")).isFalse();
    }

    @Test
    void aTrustedProxyMaySetIdentityButNoSecondAddressAndNoAlias() {
        RequestView view = view(
                OLDER,
                PROXY,
                "X-Forwarded-For",
                "192.0.2.1",
                "X-Forwarded-Prefix",
                "/x",
                "Client-Cert",
                ":cert:",
                "X-User-Id",
                "7",
                "X-Real-IP",
                "198.51.100.1",
                "CF-Connecting-IP",
                "198.51.100.1",
                "X_User_Id",
                "8",
                "Client_Cert",
                ":other:",
                "X_Forwarded_For",
                "198.51.100.1");
        List<String> seen = new ArrayList<>();
        view.headers().each((name, value) -> seen.add(name));
        assertThat(seen).containsExactly("Host", "X-Forwarded-For", "X-Forwarded-Prefix", "Client-Cert", "X-User-Id");
        assertThat(view.isConcealing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {STRANGER, "10.0.0.7.example", "unknown", "", "2001:db8:2::1", "11.0.0.1", "9.255.255.255"})
    void aStrangerSpeaksForNobody(String peer) {
        RequestView view = view(
                STANDARD,
                peer,
                "Forwarded",
                "for=192.0.2.1;proto=https;host=evil.example",
                "X-Forwarded-For",
                "not even an address",
                "X-Custom",
                "1");
        assertThat(view.client().address()).isEqualTo(peer);
        assertThat(view.scheme()).isEqualTo("http");
        assertThat(view.authority()).isEqualTo("app.example");
        assertThat(view.isForwarded()).isFalse();
        assertThat(view.headers().size()).isEqualTo(2);
        assertThat(view.isConcealing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.255.255.255", "::ffff:10.1.2.3", "2001:db8:1::1", "[2001:db8:1::1]"})
    void thePeerIsKnownInAnySpellingOfItsAddress(String peer) {
        assertThat(view(STANDARD, peer, "Forwarded", "for=192.0.2.1").client()).isEqualTo(new Client("192.0.2.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "192.168.0.1", "172.16.0.1", "::1", "fd00::1", "169.254.0.1"})
    void noNetworkIsTrustedByItself(String peer) {
        RequestView view =
                view(TrustedProxies.none(), peer, "X-Forwarded-For", "192.0.2.1", "Forwarded", "for=192.0.2.1");
        assertThat(view.client().address()).isEqualTo(peer);
        assertThat(view.headers().size()).isEqualTo(1);
    }

    @Test
    void theClientsAddressHasOneSpelling() {
        assertThat(view(TrustedProxies.none(), "0:0:0:0:0:0:0:1").client()).isEqualTo(new Client("::1"));
        assertThat(view(TrustedProxies.none(), "[2001:DB8::1]").client()).isEqualTo(new Client("2001:db8::1"));
        assertThat(view(TrustedProxies.none(), "::ffff:192.0.2.1").client()).isEqualTo(new Client("192.0.2.1"));
        assertThat(view(TrustedProxies.none(), "some:text").client()).isEqualTo(new Client("some:text"));
    }

    @Test
    void aStrangerMayBeRefusedInstead() {
        TrustedProxies strict = STANDARD.untrusted(Untrusted.REFUSE);
        assertThatThrownBy(() -> view(strict, STRANGER, "X-Real-IP", "192.0.2.1"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("forwarded.untrusted"));
        assertThatThrownBy(() -> view(strict, STRANGER, "x_forwarded_for", "192.0.2.1"))
                .isInstanceOf(RefusedException.class);
        assertThat(view(strict, STRANGER, "X-Custom", "1").headers().size()).isEqualTo(2);
        assertThat(view(strict, PROXY, "X-Real-IP", "192.0.2.1").headers().size())
                .isEqualTo(1);
    }

    @Test
    void aSourceIsAskedOnceAndOnlyWhenSomebodyNeedsIt() {
        List<String> asked = new ArrayList<>();
        RequestSource wire = new RequestSource() {
            @Override
            public void each(BiConsumer<String, String> line) {
                asked.add("fields");
                line.accept("Host", "app.example");
                line.accept("Forwarded", "for=192.0.2.1;proto=https");
            }

            @Override
            public InputStream open() {
                return InputStream.nullInputStream();
            }
        };
        RequestView stranger = STANDARD.read("GET", Target.parse("/"), "http", wire, -1, STRANGER);
        assertThat(asked).isEmpty();
        assertThat(stranger.headers().size()).isEqualTo(1);
        assertThat(asked).hasSize(1);
        RequestView proxied = STANDARD.read("GET", Target.parse("/"), "http", wire, -1, PROXY);
        assertThat(proxied.scheme()).isEqualTo("https");
        assertThat(proxied.client().address()).isEqualTo("192.0.2.1");
        assertThat(proxied.headers().contains("Forwarded")).isTrue();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aRequestThatCannotBeReadHasItsClientAllTheSame() {
        Headers.Source fields = line -> line.accept("Forwarded", "for=192.0.2.1;proto=https");
        assertThat(STANDARD.unread("GET", "http", fields, PROXY))
                .isEqualTo(new AuditEvent.RequestLine("GET", "https", new Client("192.0.2.1")));
        assertThat(STANDARD.unread("GET", "http", fields, STRANGER))
                .isEqualTo(new AuditEvent.RequestLine("GET", "http", new Client(STRANGER)));
        assertThat(STANDARD.unread("GET", "http", line -> line.accept("Forwarded", "junk"), PROXY))
                .isEqualTo(new AuditEvent.RequestLine("GET", "http", new Client(PROXY)));
        assertThat(OLDER.unread("GET", "http", line -> {}, PROXY).client()).isEqualTo(new Client(PROXY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "proxy.example/32",
                "10.0.0.0/",
                "10.0.0.0/0",
                "10.0.0.0/33",
                "10.0.0.0/08",
                "10.0.0.0/-8",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "10.0.0.0/255.0.0.0",
                "2001:db8::/0",
                "2001:db8::/129",
                "2001:db8::1/64",
                "[2001:db8::]/32",
                "::ffff:10.0.0.0/104",
                "fe80::1%eth0",
                "*",
                "10.*"
            })
    void whatIsNoNetworkIsRefusedByItsPlace(String cidr) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustedProxies.of(Family.FORWARDED, "192.0.2.0/24", cidr))
                .withMessageStartingWith("trusted: entry 2 ")
                .satisfies(
                        bad -> assertThat(cidr.length() < 5 || !bad.getMessage().contains(cidr))
                                .isTrue());
    }

    @Test
    void aThousandNetworksAreEnough() {
        List<String> most = new ArrayList<>();
        for (int i = 0; i < 1_024; i++) {
            most.add("10." + (i >> 8) + "." + (i & 255) + ".0/24");
        }
        assertThat(view(TrustedProxies.of(Family.FORWARDED, most), "10.3.255.9", "Forwarded", "for=192.0.2.1")
                        .client())
                .isEqualTo(new Client("192.0.2.1"));
        most.add("192.0.2.0/24");
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.of(Family.FORWARDED, most));
    }

    @Test
    void thePostureSaysWhoIsTrusted() {
        Deployment deployment = new Recording().deployment();
        assertThat(deployment.posture()).contains("proxies: none trusted");
        deployment.join(
                "web.xml",
                Pipeline.builder().proxies(STANDARD.untrusted(Untrusted.REFUSE)).build());
        assertThat(deployment.posture())
                .contains("proxies: 10.0.0.0/8 2001:db8:1::/48 trusted by forwarded, others refused")
                .doesNotContain("proxies: none trusted");
        assertThatThrownBy(() -> deployment.join(
                        "other", Pipeline.builder().proxies(OLDER).build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("proxies is already configured by web.xml");
        List<String> ten = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            ten.add("10." + i + ".0.0/16");
        }
        assertThat(TrustedProxies.of(Family.X_FORWARDED, ten))
                .hasToString("proxies: 10.1.0.0/16 10.2.0.0/16 10.3.0.0/16 10.4.0.0/16 10.5.0.0/16 10.6.0.0/16"
                        + " 10.7.0.0/16 10.8.0.0/16 and 2 more trusted by x-forwarded");
    }

    @Test
    void theVersionOfAPipelineIsOfItsProxiesToo() {
        assertThat(Pipeline.builder().proxies(STANDARD).build().version())
                .isNotEqualTo(Pipeline.builder().build().version())
                .isNotEqualTo(Pipeline.builder().proxies(OLDER).build().version())
                .isEqualTo(Pipeline.builder().proxies(STANDARD).build().version());
        Pipeline.Builder twice = Pipeline.builder().proxies(STANDARD);
        assertThatThrownBy(() -> twice.proxies(STANDARD)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void trustNeedsAPeer() {
        Deployment deployment =
                new Recording().deployment(Pipeline.builder().proxies(STANDARD).build());
        assertThatThrownBy(() -> deployment.requireOnly(Map.of(Need.PEER_ADDRESS, "there is none")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("proxies.trusted needs PEER_ADDRESS");
        new Recording()
                .deployment(Pipeline.builder().proxies(TrustedProxies.none()).build())
                .requireOnly(Map.of(Need.PEER_ADDRESS, "there is none"));
    }

    @Test
    void whatNobodySentKeepsItsFields() {
        RequestView signed =
                RequestView.get("/a").header("Client-Cert", ":cert:").header("Forwarded", "for=192.0.2.9");
        assertThat(signed.headers().contains("Client-Cert")).isTrue();
        assertThat(signed.client().address()).isEqualTo("192.0.2.1");
        assertThat(signed.isForwarded()).isFalse();
    }
}
