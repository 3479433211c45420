package io.gapura.filters.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token holds for: a session, a cookie, a caller, a time and a key. */
class CsrfTokenBindingTest extends KeyedTokens {
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
