package io.gapura.filters.servlet;

import static io.gapura.filters.servlet.TomcatWork.does;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.TrustedProxies;
import io.gapura.filters.headers.SecurityHeaders;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.origin.Cors;
import io.gapura.filters.origin.OriginCheck;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.Filter;
import java.util.Map;
import org.apache.catalina.filters.CorsFilter;
import org.apache.catalina.filters.CsrfPreventionFilter;
import org.apache.catalina.filters.FailedRequestFilter;
import org.apache.catalina.filters.HttpHeaderSecurityFilter;
import org.apache.catalina.filters.RateLimitFilter;
import org.apache.catalina.filters.RemoteIpFilter;
import org.apache.catalina.filters.RestCsrfPreventionFilter;
import org.apache.catalina.filters.SetCharacterEncodingFilter;
import org.junit.jupiter.api.Test;

/** The tables of the page for those who come from Tomcat's filters: the same request before one of them, and before ours. */
class BesideTomcatsFiltersTest {
    private static final String FOREIGN = "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n";
    private static final String OWN = "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n";

    private static Reply before(Filter tomcats, Map<String, String> parameters, String request) throws Exception {
        try (TomcatServer server = serving()) {
            server.filter("tomcats", tomcats, "/*");
            parameters.forEach(
                    (name, value) -> server.context().findFilterDef("tomcats").addInitParameter(name, value));
            return server.start().send(request);
        }
    }

    private static Reply after(Pipeline pipeline, String request) throws Exception {
        try (TomcatServer server = serving()) {
            return server.gate("gapura", pipeline).start().send(request);
        }
    }

    /** Says from where it was asked, and what it was sent. */
    private static TomcatServer serving() throws Exception {
        return new TomcatServer()
                .servlet(
                        "s",
                        "/s/*",
                        does((request, response) -> response.getWriter()
                                .print("from " + request.getRemoteAddr() + " told "
                                        + request.getHeader("X-Forwarded-For") + " a=" + request.getParameter("a"))));
    }

    private static Pipeline of(Policy... policies) {
        return Rules.pipeline(policies);
    }

    private static String get(String fields) {
        return "GET /app/s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + fields + "\r\n";
    }

    private static String form(String fields, String charset, String content) {
        return "POST /app/s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + fields
                + "Content-Type: application/x-www-form-urlencoded" + charset + "\r\nContent-Length: "
                + content.length() + "\r\n\r\n" + content;
    }

    private static Pipeline crossOrigin() {
        return of(Cors.allowing("https://shop.example"), OriginCheck.sameOrigin());
    }

    @Test
    void aFormOfAnOwnPageNeedsNoNonce() throws Exception {
        assertThat(before(new CsrfPreventionFilter(), Map.of(), form(OWN, "", "a=1"))
                        .status())
                .isEqualTo(403);
        assertThat(after(crossOrigin(), form(OWN, "", "a=1")).body()).contains("a=1");
    }

    @Test
    void aFormOfAForeignPageIsRefusedByBoth() throws Exception {
        assertThat(before(new CsrfPreventionFilter(), Map.of(), form(FOREIGN, "", "a=1"))
                        .status())
                .isEqualTo(403);
        assertThat(after(crossOrigin(), form(FOREIGN, "", "a=1")).status()).isEqualTo(403);
    }

    @Test
    void anEntryPointIsOpenToForeignPagesThere() throws Exception {
        Map<String, String> entry = Map.of("entryPoints", "/s");
        String image = get("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n");
        assertThat(before(new CsrfPreventionFilter(), entry, image).status()).isEqualTo(200);
        assertThat(after(crossOrigin(), image).status()).isEqualTo(403);
    }

    @Test
    void aScriptOfAnOwnPageFetchesNoToken() throws Exception {
        assertThat(before(new RestCsrfPreventionFilter(), Map.of(), form(OWN, "", "a=1"))
                        .status())
                .isEqualTo(403);
        assertThat(after(crossOrigin(), form(OWN, "", "a=1")).status()).isEqualTo(200);
    }

