package io.gapura.filters.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gapura.filters.Body;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Need;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.limits.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How tokens travel: the cookie that a page is given, the header or form field that comes back, and when one is asked for. */
class CsrfTokenCarriersTest extends KeyedTokens {
    @Test
    void aTokenIsFoundInAFormThatLimitsHasDecoded() throws IOException {
        CsrfTokens forms = perSession().field("csrf", DataSize.of("1KiB"));
        RequestView session = request("JSESSIONID=a");
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
            gzip.write(("a=1&csrf=" + rendered(forms, session)).getBytes(StandardCharsets.US_ASCII));
        }
        RequestView sent = session.header("Content-Type", "application/x-www-form-urlencoded")
                .header("Content-Encoding", "gzip")
                .withBody(Body.of(coded.toByteArray()));
        Verdict verdict = Pipeline.builder()
                .add(Limits.defaults().gzip(100))
                .add(OriginCheck.sameOrigin().tokens(forms))
                .build()
                .decide(sent);
        assertThat(verdict.rejection()).isEmpty();
    }

    @Test
    void aPageThatIsOpenedWithoutTheCookieIsGivenOne() throws IOException {
        RequestView page = RequestView.get("/");
        Decision.Proceed issued = doubleSubmit().issue(page, true, Decision.proceed());
        List<HeaderLine> lines = issued.responseHeaders();
        assertThat(lines).extracting(HeaderLine::name).containsExactly("Set-Cookie", "Vary");
        assertThat(lines.get(0).value())
                .matches("__Host-csrf=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax");
        assertThat(lines.get(1).value()).isEqualTo("Cookie");
        String token = ((CsrfToken) issued.attributes().get(CsrfToken.ATTRIBUTE)).getValue();
        String pair = lines.get(0).value().substring(0, lines.get(0).value().indexOf(';'));
        assertThat(look(doubleSubmit(), request(pair), token)).isEqualTo(Finding.PASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "A=", "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"})
    void aCookieThatIsNotOursIsReplaced(String value) {
        RequestView page = RequestView.get("/").header("Cookie", "__Host-csrf=" + value);
        assertThat(doubleSubmit().issue(page, true, Decision.proceed()).responseHeaders())
                .hasSize(2);
    }

    @Test
    void theCookieIsNotSetAgainAndNotWhereNoPageIsOpened() {
        RequestView known = RequestView.get("/").header("Cookie", "__Host-csrf=" + SEED);
        assertThat(doubleSubmit().issue(known, true, Decision.proceed()).responseHeaders())
                .isEmpty();
        assertThat(doubleSubmit().issue(RequestView.get("/"), false, Decision.proceed()))
                .isSameAs(Decision.proceed());
        assertThat(perSession().issue(RequestView.get("/"), true, Decision.proceed()))
                .isSameAs(Decision.proceed());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, Accept, text/html, true",
        "GET, Accept, application/json, false",
        "GET, Cookie, a=1, true",
        "POST, Cookie, a=1, false",
        "GET, Sec-Fetch-Site, none, false"
    })
    void theCheckSetsTheCookieWhereAPageBegins(String method, String name, String value, boolean set)
            throws IOException {
        OriginCheck check = OriginCheck.sameOrigin().tokens(doubleSubmit());
        RequestView request = RequestView.of(method, "/").header(name, value).header("Origin", "http://app.example");
        Decision.Proceed decision = (Decision.Proceed) check.decide(request);
        assertThat(decision.responseHeaders().stream().anyMatch(line -> line.named("Set-Cookie")))
                .isEqualTo(set);
    }

    @Test
    void theCheckSetsTheCookieWithALinkThatIsFollowed() throws IOException {
        OriginCheck check = OriginCheck.sameOrigin().tokens(doubleSubmit());
        RequestView link = RequestView.get("/")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document");
        assertThat(((Decision.Proceed) check.decide(link)).responseHeaders())
                .extracting(HeaderLine::name)
                .contains("Set-Cookie");
    }

    @Test
    void theCheckAsksForTheTokenOnlyWhereNothingElseTells() throws IOException {
        OriginCheck check = OriginCheck.sameOrigin().tokens(perSession());
        RequestView session = request("JSESSIONID=a");
        assertThat(reason(check.decide(session))).contains("token.missing");
        assertThat(reason(check.decide(session.header("X-CSRF-Token", "x")))).contains("token.refused");
        String token = rendered(perSession(), session);
        assertThat(reason(check.decide(session.header("X-CSRF-Token", token)))).isEmpty();
        assertThat(reason(check.decide(session.header("Sec-Fetch-Site", "same-origin"))))
                .isEmpty();
        assertThat(reason(check.decide(session.header("Origin", "http://app.example"))))
                .isEmpty();
        assertThat(reason(check.decide(session.header("Origin", "null").header("X-CSRF-Token", token))))
                .contains("origin.null");
        now = now.plus(Duration.ofHours(13));
        assertThat(reason(check.decide(session.header("X-CSRF-Token", token)))).contains("token.expired");
    }

    private static Optional<String> reason(Decision decision) {
        return decision instanceof Decision.Reject reject
                ? Optional.of(reject.rejection().reason())
                : Optional.empty();
    }

    @Test
    void aFormFieldCarriesTheTokenWhereTheHeaderDoesNot() throws IOException {
        CsrfTokens forms = perSession().field("csrf", DataSize.of("1KiB"));
        RequestView form =
                request("JSESSIONID=a").header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        String token = rendered(forms, form);
        assertThat(forms.look(form.body("a=1&csrf=" + token + "&b=2"))).isEqualTo(Finding.PASSES);
        assertThat(forms.look(form.body("a=1"))).isEqualTo(Finding.TOKEN_MISSING);
        assertThat(forms.look(form.body("csrf=" + token + "&csrf=" + token))).isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(forms.look(form.body("csrf=" + token).header("X-CSRF-Token", "x")))
                .isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(perSession().look(form.body("csrf=" + token))).isEqualTo(Finding.TOKEN_MISSING);
        RequestView json = request("JSESSIONID=a").header("Content-Type", "application/json");
        assertThat(forms.look(json.body("csrf=" + token))).isEqualTo(Finding.TOKEN_MISSING);
        assertThat(forms.look(request("JSESSIONID=a").body("csrf=" + token))).isEqualTo(Finding.TOKEN_MISSING);
    }

    @ParameterizedTest
    @CsvSource({"1024, true", "1025, false"})
    void aFormIsReadUpToItsBound(int length, boolean read) throws IOException {
        CsrfTokens forms = perSession().field("csrf", DataSize.of("1KiB"));
        RequestView form = request("JSESSIONID=a")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body("a=" + "x".repeat(length - 2));
        if (read) {
            assertThat(forms.look(form)).isEqualTo(Finding.TOKEN_MISSING);
        } else {
            assertThatExceptionOfType(BodyRejectedException.class).isThrownBy(() -> forms.look(form));
        }
    }

    @Test
    void onlyAFormThatIsReadNeedsTheBody() {
        OriginCheck check = OriginCheck.sameOrigin();
        assertThat(check.needs()).isEmpty();
        assertThat(check.tokens(perSession()).needs()).isEmpty();
        assertThat(check.tokens(perSession().field("csrf", DataSize.of("1KiB"))).needs())
                .containsExactly(Need.BODY);
    }

    @Test
    void settingsOutOfBoundsDoNotStart() {
        CsrfTokens tokens = perSession();
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.maxAge(Duration.ofSeconds(59)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens.maxAge(Duration.ofDays(7).plusSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.header("X CSRF"));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.field("", DataSize.of("1KiB")));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.field("a", DataSize.of("0B")));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.field("a", DataSize.bytes((1 << 20) + 1)));
        assertThatIllegalArgumentException().isThrownBy(tokens::sessionCookies);
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.sessionCookies("a b"));
        assertThat(tokens.maxAge(Duration.ofSeconds(60))).isNotEqualTo(tokens);
        assertThat(tokens.maxAge(Duration.ofDays(7)).header("X-A").sessionCookies("SESSION"))
                .isNotEqualTo(tokens);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CsrfSettings(
                        CsrfSettings.Kind.SESSION,
                        key,
                        "csrf",
                        "X-A",
                        Optional.empty(),
                        CsrfSettings.MAX_FORM,
                        CsrfSettings.MAX_AGE,
                        Set.of("a")))
                .withMessage("csrf-cookie must begin with __Host-");
    }
}
