package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ShadowedRulesTest {
    private static final Firewall FIREWALL = Firewall.strict()
            .hosts("app.example")
            .textHeaders("X-Name")
            .maxHeaderValue(DataSize.of("100B"), DataSize.of("200B"));

    /** One request for each soft rule, which breaks it and no other. */
    private static Map<String, RequestView> broken() {
        RequestView get = RequestView.get("/");
        Map<String, RequestView> broken = new LinkedHashMap<>();
        broken.put("method.unknown", RequestView.of("FOO", "/"));
        broken.put("method.not-allowed", RequestView.of("PROPFIND", "/"));
        broken.put("uri.double-encoding", RequestView.get("/a%2541"));
        broken.put("uri.dot-segment", RequestView.get("/a/../b"));
        broken.put("uri.empty-segment", RequestView.get("/a//b"));
        broken.put("uri.path-parameter", RequestView.get("/a;b"));
        broken.put("uri.hidden-segment", RequestView.get("/.env"));
        broken.put("header.connection", get.header("Upgrade", "x").protocol("HTTP/2.0"));
        broken.put("header.method-override", RequestView.post("/?_method=PUT"));
        broken.put("header.repeated", get.header("User-Agent", "a").header("User-Agent", "b"));
        broken.put("header.expect", get.header("Expect", "200-ok"));
        broken.put("header.size", get.header("X-Long", "x".repeat(101)));
        broken.put("header.encoding", get.header("X-Name", "caf\u00e9"));
        broken.put("body.unexpected", get.withBody(Body.from(InputStream::nullInputStream, 1)));
        broken.put("cookie.malformed", get.header("Cookie", "a=\"b"));
        broken.put("cookie.repeated", get.header("Cookie", "JSESSIONID=1; JSESSIONID=2"));
        broken.put("param.secret-in-url", RequestView.get("/?password=x"));
        return broken;
    }

    @Test
    void everySoftRuleIsEnforcedAndCanBeShadowedAlone() throws IOException {
        for (Map.Entry<String, RequestView> each : broken().entrySet()) {
            assertThat(FirewallTest.refused(FIREWALL, each.getValue()).reason()).isEqualTo(each.getKey());
            Verdict verdict = shadowing(each.getValue(), each.getKey());
            assertThat(verdict.rejection()).as(each.getKey()).isEmpty();
            assertThat(verdict.shadowed())
                    .extracting(would -> would.rejection().reason())
                    .containsExactly(each.getKey());
        }
    }

    @Test
    void theNamesThatMayBeShadowedAreThese() {
        Set<String> tried = new TreeSet<>(broken().keySet());
        tried.add("host.not-served");
        assertThat(FIREWALL.rules()).isEqualTo(tried);
    }

    @Test
    void aShadowedRuleHidesNoOtherOne() throws IOException {
        Verdict paths = shadowing(RequestView.get("/a//b;c"), "uri.empty-segment");
        assertThat(paths.rejection().orElseThrow().reason()).isEqualTo("uri.path-parameter");
        RequestView fields = RequestView.get("/").header("X-HTTP-Method", "PUT").header("Expect", "x");
        assertThat(shadowing(fields, "header.method-override")
                        .rejection()
                        .orElseThrow()
                        .status())
                .isEqualTo(417);
        assertThat(shadowing(fields.header("Content-Length", "x"), "header.method-override", "header.expect")
                        .rejection()
                        .orElseThrow()
                        .reason())
                .isEqualTo("framing.length");
    }

    @Test
    void severalShadowedFindingsOfOneLookAreAllRecorded() throws IOException {
        Verdict verdict = shadowing(RequestView.get("/a//b;c"), "uri.empty-segment", "uri.path-parameter");
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.shadowed().get(0).rejection().violations())
                .extracting(violation -> violation.code())
                .containsExactly("uri.empty-segment", "uri.path-parameter");
    }

    @Test
    void whatIsHardCannotBeShadowed() {
        for (String name : Set.of("header.character", "framing.cl-te", "uri.encoded-slash", "host.malformed")) {
            assertThatThrownBy(() -> FIREWALL.shadowing(Set.of(name))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFirewallOfOtherShadowsIsAnotherOne() {
        assertThat(FIREWALL.shadowing(Set.of("header.expect"))).isNotEqualTo(FIREWALL);
        assertThat(FIREWALL.shadowing(Set.of("header.expect")).observed()).containsExactly("header.expect");
    }

    private static Verdict shadowing(RequestView request, String... names) throws IOException {
        return Pipeline.builder().add(FIREWALL.shadowing(Set.of(names))).build().decide(request);
    }
}
