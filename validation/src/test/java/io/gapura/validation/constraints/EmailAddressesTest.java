package io.gapura.validation.constraints;

import static io.gapura.validation.constraints.TextViolation.EMAIL_DOMAIN;
import static io.gapura.validation.constraints.TextViolation.EMAIL_LENGTH;
import static io.gapura.validation.constraints.TextViolation.EMAIL_LOCAL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressesTest {
    private static TextViolation plain(String text) {
        return TextRules.email(text, false);
    }

    private static TextViolation international(String text) {
        return TextRules.email(text, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.co",
                "first.last+tag@example.org",
                "o'brien@example.com",
                "!#$%&'*+-/=?^_`{|}~@example.org",
                "1@2.example",
                "x@xn--mnchen-3ya.de",
                "x@a-b.c-d.museum",
                "x@r3---sn.example.com",
                "x@1.2.3.example",
                "UPPER@EXAMPLE.ORG"
            })
    void addressesThatAllMailSoftwareReadsAlikePass(String text) {
        assertThat(plain(text)).isNull();
        assertThat(international(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@example.org",
                ".a@example.org",
                "a.@example.org",
                "a..b@example.org",
                "\"a b\"@example.org",
                "a b@example.org",
                "a@b@example.org",
                "a(comment)@example.org",
                "a,b@example.org",
                "<a>@example.org",
                "a:b@example.org",
                "a;b@example.org",
                "a\\b@example.org",
                "a[b]@example.org",
                "a\r\nBcc: x@example.org",
                "a\tb@example.org",
                "a\0@example.org",
                "a\u007F@example.org"
            })
    void anotherLocalPartIsRefused(String text) {
        assertThat(plain(text)).isEqualTo(EMAIL_LOCAL);
        assertThat(international(text)).isEqualTo(EMAIL_LOCAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a@",
                "a@example",
                "a@localhost",
                "a@.example.org",
                "a@example.org.",
                "a@example..org",
                "a@-a.org",
                "a@a-.org",
                "a@a_b.org",
                "a@[127.0.0.1]",
                "a@127.0.0.1",
                "a@example.123",
                "a@example.0x1f",
                "a@example.org\r\n",
                "a@example.org ",
                "a@exam(c)ple.org",
                "a@xn--a.org",
                "a@xn--.org"
            })
    void anotherDomainIsRefused(String text) {
        assertThat(plain(text)).isEqualTo(EMAIL_DOMAIN);
        assertThat(international(text)).isEqualTo(EMAIL_DOMAIN);
    }

    @Test
    void eachPartHasItsBound() {
        String domain = "@example.org";
        assertThat(plain("a".repeat(64) + domain)).isNull();
        assertThat(plain("a".repeat(65) + domain)).isEqualTo(EMAIL_LOCAL);
        assertThat(plain("a@" + "b".repeat(63) + ".org")).isNull();
        assertThat(plain("a@" + "b".repeat(64) + ".org")).isEqualTo(EMAIL_DOMAIN);
        String labels = ("b".repeat(61) + ".").repeat(3);
        assertThat(plain("a".repeat(61) + "@" + labels + "abc.org")).isEqualTo(EMAIL_LENGTH);
        assertThat(plain("a".repeat(62) + "@" + labels + "ab.de")).isNull();
        assertThat(plain("a".repeat(63) + "@" + labels + "ab.de")).isEqualTo(EMAIL_LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "用户@例え.jp",
                "jürgen@münchen.de",
                "пример@пример.рф",
                "jean.françois@example.org",
                "नाम@example.org"
            })
    void lettersBeyondAsciiPassWhereTheyAreDeclared(String text) {
        assertThat(international(text)).isNull();
        assertThat(plain(text)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            a\u202Eb@example.org, email.local
            a\u200Db@example.org, email.local
            ju\u0308rgen@example.org, email.local
            a😀@example.org, email.local
            a@straße.de, email.domain
            a@ﬁ.example.org, email.domain
            a@ex\u200Cample.org, email.domain
            a@ex。ample.org, email.domain
            a@mu\u0308nchen.de, email.domain
            a@münchen, email.domain
            """)
    void lettersThatSoftwareReadsInTwoWaysDoNot(String text, String word) {
        assertThat(international(text)).extracting(TextViolation::word).isEqualTo(word);
    }

    @Test
    void halfACharacterIsNoLetter() {
        assertThat(international("a\uD800@example.org")).isEqualTo(EMAIL_LOCAL);
        assertThat(international("a@\uDC00.org")).isEqualTo(EMAIL_DOMAIN);
    }

    @Test
    void lengthsOfOtherLettersAreOctets() {
        assertThat(international("é".repeat(32) + "@example.org")).isNull();
        assertThat(international("é".repeat(32) + "a@example.org")).isEqualTo(EMAIL_LOCAL);
        assertThat(international("用".repeat(21) + "a@example.org")).isNull();
        assertThat(international("用".repeat(21) + "ab@example.org")).isEqualTo(EMAIL_LOCAL);
        assertThat(international("𠀀".repeat(16) + "@example.org")).isNull();
        assertThat(international("𠀀".repeat(16) + "a@example.org")).isEqualTo(EMAIL_LOCAL);
    }
}
