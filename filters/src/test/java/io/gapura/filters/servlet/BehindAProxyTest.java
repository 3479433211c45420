package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Client;
import io.gapura.filters.Pipeline;
import io.gapura.filters.TrustedProxies;
import io.gapura.filters.TrustedProxies.Family;
import io.gapura.filters.TrustedProxies.Untrusted;
import io.gapura.filters.headers.SecurityHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application behind the filter sees of its client, by every method that could tell. */
class BehindAProxyTest {
    private static final String PROXY = "10.0.0.7";
    private static final TrustedProxies TRUSTED = TrustedProxies.of(Family.X_FORWARDED, "10.0.0.0/8");
    private static final String[] CLAIMS = {
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Prefix",
        "X-Real-IP",
        "X-Client-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "X-User-Id",
        "X-Remote-User",
        "X-Client-Cert",
        "Client-Cert",
        "Client-Cert-Chain",
        "X-SSL-Client-Verify",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Accel-Redirect",
        "X_Forwarded_For",
        "x_real_ip",
        "CLIENT_CERT"
    };

    private static FakeApplication application(TrustedProxies proxies) {
        return FakeApplication.of(Pipeline.builder()
                .add(SecurityHeaders.strict())
                .proxies(proxies)
                .build());
    }

    /** Everything that a request tells about its client. */
    private static Map<String, Object> told(HttpServletRequest request) {
        Map<String, Object> told = new TreeMap<>();
        told.put("address", request.getRemoteAddr());
        told.put("host", request.getRemoteHost());
        told.put("port", request.getRemotePort());
        told.put("scheme", request.getScheme());
        told.put("secure", request.isSecure());
        told.put("server", request.getServerName());
        told.put("serverPort", request.getServerPort());
        told.put("url", request.getRequestURL().toString());
        told.put("uri", request.getRequestURI());
        return told;
    }

    private static Map<String, Object> told(FakeApplication application, FakeRequest sent) throws Exception {
        AtomicReference<Map<String, Object>> told = new AtomicReference<>();
        FakeResponse response = application.run(sent, (request, answer) -> told.set(told(request)));
        assertThat(response.getStatus()).isEqualTo(200);
        return told.get();
    }

    @Test
    void withoutAProxyEverythingIsAsTheContainerSays() throws Exception {
        assertThat(told(application(TrustedProxies.none()), FakeRequest.get("/app/orders/%41;v=1")))
                .isEqualTo(Map.of(
                        "address",
                        "192.0.2.1",
                        "host",
                        "192.0.2.1",
                        "port",
                        4711,
                        "scheme",
                        "http",
                        "secure",
                        false,
                        "server",
                        "inner.example",
                        "serverPort",
                        8080,
                        "url",
                        "http://inner.example:8080/app/orders/%41;v=1",
                        "uri",
                        "/app/orders/%41;v=1"));
    }

