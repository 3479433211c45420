package io.gapura.validation.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.naming.ldap.LdapName;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LdapTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Ayu                  | Ayu
            Smith, James         | Smith\\, James
            a+b=c;d<e>f"g\\h     | a\\+b\\=c\\;d\\<e\\>f\\"g\\\\h
            ^ x ^                | ^\\ x\\ ^
            ^ ^                  | ^\\ ^
            #hex #               | \\#hex #
            Dvořák               | Dvořák
            """)
    void aNameIsEscapedAsRfc4514Says(String text, String escaped) {
        assertThat(Ldap.nameValue(text)).isEqualTo(escaped);
    }

    @Test
    void controlsInANameAreHexadecimal() {
        assertThat(Ldap.nameValue("a\0\r\n\u007Fb")).isEqualTo("a\\00\\0d\\0a\\7fb");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ayu                             | Ayu
            Parens R Us (for all your needs) | Parens R Us \\28for all your needs\\29
            *                               | \\2a
            C:\\MyFile                      | C:\\5cMyFile
            Lučić                           | Lu\\c4\\8di\\c4\\87
            *)(uid=*))(&(uid=*              | \\2a\\29\\28uid=\\2a\\29\\29\\28&\\28uid=\\2a
            """)
    void aFilterIsEscapedAsRfc4515Says(String text, String escaped) {
        assertThat(Ldap.filterValue(text)).isEqualTo(escaped);
    }

    @Test
    void nulInAFilterIsHexadecimal() {
        assertThat(Ldap.filterValue("a\0\u007F\n")).isEqualTo("a\\00\\7f\\0a");
    }

    @Test
    void halfOfASurrogatePairIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ldap.nameValue("a\uD83D"));
        assertThatIllegalArgumentException().isThrownBy(() -> Ldap.filterValue("a\uDE00"));
    }

    /** The reader of the JDK finds one name of two parts, and the text. */
    @Property(tries = 300)
    void aNameReadsBack(@ForAll @NotEmpty String text) throws Exception {
        Assume.that(Text.isWhole(text) && !text.endsWith("\r"));
        readsBack(text);
    }

    private static void readsBack(String text) throws Exception {
        LdapName read = new LdapName("cn=" + Ldap.nameValue(text) + ",dc=example");
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.getRdn(1).size()).isEqualTo(1);
        assertThat(read.getRdn(1).getValue()).isEqualTo(text);
    }

    /** What is drawn once in hundreds of builds is not left to chance. */
    @Test
    void eachCharacterReadsBackAtTheStartInTheMiddleAndAtTheEnd() throws Exception {
        for (char c = 0; c < Character.MIN_SURROGATE; c++) {
            readsBack(c + "a" + c + "b");
            if (c != '\r') {
                readsBack("a" + c);
            }
        }
    }

    /** The reader of the JDK drops it, escaped or not: {@code admin\0d} would be found as {@code admin}. */
    @Test
    void aCarriageReturnAtTheEndOfANameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ldap.nameValue("admin\r"))
                .withMessageContaining("carriage return");
        assertThatIllegalArgumentException().isThrownBy(() -> Ldap.nameValue("\r"));
        assertThat(Ldap.nameValue("\radmin")).isEqualTo("\\0dadmin");
        assertThat(Ldap.filterValue("admin\r")).isEqualTo("admin\\0d");
    }

    /** All that these places give a meaning, much closer together. */
    @Property(tries = 300)
    void aNameOfSpecialsReadsBack(@ForAll @NotEmpty @CharRange(from = ' ', to = '>') String text) throws Exception {
        assertThat(new LdapName("cn=" + Ldap.nameValue(text)).getRdn(0).getValue())
                .isEqualTo(text);
    }

    @Property(tries = 300)
    void aFilterReadsBack(@ForAll String text) {
        Assume.that(Text.isWhole(text));
        String escaped = Ldap.filterValue(text);
        assertThat(escaped).doesNotContain("(", ")", "*", "\0").matches("[ -~]*");
        assertThat(read(escaped)).isEqualTo(text);
    }

    private static String read(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '\\') {
                bytes.write(Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
