package io.gapura.filters.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.Made;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityHeadersTest {
    private static final SecurityHeaders STRICT = SecurityHeaders.strict();
    private static final String NONCE = "script-src 'nonce'; default-src 'none'";

    /** headers_add.json of the OWASP Secure Headers Project, last_update_utc 2026-07-19 05:44:10, without its CSP. */
    private static final Map<String, String> OSHP = Map.ofEntries(
            Map.entry("Cache-Control", "no-store, max-age=0"),
            Map.entry("Clear-Site-Data", "\"cache\",\"cookies\",\"storage\""),
            Map.entry("Cross-Origin-Embedder-Policy", "require-corp"),
            Map.entry("Cross-Origin-Opener-Policy", "same-origin"),
            Map.entry("Cross-Origin-Resource-Policy", "same-origin"),
            Map.entry(
                    "Permissions-Policy",
                    "accelerometer=(), autoplay=(), camera=(), cross-origin-isolated=(), display-capture=(),"
                            + " encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), keyboard-map=(),"
                            + " magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(),"
                            + " publickey-credentials-get=(), screen-wake-lock=(), sync-xhr=(self), usb=(),"
                            + " web-share=(), xr-spatial-tracking=(), clipboard-read=(), clipboard-write=(),"
                            + " gamepad=(), hid=(), idle-detection=(), interest-cohort=(), serial=(), unload=()"),
            Map.entry("Referrer-Policy", "no-referrer"),
            Map.entry("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),
            Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("X-DNS-Prefetch-Control", "off"),
            Map.entry("X-Frame-Options", "deny"),
            Map.entry("X-Permitted-Cross-Domain-Policies", "none"));

    @Test
    void theDefaultsAreThoseOfTheOwaspSecureHeadersProject() {
        assertThat(SecurityHeader.values()).hasSize(OSHP.size() + 1);
        OSHP.forEach((field, value) -> assertThat(SecurityHeader.named(field))
                .hasValueSatisfying(header ->
                        assertThat(header.standard().replace(", \"", ",\"")).isEqualToIgnoringCase(value)));
        assertThat(SecurityHeader.CONTENT_SECURITY_POLICY.standard())
                .isEqualTo("default-src 'none'; frame-ancestors 'none'");
    }

    @Test
    void everyAnswerCarriesAllButTransportSecurityAndTheClearingOfData() {
        assertThat(all(STRICT, "http"))
                .extracting(HeaderLine::name)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SecurityHeader.values())
                        .filter(header -> header != SecurityHeader.STRICT_TRANSPORT_SECURITY
                                && header != SecurityHeader.CLEAR_SITE_DATA)
                        .map(SecurityHeader::field)
                        .toList());
        assertThat(proceed(STRICT, "https").answerRules().onSuccess()).isEmpty();
    }

    @Test
    void transportSecurityIsSentOverHttpsAlone() {
        HeaderLine hsts = new HeaderLine("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        assertThat(lines(STRICT, "https")).contains(hsts).containsAll(lines(STRICT, "http"));
        assertThat(all(STRICT, "http")).noneMatch(line -> line.named("Strict-Transport-Security"));
    }

    @Test
    void noHeaderIsSentTwice() {
        assertThat(all(STRICT, "https")).extracting(HeaderLine::name).doesNotHaveDuplicates();
    }

    @Test
    void aRefusalCarriesThem() throws IOException {
        Policy refusing = Policy.of("refusing", request -> Decision.reject(403, "refused", "test"));
        Verdict verdict = Pipeline.builder().add(STRICT).add(refusing).build().decide(RequestView.get("/"));
        assertThat(verdict.rejection()).isPresent();
        assertThat(verdict.responseHeaders()).containsAll(lines(STRICT, "http"));
    }

    @Test
    void theRefusalOfWhatCannotBeReadCarriesThem() {
        assertThat(STRICT.headersOfUnread("https")).containsExactlyInAnyOrderElementsOf(all(STRICT, "https"));
        assertThat(STRICT.csp(NONCE).headersOfUnread("http"))
                .contains(new HeaderLine("Content-Security-Policy", "script-src 'none'; default-src 'none'"));
    }

    @Test
    void decidingAllocatesNothing() {
        assertThat(STRICT.decide(request("http", "/"))).isSameAs(STRICT.decide(request("http", "/a")));
        assertThat(STRICT.decide(request("https", "/"))).isSameAs(STRICT.decide(request("https", "/a")));
        assertThat(proceed(STRICT, "http").attributes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SecurityHeader.class)
    void eachOneIsSwitchedOffByOneSetting(SecurityHeader header) {
        SecurityHeaders without = configured(header.key(), "omit").logout("/out");
        assertThat(all(without, "https")).noneMatch(line -> line.named(header.field()));
        assertThat(proceed(without, "https", "/out").answerRules().onSuccess())
                .noneMatch(line -> line.named(header.field()));
        assertThat(without).isEqualTo(STRICT.without(header).logout("/out")).isNotEqualTo(STRICT.logout("/out"));
        assertThat(without.remarks()).contains(header.field() + " is not sent");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONTENT_SECURITY_POLICY           | default-src 'none'
            STRICT_TRANSPORT_SECURITY         | max-age=0
            STRICT_TRANSPORT_SECURITY         | max-age=31536000; includeSubDomains; preload
            X_FRAME_OPTIONS                   | SAMEORIGIN
            REFERRER_POLICY                   | strict-origin-when-cross-origin
            PERMISSIONS_POLICY                | camera=(self "https://meet.example"), fullscreen=*, usb=self
            CROSS_ORIGIN_EMBEDDER_POLICY      | credentialless
            CROSS_ORIGIN_OPENER_POLICY        | same-origin-allow-popups
            CROSS_ORIGIN_RESOURCE_POLICY      | cross-origin
            X_PERMITTED_CROSS_DOMAIN_POLICIES | master-only
            X_DNS_PREFETCH_CONTROL            | on
            CACHE_CONTROL                     | private, max-age=60, no-cache="Set-Cookie"
            """)
    void eachOneIsChangedByOneSetting(SecurityHeader header, String value) {
        SecurityHeaders changed = configured(header.key(), value);
        assertThat(all(changed, "https")).contains(new HeaderLine(header.field(), value));
        assertThat(changed).isEqualTo(STRICT.with(header, value)).hasSameHashCodeAs(STRICT.with(header, value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            csp                   | default-src 'self'
            csp                   | a, b
            csp-report-only       | script-src *
            csp-lint              | maybe
            report-to             | //elsewhere.example/r
            report-to             | http://elsewhere.example/r
            report-to             | /r;x
            hsts                  | max-age=x
            hsts                  | includeSubDomains
            hsts                  | max-age=1; max-age=2
            hsts                  | max-age=99999999999
            hsts                  | max-age=31536000; preload
            hsts                  | max-age=31535999; includeSubDomains; preload
            hsts                  | max-age=31536000; includeSubDomains; later
            content-type-options  | sniff
            frame-options         | ALLOW-FROM https://a.example
            referrer-policy       | never
            permissions-policy    | camera
            permissions-policy    | camera=(), camera=(self)
            permissions-policy    | camera=(self evil)
            embedder-policy       | none
            opener-policy         | none
            resource-policy       | none
            cross-domain-policies | all
            dns-prefetch-control  | perhaps
            cache-control         | no-store, no-store
            cache-control         | max-age=
            clear-site-data       | cookies
            clear-site-data       | "cookies", "cookies"
            logout                | logout
            application           | X-Unknown
            remove                | X Bad
            remove                | X-Frame-Options
            keep                  | X-Not-On-The-List
            """)
    void aValueThatBrowsersWouldIgnoreDoesNotStart(String key, String value) {
        assertThatThrownBy(() -> configured(key, value))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .doesNotContain("elsewhere", "evil", "99999999999");
    }

    @Test
    void aWeakPolicyStartsOnlyWhenWarningsAreAskedFor() {
        assertThatThrownBy(() -> configured("csp", "default-src 'self'")).hasMessageContaining("base-uri", "csp-lint");
        SecurityHeaders warned = configured(Map.of("headers.csp", "default-src 'self'", "headers.csp-lint", "warn"));
        assertThat(warned.findings()).extracting(CspFinding::directive).contains("base-uri", "object-src");
        assertThat(warned.remarks()).anyMatch(remark -> remark.startsWith("csp base-uri: "));
        assertThat(warned).isEqualTo(STRICT.warnOnly().csp("default-src 'self'"));
        assertThat(STRICT.remarks()).isEmpty();
    }

    @Test
    void aPolicyMadeInCodeIsTheOneMadeOfItsText() {
        ContentSecurityPolicy policy = ContentSecurityPolicy.strict().with("img-src", "'self'");
        assertThat(STRICT.csp(policy)).isEqualTo(STRICT.csp(policy.text())).isNotEqualTo(STRICT);
    }

    @Test
    void reportsGoWhereTheSettingSays() {
        SecurityHeaders reporting = STRICT.cspReportOnly(NONCE).reportTo("/shop/csp-reports");
        List<HeaderLine> lines = lines(reporting, "http");
        assertThat(lines)
                .contains(
                        new HeaderLine("Reporting-Endpoints", "csp=\"/shop/csp-reports\""),
                        new HeaderLine(
                                "Content-Security-Policy",
                                "default-src 'none'; frame-ancestors 'none'; report-uri /shop/csp-reports;"
                                        + " report-to csp"));
        assertThat(lines)
                .filteredOn(line -> line.named("Content-Security-Policy-Report-Only"))
                .singleElement()
                .satisfies(line -> assertThat(line.value())
                        .startsWith("script-src 'nonce-")
                        .endsWith("report-uri /shop/csp-reports; report-to csp"));
        assertThatThrownBy(() -> STRICT.csp("default-src 'none'; report-uri /r").reportTo("/r"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNonceOfTheHeaderIsTheOneThatTheApplicationIsHanded() throws IOException {
        Pipeline pipeline = Pipeline.builder().add(STRICT.csp(NONCE)).build();
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            Verdict verdict = pipeline.decide(RequestView.get("/"));
            Object nonce = verdict.attributes().get("cspNonce");
            assertThat(nonce).asString().matches("[A-Za-z0-9+/]{24}");
            assertThat(verdict.responseHeaders())
                    .contains(new HeaderLine(
                            "Content-Security-Policy", "script-src 'nonce-" + nonce + "'; default-src 'none'"));
            seen.add(nonce);
        }
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void theSuccessOfALogoutClearsWhatTheBrowserHolds() {
        SecurityHeaders leaving = STRICT.logout("/logout");
        HeaderLine clearing = new HeaderLine("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
        assertThat(proceed(leaving, "https", "/logout").answerRules().onSuccess())
                .containsExactly(clearing);
        assertThat(proceed(leaving, "http", "/logout").answerRules().onSuccess())
                .containsExactly(clearing);
        assertThat(proceed(leaving, "https", "/logout").responseHeaders()).doesNotContain(clearing);
        assertThat(proceed(leaving, "https", "/logout/x").answerRules().onSuccess())
                .isEmpty();
    }

    @Test
    void whatTheApplicationMaySetYieldsToIt() {
        SecurityHeaders open = configured("application", "X-Frame-Options, Content-Security-Policy");
        assertThat(lines(open, "http"))
                .noneMatch(line -> line.named("X-Frame-Options") || line.named("Content-Security-Policy"));
        assertThat(proceed(open, "http").answerRules().unlessSaid())
                .extracting(HeaderLine::name)
                .containsExactlyInAnyOrder("X-Frame-Options", "Content-Security-Policy", "Cache-Control");
        assertThat(open)
                .isEqualTo(STRICT.application(SecurityHeader.X_FRAME_OPTIONS, SecurityHeader.CONTENT_SECURITY_POLICY));
        assertThat(open.remarks()).contains("the application may set Content-Security-Policy, X-Frame-Options");
        SecurityHeaders hsts = STRICT.application(SecurityHeader.STRICT_TRANSPORT_SECURITY);
        assertThat(proceed(hsts, "https").answerRules().unlessSaid())
                .anyMatch(line -> line.named("Strict-Transport-Security"));
        assertThat(lines(hsts, "https")).noneMatch(line -> line.named("Strict-Transport-Security"));
    }

    @Test
    void bannersOfTheListAreRemovedAndTheListCanBeChanged() {
        SecurityHeaders changed =
                configured(Map.of("headers.remove", "X-Shop-Build, Via", "headers.keep", "x-b3-traceid"));
        assertThat(changed).isEqualTo(STRICT.removing(Set.of("X-Shop-Build", "Via"), Set.of("x-b3-traceid")));
        assertThat(changed.remarks()).contains("not removed: x-b3-traceid");
        var rules = proceed(changed, "http").answerRules();
        assertThat(List.of("server", "X-POWERED-BY", "x-shop-build", "Via")).allMatch(rules::removes);
        assertThat(List.of("X-B3-TraceId", "X-Other", "Date")).noneMatch(rules::removes);
        assertThat(proceed(STRICT, "http").answerRules().removes("X-B3-TraceId"))
                .isTrue();
    }

    /** headers_remove.json, last_update_utc 2026-07-19 05:44:10. */
    @Test
    void theListOfBannersIsTheEditionThatItSays() {
        assertThat(Fingerprints.EDITION).isEqualTo("2026-07-19 05:44:10");
        assertThat(Fingerprints.NAMES)
                .hasSize(87)
                .contains("$wsep", "Server", "X-AspNet-Version", "X-Kong-Upstream-Status", "X-Woodpecker-Version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "default-src 'self'\r\nX: y", "default-src caf\u00e9"})
    void aPolicyThatIsNoHeaderIsAMistake(String csp) {
        assertThatThrownBy(() -> STRICT.csp(csp)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STRICT.warnOnly().csp(csp)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STRICT.cspReportOnly(csp)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inShadowAnswersStayTheApplicationsAndThePolicyIsOnlyReportedOn() {
        SecurityHeaders observing = STRICT.reportTo("/app/csp-reports").inShadow();
        assertThat(all(observing, "https"))
                .extracting(HeaderLine::name)
                .containsExactlyInAnyOrder("Content-Security-Policy-Report-Only", "Reporting-Endpoints");
        assertThat(all(observing, "https"))
                .filteredOn(line -> line.name().endsWith("Report-Only"))
                .singleElement()
                .satisfies(line -> assertThat(line.value()).startsWith("default-src 'none'; frame-ancestors 'none'"));
        assertThat(proceed(observing, "https").answerRules().removesAny()).isFalse();
        assertThat(all(STRICT.without(SecurityHeader.CONTENT_SECURITY_POLICY).inShadow(), "https"))
                .isEmpty();
    }

    @Test
    void inShadowTheNextPolicyIsReportedOnRatherThanTheOneInForce() {
        SecurityHeaders observing =
                STRICT.cspReportOnly("default-src 'none'; img-src 'self'").inShadow();
        assertThat(all(observing, "http"))
                .containsExactly(
                        new HeaderLine("Content-Security-Policy-Report-Only", "default-src 'none'; img-src 'self'"));
    }

    @Test
    void aPipelineInShadowLeavesEvenRefusalsOfOthersWithoutTheHeaders() throws IOException {
        Policy refusing = Policy.of("closed", request -> Decision.reject(403, "access-denied", "closed"));
        Verdict verdict =
                Pipeline.builder().shadow(STRICT).add(refusing).build().decide(RequestView.get("/"));
        assertThat(verdict.responseHeaders())
                .extracting(HeaderLine::name)
                .contains("Content-Security-Policy-Report-Only")
                .doesNotContain("Content-Security-Policy", "X-Frame-Options");
    }

    private static SecurityHeaders configured(String key, String value) {
        return configured(Map.of("headers." + key, value));
    }

    private static SecurityHeaders configured(Map<String, String> settings) {
        return (SecurityHeaders) Made.policy(SecurityHeaders.entry(), settings);
    }

    private static Decision.Proceed proceed(SecurityHeaders headers, String scheme) {
        return proceed(headers, scheme, "/");
    }

    private static Decision.Proceed proceed(SecurityHeaders headers, String scheme, String path) {
        return (Decision.Proceed) headers.decide(request(scheme, path));
    }

    private static List<HeaderLine> lines(SecurityHeaders headers, String scheme) {
        return proceed(headers, scheme).responseHeaders();
    }

    private static List<HeaderLine> all(SecurityHeaders headers, String scheme) {
        Decision.Proceed proceed = proceed(headers, scheme);
        List<HeaderLine> all = new java.util.ArrayList<>(proceed.responseHeaders());
        all.addAll(proceed.answerRules().unlessSaid());
        return all;
    }

    private static RequestView request(String scheme, String path) {
        return RequestView.read(
                "GET", Target.parse(path), scheme, Headers.of("Host", "a"), Body.none(), new Client("192.0.2.1"));
    }
}
