package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Headers;
import io.gapura.filters.Mode;
import io.gapura.filters.PathScope;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.ServletUriRows;
import io.gapura.filters.Target;
import io.gapura.filters.UriViolation;
import io.gapura.filters.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallTargetTest {
    private static final Firewall STRICT = Firewall.strict();

    @Test
    void ofTheServletTablesLegalRowsTwelvePassAndTwentyTwoHaveAName() throws IOException {
        List<String> passed = new ArrayList<>();
        Map<String, Integer> refused = new LinkedHashMap<>();
        for (ServletUriRows.Row row : ServletUriRows.all()) {
            if (!row.reject()) {
                Decision decision = STRICT.decide(RequestView.get(row.encoded()));
                if (decision instanceof Decision.Reject reject) {
                    refused.merge(words(reject.rejection()), 1, Integer::sum);
                } else {
                    passed.add(row.encoded());
                }
            }
        }
        assertThat(passed).hasSize(12);
        assertThat(refused.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(22);
        assertThat(refused).containsEntry("uri.dot-segment", 11).containsEntry("uri.path-parameter", 5);
        assertThat(refused).containsEntry("uri.empty-segment", 3);
    }

    @Test
    void withTheAmbiguitiesAllowedEverywhereAllThirtyFourPassWithTheirPath() throws IOException {
        Firewall relaxed = STRICT.allow(UriViolation.DOT_SEGMENT, "/")
                .allow(UriViolation.EMPTY_SEGMENT, "/")
                .allow(UriViolation.PATH_PARAMETER, "/");
        int accepted = 0;
        for (ServletUriRows.Row row : ServletUriRows.all()) {
            if (!row.reject()) {
                RequestView request = RequestView.get(row.encoded());
                assertThat(relaxed.decide(request)).as(row.encoded()).isSameAs(Decision.proceed());
                assertThat(request.target().path()).isEqualTo(row.decoded());
                accepted++;
            }
        }
        assertThat(accepted).isEqualTo(34);
    }

    private static String words(Rejection rejection) {
        return rejection.violations().stream().map(Violation::code).collect(Collectors.joining("+"));
    }

    @ParameterizedTest
    @CsvSource({
        "/a//b,uri.empty-segment",
        "/a/../b,uri.dot-segment",
        "/a;b=1/c,uri.path-parameter",
        "/a%252f,uri.double-encoding",
        "/a//b;c/%2541,uri.double-encoding"
    })
    void anAmbiguousTargetIsRefusedWithItsName(String target, String word) throws IOException {
        Rejection rejection = FirewallTest.refused(STRICT, RequestView.get(target));
        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.code()).isEqualTo("request-malformed");
        assertThat(rejection.reason()).isEqualTo(word);
        assertThat(rejection.violations()).extracting(Violation::code).contains(word);
        assertThat(rejection.hard()).isFalse();
    }

    @Test
    void allViolationsAreNamed() throws IOException {
        assertThat(FirewallTest.refused(STRICT, RequestView.get("/a//b;c/../d")).violations())
                .extracting(Violation::code)
                .containsExactly("uri.dot-segment", "uri.empty-segment", "uri.path-parameter");
    }

    @Test
    void anAllowanceHoldsForOneNameBelowOnePrefix() throws IOException {
        Firewall firewall = STRICT.allow(UriViolation.PATH_PARAMETER, "/files/");
        assertThat(firewall.decide(RequestView.get("/files/a;v=2"))).isSameAs(Decision.proceed());
        assertRefused(firewall, "/orders/a;v=2", "uri.path-parameter");
        assertRefused(firewall, "/filesystem/a;v=2", "uri.path-parameter");
        assertRefused(firewall, "/files;v=2/a", "uri.path-parameter");
        assertRefused(firewall, "/files/a//b", "uri.empty-segment");
        assertRefused(firewall, "/files/a;v=2//b", "uri.empty-segment");
    }

    @Test
    void aPrefixMustStandInTheRawPathAndInTheCanonicalOne() throws IOException {
        Firewall firewall = STRICT.allow(UriViolation.DOT_SEGMENT, "/files/");
        assertThat(firewall.decide(RequestView.get("/files/a/../b"))).isSameAs(Decision.proceed());
        assertRefused(firewall, "/files/../admin", "uri.dot-segment");
        assertRefused(firewall, "/admin/../files/a", "uri.dot-segment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "encoded-dot:/repos/",
                "control:/a/",
                "nonsense:/a/",
                "path-parameter",
                ":/a/",
                "path-parameter:",
                "path-parameter:files/",
                "path-parameter:/files",
                "path-parameter:/a/../b/",
                "path-parameter:/a//",
                "path-parameter:/%41/",
                "uri.path-parameter:/a/"
            })
    void anAllowanceThatCouldNotMeanWhatItsWriterMeantIsAMistake(String text) {
        assertThatThrownBy(() -> UriAllowance.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("uri-allow");
    }

    @Test
    void theWrittenFormAndTheFluentOneAreTheSame() {
        assertThat(UriAllowance.parse("path-parameter:/files/"))
                .isEqualTo(new UriAllowance(UriViolation.PATH_PARAMETER, "/files/"));
        assertThat(UriAllowance.parse("dot-segment:/").text()).isEqualTo("dot-segment:/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"app.example", "APP.example", "app.example:80", "app.example.", "b.example:8080", "C.example"})
    void aListedHostIsServed(String host) throws IOException {
        assertThat(listed().decide(withHost("http", host))).isSameAs(Decision.proceed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "app.example:81", "b.example", "sub.app.example", "app.example.evil", "[::1]"})
    void anotherHostIsNotServed(String host) throws IOException {
        Rejection rejection = FirewallTest.refused(listed(), withHost("http", host));
        assertThat(rejection.status()).isEqualTo(421);
        assertThat(rejection.code()).isEqualTo("host-not-served");
        assertThat(rejection.reason()).isEqualTo("host.not-served");
    }

    @Test
    void theDefaultPortMayBeWrittenOut() throws IOException {
        Firewall firewall = STRICT.hosts("app.example:443", "[::1]:8080", "[2001:db8::]:80");
        assertThat(firewall.decide(withHost("https", "app.example"))).isSameAs(Decision.proceed());
        assertThat(firewall.decide(withHost("https", "app.example:443"))).isSameAs(Decision.proceed());
        assertThat(firewall.decide(withHost("http", "[::1]:8080"))).isSameAs(Decision.proceed());
        assertThat(firewall.decide(withHost("http", "[2001:db8::]"))).isSameAs(Decision.proceed());
        assertThat(FirewallTest.refused(firewall, withHost("http", "app.example"))
                        .status())
                .isEqualTo(421);
    }

    @Test
    void withoutAListTheSyntaxOfTheHostIsHeld() throws IOException {
        assertThat(STRICT.decide(withHost("http", "any.example"))).isSameAs(Decision.proceed());
        assertThat(FirewallTest.refused(STRICT, withHost("http", "user@any.example"))
                        .reason())
                .isEqualTo("host.malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*.example",
                "app.example.",
                "http://app.example",
                "user@app.example",
                "stra\u00dfe.example",
                "[::1::]",
                "a..example",
                "a b",
                "a\u007F"
            })
    void aHostThatNoRequestCanMatchIsAMistake(String host) {
        assertThatThrownBy(() -> STRICT.hosts(host))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("hosts");
    }

    @Test
    void equalSettingsMakeEqualFirewalls() {
        assertThat(STRICT.hosts("A.example"))
                .isEqualTo(STRICT.hosts("a.example"))
                .hasSameHashCodeAs(STRICT.hosts("a.example"));
        assertThat(STRICT.allow(UriViolation.DOT_SEGMENT, "/a/")).isNotEqualTo(STRICT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.git/config",
                "/a/.GIT/config",
                "/.svn",
                "/.hg/",
                "/.bzr/x",
                "/CVS/Root",
                "/cvs",
                "/.env",
                "/a/.htaccess",
                "/.htpasswd",
                "/.DS_Store",
                "/.ssh/id_rsa",
                "/.aws/credentials",
                "/WEB-INF/web.xml",
                "/web-inf/",
                "/a/META-INF/MANIFEST.MF",
                "/WEB%2DINF/web.xml",
                "/%2egit/config",
                "/WEB-INF./web.xml",
                "/WEB-INF%20/web.xml"
            })
    void whatToolsAndContainersHideIsNotThere(String target) throws IOException {
        Rejection rejection = FirewallTest.refused(STRICT, RequestView.get(target));
        assertThat(rejection.reason()).isEqualTo("uri.hidden-segment");
        assertThat(rejection.status()).isEqualTo(404);
        assertThat(rejection.code()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/security.txt",
                "/git",
                "/a.git",
                "/.gitignore",
                "/.github/",
                "/environment",
                "/cvsroot",
                "/WEB-INFO",
                "/web-info/x",
                "/meta",
                "/META-INFORMATION",
                "/customers/7",
                "/wm/c",
                "/w",
                "/..."
            })
    void namesThatOnlyLookSimilarAreThere(String target) throws IOException {
        assertThat(STRICT.decide(RequestView.get(target))).isSameAs(Decision.proceed());
    }

    @Test
    void aHiddenSegmentMayBeAllowedBelowOnePrefix() throws IOException {
        Firewall firewall = STRICT.allow(UriViolation.HIDDEN_SEGMENT, "/repos/");
        assertThat(firewall.decide(RequestView.get("/repos/a/.git/config"))).isSameAs(Decision.proceed());
        assertRefused(firewall, "/.git/config", "uri.hidden-segment");
    }

    @Test
    void anEncodedSlashStaysEncodedWhereItIsAllowed() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .add(STRICT.allow(UriViolation.ENCODED_SLASH, "/repos/"))
                .build();
        RequestView request = RequestView.get("/repos/a%2fb/%7a%2F%25c");
        assertThat(pipeline.decide(request).rejection()).isEmpty();
        assertThat(request.target().path()).isEqualTo("/repos/a%2Fb/z%2F%25c");
        assertThat(request.target().segments()).containsExactly("repos", "a%2Fb", "z%2F%25c");
    }

    @ParameterizedTest
    @CsvSource({
        "/other/a%2Fb,uri.encoded-slash",
        "/repos%2Fa,uri.encoded-slash",
        "/repos/a;b%2Fc,uri.path-parameter",
        "/repos/..%2Fetc,uri.encoded-slash",
        "/repos/a%2f..%2f..%2fadmin,uri.encoded-slash",
        "/repos/%2e%2e%2fadmin,uri.encoded-slash",
        "/repos/a%2F%2Fb,uri.empty-segment",
        "/repos/%2Fetc,uri.empty-segment",
        "/repos/a%252Fb,uri.double-encoding",
        "/repos/a%2F.git,uri.hidden-segment"
    })
    void anAllowedSlashOpensNothingElse(String target, String word) throws IOException {
        Firewall firewall = STRICT.allow(UriViolation.ENCODED_SLASH, "/repos/");
        Pipeline pipeline = Pipeline.builder().add(firewall).build();
        String reason;
        try {
            reason = pipeline.decide(RequestView.get(target))
                    .rejection()
                    .orElseThrow()
                    .reason();
        } catch (RefusedException refused) {
            reason = refused.rejection().reason();
        }
        assertThat(reason).isEqualTo(word);
    }

    @Test
    void anEncodedSlashIsAllowedByAFirewallThatRunsAndNobodyElse() throws IOException {
        Policy firewall = STRICT.allow(UriViolation.ENCODED_SLASH, "/repos/");
        for (Pipeline pipeline : List.of(
                Pipeline.builder().build(),
                Pipeline.builder().add(STRICT).build(),
                Pipeline.builder().shadow(STRICT).build(),
                Pipeline.builder().add(firewall, Mode.OFF).build(),
                Pipeline.builder()
                        .add(firewall, Mode.ENFORCE, PathScope.of(List.of("/other/**")))
                        .build())) {
            assertThat(pipeline.decide(RequestView.get("/repos/a%2Fb")).rejection())
                    .map(Rejection::reason)
                    .contains("uri.encoded-slash");
            assertThatThrownBy(() -> Deployment.of(pipeline).begin(RequestView.get("/repos/a%2Fb")))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void aPrefixIsThatOfTheApplicationWhereverItIsMounted() throws IOException {
        Firewall firewall = STRICT.allow(UriViolation.PATH_PARAMETER, "/files/");
        assertThat(firewall.decide(mounted("/shop/files/a;v=1"))).isSameAs(Decision.proceed());
        assertThat(firewall.decide(mounted("/shop/orders/a;v=1"))).isNotSameAs(Decision.proceed());
        assertThat(firewall.decide(mounted("/%73hop/files/a;v=1"))).isNotSameAs(Decision.proceed());
    }

    private static RequestView mounted(String rawPath) {
        return RequestView.read(
                "GET",
                Target.of(rawPath, null, "/shop"),
                "http",
                Headers.of("Host", "app.example"),
                Body.none(),
                new Client("192.0.2.1"));
    }

    @Test
    void anInternationalNameIsComparedByItsLabels() throws IOException {
        Firewall firewall = STRICT.hosts("b\u00fccher.example:8080", "\u4f8b\u3048.test");
        assertThat(firewall.decide(withHost("http", "xn--bcher-kva.example:8080")))
                .isSameAs(Decision.proceed());
        assertThat(firewall.decide(withHost("http", "XN--R8JZ45G.test"))).isSameAs(Decision.proceed());
        assertThat(FirewallTest.refused(firewall, withHost("http", "bucher.example:8080"))
                        .status())
                .isEqualTo(421);
    }

    @Test
    void onlyHttp10NeedsNoHostAndThenNoneIsListed() throws IOException {
        assertThat(STRICT.decide(without("HTTP/1.0"))).isSameAs(Decision.proceed());
        assertThat(FirewallTest.refused(listed(), without("HTTP/1.0")).reason()).isEqualTo("host.not-served");
        for (String protocol : List.of("HTTP/1.1", "HTTP/2.0", "")) {
            assertThat(FirewallTest.refused(STRICT, without(protocol)).reason()).isEqualTo("host.malformed");
        }
    }

    private static RequestView without(String protocol) {
        return RequestView.read("GET", Target.parse("/"), "http", Headers.of(), Body.none(), new Client("192.0.2.1"))
                .protocol(protocol);
    }

    private static Firewall listed() {
        return STRICT.hosts("app.example", "b.example:8080", "c.EXAMPLE");
    }

    private static RequestView withHost(String scheme, String host) {
        return RequestView.read(
                "GET", Target.parse("/"), scheme, Headers.of("Host", host), Body.none(), new Client("192.0.2.1"));
    }

    private static void assertRefused(Firewall firewall, String target, String word) throws IOException {
        assertThat(FirewallTest.refused(firewall, RequestView.get(target)).reason())
                .isEqualTo(word);
    }
}
