package io.gapura.validation.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.Test;

/** What holds for any text: rules agree with each other, with other readers, and with what they promise. */
class TextPropertiesTest {
    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "7",
            " ",
            ".",
            "..",
            "/",
            "//",
            "\\",
            ":",
            "@",
            "-",
            "--",
            "_",
            "%",
            "%2e",
            "%00",
            "?",
            "#",
            "&",
            "<",
            "xn--",
            "https://",
            "http:",
            "example",
            ".org",
            "localhost",
            "127.0.0.1",
            "0x7f",
            "[::1]",
            ":443",
            "é",
            "ß",
            "e\u0301",
            "и",
            "用",
            "😀",
            "\u200D",
            "\u202E",
            "\u2066",
            "\u2069",
            "\0",
            "\n",
            "\r",
            "\t",
            "\u2028",
            "\uD800",
            "\uDC00",
            "\uFFFE",
            ".pdf",
            ".php",
            "CON",
            "java:comp/",
            "'",
            "\"",
            "\u3002",
            "\uFF0E",
            "\u00AD",
            "İ",
            "ı",
            "\u212A");

    /** UAX 31, with Other_ID_Start and Other_ID_Continue of Unicode 13 (JDK 17) to 16 (JDK 25) by name. */
    private static final Pattern UNICODE_IDENTIFIER = Pattern.compile(
            "[\\p{L}\\p{Nl}\u1885\u1886\u2118\u212E][\\p{L}\\p{M}\\p{N}\\p{Pc}\u00B7\u0387\u19DA\u2118\u212E"
                    + "\u1369-\u1371\u30FB\uFF65]*");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces)),
                Arbitraries.strings().ofMaxLength(20));
    }

    private static Arbitrary<String> joined(int most, String... pieces) {
        return Arbitraries.of(pieces).list().ofMaxSize(most).map(all -> String.join("", all));
    }

    /** Names that are almost right. */
    private static Arbitrary<String> hosts() {
        return Combinators.combine(
                        joined(
                                4,
                                "example",
                                "a",
                                "7",
                                "-",
                                ".",
                                "xn--mnchen-3ya",
                                "0x7f",
                                "é",
                                "localhost",
                                "_",
                                "用",
                                "127.0.0.1"),
                        Arbitraries.of(".org", ".example", "", ".", ".1", ".0x", ".local", "\u3002org"))
                .as(String::concat);
    }

    private static Arbitrary<String> tails() {
        return joined(
                6, "a", "/", "//", ".", "..", "%2e", "%20", "%", "?", "#", "@", "\\", ":", "&x=", " ", "é", "\0", "\n");
    }

    @Provide
    Arbitrary<String> urls() {
        return Combinators.combine(
                        Arbitraries.of("https://", "HTTPS://", "https:/", "https://u@"),
                        hosts(),
                        Arbitraries.of("", "", ":443", ":0443", ":80", ":"),
                        Arbitraries.of("", "/", "?", "#"),
                        tails())
                .as((scheme, host, port, start, tail) -> scheme + host + port + start + tail);
    }

    @Provide
    Arbitrary<String> targets() {
        return tails().map("/"::concat);
    }

    @Provide
    Arbitrary<String> mails() {
        return Combinators.combine(joined(4, "a", ".", "+", "'", "é", "\"", " ", "@", "用", "\r\n"), hosts())
                .as((local, host) -> local + "@" + host);
    }

    @Provide
    Arbitrary<String> paths() {
        return joined(6, "a", "b.txt", "/", ".", "..", "é", " ", "-", "\\", ":", "CON", ".php", "\0", "e\u0301");
    }

    private static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_16BE.newEncoder().canEncode(text);
    }

    @Property(tries = 5_000)
    void safeTextIsWellFormedAndSurvivesUtf8(@ForAll("texts") String text) {
        if (TextRules.safeText(text, 1_000, BidiControls.BALANCED) == null) {
            assertThat(isWellFormed(text)).isTrue();
            assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(text);
        }
    }

    @Property(tries = 5_000)
    void theStricterRuleAcceptsNothingThatTheLooserRefuses(@ForAll("texts") String text) {
        if (TextRules.personName(text, 100, "") == null) {
            assertThat(TextRules.singleLine(text, 100)).isNull();
        }
        if (TextRules.singleLine(text, 100) == null) {
            assertThat(TextRules.safeText(text, 100)).isNull();
            assertThat(text).doesNotContain("\n", "\r", "\u2028", "\u2029");
        }
        if (TextRules.safeText(text, 100) == null) {
            assertThat(TextRules.safeText(text, 100, BidiControls.BALANCED)).isNull();
        }
        if (TextRules.noHtml(text, 100) == null) {
            assertThat(TextRules.safeText(text, 100)).isNull();
        }
        if (TextRules.email(text, false) == null) {
            assertThat(TextRules.email(text, true)).isNull();
        }
        if (TextRules.filename(text, Set.of("pdf")) == null) {
            assertThat(TextRules.path(text, 1, Set.of("pdf"))).isNull();
            assertThat(TextRules.singleLine(text, 255)).isNull();
        }
    }

    @Property(tries = 2_000)
    void theMaximumIsTheCountOfCodePoints(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 20) int max) {
        int count = text.codePointCount(0, text.length());
        if (TextRules.safeText(text, 1_000) == null) {
            assertThat(TextRules.safeText(text, max)).isEqualTo(count > max ? TextViolation.TEXT_LENGTH : null);
        }
        if (TextRules.personName(text, 1_000, "") == null) {
            assertThat(TextRules.personName(text, max, "")).isEqualTo(count > max ? TextViolation.TEXT_LENGTH : null);
        }
    }

    @Property(tries = 5_000)
    void aTextIsJudgedAsTextAndNotAsAString(@ForAll("texts") String text) {
        StringBuilder other = new StringBuilder(text);
        assertThat(TextRules.safeText(other, 100)).isEqualTo(TextRules.safeText(text, 100));
        assertThat(TextRules.personName(other, 100, "")).isEqualTo(TextRules.personName(text, 100, ""));
        assertThat(TextRules.unicodeIdentifier(other, 1, 64)).isEqualTo(TextRules.unicodeIdentifier(text, 1, 64));
        assertThat(TextRules.identifier(other, 1, 64)).isEqualTo(TextRules.identifier(text, 1, 64));
        assertThat(TextRules.email(other, true)).isEqualTo(TextRules.email(text, true));
        assertThat(TextRules.url(other, UrlRules.https())).isEqualTo(TextRules.url(text, UrlRules.https()));
        assertThat(TextRules.redirectTarget(other, UrlRules.https()))
                .isEqualTo(TextRules.redirectTarget(text, UrlRules.https()));
        assertThat(TextRules.filename(other)).isEqualTo(TextRules.filename(text));
        assertThat(TextRules.path(other, 4, Set.of())).isEqualTo(TextRules.path(text, 4, Set.of()));
        assertThat(TextRules.jndiName(other, 100)).isEqualTo(TextRules.jndiName(text, 100));
        assertThat(TextRules.cacheKey(other, 100)).isEqualTo(TextRules.cacheKey(text, 100));
    }

    @Property(tries = 5_000)
    void identifiersAreWhatTheirGrammarSays(@ForAll("texts") String text) {
        boolean plain = text.matches("[A-Za-z0-9][A-Za-z0-9._-]*") && !text.contains("..") && !text.endsWith(".");
        if (text.length() <= 64 && !text.isEmpty()) {
            assertThat(TextRules.identifier(text, 1, 64) == null).isEqualTo(plain);
        }
        if (TextRules.unicodeIdentifier(text, 1, 64) == null) {
            assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
            assertThat(text).matches(UNICODE_IDENTIFIER);
        }
    }

    /** What was drawn once in thousands of builds is not left to chance. */
    @Test
    void eachCodePointStartsOrGoesOnOnlyAsTheGrammarSays() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String alone = Character.toString(c);
            String behind = "a" + alone;
            if (TextRules.unicodeIdentifier(alone, 1, 64) == null) {
                assertThat(alone).as("U+%X", c).matches(UNICODE_IDENTIFIER);
            }
            if (TextRules.unicodeIdentifier(behind, 1, 64) == null) {
                assertThat(behind).as("a, U+%X", c).matches(UNICODE_IDENTIFIER);
            }
        }
    }

    @Property(tries = 5_000)
    void headersAndKeysAreWhatTheirGrammarSays(@ForAll("texts") String text) {
        if (text.length() <= 100) {
            assertThat(TextRules.headerValue(text, 100) == null).isEqualTo(text.matches("[\\t\\x20-\\x7E]*"));
            assertThat(TextRules.cacheKey(text, 100) == null).isEqualTo(text.matches("[\\x21-\\x7E]+"));
            assertThat(TextRules.jndiName(text, 100) == null)
                    .isEqualTo(text.matches("java:comp(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+") && !text.contains(".."));
        }
    }

    @Property(tries = 10_000)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void theHostOfAnAcceptedUrlIsTheOneThatJavaSees(@ForAll("urls") String text) throws Exception {
        if (TextRules.url(text, UrlRules.https()) != null) {
            Statistics.collect("refused");
            return;
        }
        Statistics.collect("accepted");
        int start = text.indexOf("://") + 3;
        int end = start;
        while (end < text.length() && "/?#:".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String host = text.substring(start, end);
        String ascii = IDN.toASCII(host);
        URI uri = new URI(text.substring(0, start) + ascii + text.substring(end));
        assertThat(uri.getHost()).isEqualTo(ascii);
        assertThat(uri.getUserInfo()).isNull();
        assertThat(uri.getScheme().toLowerCase(Locale.ROOT)).isEqualTo("https");
        assertThat(uri.getPort()).isIn(-1, 443);
        assertThat(URI.create("https://gapura.example/").resolve(uri).getHost()).isEqualTo(ascii);
        Statistics.coverage(coverage -> coverage.check("accepted").percentage(share -> share > 0.4));
    }

    @Property(tries = 10_000)
    void anAcceptedRedirectStaysWhereItIs(@ForAll("targets") String target) {
        if (TextRules.redirectTarget(target, UrlRules.https()) == null) {
            URI from = URI.create("https://gapura.example/a/b");
            assertThat(from.resolve(target).getHost()).isEqualTo("gapura.example");
            assertThat(from.resolve(target).normalize().getRawPath()).doesNotStartWith("//");
        }
    }

    @Property(tries = 10_000)
    void anAcceptedPathStaysInItsFolder(@ForAll("paths") String text) {
        if (TextRules.path(text, 16, Set.of()) == null) {
            java.nio.file.Path folder = java.nio.file.Path.of("/srv/files");
            // in the locale C no path has other letters, and which letter it is does not matter here
            java.nio.file.Path resolved =
                    folder.resolve(text.replaceAll("[^\\x20-\\x7e]", "x")).normalize();
            assertThat(resolved.startsWith(folder)).isTrue();
            assertThat(resolved.getNameCount()).isEqualTo(2 + text.split("/").length);
        }
    }

    @Property(tries = 5_000)
    void anAcceptedAddressHasOneAtAndNoBlank(@ForAll("mails") String text) {
        for (boolean internationalized : new boolean[] {true, false}) {
            if (TextRules.email(text, internationalized) == null) {
                assertThat(text)
                        .matches(
                                "[^@\\s\\p{Cntrl}\"(),:;<>\\[\\]\\\\]+@[^@\\s\\p{Cntrl}\"(),:;<>\\[\\]\\\\]+\\.[^@.]+");
            }
        }
    }
}
