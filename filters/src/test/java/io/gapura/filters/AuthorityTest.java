package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @ParameterizedTest
    @CsvSource({
        "App.Example,http,app.example",
        "app.example:80,http,app.example",
        "app.example:80,https,app.example:80",
        "app.example:443,https,app.example",
        "app.example:8443,https,app.example:8443",
        "192.0.2.1:65535,http,192.0.2.1:65535",
        "[2001:DB8::1]:8080,http,[2001:db8::1]:8080",
        "[::1],http,[::1]",
        "az-AZ_09.example:1,http,az-az_09.example:1"
    })
    void aHostIsLowerCaseWithoutTheDefaultPort(String host, String scheme, String authority) {
        assertThat(view(scheme, "Host", host).authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "a b",
                "a/b",
                "a@b",
                "a%41",
                "a:",
                "a:0",
                "a:65536",
                "a:123456",
                "a:+1",
                "a:8x",
                "[::1",
                "[]",
                "[g]",
                "[::1::]",
                "[1:2:3]",
                "[12345::]",
                "[1.2.3.4]",
                "a..b",
                "app.example..",
                ".example",
                ".",
                "[::g]",
                "[fe80::1%25eth0]",
                "a`b",
                "a{b",
                "a@",
                "a;b",
                "[::1]x",
                "a\\b",
                "a?b",
                "a#b",
                "a,b",
                "caf\u00e9",
                "a\u212A.example",
                "\u0130.example",
                "a\0"
            })
    void aHostThatReadersDifferOnIsRefused(String host) {
        assertThatThrownBy(() -> view("http", "Host", host).authority())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("host.malformed"));
    }

    @Test
    void aHostIsNeededOnce() {
        assertThatThrownBy(() -> view("http").authority()).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> view("http", "Host", "a", "host", "a").authority())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("header.repeated"));
    }

    @Test
    void aHostOf261CharactersIsTheLongest() {
        String longest = "a".repeat(261);
        assertThat(view("http", "Host", longest).authority()).isEqualTo(longest);
        assertThatThrownBy(() -> view("http", "Host", longest + "a").authority())
                .isInstanceOf(RefusedException.class);
    }

    private static RequestView view(String scheme, String... headers) {
        return RequestView.read(
                "GET", Target.parse("/"), scheme, Headers.of(headers), Body.none(), new Client("192.0.2.1"));
    }
}
