package io.gapura.filters;

import static io.gapura.filters.Proxied.OLDER;
import static io.gapura.filters.Proxied.PROXY;
import static io.gapura.filters.Proxied.STANDARD;
import static io.gapura.filters.Proxied.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.TrustedProxies.Family;
import io.gapura.filters.TrustedProxies.Untrusted;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may speak for a client: networks that are named, strangers that are not, and what is said of both. */
class ProxyTrustTest {
    private static final String STRANGER = "203.0.113.9";

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