    @Test
    void aTrustedProxyTellsTheApplicationWhereItsClientIs() throws Exception {
        FakeRequest sent = FakeRequest.get("/app/orders/%41;v=1")
                .from(PROXY, 4711)
                .header("X-Forwarded-For", "198.51.100.66, 203.0.113.9")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "Shop.Example");
        FakeApplication application = application(TRUSTED);
        assertThat(told(application, sent))
                .isEqualTo(Map.of(
                        "address",
                        "203.0.113.9",
                        "host",
                        "203.0.113.9",
                        "port",
                        0,
                        "scheme",
                        "https",
                        "secure",
                        true,
                        "server",
                        "shop.example",
                        "serverPort",
                        443,
                        "url",
                        "https://shop.example/app/orders/%41;v=1",
                        "uri",
                        "/app/orders/%41;v=1"));
        var view = application.recording().only().request().orElseThrow();
        assertThat(view.client()).isEqualTo(new Client("203.0.113.9"));
        assertThat(view.authority()).isEqualTo("shop.example");
    }

    @Test
    void anUntoldHostIsTheOneThatWasReceived() throws Exception {
        FakeRequest sent = FakeRequest.get("/app/orders").from(PROXY, 4711).header("X-Forwarded-Proto", "https");
        assertThat(told(application(TRUSTED), sent))
                .containsEntry("server", "app.example")
                .containsEntry("serverPort", 443)
                .containsEntry("address", PROXY)
                .containsEntry("url", "https://app.example/app/orders");
        FakeRequest other = FakeRequest.get("/app/orders")
                .from(PROXY, 4711)
                .header("X-Forwarded-Host", "[2001:db8::1]")
                .header("X-Forwarded-Port", "8443");
        assertThat(told(application(TRUSTED), other))
                .containsEntry("server", "[2001:db8::1]")
                .containsEntry("serverPort", 8443)
                .containsEntry("scheme", "http")
                .containsEntry("url", "http://[2001:db8::1]:8443/app/orders");
    }

    @Test
    void transportSecurityIsPromisedOverTlsAlone() throws Exception {
        FakeApplication application = application(TRUSTED);
        String header = "Strict-Transport-Security";
        assertThat(application
                        .run(
                                FakeRequest.get("/app/orders").from(PROXY, 1).header("X-Forwarded-Proto", "https"),
                                (request, answer) -> {})
                        .getHeader(header))
                .isNotNull();
        assertThat(application
                        .run(
                                FakeRequest.get("/app/%00").from(PROXY, 1).header("X-Forwarded-Proto", "https"),
                                (request, answer) -> {})
                        .getHeader(header))
                .isNotNull();
        assertThat(application
                        .run(
                                FakeRequest.get("/app/orders").header("X-Forwarded-Proto", "https"),
                                (request, answer) -> {})
                        .getHeader(header))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "11.0.0.1"})
    void aStrangersClaimsAreInvisibleInEveryWay(String peer) throws Exception {
        FakeRequest sent = FakeRequest.get("/app/orders").from(peer, 4711).header("X-Custom", "7");
        for (String claim : CLAIMS) {
            sent.header(claim, "7");
        }
        FakeApplication application = application(TRUSTED);
        application.run(sent, (request, answer) -> {
            for (String claim : CLAIMS) {
                assertThat(request.getHeader(claim)).as(claim).isNull();
                assertThat(request.getHeaders(claim).hasMoreElements())
                        .as(claim)
                        .isFalse();
                assertThat(request.getIntHeader(claim)).as(claim).isEqualTo(-1);
                assertThat(request.getDateHeader(claim)).as(claim).isEqualTo(-1);
            }
            assertThat(Collections.list(request.getHeaderNames())).containsExactlyInAnyOrder("Host", "X-Custom");
            assertThat(request.getHeader("X-Custom")).isEqualTo("7");
            assertThat(Collections.list(request.getHeaders("X-Custom"))).containsExactly("7");
            assertThat(request.getIntHeader("X-Custom")).isEqualTo(7);
            assertThat(request.getDateHeader("X-Custom")).isEqualTo(7);
            assertThat(request.getRemoteAddr()).isEqualTo(peer);
        });
        var event = application.recording().only();
        assertThat(event.status()).isEqualTo(200);
        assertThat(event.request().orElseThrow().headers().size()).isEqualTo(2);
    }

    @Test
    void aTrustedProxysClaimsOfIdentityAreVisible() throws Exception {
        FakeRequest sent = FakeRequest.get("/app/orders")
                .from(PROXY, 4711)
                .header("Client-Cert", ":cert:")
                .header("Client_Cert", ":other:")
                .header("X-Real-IP", "198.51.100.1")
                .header("Forwarded", "for=198.51.100.1");
        application(TRUSTED).run(sent, (request, answer) -> {
            assertThat(request.getHeader("Client-Cert")).isEqualTo(":cert:");
            assertThat(Collections.list(request.getHeaderNames())).containsExactlyInAnyOrder("Host", "Client-Cert");
            assertThat(request.getRemoteAddr()).isEqualTo(PROXY);
            assertThat(request.getRemotePort()).isEqualTo(4711);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, X-Forwarded-For, unknown, forwarded.ambiguous",
        "10.0.0.7, X-Forwarded-For, x.example, forwarded.malformed",
        "192.0.2.1, X-Forwarded-For, 198.51.100.1, forwarded.untrusted",
        "192.0.2.1, client_cert, x, forwarded.untrusted"
    })
    void whatIsNotClearIsRefusedBeforeAnyPolicyWithThePeerAsItsClient(
            String peer, String name, String value, String reason) throws Exception {
        FakeApplication application = application(TRUSTED.untrusted(Untrusted.REFUSE));
        FakeResponse response = application.run(
                FakeRequest.get("/app/orders").from(peer, 4711).header(name, value), (request, answer) -> {
                    throw new AssertionError("reached");
                });
        assertThat(response.getStatus()).isEqualTo(400);
        AuditEvent event = application.recording().only();
        assertThat(event.rejection().orElseThrow().reason()).isEqualTo(reason);
        assertThat(event.unread().orElseThrow().client()).isEqualTo(new Client(peer));
    }

    @Test
    void aRequestThatCannotBeReadIsRecordedWithTheClientOfTheProxy() throws Exception {
        FakeApplication application = application(TRUSTED);
        application.run(
                FakeRequest.get("/app/..;/x")
                        .from(PROXY, 4711)
                        .header("X-Forwarded-For", "203.0.113.9")
                        .header("X-Forwarded-Proto", "https"),
                (request, answer) -> {});
        var line = application.recording().only().unread().orElseThrow();
        assertThat(line.client()).isEqualTo(new Client("203.0.113.9"));
        assertThat(line.scheme()).isEqualTo("https");
    }

    @Test
    void oneRegistrationTrustsForAll() throws Exception {
        FakeApplication application = FakeApplication.of(
                Pipeline.builder().add(SecurityHeaders.strict()).build(),
                Pipeline.builder().proxies(TRUSTED).build());
        assertThat(told(
                        application,
                        FakeRequest.get("/app/orders").from(PROXY, 1).header("X-Forwarded-For", "203.0.113.9")))
                .containsEntry("address", "203.0.113.9");
    }

    @Test
    void aContainerThatRewritesThePeerIsNoticedOnce() {
        RewrittenPeer plain = new RewrittenPeer();
        assertThat(plain.isSeen(FakeRequest.get("/app/orders"))).isFalse();
        assertThat(plain.isSeen(FakeRequest.get("/app/orders").from("203.0.113.9", 0)))
                .isTrue();
        assertThat(plain.isSeen(FakeRequest.get("/app/orders").from("203.0.113.9", 0)))
                .isFalse();
        RewrittenPeer valve = new RewrittenPeer();
        assertThat(valve.isSeen(FakeRequest.get("/app/orders").attribute("org.apache.tomcat.request.forwarded", true)))
                .isTrue();
        RewrittenPeer late = new RewrittenPeer();
        for (int i = 0; i < 1_000; i++) {
            assertThat(late.isSeen(FakeRequest.get("/app/orders"))).isFalse();
        }
        assertThat(late.isSeen(FakeRequest.get("/app/orders").from("203.0.113.9", 0)))
                .isFalse();
    }
}
