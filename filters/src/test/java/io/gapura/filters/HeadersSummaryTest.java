package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the one pass over the fields names, against a slow reading of the same rules. */
class HeadersSummaryTest {
    private static final Set<String> SINGLE = Set.of(
            "host",
            "content-type",
            "authorization",
            "origin",
            "referer",
            "user-agent",
            "expect",
            "range",
            "if-match",
            "if-none-match",
            "if-modified-since",
            "if-unmodified-since",
            "if-range",
            "sec-fetch-site",
            "x-forwarded-host");

    private static final List<String> NAMES = List.of(
            "Host",
            "host",
            "HOST",
            "Content-Length",
            "content-length",
            "Transfer-Encoding",
            "Expect",
            "User-Agent",
            "uSER-aGENT",
            "Accept",
            "Cookie",
            "cookie",
            "Authorization",
            "Signature-Input",
            "If-Match",
            "X-Forwarded-Host",
            "X-HTTP-Method",
            "Content-Encoding",
            "X-Own",
            "X-Owns",
            "Connection",
            "TE",
            "te",
            "a b",
            "",
            "Ho\u017Ft");

    private static final List<String> VALUES = List.of(
            "5",
            "05",
            "",
            "x",
            "chunked",
            "Chunked",
            "100-continue",
            "a=1; b=2",
            "trailers",
            "J\u00c3\u00b6rg",
            "a\tb",
            "a\0",
            "\u007F",
            "\u010A",
            "12345678901234567890",
            "close");

    private static final List<String> PROTOCOLS = List.of("", "HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0", "HTTP/3.0");

    record Line(String name, String value) {}

