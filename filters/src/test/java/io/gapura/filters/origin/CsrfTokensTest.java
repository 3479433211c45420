package io.gapura.filters.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gapura.filters.Body;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Need;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import io.gapura.filters.limits.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsrfTokensTest {
    private static final String SEED = "A".repeat(43);

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final InstantSource clock = () -> now;
    private Reference key = Reference.file(Path.of("unset"));

    @BeforeEach
    void writeAKey() throws IOException {
        key = keys("key", secret(1));
    }

    private Reference keys(String name, String... lines) throws IOException {
        return Reference.file(Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n"));
    }

    private static String secret(int seed) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 + seed);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    private CsrfTokens tokens(CsrfSettings settings) {
        return new CsrfTokens(settings, clock, new SecureRandom());
    }

    private CsrfTokens doubleSubmit() {
        return tokens(CsrfSettings.of(CsrfSettings.Kind.DOUBLE_SUBMIT, key));
    }

    private CsrfTokens perSession() {
        return tokens(CsrfSettings.of(CsrfSettings.Kind.SESSION, key));
    }

    private static RequestView request(String cookies) {
        return cookies.isEmpty() ? RequestView.post("/") : RequestView.post("/").header("Cookie", cookies);
    }

    private static String rendered(CsrfTokens tokens, RequestView request) {
        Decision.Proceed issued = tokens.issue(request, true, Decision.proceed());
        return ((CsrfToken) issued.attributes().get(CsrfToken.ATTRIBUTE)).getValue();
    }

    private static Finding look(CsrfTokens tokens, RequestView request, String token) throws IOException {
        return tokens.look(request.header("X-CSRF-Token", token));
    }

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
    void aTokenHoldsForTheSessionItWasRenderedIn() throws IOException {
        RequestView session = request("JSESSIONID=a");
        String token = rendered(perSession(), session);
        assertThat(look(perSession(), session, token)).isEqualTo(Finding.PASSES);
        assertThat(look(perSession(), request("JSESSIONID=b"), token)).isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(look(perSession(), request("JSESSIONID=a; JSESSIONID=b"), token))
                .isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(look(perSession(), request("other=a"), token)).isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(look(perSession(), request("other=1; JSESSIONID=a;x=2"), token))
                .isEqualTo(Finding.PASSES);
    }

    @Test
    void aTokenHoldsForTheCookieThatItWasRenderedWith() throws IOException {
        RequestView browser = request("__Host-csrf=" + SEED);
        String token = rendered(doubleSubmit(), browser);
        assertThat(look(doubleSubmit(), browser, token)).isEqualTo(Finding.PASSES);
        assertThat(look(doubleSubmit(), request("__Host-csrf=B" + SEED.substring(1)), token))
                .isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(look(doubleSubmit(), request(""), token)).isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(look(doubleSubmit(), request("__Host-csrf=" + SEED + "; __Host-csrf=" + SEED), token))
                .isEqualTo(Finding.TOKEN_REFUSED);
    }

    @Test
    void aDoubleSubmittedTokenIsBoundToTheSessionAsWell() throws IOException {
        String own = "__Host-csrf=" + SEED;
        String token = rendered(doubleSubmit(), request(own + "; JSESSIONID=mine"));
        assertThat(look(doubleSubmit(), request(own + "; JSESSIONID=mine"), token))
                .isEqualTo(Finding.PASSES);
        assertThat(look(doubleSubmit(), request(own + "; JSESSIONID=theirs"), token))
                .isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(look(doubleSubmit(), request(own), token)).isEqualTo(Finding.TOKEN_REFUSED);
    }

    @Test
    void aTokenIsBoundToTheCaller() throws IOException {
        RequestView anna = request("JSESSIONID=a").withCaller(Caller.of("people", "anna"));
        String token = rendered(perSession(), anna);
        assertThat(look(perSession(), anna, token)).isEqualTo(Finding.PASSES);
        assertThat(look(perSession(), request("JSESSIONID=a").withCaller(Caller.of("people", "bert")), token))
                .isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(look(perSession(), request("JSESSIONID=a"), token)).isEqualTo(Finding.TOKEN_REFUSED);
    }

    @Test
    void aTokenOfOneKindIsNoneOfTheOther() throws IOException {
        RequestView both = request("JSESSIONID=a; __Host-csrf=" + SEED);
        assertThat(look(doubleSubmit(), both, rendered(perSession(), both))).isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(look(perSession(), both, rendered(doubleSubmit(), both))).isEqualTo(Finding.TOKEN_REFUSED);
    }

    @Test
    void valuesCannotMoveFromOneCookieToTheNext() throws IOException {
        CsrfTokens two = tokens(new CsrfSettings(
                CsrfSettings.Kind.SESSION,
                key,
                CsrfSettings.COOKIE,
                CsrfSettings.HEADER,
                Optional.empty(),
                CsrfSettings.MAX_FORM,
                CsrfSettings.MAX_AGE,
                Set.of("a", "b")));
        String token = rendered(two, request("a=xy; b=z"));
        assertThat(look(two, request("b=z; a=xy"), token)).isEqualTo(Finding.PASSES);
        assertThat(look(two, request("a=x; b=yz"), token)).isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(look(two, request("a=z; b=xy"), token)).isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(look(two, request("a=xyz"), token)).isEqualTo(Finding.TOKEN_REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"0, PASSES", "43199, PASSES", "43200, TOKEN_EXPIRED", "-60, PASSES", "-61, TOKEN_EXPIRED"})
    void aTokenLivesAsLongAsItMay(long seconds, Finding finding) throws IOException {
        RequestView session = request("JSESSIONID=a");
        String token = rendered(perSession(), session);
        now = now.plusSeconds(seconds);
        assertThat(look(perSession(), session, token)).isEqualTo(finding);
    }

    @Test
    void everyRenderingIsAnotherTextAndAllOfThemHold() throws IOException {
        RequestView session = request("JSESSIONID=a");
        Decision.Proceed issued = perSession().issue(session, true, Decision.proceed());
        CsrfToken token = (CsrfToken) issued.attributes().get(CsrfToken.ATTRIBUTE);
        Set<String> texts = Stream.generate(token::getValue).limit(20).collect(Collectors.toSet());
        assertThat(texts).hasSize(20).allMatch(text -> text.length() == 107);
        for (String text : texts) {
            assertThat(look(perSession(), session, text)).isEqualTo(Finding.PASSES);
        }
    }

    @Test
    void anOverlappingKeyIsAcceptedAndTheFirstOneMakes() throws IOException {
        RequestView session = request("JSESSIONID=a");
        String old = rendered(perSession(), session);
        key = keys("both", secret(2), secret(1));
        CsrfTokens both = perSession();
        String fresh = rendered(both, session);
        assertThat(look(both, session, old)).isEqualTo(Finding.PASSES);
        assertThat(look(both, session, fresh)).isEqualTo(Finding.PASSES);
        key = keys("new", secret(2));
        assertThat(look(perSession(), session, old)).isEqualTo(Finding.TOKEN_REFUSED);
        assertThat(look(perSession(), session, fresh)).isEqualTo(Finding.PASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "null", "%00", "AAAA=", " "})
    void whatIsNoTokenIsRefused(String text) throws IOException {
        assertThat(look(perSession(), request("JSESSIONID=a"), text)).isEqualTo(Finding.TOKEN_REFUSED);
    }

    @Test
    void noTokenAndTwoTokensAreToldApart() throws IOException {
        RequestView session = request("JSESSIONID=a");
        String token = rendered(perSession(), session);
        assertThat(perSession().look(session)).isEqualTo(Finding.TOKEN_MISSING);
        assertThat(look(perSession(), session.header("x-csrf-token", token), token))
                .isEqualTo(Finding.TOKEN_REFUSED);
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
    void aKeyThatCouldBeGuessedDoesNotStart() throws IOException {
        String[] bad = {
            Base64.getEncoder().encodeToString(new byte[31]),
            Base64.getEncoder().encodeToString(new byte[32]),
            Base64.getEncoder().encodeToString("abcdefgh".repeat(4).getBytes(StandardCharsets.UTF_8)),
            "not base64!",
            secret(1) + "\n\n" + secret(2),
            String.join("\n", secret(1), secret(2), secret(3), secret(4), secret(5))
        };
        for (String text : bad) {
            Reference source = keys("bad", text);
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> CsrfTokens.perSession(source))
                    .withMessageContaining("bad")
                    .withMessageNotContaining(text);
        }
        assertThat(CsrfTokens.perSession(keys("four", secret(1), secret(2), secret(3), secret(4))))
                .hasToString("CsrfTokens[SESSION]");
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

    @Test
    void noTextFormGivesATokenAway() {
        RequestView session = request("JSESSIONID=a");
        Decision.Proceed issued =
                perSession().field("csrf", DataSize.of("1KiB")).issue(session, true, Decision.proceed());
        CsrfToken token = (CsrfToken) issued.attributes().get(CsrfToken.ATTRIBUTE);
        assertThat(token).hasToString("CsrfToken[in X-CSRF-Token]");
        assertThat(token.getHeader()).isEqualTo("X-CSRF-Token");
        assertThat(token.getField()).isEqualTo("csrf");
        assertThat(perSession()).isEqualTo(perSession()).hasSameHashCodeAs(perSession());
    }
}
