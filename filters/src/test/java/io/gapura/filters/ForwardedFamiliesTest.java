package io.gapura.filters;

import static io.gapura.filters.Proxied.OLDER;
import static io.gapura.filters.Proxied.PROXY;
import static io.gapura.filters.Proxied.STANDARD;
import static io.gapura.filters.Proxied.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trusted proxy tells in either family of fields, and what is refused because it tells two things. */
class ForwardedFamiliesTest {
    private static String word(TrustedProxies proxies, String... fields) {
        try {
            view(proxies, PROXY, fields);
            return "read";
        } catch (RefusedException refused) {
            assertThat(refused.rejection().code()).isEqualTo("request-malformed");
            assertThat(refused.rejection().hard()).isTrue();
            assertThat(refused.rejection().violations())
                    .containsExactly(new Violation(
                            Violation.Place.HEADER, "", refused.rejection().reason()));
            return refused.rejection().reason();
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "for=192.0.2.1                                      | 192.0.2.1     | http  | app.example",
                "for=192.0.2.1;proto=https                          | 192.0.2.1     | https | app.example",
                "for=192.0.2.1;proto=https;host=shop.example        | 192.0.2.1     | https | shop.example",
                "for=192.0.2.1;proto=https;host=\"Shop.Example:443\"  | 192.0.2.1     | https | shop.example",
                "for=192.0.2.1;proto=https;host=\"shop.example:80\"   | 192.0.2.1     | https | shop.example:80",
                "for=192.0.2.1, for=10.1.1.1                        | 192.0.2.1     | http  | app.example",
                "for=198.51.100.66, for=192.0.2.1                   | 192.0.2.1     | http  | app.example",
                "for=unknown, for=192.0.2.1                         | 192.0.2.1     | http  | app.example",
                "for=_x, for=192.0.2.1, for=10.1.1.1                | 192.0.2.1     | http  | app.example",
                "for=10.1.1.1, for=10.2.2.2                         | 10.1.1.1      | http  | app.example",
                "for=192.0.2.1;proto=https, for=10.1.1.1            | 192.0.2.1     | https | app.example",
                "for=192.0.2.1;proto=https, for=10.1.1.1;proto=https| 192.0.2.1     | https | app.example",
                "for=198.51.100.66;proto=https, for=192.0.2.1       | 192.0.2.1     | http  | app.example",
                "for=198.51.100.66;host=evil.example, for=192.0.2.1 | 192.0.2.1     | http  | app.example",
                "proto=https;host=shop.example                      | 10.0.0.7      | https | shop.example",
                "by=_edge                                           | 10.0.0.7      | http  | app.example",
                "for=\"[2001:db8:2::1]:4711\"                         | 2001:db8:2::1 | http  | app.example",
                "for=\"[2001:db8:2::1]\", for=\"[2001:db8:1::5]\"       | 2001:db8:2::1 | http  | app.example",
                "for=\"[::ffff:192.0.2.1]\", for=\"[::ffff:10.3.3.3]\"  | 192.0.2.1     | http  | app.example"
            })
    void aTrustedProxyNamesClientSchemeAndHost(String field, String client, String scheme, String authority) {
        RequestView view = view(STANDARD, PROXY, "Forwarded", field);
        assertThat(view.client()).isEqualTo(new Client(client));
        assertThat(view.scheme()).isEqualTo(scheme);
        assertThat(view.authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=unknown",
                "for=_hidden",
                "for=192.0.2.1, for=unknown",
                "for=192.0.2.1, for=_hidden, for=10.1.1.1",
                "for=192.0.2.1, proto=https",
                "for=192.0.2.1;proto=https, for=10.1.1.1;proto=http",
                "for=192.0.2.1;host=a.example, for=10.1.1.1;host=b.example",
                "for=198.51.100.66;proto=http, for=192.0.2.1;proto=https",
                "for=198.51.100.66;host=evil.example, for=192.0.2.1;host=shop.example"
            })
    void twoAnswersOrAHiddenOneAreRefused(String field) {
        assertThat(word(STANDARD, "Forwarded", field)).isEqualTo("forwarded.ambiguous");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "X-Forwarded-For: 192.0.2.1 | 192.0.2.1 | http | app.example",
                "X-Forwarded-For: 198.51.100.66, 192.0.2.1,10.1.1.1 | 192.0.2.1 | http | app.example",
                "X-Forwarded-For: unknown, 192.0.2.1 | 192.0.2.1 | http | app.example",
                "X-Forwarded-For: 192.0.2.1:4711 | 192.0.2.1 | http | app.example",
                "X-Forwarded-For: 2001:db8:2::1 | 2001:db8:2::1 | http | app.example",
                "X-Forwarded-For: fe80::1%eth0 | fe80::1 | http | app.example",
                "X-Forwarded-For: [2001:db8:2::1]:99 | 2001:db8:2::1 | http | app.example",
                "X-Forwarded-For: ::ffff:192.0.2.1 | 192.0.2.1 | http | app.example",
                "X-Forwarded-Proto: https | 10.0.0.7 | https | app.example",
                "X-Forwarded-Proto: HTTPS;X-Forwarded-Port: 443 | 10.0.0.7 | https | app.example",
                "X-Forwarded-Host: Shop.Example | 10.0.0.7 | http | shop.example",
                "X-Forwarded-Host: shop.example;X-Forwarded-Port: 8443 | 10.0.0.7 | http | shop.example:8443",
                "X-Forwarded-Host: shop.example:8443;X-Forwarded-Port: 8443 | 10.0.0.7 | http | shop.example:8443",
                "X-Forwarded-Host: [2001:db8::1];X-Forwarded-Port: 80 | 10.0.0.7 | http | [2001:db8::1]",
                "X-Forwarded-Port: 8080 | 10.0.0.7 | http | app.example:8080",
                "X-Forwarded-Prefix: /shop | 10.0.0.7 | http | app.example"
            })
    void theOlderFamilySaysTheSame(String lines, String client, String scheme, String authority) {
        RequestView view = view(OLDER, PROXY, fields(lines));
        assertThat(view.client()).isEqualTo(new Client(client));
        assertThat(view.scheme()).isEqualTo(scheme);
        assertThat(view.authority()).isEqualTo(authority);
    }

    private static String[] fields(String lines) {
        return List.of(lines.split(";", -1)).stream()
                .flatMap(line -> List.of(line.split(": ", 2)).stream())
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "X-Forwarded-For: unknown | ambiguous",
                "X-Forwarded-For: 192.0.2.1, _x | ambiguous",
                "X-Forwarded-Proto: https, http | ambiguous",
                "X-Forwarded-Proto: https,https | ambiguous",
                "X-Forwarded-Proto: https;x-forwarded-proto: https | ambiguous",
                "X-Forwarded-Host: a.example, b.example | ambiguous",
                "X-Forwarded-Host: a.example;X-Forwarded-Host: a.example | ambiguous",
                "X-Forwarded-Port: 80,443 | ambiguous",
                "X-Forwarded-Host: a.example:80;X-Forwarded-Port: 443 | ambiguous",
                "X-Forwarded-For: | malformed",
                "X-Forwarded-For: , 192.0.2.1 | malformed",
                "X-Forwarded-For: 192.0.2.1, | malformed",
                "X-Forwarded-For: client.example | malformed",
                "X-Forwarded-For: 192.0.2.1 10.0.0.1 | malformed",
                "X-Forwarded-For: \"192.0.2.1\" | malformed",
                "X-Forwarded-For: 192.0.2.1:x | malformed",
                "X-Forwarded-For: 0300.0.2.1 | malformed",
                "X-Forwarded-For: <script>, 192.0.2.1 | malformed",
                "X-Forwarded-Proto: | malformed",
                "X-Forwarded-Proto: wss | malformed",
                "X-Forwarded-Proto:  https | malformed",
                "X-Forwarded-Host: user@a.example | malformed",
                "X-Forwarded-Host: a.example/ | malformed",
                "X-Forwarded-Port: 0 | malformed",
                "X-Forwarded-Port: 65536 | malformed",
                "X-Forwarded-Port: +80 | malformed"
            })
    void theOlderFamilyIsReadAsStrictly(String lines, String word) {
        String[] fields =
                lines.endsWith(":") ? new String[] {lines.substring(0, lines.length() - 1), ""} : fields(lines);
        assertThat(word(OLDER, fields)).isEqualTo("forwarded." + word);
    }

    @Test
    void theOlderListIsBoundedOverAllItsLines() {
        String half = String.join(",", Collections.nCopies(16, "192.0.2.1"));
        assertThat(word(OLDER, "X-Forwarded-For", half, "X-Forwarded-For", half))
                .isEqualTo("read");
        assertThat(word(OLDER, "X-Forwarded-For", half, "X-Forwarded-For", half + ",192.0.2.1"))
                .isEqualTo("forwarded.size");
        String blank = " ".repeat(4_096 - 9);
        assertThat(word(OLDER, "X-Forwarded-For", blank + "192.0.2.1")).isEqualTo("read");
        assertThat(word(OLDER, "X-Forwarded-For", blank + " 192.0.2.1")).isEqualTo("forwarded.size");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "for=192.0.2.1 | X-Forwarded-For: 192.0.2.1 | read",
                "for=192.0.2.1;proto=https | X-Forwarded-For: 192.0.2.1;X-Forwarded-Proto: https | read",
                "for=\"[::ffff:192.0.2.1]:1\" | X-Forwarded-For: 192.0.2.1:2 | read",
                "for=192.0.2.1 | X-Forwarded-Proto: https | read",
                "host=a.example | X-Forwarded-Host: A.example | read",
                "for=192.0.2.1 | X-Forwarded-Prefix: /x | read",
                "for=192.0.2.1 | X-Forwarded-For: 192.0.2.2 | ambiguous",
                "for=192.0.2.1 | X-Forwarded-For: 192.0.2.9, 192.0.2.1 | ambiguous",
                "for=192.0.2.1;proto=http | X-Forwarded-Proto: https | ambiguous",
                "host=a.example | X-Forwarded-Host: b.example | ambiguous",
                "host=a.example | X-Forwarded-Host: a.example;X-Forwarded-Port: 81 | ambiguous",
                "for=192.0.2.1 | X-Forwarded-For: junk here | ambiguous"
            })
    void bothFamiliesMustTellTheSame(String field, String lines, String word) {
        List<String> all = new ArrayList<>(List.of("Forwarded", field));
        all.addAll(List.of(fields(lines)));
        String[] fields = all.toArray(String[]::new);
        String expected = word.equals("read") ? word : "forwarded." + word;
        assertThat(word(STANDARD, fields)).isEqualTo(expected);
        if (!lines.contains("junk")) {
            assertThat(word(OLDER, fields)).isEqualTo(expected);
        }
    }

    @Test
    void theFamilyThatIsNotConfiguredSaysNothingAndIsNotSeen() {
        RequestView view = view(STANDARD, PROXY, "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Proto", "https");
        assertThat(view.client().address()).isEqualTo(PROXY);
        assertThat(view.scheme()).isEqualTo("http");
        assertThat(view.isForwarded()).isFalse();
        assertThat(view.headers().contains("X-Forwarded-For")).isFalse();
        RequestView other = view(OLDER, PROXY, "Forwarded", "for=192.0.2.1");
        assertThat(other.client().address()).isEqualTo(PROXY);
        assertThat(other.headers().contains("Forwarded")).isFalse();
    }
}