    @Property(tries = 20_000)
    void thePassFindsWhatASlowReadingFinds(@ForAll("lines") List<Line> lines, @ForAll("protocols") String protocol) {
        Headers headers = read(lines, protocol);
        assertThat(headers.violations()).isEqualTo(naive(lines, protocol));
        assertThat(headers.size()).isEqualTo(lines.size());
        assertThat(headers.characters())
                .isEqualTo(lines.stream()
                        .mapToInt(l -> l.name().length() + l.value().length())
                        .sum());
        assertThat(headers.cookies())
                .isEqualTo(lines.stream()
                        .filter(l -> is(l, "cookie"))
                        .mapToInt(l -> l.value().split(";", -1).length)
                        .sum());
        assertThat(headers.isCoded()).isEqualTo(lines.stream().anyMatch(l -> is(l, "content-encoding")));
        assertThat(headers.isChunked()).isEqualTo(lines.stream().anyMatch(l -> is(l, "transfer-encoding")));
        assertThat(headers.isForwarded()).isEqualTo(lines.stream().anyMatch(l -> is(l, "x-forwarded-host")));
        assertThat(headers.isOpaque())
                .isEqualTo(lines.stream()
                        .anyMatch(l -> l.value().chars().anyMatch(c -> c > 0x7F)
                                && l.value().chars().noneMatch(HeadersSummaryTest::isControl)));
        Set<String> credentials = Set.of("authorization", "cookie", "signature", "signature-input");
        assertThat(headers.largestCredential()).isEqualTo(longest(lines, credentials, true));
        assertThat(headers.largest()).isEqualTo(longest(lines, credentials, false));
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        return Combinators.combine(Arbitraries.of(NAMES), Arbitraries.of(VALUES))
                .as(Line::new)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> protocols() {
        return Arbitraries.of(PROTOCOLS);
    }

    private static Headers read(List<Line> lines, String protocol) {
        List<String> flat = new ArrayList<>();
        lines.forEach(line -> flat.addAll(List.of(line.name(), line.value())));
        return Headers.of(flat.toArray(String[]::new)).by(protocol);
    }

    private static int longest(List<Line> lines, Set<String> names, boolean in) {
        return lines.stream()
                .filter(line -> names.contains(lower(line.name())) == in)
                .mapToInt(line -> line.value().length())
                .max()
                .orElse(0);
    }

    private static Set<HeaderViolation> naive(List<Line> lines, String protocol) {
        Set<HeaderViolation> found = EnumSet.noneOf(HeaderViolation.class);
        boolean framed = protocol.startsWith("HTTP/2") || protocol.startsWith("HTTP/3");
        for (Line line : lines) {
            String name = lower(line.name());
            long same = lines.stream()
                    .filter(other -> lower(other.name()).equals(name))
                    .count();
            boolean token = line.name().matches("[!#$%&'*+.^_`|~0-9a-zA-Z-]+");
            if (!token || line.value().chars().anyMatch(HeadersSummaryTest::isControl)) {
                found.add(HeaderViolation.CHARACTER);
            }
            if (same > 1 && (SINGLE.contains(name) || name.equals("cookie") && protocol.startsWith("HTTP/1"))) {
                found.add(HeaderViolation.REPEATED);
            }
            if (name.equals("content-length") && (same > 1 || !line.value().matches("[0-9]{1,18}"))) {
                found.add(HeaderViolation.LENGTH);
            }
            if (name.equals("transfer-encoding")) {
                boolean plain = same == 1 && line.value().equalsIgnoreCase("chunked") && !protocol.equals("HTTP/1.0");
                found.addAll(plain ? Set.of() : Set.of(HeaderViolation.CODING));
                boolean both = lines.stream().anyMatch(other -> is(other, "content-length"));
                found.addAll(both ? Set.of(HeaderViolation.LENGTH_AND_CODING) : Set.of());
            }
            if (name.equals("expect") && !line.value().equalsIgnoreCase("100-continue")) {
                found.add(HeaderViolation.EXPECT);
            }
            if (name.equals("x-http-method")) {
                found.add(HeaderViolation.METHOD_OVERRIDE);
            }
            boolean hop = name.equals("connection") || name.equals("transfer-encoding");
            if (framed && (hop || name.equals("te") && !line.value().equals("trailers"))) {
                found.add(HeaderViolation.CONNECTION);
            }
        }
        return found;
    }

    private static boolean is(Line line, String name) {
        return lower(line.name()).equals(name);
    }

    /** ASCII only: the long s of a trap is no s. */
    private static String lower(String name) {
        return name.chars().allMatch(c -> c < 0x80) ? name.toLowerCase(Locale.ROOT) : name;
    }

    private static boolean isControl(int c) {
        return c < ' ' && c != '\t' || c == 0x7F;
    }

    @Test
    void whatManyClientsSendNamesNothing() {
        Headers headers = Headers.of(
                        "Host", "app.example",
                        "User-Agent", "Mozilla/5.0 (X11; Linux x86_64)",
                        "Accept-Language", "de, en;q=0.5",
                        "Cookie", "a=1; b=2",
                        "Accept", "a",
                        "Accept", "b",
                        "If-None-Match", "\"x\"",
                        "Priority", "u=1")
                .by("HTTP/1.1");
        assertThat(headers.violations()).isEmpty();
        assertThat(headers.isOpaque()).isFalse();
        assertThat(headers.isForwarded()).isFalse();
        assertThat(headers.protocol()).isEqualTo("HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Connection", "Keep-Alive", "Proxy-Connection", "Upgrade", "Transfer-Encoding", "connection"})
    void aFieldOfTheConnectionHasNoPlaceInFrames(String name) {
        Headers headers = Headers.of(name, "chunked");
        assertThat(headers.by("HTTP/2.0").violations()).contains(HeaderViolation.CONNECTION);
        assertThat(headers.by("HTTP/3.0").violations()).contains(HeaderViolation.CONNECTION);
        assertThat(headers.by("HTTP/1.1").violations()).isEmpty();
        assertThat(headers.by("").violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"trailers,false", "Trailers,false", "gzip,true", "'trailers, gzip',true", "'',true"})
    void trailersAreTheOneThingThatMayBeAskedForInFrames(String value, boolean refused) {
        Set<HeaderViolation> found = Headers.of("TE", value).by("HTTP/2.0").violations();
        assertThat(found.contains(HeaderViolation.CONNECTION)).isEqualTo(refused);
    }

    @Test
    void violationsComeInTheOrderOfTheirTable() {
        assertThat(Headers.of("Expect", "x", "X-HTTP-Method", "PUT", "Content-Length", "x", "A", "\0")
                        .violations())
                .containsExactly(
                        HeaderViolation.CHARACTER,
                        HeaderViolation.LENGTH,
                        HeaderViolation.METHOD_OVERRIDE,
                        HeaderViolation.EXPECT);
    }

    @Test
    void manyLinesAreAllKept() {
        String[] lines = new String[400];
        for (int i = 0; i < lines.length; i += 2) {
            lines[i] = "X-" + i;
            lines[i + 1] = "v" + i;
        }
        Headers headers = Headers.of(lines);
        assertThat(headers.size()).isEqualTo(200);
        assertThat(headers.only("x-398")).contains("v398");
        assertThat(headers.with("X-400", "last").only("X-400")).contains("last");
    }

    @Test
    void theWordsOfPeopleAreReadBackFromTheBytesThatCame() {
        String name = "Zo\u00eb \u4f50\u85e4 \ud83d\ude00";
        String wire = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(Headers.of("X-Name", wire).text("x-name")).contains(name);
        assertThat(Headers.of("X-Name", "plain").text("x-name")).contains("plain");
        assertThat(Headers.of("X-Name", name).text("x-name")).contains(name);
        assertThat(Headers.of().text("x-name")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"caf\u00e9", "\u00c3", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080"})
    void bytesThatAreNoTextStayOpaque(String wire) {
        Headers headers = Headers.of("X-Name", wire);
        assertThat(headers.violations()).isEmpty();
        assertThat(headers.only("X-Name")).contains(wire);
        assertThat(headers.isText("X-Name")).isFalse();
        assertThatThrownBy(() -> headers.text("X-Name"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("header.encoding"));
    }

    @Test
    void everyViolationHasOneWordAndARefusal() {
        for (HeaderViolation violation : HeaderViolation.values()) {
            Rejection rejection = violation.rejection();
            assertThat(rejection.reason()).isEqualTo(violation.word());
            assertThat(rejection.hard()).isEqualTo(violation.hard());
            assertThat(rejection.status()).isEqualTo(violation == HeaderViolation.EXPECT ? 417 : 400);
            assertThat(rejection.violations()).extracting(Violation::code).containsExactly(violation.word());
        }
    }
}
