package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A glance may suspect too much, and never too little. */
class GlanceTest {
    private static final List<String> FORMS = List.of(
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIi",
            "-----BEGIN ",
            "-----END ",
            "4111111111111111",
            "4111 1111-1111 1111",
            "378282246310005",
            "4222222222222",
            "://",
            "a:b@c",
            "AKIA",
            "ASIA",
            "AIza",
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "github_pat_",
            "glpat-",
            "xoxb-",
            "xoxp-",
            "xoxa-",
            "xoxr-",
            "sk_live_",
            "rk_live_",
            "sk-ant-",
            "npm_",
            "SG.",
            "0123456789abcdefghij",
            "Bearer ",
            "bASIC ",
            "password",
            "otp",
            "pwd",
            "my-key",
            "key",
            "api_key",
            "=",
            ": ",
            " '",
            "hunter2xyz",
            "https",
            "http",
            "rv",
            " ",
            "-",
            "_",
            ".",
            "x");

    private static Glance.Found found(String text) {
        byte[] target = "eyJ ".repeat(100).getBytes(StandardCharsets.US_ASCII);
        Glance.Found found = Glance.copied(text.toCharArray(), text.length(), target, 4);
        if (found != Glance.Found.ODD) {
            assertThat(new String(target, 4, text.length(), StandardCharsets.US_ASCII))
                    .isEqualTo(text);
        }
        return found;
    }

    private static boolean suspects(String text) {
        return found(text) != Glance.Found.NOTHING; // what is odd is scanned, too
    }

    @Property(tries = 20_000)
    void oneLetterThatIsNotPrintableAsciiIsOdd(
            @ForAll @StringLength(max = 20) @CharRange(from = 'a', to = 'e') String before,
            @ForAll char letter,
            @ForAll @StringLength(max = 20) @CharRange(from = '0', to = '9') String after) {
        boolean odd = letter < ' ' || letter > '~' || letter == '"' || letter == '\\';

        assertThat(found(before + letter + after) == Glance.Found.ODD).isEqualTo(odd);
    }

    @ParameterizedTest
    @ValueSource(chars = {0, '\n', 31, '"', '\\', 127, 128, 255, 256 + 'a', '\u202e', '\ud83d', '\uffff'})
    void soAreTheseWhateverWasSuspectedBefore(char letter) {
        assertThat(found("a" + letter)).isEqualTo(Glance.Found.ODD);
        assertThat(found("AKIA password=" + letter)).isEqualTo(Glance.Found.ODD);
    }

    @ParameterizedTest
    @ValueSource(chars = {' ', '!', '#', '[', ']', '~'})
    void theirNeighboursAreNot(char letter) {
        assertThat(found("a" + letter)).isEqualTo(Glance.Found.NOTHING);
    }

    @Property(tries = 20_000)
    void whatItDoesNotSuspectHoldsNothing(@ForAll("forms") String text) {
        if (!suspects(text)) {
            assertThat(SecretScan.ofFreeText(text)).isEqualTo(text);
        }
    }

    @Provide
    Arbitrary<String> forms() {
        return Arbitraries.of(FORMS).list().ofMaxSize(6).map(parts -> String.join("", parts));
    }

    @Property(tries = 20_000)
    void noTextOfAnyLettersGetsBy(@ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') String text) {
        if (!suspects(text)) {
            assertThat(SecretScan.ofFreeText(text)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0",
                "-----BEGIN PRIVATE KEY-----ab",
                "4222222222222",
                "4111 1111 1111 1111",
                "AKIAIOSFODNN7EXAMPLE",
                "ASIAIOSFODNN7EXAMPLE",
                "AIzaSyA0123456789abcdefghijk",
                "ghp_0123456789abcdefghij",
                "github_pat_0123456789abcdefghij",
                "glpat-0123456789abcdefghij",
                "xoxb-0123456789abcdefghij",
                "sk_live_0123456789abcdefghij",
                "rk_live_0123456789abcdefghij",
                "sk-ant-0123456789abcdefghij",
                "npm_0123456789abcdefghij",
                "SG.0123456789abcdefghij",
                "https://bob:hunter2@example.com/x",
                "Bearer abcdefgh12345",
                "bASic dXNlcjpwYXNz",
                "password=hunter2",
                "otp: 123456",
                "pwd '= x"
            })
    void eachFormIsSuspected(String secret) {
        assertThat(SecretScan.ofFreeText(secret)).isNotEqualTo(secret);
        assertThat(suspects(secret)).isTrue();
        assertThat(suspects("a/" + secret)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0",
                "bot (+https://example.com/bot.html)",
                "/orders/2026-1187/lines/3",
                "/files/9b2f6c1e-7a34-4a55-9f0e-2d6b8c7e1f00",
                "curl/8.5.0"
            })
    void whatIsCommonIsNot(String text) {
        assertThat(suspects(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"123456789012, false", "1234567890123, true", "1-2-3-4-5-6-, false", "1-2-3-4-5-6-7, true"})
    void thirteenCharactersOfACardAreTheFewest(String text, boolean suspected) {
        assertThat(suspects(text)).isEqualTo(suspected);
        assertThat(suspects("a" + text)).isEqualTo(suspected);
    }
}
