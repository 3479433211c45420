package io.gapura.filters.origin;

import static io.gapura.filters.origin.OriginRows.ALLOWING;
import static io.gapura.filters.origin.OriginRows.SAME_ORIGIN;
import static io.gapura.filters.origin.OriginRows.of;
import static io.gapura.filters.origin.OriginRows.outcome;
import static io.gapura.filters.origin.OriginRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the origin check lets be exempted, shadowed and opted out of, and what does not start. */
class OriginExemptionsTest {
    @ParameterizedTest
    @CsvSource({"/hooks/stripe, passes", "/hooks, site.cross", "/hooks/a/b, site.cross", "/Hooks/stripe, site.cross"})
    void exemptPathsAreNotLookedAt(String path, String outcome) throws IOException {
        RequestView request = RequestView.post(path).header("Sec-Fetch-Site", "cross-site");
        assertThat(outcome(SAME_ORIGIN.exempt("/hooks/*"), request)).isEqualTo(outcome);
    }

    @Test
    void anExemptionGoesByTheCanonicalPath() throws IOException {
        RequestView climbing = RequestView.post("/hooks/x/../../orders").header("Sec-Fetch-Site", "cross-site");
        assertThat(outcome(SAME_ORIGIN.exempt("/hooks/**"), climbing)).isEqualTo("site.cross");
    }

    @Test
    void eachRuleCanBeShadowedAloneAndIsRecorded() throws IOException {
        for (String word : SAME_ORIGIN.rules()) {
            assertThat(SAME_ORIGIN.shadowing(Set.of(word)).observed()).containsExactly(word);
        }
        Verdict verdict = Pipeline.builder()
                .add(SAME_ORIGIN.shadowing(Set.of("site.cross")))
                .build()
                .decide(of("POST", "Sec-Fetch-Site", "cross-site"));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.shadowed())
                .extracting(would -> would.rejection().reason())
                .containsExactly("site.cross");
    }

    @Test
    void aShadowedLookLeavesTheOriginToBeLookedAtButAsksForNoToken() throws IOException {
        Policy shadowed = SAME_ORIGIN.shadowing(Set.of("site.cross"));
        assertThat(outcome(shadowed, row("POST", "cross-site", "cors", "empty", "-", "https://evil.example")))
                .isEqualTo("origin.foreign");
        assertThat(outcome(shadowed, row("POST", "cross-site", "cors", "empty", "-", "-")))
                .isEqualTo("passes");
        Policy origins = SAME_ORIGIN.shadowing(Set.of("origin.foreign"));
        assertThat(outcome(origins, row("POST", "-", "-", "-", "-", "https://evil.example")))
                .isEqualTo("passes");
    }

    @Test
    void aRuleThatIsNoneCannotBeShadowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SAME_ORIGIN.shadowing(Set.of("passes")))
                .withMessageContaining("site.cross");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "https://*.shop.example",
                "https://shop.example/",
                "https://SHOP.example",
                "https://shop.example:443",
                "http://shop.example:80",
                "https://shop.example:0",
                "https://shop.example:65536",
                "shop.example",
                "https://",
                "https://a..b",
                "https://user@shop.example"
            })
    void anOriginThatNoBrowserSendsDoesNotStart(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SAME_ORIGIN.allow(origin))
                .withMessageStartingWith("allow");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SAME_ORIGIN.own(origin))
                .withMessageStartingWith("own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "http://localhost:8080",
                "https://[::1]:8443",
                "capacitor://localhost",
                "https://shop.example:65535",
                "chrome-extension://abcdefghijklmnop"
            })
    void anOriginAsBrowsersSendItIsTaken(String origin) throws IOException {
        assertThat(outcome(SAME_ORIGIN.allow(origin), row("POST", "cross-site", "-", "-", "-", origin)))
                .isEqualTo("passes");
    }

    @Test
    void anUnsafeMethodCannotBeCalledSafe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SAME_ORIGIN.safeMethods("GET", "POST"))
                .withMessageStartingWith("safe-methods must be some of");
    }

    @Test
    void anExemptionIsAPatternAndNoExclusion() {
        assertThatIllegalArgumentException().isThrownBy(() -> SAME_ORIGIN.exempt("!/a"));
        assertThatIllegalArgumentException().isThrownBy(() -> SAME_ORIGIN.exempt("a"));
    }

    @Test
    void corsListedAfterItDoesNotStart() {
        Pipeline.Builder builder = Pipeline.builder().add(SAME_ORIGIN);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> builder.add(Cors.allowing("https://a.example")))
                .withMessage("cors must be listed before origin, which builds on it");
    }

    @Test
    void whatIsOptedOutIsSaid() {
        assertThat(SAME_ORIGIN.remarks()).singleElement().asString().contains("origin.own");
        assertThat(ALLOWING.own("https://a.example").exempt("/x").remarks())
                .containsExactly("1 foreign origins are trusted (origin.allow)", "paths are left out (origin.exempt)");
    }

    @Test
    void equalSettingsAreEqualPolicies() {
        assertThat(SAME_ORIGIN.allow("https://a.example"))
                .isEqualTo(SAME_ORIGIN.allow("https://a.example"))
                .hasSameHashCodeAs(SAME_ORIGIN.allow("https://a.example"))
                .isNotEqualTo(SAME_ORIGIN);
        assertThat(SAME_ORIGIN.shadowing(Set.of("site.cross"))).isNotEqualTo(SAME_ORIGIN);
    }
}
