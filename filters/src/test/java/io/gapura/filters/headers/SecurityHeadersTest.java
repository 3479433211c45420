package io.gapura.filters.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityHeadersTest {
    private static final SecurityHeaders STRICT = SecurityHeaders.strict();

    @Test
    void everyAnswerIsKeptFromBeingSniffedFramedEmbeddedAndLeaked() {
        assertThat(lines(STRICT, "http"))
                .contains(
                        new HeaderLine("X-Content-Type-Options", "nosniff"),
                        new HeaderLine("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
                        new HeaderLine("X-Frame-Options", "DENY"),
                        new HeaderLine("Referrer-Policy", "no-referrer"),
                        new HeaderLine("Cross-Origin-Opener-Policy", "same-origin"),
                        new HeaderLine("Cross-Origin-Resource-Policy", "same-origin"));
        assertThat(lines(STRICT, "http"))
                .filteredOn(line -> line.named("Permissions-Policy"))
                .singleElement()
                .satisfies(line -> assertThat(line.value()).contains("geolocation=()", "camera=()"));
    }

    @Test
    void transportSecurityIsSentOverHttpsAlone() {
        HeaderLine hsts = new HeaderLine("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        assertThat(lines(STRICT, "https")).contains(hsts).containsAll(lines(STRICT, "http"));
        assertThat(lines(STRICT, "http")).noneMatch(line -> line.named("Strict-Transport-Security"));
    }

    @Test
    void noHeaderIsSentTwice() {
        assertThat(lines(STRICT, "https")).extracting(HeaderLine::name).doesNotHaveDuplicates();
    }

    @Test
    void aRefusalCarriesThem() throws IOException {
        Policy refusing = Policy.of("refusing", request -> Decision.reject(403, "refused", "test"));
        Verdict verdict = Pipeline.builder().add(STRICT).add(refusing).build().decide(RequestView.get("/"));
        assertThat(verdict.rejection()).isPresent();
        assertThat(verdict.responseHeaders()).containsAll(lines(STRICT, "http"));
    }

    @Test
    void decidingAllocatesNothing() {
        assertThat(STRICT.decide(request("http"))).isSameAs(STRICT.decide(request("http")));
        assertThat(STRICT.decide(request("https"))).isSameAs(STRICT.decide(request("https")));
    }

    @Test
    void anApplicationWithPagesSaysWhatTheyMayLoad() {
        SecurityHeaders pages = STRICT.csp("default-src 'self'");
        assertThat(lines(pages, "http")).contains(new HeaderLine("Content-Security-Policy", "default-src 'self'"));
        assertThat(pages).isNotEqualTo(STRICT);
        assertThat(STRICT.csp("default-src 'none'; frame-ancestors 'none'"))
                .isEqualTo(STRICT)
                .hasSameHashCodeAs(STRICT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "default-src 'self'\r\nX: y", "default-src caf\u00e9"})
    void aPolicyThatIsNoHeaderIsAMistake(String csp) {
        assertThatThrownBy(() -> STRICT.csp(csp)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<HeaderLine> lines(SecurityHeaders headers, String scheme) {
        return ((Decision.Proceed) headers.decide(request(scheme))).responseHeaders();
    }

    private static RequestView request(String scheme) {
        return RequestView.read(
                "GET", Target.parse("/"), scheme, Headers.of("Host", "a"), Body.none(), new Client("192.0.2.1"));
    }
}
