package io.gapura.filters.origin;

import static io.gapura.filters.origin.OriginRows.ALLOWING;
import static io.gapura.filters.origin.OriginRows.SAME_ORIGIN;
import static io.gapura.filters.origin.OriginRows.of;
import static io.gapura.filters.origin.OriginRows.outcome;
import static io.gapura.filters.origin.OriginRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The decision table of {@link OriginCheck}, row by row, both sides of each. */
class OriginCheckTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # method | site      | mode       | dest     | user | origin                | outcome
            GET      | same-origin | cors       | empty    | -    | -                     | passes
            GET      | none        | navigate   | document | ?1   | -                     | passes
            POST     | same-origin | cors       | empty    | -    | http://app.example    | passes
            POST     | same-origin | no-cors    | empty    | -    | https://evil.example  | passes
            POST     | none        | navigate   | document | ?1   | -                     | passes
            POST     | same-site   | cors       | empty    | -    | http://a.app.example  | site.same
            GET      | same-site   | no-cors    | image    | -    | -                     | site.same
            GET      | same-site   | navigate   | document | -    | -                     | passes
            GET      | cross-site  | navigate   | document | ?1   | -                     | passes
            GET      | cross-site  | navigate   | document | -    | -                     | passes
            HEAD     | cross-site  | navigate   | document | -    | -                     | passes
            OPTIONS  | cross-site  | navigate   | document | -    | -                     | site.cross
            POST     | cross-site  | navigate   | document | ?1   | https://evil.example  | site.cross
            GET      | cross-site  | navigate   | iframe   | -    | -                     | site.cross
            GET      | cross-site  | navigate   | frame    | -    | -                     | site.cross
            GET      | cross-site  | navigate   | object   | -    | -                     | site.cross
            GET      | cross-site  | navigate   | embed    | -    | -                     | site.cross
            GET      | cross-site  | navigate   | -        | -    | -                     | site.cross
            GET      | cross-site  | -          | document | -    | -                     | site.cross
            GET      | cross-site  | no-cors    | document | -    | -                     | site.cross
            GET      | cross-site  | no-cors    | script   | -    | -                     | site.cross
            GET      | cross-site  | cors       | empty    | -    | https://evil.example  | site.cross
            GET      | cross-site  | cors       | empty    | -    | http://app.example    | site.cross
            GET      | -           | navigate   | document | -    | -                     | fetch.incomplete
            GET      | -           | -          | document | -    | -                     | fetch.incomplete
            GET      | -           | -          | -        | ?1   | -                     | fetch.incomplete
            GET      | elsewhere   | cors       | empty    | -    | -                     | fetch.unknown
            GET      | Same-Origin | cors       | empty    | -    | -                     | fetch.unknown
            GET      | same-origin | fetch      | empty    | -    | -                     | fetch.unknown
            GET      | same-origin | cors       | empty    | ?0   | -                     | fetch.unknown
            GET      | same-origin | cors       | new-word | -    | -                     | passes
            GET      | -           | -          | -        | -    | -                     | passes
            GET      | -           | -          | -        | -    | https://evil.example  | passes
            GET      | -           | -          | -        | -    | null                  | passes
            OPTIONS  | -           | -          | -        | -    | https://evil.example  | passes
            POST     | -           | -          | -        | -    | http://app.example    | passes
            PUT      | -           | -          | -        | -    | http://app.example    | passes
            POST     | -           | -          | -        | -    | https://app.example   | origin.foreign
            POST     | -           | -          | -        | -    | http://app.example:81 | origin.foreign
            POST     | -           | -          | -        | -    | http://x.app.example  | origin.foreign
            POST     | -           | -          | -        | -    | http://app.example.x  | origin.foreign
            POST     | -           | -          | -        | -    | null                  | origin.null
            POST     | -           | -          | -        | -    | http://APP.example    | origin.malformed
            POST     | -           | -          | -        | -    | http://app.example:80 | origin.malformed
            POST     | -           | -          | -        | -    | http://app.example/   | origin.malformed
            POST     | -           | -          | -        | -    | app.example           | origin.malformed
            DELETE   | -           | -          | -        | -    | https://evil.example  | origin.foreign
            PATCH    | -           | -          | -        | -    | -                     | proof.missing
            """)
    void theTableDecides(
            String method, String site, String mode, String dest, String user, String origin, String outcome)
            throws IOException {
        assertThat(outcome(SAME_ORIGIN, row(method, site, mode, dest, user, origin)))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # site      | origin                | outcome
            same-origin | http://app.example    | passes
            same-origin | -                     | passes
            same-origin | https://evil.example  | origin.foreign
            same-origin | null                  | origin.null
            same-origin | http://app.example/x  | origin.malformed
            same-origin | https://idp.example   | passes
            none        | https://evil.example  | origin.foreign
            cross-site  | https://evil.example  | site.cross
            cross-site  | https://idp.example   | passes
            -           | https://idp.example   | passes
            -           | https://evil.example  | origin.foreign
            -           | http://app.example    | passes
            -           | -                     | proof.missing
            """)
    void aWebSocketHandshakeIsUnsafeAndItsOriginIsLookedAtInAnyCase(String site, String origin, String outcome)
            throws IOException {
        RequestView upgrade = row("GET", site, "-", "-", "-", origin).header("Upgrade", "WebSocket");
        RequestView key =
                row("GET", site, "-", "-", "-", origin).header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(outcome(ALLOWING, upgrade)).isEqualTo(outcome);
        assertThat(outcome(ALLOWING, key)).isEqualTo(outcome);
    }

    @Test
    void anotherUpgradeIsNoHandshake() throws IOException {
        assertThat(outcome(SAME_ORIGIN, of("GET", "Upgrade", "h2c", "Origin", "https://evil.example")))
                .isEqualTo("passes");
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site, POST, https://idp.example, passes",
        "same-site, POST, https://idp.example, passes",
        "cross-site, GET, https://idp.example, passes",
        "cross-site, POST, https://idp.example.evil, site.cross",
        "cross-site, POST, null, site.cross"
    })
    void anAllowedOriginMayAct(String site, String method, String origin, String outcome) throws IOException {
        assertThat(outcome(ALLOWING, row(method, site, "-", "-", "-", origin))).isEqualTo(outcome);
    }

    @Test
    void whatAnEarlierPolicyFoundAllowedIsTrusted() throws IOException {
        RequestView foreign = row("POST", "cross-site", "cors", "empty", "-", "https://partner.example");
        assertThat(outcome(SAME_ORIGIN, foreign)).isEqualTo("site.cross");
        assertThat(outcome(SAME_ORIGIN, foreign.withOriginAllowed())).isEqualTo("passes");
    }

    @Test
    void theFindingStaysWithTheRequestWhenACallerIsProven() {
        RequestView view = RequestView.get("/").withOriginAllowed();
        assertThat(RequestView.get("/").isOriginAllowed()).isFalse();
        assertThat(view.withCaller(Caller.of("signing", "a")).isOriginAllowed()).isTrue();
        assertThat(view.header("X-A", "1").body("a").isOriginAllowed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"same-site, passes", "cross-site, site.cross"})
    void sameSiteIsTrustedOnlyWhenAskedFor(String site, String outcome) throws IOException {
        RequestView request = row("POST", site, "cors", "empty", "-", "http://a.app.example");
        assertThat(outcome(SAME_ORIGIN.allowingSameSite(), request)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"?1, passes", "-, site.cross"})
    void linksMayHaveToBeFollowedByAPerson(String user, String outcome) throws IOException {
        RequestView request = row("GET", "cross-site", "navigate", "document", user, "-");
        assertThat(outcome(SAME_ORIGIN.navigationsByUser(), request)).isEqualTo(outcome);
    }

    @Test
    void linksMayBeRefusedAltogether() throws IOException {
        RequestView request = row("GET", "cross-site", "navigate", "document", "?1", "-");
        assertThat(outcome(SAME_ORIGIN.withoutNavigations(), request)).isEqualTo("site.cross");
        assertThat(outcome(SAME_ORIGIN.withoutNavigations(), row("GET", "none", "navigate", "document", "?1", "-")))
                .isEqualTo("passes");
    }

    @ParameterizedTest
    @CsvSource({"https://shop.example, passes", "http://app.example, origin.foreign", "https://b.example:8443, passes"})
    void listedOwnOriginsReplaceWhatHostSays(String origin, String outcome) throws IOException {
        OriginCheck listed = SAME_ORIGIN.own("https://shop.example", "https://b.example:8443");
        assertThat(outcome(listed, row("POST", "-", "-", "-", "-", origin))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"GET, site.cross", "HEAD, passes"})
    void aMethodThatIsNotListedIsUnsafe(String method, String outcome) throws IOException {
        assertThat(outcome(
                        SAME_ORIGIN.safeMethods("HEAD"), row(method, "cross-site", "navigate", "document", "-", "-")))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer abc, passes",
        "Authorization, DPoP abc, passes",
        "Signature-Input, sig1=(), passes",
        "X-Nothing, 1, passes",
        "Cookie, a=1, proof.missing",
        "Authorization, Basic abc, proof.missing",
        "Authorization, bAsIc abc, proof.missing",
        "Authorization, Negotiate abc, proof.missing",
        "Authorization, Digest a=b, proof.missing",
        "Authorization, '', proof.missing"
    })
    void withoutOriginOnlyAmbientCredentialsNeedAProof(String name, String value, String outcome) throws IOException {
        assertThat(outcome(SAME_ORIGIN, of("POST", name, value))).isEqualTo(outcome);
    }

    @Test
    void aBearerTokenBesideACookieNeedsAProof() throws IOException {
        assertThat(outcome(SAME_ORIGIN, of("POST", "Authorization", "Bearer a", "Cookie", "a=1")))
                .isEqualTo("proof.missing");
    }

    @Test
    void aRequestWithoutAnyCredentialMayBeRefused() throws IOException {
        OriginCheck strict = SAME_ORIGIN.refusingNoCredential();
        assertThat(outcome(strict, of("POST"))).isEqualTo("credential.missing");
        assertThat(outcome(strict, of("POST", "Authorization", "Bearer a"))).isEqualTo("passes");
        assertThat(outcome(strict, of("GET"))).isEqualTo("passes");
        assertThat(outcome(strict, of("POST", "Origin", "http://app.example"))).isEqualTo("passes");
    }

    @Test
    void refererProvesNothing() throws IOException {
        assertThat(outcome(SAME_ORIGIN, of("POST", "Cookie", "a=1", "Referer", "http://app.example/orders")))
                .isEqualTo("proof.missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-User", "Origin"})
    void aFieldThatStandsTwiceIsAHardRefusal(String name) throws IOException {
        Rejection rejection = Pipeline.builder()
                .shadow(SAME_ORIGIN)
                .build()
                .decide(of("POST", name, "same-origin", name, "same-origin"))
                .rejection()
                .orElseThrow();
        assertThat(rejection).returns(400, Rejection::status).returns("header.repeated", Rejection::reason);
    }

    @Test
    void everyRefusalIsOnePublicAnswerThatSaysWhatItDependsOn() throws IOException {
        Rejection rejection = Pipeline.builder()
                .add(SAME_ORIGIN)
                .build()
                .decide(of("POST", "Sec-Fetch-Site", "cross-site"))
                .rejection()
                .orElseThrow();
        assertThat(rejection)
                .returns(403, Rejection::status)
                .returns("origin-refused", Rejection::code)
                .returns(false, Rejection::hard);
        assertThat(rejection.note()).isEmpty();
        assertThat(rejection.headers())
                .containsExactly(new HeaderLine("Vary", "Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Origin"));
    }

    @Test
    void aRequestThatPassesSaysWhatItDependedOnAndCostsNothing() throws IOException {
        Decision decision = SAME_ORIGIN.decide(of("GET"));
        assertThat(decision).isSameAs(SAME_ORIGIN.decide(of("GET", "Sec-Fetch-Site", "none")));
        assertThat(((Decision.Proceed) decision).responseHeaders())
                .containsExactly(new HeaderLine("Vary", "Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Origin"));
        assertThat(((Decision.Proceed) SAME_ORIGIN.navigationsByUser().decide(of("GET"))).responseHeaders())
                .containsExactly(new HeaderLine(
                        "Vary", "Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Sec-Fetch-User, Origin"));
    }
}
