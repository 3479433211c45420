package io.gapura.validation.constraints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {
    private static final UrlRules HTTPS = UrlRules.https();

    private static String word(String text, UrlRules rules) {
        TextViolation found = TextRules.url(text, rules);
        return found == null ? null : found.word();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "https://example.org/",
                "HTTPS://EXAMPLE.ORG/",
                "https://example.org:443/",
                "https://a.b-c.example.org/p/a/t/h;v=1?q=1&r=%20#frag",
                "https://example.org?q=a/b?c",
                "https://example.org#a/b?c",
                "https://example.org/~user/!$&'()*+,;=:@-._",
                "https://example.org/a/../b/./c",
                "https://example.org/a.b/...",
                "https://example.org/%2e%2e%2e/%2ea",
                "https://münchen.de/",
                "https://MÜNCHEN.de/",
                "https://例え.jp/",
                "https://xn--mnchen-3ya.de/",
                "https://1.2.3.example/",
                "https://0x7f.example/",
                "https://local.example.org/",
                "https://notlocalhost.example/"
            })
    void urlsThatAllReadersReadAlikePass(String text) {
        assertThat(word(text, HTTPS)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            example.org                             | url.syntax
            //example.org/                          | url.syntax
            /path                                   | url.syntax
            https:example.org                       | url.syntax
            https:/example.org                      | url.syntax
            https:                                  | url.syntax
            ://example.org                          | url.syntax
            https:\\\\example.org                   | url.syntax
            https:///example.org                    | url.host
            https://                                | url.host
            http://example.org/                     | url.scheme
            ftp://example.org/                      | url.scheme
            javascript://example.org/%0aalert(1)    | url.scheme
            https+x://example.org/                  | url.scheme
            https://user@example.org/               | url.userinfo
            https://user:pw@example.org/            | url.userinfo
            https://good.example@evil.example/      | url.userinfo
            https://@example.org/                   | url.userinfo
            https://exa mple.org/                   | url.syntax
            https://example.org\\@evil.example/     | url.syntax
            https://example.org/a\\b                | url.syntax
            https://example.org/a b                 | url.syntax
            https://example.org/<a>                 | url.syntax
            https://example.org/"                   | url.syntax
            https://example.org/{x}                 | url.syntax
            https://example.org/[x]                 | url.syntax
            https://example.org/a^b                 | url.syntax
            https://example.org/é                   | url.syntax
            https://example.org/?q=é                | url.syntax
            https://example.org/%                   | url.syntax
            https://example.org/%2                  | url.syntax
            https://example.org/%zz                 | url.syntax
            https://example.org/#a#b                | url.syntax
            https://example.org/%2e%2e/x            | url.syntax
            https://example.org/.%2E                | url.syntax
            https://example.org/a/%2e?x             | url.syntax
            https://example.org/a/%2e#x             | url.syntax
            https://example                         | url.host
            https://localhost/                      | url.host
            https://a.localhost/                    | url.host
            https://printer.local/                  | url.host
            https://db.internal/                    | url.host
            https://www.intranet/                   | url.host
            https://router.home.arpa/               | url.host
            https://abc.onion/                      | url.host
            https://A.LOCALHOST/                    | url.host
            https://example.org./                   | url.host
            https://.example.org/                   | url.host
            https://example..org/                   | url.host
            https://-example.org/                   | url.host
            https://example-.org/                   | url.host
            https://exam_ple.org/                   | url.host
            https://exam%70le.org/                  | url.host
            https://xn--a.example/                  | url.host
            https://straße.example/                 | url.host
            https://ας.example/                     | url.host
            https://ex。ample.org/                  | url.host
            https://①.example/                      | url.host
            https://ｅxample.org/                   | url.host
            https://example.org:/                   | url.port
            https://example.org:0/                  | url.port
            https://example.org:80/                 | url.port
            https://example.org:0443/               | url.port
            https://example.org:65536/              | url.port
            https://example.org:443443/             | url.port
            https://example.org:4a3/                | url.port
            https://example.org:-1/                 | url.port
            https://example.org:443:443/            | url.port
            https://127.0.0.1/                      | url.address
            https://8.8.8.8/                        | url.address
            https://2130706433/                     | url.address
            https://0177.0.0.1/                     | url.address
            https://0x7f000001/                     | url.address
            https://0x7f.1/                         | url.address
            https://127.1/                          | url.address
            https://127.0.0.1./                     | url.address
            https://example.1/                      | url.address
            https://example.0xff/                   | url.address
            https://example.0x/                     | url.address
            https://[::1]/                          | url.address
            https://[2606:4700::1111]/              | url.address
            https://[::ffff:127.0.0.1]/             | url.address
            https://[                               | url.address
            """)
    void anyOtherIsRefusedWithItsWord(String text, String word) {
        assertThat(word(text, HTTPS)).isEqualTo(word);
    }

    @Test
    void noControlStandsAnywhere() {
        IntStream.concat(IntStream.rangeClosed(0, 0x20), IntStream.rangeClosed(0x7F, 0xA0))
                .forEach(c -> {
                    for (String text : new String[] {
                        "https://exa" + (char) c + "mple.org/", "https://example.org/a" + (char) c + "b",
                        "https://example.org/?a" + (char) c, "https://example.org/#a" + (char) c,
                        (char) c + "https://example.org/", "ht" + (char) c + "tps://example.org/"
                    }) {
                        assertThat(word(text, HTTPS)).as("U+%04X", c).isNotNull();
                    }
                });
    }

    @Test
    void theLengthHasItsBound() {
        String text = "https://example.org/";
        UrlRules rules = HTTPS.max(text.length() + 1);
        assertThat(word(text + "a", rules)).isNull();
        assertThat(word(text + "aa", rules)).isEqualTo("url.length");
    }

    @Test
    void schemesHostsAndPortsAreLists() {
        UrlRules rules = HTTPS.schemes("https", "wss", "x-app").hosts("api.example.org", "xn--mnchen-3ya.de");
        assertThat(word("wss://api.example.org/", rules)).isNull();
        assertThat(word("wss://API.example.org:443/", rules)).isNull();
        assertThat(word("https://münchen.de/", rules)).isNull();
        assertThat(word("https://example.org/", rules)).isEqualTo("url.host");
        assertThat(word("https://api.example.org.evil.example/", rules)).isEqualTo("url.host");
        assertThat(word("x-app://api.example.org/", rules)).isNull();
        assertThat(word("x-app://api.example.org:443/", rules)).isEqualTo("url.port");
        UrlRules ports = HTTPS.schemes("https", "x-app").ports(8443, 1, 65_535);
        assertThat(word("https://example.org:8443/", ports)).isNull();
        assertThat(word("https://example.org:1/", ports)).isNull();
        assertThat(word("https://example.org:65535/", ports)).isNull();
        assertThat(word("https://example.org/", ports)).isEqualTo("url.port");
        assertThat(word("https://example.org:443/", ports)).isEqualTo("url.port");
        assertThat(word("x-app://example.org/", ports)).isEqualTo("url.port");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://8.8.8.8/                  |
            https://8.8.8.8:443/x             |
            https://[2606:4700:4700::1111]/   |
            https://[2606:4700:4700::1111]:443/ |
            https://255.8.8.8/                | url.address
            https://8.8.8.256/                | url.address
            https://8.8.8.08/                 | url.address
            https://08.8.8.8/                 | url.address
            https://8.8.8/                    | url.address
            https://8.8.8.8.8/                | url.address
            https://8.8.8.8./                 | url.address
            https://8..8.8/                   | url.address
            https://134744072/                | url.address
            https://0x08.8.8.8/               | url.address
            https://10.0.0.1/                 | url.address
            https://169.254.169.254/          | url.address
            https://[::ffff:8.8.8.8]/         | url.address
            https://[::ffff:a00:1]/           | url.address
            https://[fe80::1%25eth0]/         | url.address
            https://[fe80::1]/                | url.address
            https://[2606:4700::1111::1]/     | url.address
            https://[]/                       | url.address
            https://[2606:4700:4700::1111]8/  | url.address
            https://[2606:4700:4700::1111     | url.address
            """)
    void publicAddressesInOneSpellingPassWhereTheyAreDeclared(String text, String word) {
        assertThat(word(text, HTTPS.withLiterals())).isEqualTo(word);
    }

    @Test
    void aListOfHostsHoldsNoAddress() {
        assertThat(word("https://8.8.8.8/", HTTPS.withLiterals().hosts("example.org")))
                .isEqualTo("url.address");
    }

    @Test
    void aNameThatLeadsNowhereIsRefusedWhereItIsLookedUp() {
        assertThat(word("https://gapura-test.invalid/", HTTPS.resolving())).isEqualTo("url.address");
        assertThat(word("https://gapura-test.invalid/", HTTPS)).isNull();
    }

    @Test
    void rulesThatMakeNoSenseAreAMistake() {
        assertMistake("schemes", () -> HTTPS.schemes(new String[0]));
        assertMistake("schemes", () -> HTTPS.schemes("HTTPS"));
        assertMistake("schemes", () -> HTTPS.schemes("file"));
        assertMistake("schemes", () -> HTTPS.schemes("javascript"));
        assertMistake("hosts", () -> HTTPS.hosts("Example.org"));
        assertMistake("hosts", () -> HTTPS.hosts("münchen.de"));
        assertMistake("hosts", () -> HTTPS.hosts("https://example.org"));
        assertMistake("hosts", () -> HTTPS.hosts("example.org:443"));
        assertMistake("ports", () -> HTTPS.ports(0));
        assertMistake("ports", () -> HTTPS.ports(65_536));
        assertMistake("max", () -> HTTPS.max(0));
        assertMistake("max", () -> HTTPS.max(8_193));
        assertThat(HTTPS.max(8_192).max()).isEqualTo(8_192);
    }

    private static void assertMistake(String start, Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(start);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            /                               | -
            /orders                         | -
            /orders/7?next=//x#//y          | -
            /a/b/?q=../..                   | -
            /.a/..b                         | -
            https://example.org/x           | -
            ``                              | url.redirect
            orders                          | url.redirect
            ?x                              | url.redirect
            //evil.example                  | url.redirect
            ///evil.example                 | url.redirect
            /\\evil.example                 | url.redirect
            /x\\y                           | url.redirect
            /a//b                           | url.redirect
            /.//evil.example                | url.redirect
            /./x                            | url.redirect
            /x/..//evil.example             | url.redirect
            /x/..                           | url.redirect
            /..?x                           | url.redirect
            /.#x                            | url.redirect
            /%2e%2e//evil.example           | url.redirect
            /x y                            | url.redirect
            /é                              | url.redirect
            http://example.org/             | url.redirect
            https://evil.example/           | url.redirect
            https://example.org@evil.example/ | url.redirect
            https:example.org               | url.redirect
            javascript:alert(1)             | url.redirect
            """)
    void aRedirectStaysOnThisSiteOrGoesToAListedHost(String text, String word) {
        TextViolation found = TextRules.redirectTarget(text, HTTPS.hosts("example.org"));
        assertThat(found == null ? null : found.word()).isEqualTo(word);
    }

    @Test
    void aRedirectHoldsNoControlAndHasABound() {
        for (char c = 0; c <= ' '; c++) {
            assertThat(TextRules.redirectTarget("/" + c + "/evil.example", HTTPS))
                    .isEqualTo(TextViolation.URL_REDIRECT);
        }
        assertThat(TextRules.redirectTarget("https://example.org/", HTTPS))
                .as("no host is listed")
                .isEqualTo(TextViolation.URL_REDIRECT);
        assertThat(TextRules.redirectTarget("/" + "a".repeat(2_047), HTTPS)).isNull();
        assertThat(TextRules.redirectTarget("/" + "a".repeat(2_048), HTTPS)).isEqualTo(TextViolation.URL_LENGTH);
    }
}
