package io.gapura.filters.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Headers;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {
    private static final List<String> LANGUAGES = List.of("en", "de", "id", "pt-BR");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json                                      | JSON
            application/problem+json                              | JSON
            APPLICATION/JSON                                      | JSON
            application/*                                         | JSON
            */*                                                   | JSON
            text/html                                             | HTML
            text/html;level=1                                     | HTML
            text/plain                                            | TEXT
            application/xml                                       | XML
            text/xml                                              | XML
            application/problem+xml                               | XML
            text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8 | HTML
            application/json;q=0.5, text/html                     | HTML
            application/json, text/html;q=0.9                     | JSON
            application/json, text/html                           | JSON
            text/html, application/xml                            | HTML
            application/xml, text/plain                           | XML
            text/html;q=0.1, text/plain;q=0.2, application/xml;q=0.3 | XML
            text/*                                                | JSON
            image/png                                             | JSON
            text/html;q=0                                         | JSON
            text/html;q=0, application/xml                        | XML
            application/json;q=0, text/html;q=0.001               | HTML
            application/json;q=0, */*                             | XML
            application/json;q=0, application/xml;q=0, */*        | JSON
            application/json;q=0                                  | JSON
            application/*;q=0, text/plain;q=0.1                   | TEXT
            text/html ; q=0.5 , text/plain ; q=0.6                | TEXT
            text/html;q=1.000                                     | HTML
            text/html;charset="a,b;q=0", image/png                | HTML
            text/html;charset="a\\"b"                             | HTML
            ,, text/html ,,                                       | HTML
            text/html;;                                           | HTML
            """)
    void theMostLikedFormIsTaken(String accept, ProblemForm form) {
        assertThat(Preference.form(Headers.of("Accept", accept))).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/html;q=1.001
            text/html;q=2
            text/html;q=0.1234
            text/html;q=
            text/html;q
            text/html;q=.5
            text/html;q=-1
            text/html;q="1"
            text/html;x="open
            text/html x
            text/html, (comment)
            text/html;x
            @
            """)
    void whatCannotBeReadGetsJson(String accept) {
        assertThat(Preference.form(Headers.of("Accept", accept))).isEqualTo(ProblemForm.JSON);
    }

    @Test
    void nothingIsAskedNothingIsRead() {
        assertThat(Preference.form(Headers.of())).isEqualTo(ProblemForm.JSON);
        assertThat(Preference.form(Headers.of("Accept", ""))).isEqualTo(ProblemForm.JSON);
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(Preference.form(Headers.of("Accept", "application/json;q=0.1", "accept", "text/html")))
                .isEqualTo(ProblemForm.HTML);
    }

    @Test
    void twentyRangesAreReadAndNotOneMore() {
        String nineteen = "image/png, ".repeat(19);

        assertThat(Preference.form(nineteen + "text/html")).isEqualTo(ProblemForm.HTML);
        assertThat(Preference.form("image/png, " + nineteen + "text/html")).isEqualTo(ProblemForm.JSON);
        assertThat(Preference.form("text/html, image/png, " + nineteen)).isEqualTo(ProblemForm.JSON);
    }

    @Test
    void aKibibyteIsReadAndNotOneCharacterMore() {
        String html = "text/html";
        String longest = html + ";x=" + "a".repeat(1_024 - html.length() - 3);

        assertThat(Preference.form(longest)).isEqualTo(ProblemForm.HTML);
        assertThat(Preference.form(longest + "a")).isEqualTo(ProblemForm.JSON);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de                       | de
            DE                       | de
            de-AT                    | de
            de-AT-1996               | de
            den                      | en
            id;q=0.3, de;q=0.9       | de
            id, de                   | id
            fr, de;q=0.1             | de
            fr                       | en
            *                        | en
            de;q=0                   | en
            de;q=0, id;q=0.1         | id
            pt-BR                    | pt-BR
            pt                       | en
            pt-br-x-y                | pt-BR
            de_AT                    | en
            de;q=9                   | en
            ../../etc/passwd, de     | de
            """)
    void theExactTagIsTakenThenThePrimaryOne(String accept, String language) {
        Headers request = Headers.of("Accept-Language", accept);

        assertThat(LANGUAGES.get(Preference.language(request, LANGUAGES))).isEqualTo(language);
    }

    @Test
    void twentyLanguagesAreReadAndNotOneMore() {
        assertThat(Preference.language("fr, ".repeat(19) + "de", LANGUAGES)).isEqualTo(1);
        assertThat(Preference.language("fr, ".repeat(20) + "de", LANGUAGES)).isZero();
        assertThat(Preference.language("de, " + "fr, ".repeat(20), LANGUAGES)).isZero();
    }

    @Test
    void aKibibyteOfLanguagesIsReadAndNotOneCharacterMore() {
        String longest = "de;x=" + "a".repeat(1_024 - 5);

        assertThat(Preference.language(longest, LANGUAGES)).isEqualTo(1);
        assertThat(Preference.language(longest + "a", LANGUAGES)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr, en;q=0.9", "de;q=0", "*;q=0", "q=9;;", ""})
    void aSingleLanguageAnswersEveryWish(String accept) {
        assertThat(Preference.language(Headers.of("Accept-Language", accept), List.of("de")))
                .isZero();
    }

    @Property
    void anyTextIsAnsweredAndNeverThrows(@ForAll @StringLength(max = 1_100) String text) {
        assertThat(Preference.form(text)).isNotNull();
        assertThat(Preference.language(text, LANGUAGES)).isBetween(0, 3);
    }

    @Property
    void anythingLikeAListIsAnsweredAndNeverThrows(
            @ForAll @StringLength(max = 60) @CharRange(from = ' ', to = '~') String text) {
        assertThat(Preference.form("text/html;q=0.5, " + text)).isNotNull();
        assertThat(Preference.language("de, " + text, LANGUAGES)).isBetween(0, 3);
    }
}
