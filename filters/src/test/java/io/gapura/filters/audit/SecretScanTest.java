package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretScanTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl b    | a <redacted:jwt> b
            xeyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0                    | x<redacted:jwt>
            eyJhbGciOiJIUzI1NiJ9.aaaa.bb.cc.dd!                       | <redacted:jwt>!
            before -----BEGIN PRIVATE KEY-----ab-----END PRIVATE KEY----- after | before <redacted:pem> after
            -----BEGIN RSA PRIVATE KEY-----abc                        | <redacted:pem>
            card 4111 1111 1111 1111.                                 | card <redacted:card>.
            4111-1111-1111-1111                                       | <redacted:card>
            378282246310005                                           | <redacted:card>
            5555555555554444 and 30569309025904                       | <redacted:card> and <redacted:card>
            4222222222222                                             | <redacted:card>
            6011111111111117                                          | <redacted:card>
            key AKIAIOSFODNN7EXAMPLE!                                 | key <redacted:key>!
            ghp_0123456789abcdefghij                                  | <redacted:key>
            AIzaSyA0123456789abcdefghijk                              | <redacted:key>
            https://bob:hunter2@example.com/x                         | https://<redacted:userinfo>@example.com/x
            postgres://u@db                                           | postgres://<redacted:userinfo>@db
            """)
    void whatIsASecretByItsFormIsTakenOutOfEveryText(String text, String stored) {
        assertThat(SecretScan.ofFreeText(text)).isEqualTo(stored);
        assertThat(SecretScan.ofValue(text)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            password=hunter2&x=1                  | password=<redacted:value>&x=1
            my-PassWord: hunter2                  | my-PassWord: <redacted:value>
            {"client_secret":"abc"}               | {"client_secret":"<redacted:value>"}
            --token=abc def                       | --token=<redacted:value> def
            Authorization: Bearer abcdefgh12345   | Authorization: Bearer <redacted:credential>
            Basic dXNlcjpwYXNz                    | Basic <redacted:credential>
            pwd=x                                 | pwd=<redacted:value>
            token = x;y                           | token = <redacted:value>;y
            user=rani&pass=hunter2                | user=rani&pass=<redacted:value>
            pin: 4711                             | pin: <redacted:value>
            """)
    void whatANameGivesAwayIsTakenOutOfFreeTextAlone(String text, String stored) {
        assertThat(SecretScan.ofFreeText(text)).isEqualTo(stored);
        assertThat(SecretScan.ofValue(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "curl/8.5.0",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0",
                "/orders/4111111111111112",
                "1794052800123",
                "4111 1111  1111 1111",
                "550e8400-e29b-41d4-a716-446655440000",
                "created 412 s ago",
                "/basic/x",
                "basic auth",
                "bearer",
                "eyJ.eyJ.x",
                "eyJhbGciOiJIUzI1NiJ9",
                "-----BEGIN",
                "AKIA",
                "http://example.com/a@b",
                "http://@example.com",
                "the token is short",
                "41111111111111111111111111"
            })
    void anOrdinaryTextStaysTheSameObject(String text) {
        assertThat(SecretScan.ofFreeText(text)).isSameAs(text);
    }

    @Test
    void aNumberThatIsACardIsOne() {
        assertThat(SecretScan.isCard(4111111111111111L)).isTrue();
        assertThat(SecretScan.isCard(4111111111111112L)).isFalse();
        assertThat(SecretScan.isCard(-4111111111111111L)).isFalse();
        assertThat(SecretScan.isCard(1794052800123L)).isFalse();
        assertThat(SecretScan.isCard(0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "X-Auth-Token",
                "cookie",
                "Set-Cookie",
                "x-api-key",
                "api_key",
                "password2",
                "JSESSIONID",
                "x-csrf",
                "key",
                "my_key",
                "pass",
                "db_pass",
                "PIN",
                "card-pin",
                "accessKey",
                "dbPass",
                "Proxy-Authorization"
            })
    void aNameThatSmellsIsKnown(String name) {
        assertThat(SecretScan.smells(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page",
                "status",
                "X-Request-Source",
                "keyword",
                "monkey",
                "bypass",
                "BYPASS",
                "passenger",
                "spin",
                "pinned",
                "accept-language"
            })
    void anOrdinaryNameIsNoSmell(String name) {
        assertThat(SecretScan.smells(name)).isFalse();
    }

    @Property
    void whatIsCleanStaysClean(@ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 200) String text) {
        String once = SecretScan.ofFreeText(text);
        assertThat(SecretScan.ofFreeText(once)).doesNotContain("eyJhbGciOiJIUzI1NiJ9.");
    }

    /** Each of them made a scan look ahead from every position before its look-ahead was bounded. */
    @ParameterizedTest
    @ValueSource(
            strings = {"eyJ", "eyJ-", "-----BEGIN ", "1 ", "4", "://", "npm_", "a-", "token:", "bearer ", "AKIA", "x="})
    void aTextMadeToBeSlowIsNot(String piece) {
        String text = piece.repeat(400_000 / piece.length());
        Assertions.assertTimeout(Duration.ofMinutes(3), () -> SecretScan.ofFreeText(text));
    }
}
