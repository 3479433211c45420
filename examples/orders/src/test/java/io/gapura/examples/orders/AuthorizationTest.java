package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {
    private static final String TOKEN = "A".repeat(43);

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER "})
    void theSchemeMayBeWrittenInAnyCase(String scheme) {
        assertThat(Authorization.read(scheme + TOKEN)).contains(new Authorization.Bearer(TOKEN));
    }

    @Test
    void aPasswordMayHoldColonsAndMoreThanAscii() {
        assertThat(Authorization.read("Basic " + base64("rani:a:ß"))).contains(new Authorization.Basic("rani", "a:ß"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "Digest AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Basic",
                "Basic !",
                "Basic /////w==",
            })
    void anythingElseIsNothing(String field) {
        assertThat(Authorization.read(field)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rani", ":password", "Rani:password", "ra ni:password", "rani'--:password"})
    void aNameIsAFewSmallLetters(String pair) {
        assertThat(Authorization.read("Basic " + base64(pair))).isEmpty();
    }

    @Test
    void theFieldHasABound() {
        String longest = "Basic " + base64("rani:" + "x".repeat(512)).substring(0, 504);

        assertThat(Authorization.read(longest)).isPresent();
        assertThat(Authorization.read(longest + "AAAA")).isEmpty();
    }

    @Test
    void noTextFormShowsASecret() {
        assertThat(new Authorization.Bearer(TOKEN)).hasToString("Bearer");
        assertThat(new Authorization.Basic("rani", "secret")).hasToString("Basic");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