    @Test
    void aForeignOriginMayAskButNotReadOrAct() throws Exception {
        Map<String, String> shop = Map.of("cors.allowed.origins", "https://shop.example");
        String read = get("Origin: https://evil.example\r\n");
        assertThat(before(new CorsFilter(), shop, read).status()).isEqualTo(403);
        Reply ours = after(of(Cors.allowing("https://shop.example")), read);
        assertThat(ours.status()).isEqualTo(200);
        assertThat(ours.has("Access-Control-Allow-Origin")).isFalse();
        assertThat(after(crossOrigin(), form(FOREIGN, "", "a=1")).status()).isEqualTo(403);
    }

    @Test
    void anAddressIsBelievedOnlyOfAProxyThatWasNamed() throws Exception {
        String claimed = get("X-Forwarded-For: 203.0.113.9\r\n");
        assertThat(before(new RemoteIpFilter(), Map.of(), claimed).body())
                .as("every private network is trusted by default")
                .contains("from 203.0.113.9");
        assertThat(after(of(), claimed).body()).contains("from 127.0.0.1 told null");
        Pipeline named = Pipeline.builder()
                .proxies(TrustedProxies.of(TrustedProxies.Family.X_FORWARDED, "127.0.0.1"))
                .build();
        assertThat(after(named, claimed).body()).contains("from 203.0.113.9");
    }

    @Test
    void headersAreMoreAndNotOnlyOnSuccess() throws Exception {
        Reply there = before(new HttpHeaderSecurityFilter(), Map.of(), get(""));
        assertThat(there.has("X-Frame-Options: DENY")).isTrue();
        assertThat(there.has("X-Content-Type-Options: nosniff")).isTrue();
        assertThat(there.has("Content-Security-Policy")).isFalse();
        Reply here = after(of(SecurityHeaders.strict(), Rules.closed()), get(""));
        assertThat(here.status()).isEqualTo(403);
        assertThat(here.has("X-Frame-Options: DENY")).isTrue();
        assertThat(here.has("Content-Security-Policy: default-src 'none'")).isTrue();
    }

    @Test
    void aFormInAnotherCharsetIsRefusedAndNotReinterpreted() throws Exception {
        Map<String, String> latin = Map.of("encoding", "UTF-8", "ignore", "true");
        String declared = form("", ";charset=ISO-8859-1", "a=1");
        assertThat(before(new SetCharacterEncodingFilter(), latin, declared).status())
                .isEqualTo(200);
        assertThat(after(of(Limits.defaults()), declared).status()).isEqualTo(415);
    }

    @Test
    void aFormThatCannotBeReadIsRefusedByBoth() throws Exception {
        assertThat(before(new FailedRequestFilter(), Map.of(), form("", "", "a=%zz"))
                        .status())
                .isEqualTo(400);
        assertThat(after(of(Limits.defaults()), form("", "", "a=%zz")).status()).isEqualTo(400);
    }

    @Test
    void aRateIsLimitedThereAlone() throws Exception {
        Map<String, String> one = Map.of("bucketRequests", "1", "bucketDuration", "60");
        try (TomcatServer server = serving()) {
            server.gate("gapura", of(Firewall.strict(), Limits.defaults())).filter("rate", new RateLimitFilter(), "/*");
            one.forEach((name, value) -> server.context().findFilterDef("rate").addInitParameter(name, value));
            server.start();
            Reply last = server.get("/app/s");
            for (int i = 0; i < 20 && last.status() == 200; i++) {
                last = server.get("/app/s");
            }
            assertThat(last.status()).as("behind the gate it goes on to work").isEqualTo(429);
        }
        assertThat(after(of(Firewall.strict(), Limits.defaults()), get("")).status())
                .isEqualTo(200);
    }
}
