package io.gapura.filters.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentSecurityPolicyTest {
    /** What a finding must say: row by row, policy → the directive it names, or nothing for a policy that is sound. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            default-src 'none'; frame-ancestors 'none' |
            default-src 'none'; script-src 'nonce' 'strict-dynamic' https: http: 'unsafe-inline' |
            default-src 'none'; script-src 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' |
            default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self' |
            default-src 'none'; img-src * data:; font-src https: |
            default-src 'none'; script-src 'self' https://cdn.example:8443/js/ *.example.org |
            default-src 'none'; sandbox allow-scripts allow-forms; upgrade-insecure-requests |
            default-src 'none'; require-trusted-types-for 'script'; trusted-types a b 'allow-duplicates' |
            default-src 'none'; report-uri /r; report-to csp; webrtc 'block' |
            default-src 'none'; script-src 'unsafe-inline' | script-src
            default-src 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none' | default-src
            default-src 'none'; style-src 'unsafe-inline' | style-src
            default-src 'none'; style-src-attr 'unsafe-inline' | style-src-attr
            default-src 'none'; script-src-attr 'unsafe-inline' | script-src-attr
            default-src 'none'; script-src 'self' 'unsafe-eval' | script-src
            default-src 'none'; script-src 'nonce' 'unsafe-eval' | script-src
            default-src 'none'; script-src * | script-src
            default-src 'none'; script-src http: | script-src
            default-src 'none'; script-src https: | script-src
            default-src 'none'; script-src data: | script-src
            default-src 'none'; script-src 'strict-dynamic' data: | script-src
            default-src 'none'; script-src http://cdn.example | script-src
            default-src 'none'; script-src-elem * | script-src-elem
            default-src *; object-src 'none'; base-uri 'none'; frame-ancestors 'none' | default-src
            default-src 'self'; base-uri 'none'; frame-ancestors 'none' | object-src
            default-src 'self'; object-src 'none'; frame-ancestors 'none' | base-uri
            default-src 'self'; object-src 'none'; base-uri 'none' | frame-ancestors
            img-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none' | script-src
            default-src 'none'; frame-ancestors * | frame-ancestors
            default-src 'none'; frame-ancestors https: | frame-ancestors
            default-src 'none'; frame-ancestors 'unsafe-inline' | frame-ancestors
            default-src 'none'; script-scr 'self' | directive 2
            default-src 'none'; script-src 'self'; script-src 'nonce' | script-src
            default-src 'none'; block-all-mixed-content | block-all-mixed-content
            default-src 'none'; plugin-types text/plain | plugin-types
            default-src 'none'; script-src 'nonce-c2VjcmV0c2VjcmV0' | script-src
            default-src 'none'; script-src self | script-src
            default-src 'none'; script-src 'slef' | script-src
            default-src 'none'; script-src 'sha256-AAAA' | script-src
            default-src 'none'; script-src https://cdn.example?x=1 | script-src
            default-src 'none'; script-src https://cdn.example:port | script-src
            default-src 'none'; script-src | script-src
            default-src 'none'; script-src 'none' 'self' | script-src
            default-src 'none'; sandbox allow-everything | sandbox
            default-src 'none'; upgrade-insecure-requests 1 | upgrade-insecure-requests
            default-src 'none'; require-trusted-types-for script | require-trusted-types-for
            default-src 'none'; webrtc 'maybe' | webrtc
            default-src 'none'; report-to | report-to
            default-src 'none'; report-uri | report-uri
            """)
    void theLinterNamesTheDirectiveThatIsWeak(String text, String directive) {
        List<CspFinding> found = ContentSecurityPolicy.parse(text).findings();
        if (directive == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).extracting(CspFinding::directive).containsOnly(directive);
            assertThat(found).allSatisfy(finding -> {
                assertThat(finding.risk()).isNotBlank();
                assertThat(finding.fix()).isNotBlank();
            });
        }
    }

    @Test
    void aFindingRepeatsNoValue() {
        String text = "default-src 'none'; scrpt-src 'self'; script-src 'nonce-canary' canary.example?x 'unsafe-eval'";
        assertThat(ContentSecurityPolicy.parse(text).findings().toString()).doesNotContain("canary", "scrpt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ";",
                " ; ;",
                "default-src 'self'\r\nX: y",
                "default-src caf\u00e9",
                "default-src 'self', script-src 'none'",
                "default-src \u0000"
            })
    void aTextThatIsNoPolicyIsAMistake(String text) {
        assertThatThrownBy(() -> ContentSecurityPolicy.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBoundsAreThoseOfTheJavadoc() {
        assertThat(ContentSecurityPolicy.parse("a".repeat(4_096)).text()).hasSize(4_096);
        assertThatThrownBy(() -> ContentSecurityPolicy.parse("a".repeat(4_097)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ContentSecurityPolicy.parse("a;".repeat(64)).directives()).hasSize(64);
        assertThatThrownBy(() -> ContentSecurityPolicy.parse("a;".repeat(65)))
                .isInstanceOf(IllegalArgumentException.class);
        ContentSecurityPolicy full = ContentSecurityPolicy.parse("a".repeat(4_000));
        assertThatThrownBy(() -> full.with("b", "c".repeat(100))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPolicyThatWasBuiltEqualsOneThatWasRead() {
        ContentSecurityPolicy built = ContentSecurityPolicy.empty()
                .with("default-src", "'none'")
                .with("Script-Src", "'self'")
                .with("upgrade-insecure-requests")
                .with("script-src", "'nonce'", "'strict-dynamic'");
        ContentSecurityPolicy read = ContentSecurityPolicy.parse(
                " default-src  'none' ;script-src\t'nonce' 'strict-dynamic'; upgrade-insecure-requests;");
        assertThat(built).isEqualTo(read).hasSameHashCodeAs(read).hasToString(read.text());
        assertThat(built.without("SCRIPT-SRC").text()).isEqualTo("default-src 'none'; upgrade-insecure-requests");
        assertThat(ContentSecurityPolicy.strict()).isNotEqualTo(built);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "a,b", "a\n", "a\tb"})
    void aSourceIsOneWord(String word) {
        ContentSecurityPolicy policy = ContentSecurityPolicy.strict();
        assertThatThrownBy(() -> policy.with("script-src", word)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy.with(word)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNonceStandsInEachPlaceOfThePlaceholder() {
        ContentSecurityPolicy policy = ContentSecurityPolicy.parse("script-src 'nonce' 'self'; style-src 'NONCE'");
        assertThat(policy.usesNonce()).isTrue();
        assertThat(policy.rendered().with("abc")).isEqualTo("script-src 'nonce-abc' 'self'; style-src 'nonce-abc'");
        assertThat(policy.withoutNonce().text()).isEqualTo("script-src 'self'; style-src 'none'");
        assertThat(ContentSecurityPolicy.strict().usesNonce()).isFalse();
    }

    @Test
    void theNonceStandsNowhereElse() {
        String text = "'nonce' a; script-src 'nonce'; report-uri /r?'nonce'; img-src a'nonce'b";
        assertThat(ContentSecurityPolicy.parse(text).rendered().with("abc"))
                .isEqualTo("'nonce' a; script-src 'nonce-abc'; report-uri /r?'nonce'; img-src a'nonce'b");
    }

    @Property(tries = 5_000)
    void noTextMakesItThrowAnythingElse(@ForAll("texts") String text) {
        ContentSecurityPolicy policy;
        try {
            policy = ContentSecurityPolicy.parse(text);
        } catch (IllegalArgumentException declared) {
            assertThat(declared).hasMessageStartingWith("a content security policy");
            return;
        }
        assertThat(policy.findings()).isNotNull();
        assertThat(ContentSecurityPolicy.parse(policy.text())).isEqualTo(policy);
        assertThat(policy.withoutNonce().usesNonce()).isFalse();
        assertThat(ContentSecurityPolicy.parse(policy.rendered().with("x")).usesNonce())
                .isFalse();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of(
                "default-src",
                "script-src",
                "'nonce'",
                "'none'",
                "'self'",
                "'sha256-",
                "https://a.example",
                "*",
                "*.",
                "data:",
                ";",
                " ",
                "\t",
                ",",
                "'",
                ":",
                "/",
                "frame-ancestors",
                "report-uri");
        Arbitrary<String> noise = Arbitraries.strings().ofMaxLength(6);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(6, words), net.jqwik.api.Tuple.of(1, noise))
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }
}
