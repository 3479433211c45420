package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @Test
    void everyRowOfTheServletTableIsReadAsTheTableSays() throws IOException {
        List<ServletUriRows.Row> rows = ServletUriRows.all();
        assertThat(rows).hasSize(84);
        for (ServletUriRows.Row row : rows) {
            Target target = Target.parse(row.encoded());
            assertThat(target.hardViolation().isPresent()).as(row.encoded()).isEqualTo(row.reject());
            if (!row.reject()) {
                assertThat(target.path()).as(row.encoded()).isEqualTo(row.decoded());
            }
        }
        assertThat(rows).filteredOn(ServletUriRows.Row::reject).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    orders                 | uri.form
                    ftp://app.example/     | uri.form
                    http:///orders         | uri.form
                    /a#f                   | uri.fragment
                    /a?q#f                 | uri.fragment
                    /a b                   | uri.character
                    /caf\u00e9             | uri.character
                    /a?b c                 | uri.character
                    /a?caf\u00e9           | uri.character
                    /%                     | uri.percent
                    /%4                    | uri.percent
                    /%4g                   | uri.percent
                    /%-1                   | uri.percent
                    /a;%4                  | uri.percent
                    /%C0%AF                | uri.utf8
                    /%ED%A0%80             | uri.utf8
                    /%F4%90%80%80          | uri.utf8
                    /%E2%82                | uri.utf8
                    /a;x=%C0%AF            | uri.utf8
                    /a/;x=%C0%AF           | uri.utf8
                    /%00                   | uri.control
                    /%1F                   | uri.control
                    /%7F                   | uri.control
                    /a;%0D%0A              | uri.control
                    /%C2%80                | uri.control
                    /%C2%85                | uri.control
                    /%C2%9F                | uri.control
                    /%E2%80%A8             | uri.control
                    /%E2%80%A9             | uri.control
                    /a;%C2%85              | uri.control
                    /a\\b                  | uri.backslash
                    /a%5cb                 | uri.backslash
                    /a%2fb                 | uri.encoded-slash
                    /a;b%2Fc               | uri.encoded-slash
                    /%2e                   | uri.encoded-dot
                    /a/%2E./b              | uri.encoded-dot
                    /a/.;/b                | uri.dot-parameter
                    /a/..;x=1/b            | uri.dot-parameter
                    /..                    | uri.above-root
                    /a/../..               | uri.above-root
                    /;/                    | uri.empty-parameter
                    /a/;x/b                | uri.empty-parameter
                    """)
    void aHardViolationHasItsNameAndIsRefusedByTheEngine(String target, String word) throws IOException {
        Target read = Target.parse(target);
        assertThat(read.violations()).extracting(UriViolation::word).contains(word);
        assertThat(read.hardViolation()).isPresent();
        assertThat(refusal(target)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /%252e            | uri.double-encoding | /%2e
                    /a%25ff           | uri.double-encoding | /a%ff
                    /a/./b            | uri.dot-segment     | /a/b
                    /a/../b           | uri.dot-segment     | /b
                    /a//b             | uri.empty-segment   | /a/b
                    //                | uri.empty-segment   | /
                    /a;v=1/b          | uri.path-parameter  | /a/b
                    /a/b/;v=1         | uri.path-parameter  | /a/b/
                    """)
    void anAdoptableViolationHasItsNameAndACanonicalPath(String target, String word, String path) {
        Target read = Target.parse(target);
        assertThat(read.violations()).extracting(UriViolation::word).containsExactly(word);
        assertThat(read.hardViolation()).isEmpty();
        assertThat(read.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/a/",
                "/a/b.c",
                "/.well-known/x",
                "/a..b",
                "/100%25",
                "/%25",
                "/a%25f",
                "/a%25zz",
                "/a%25fz",
                "/a%25zf",
                "/!~",
                "/a?!~",
                "/%C2%A0",
                "/%E2%80%A7",
                "/a%20b",
                "/%E2%82%AC",
                "/a:b@c!d$e&f'g(h)i*j+k,l=m",
                "/a?q=..//;",
                "/a?x=\\",
                "/a?",
                "/a?%2F"
            })
    void anUnambiguousTargetHasNoViolation(String target) {
        assertThat(Target.parse(target).violations()).isEmpty();
    }

    @Test
    void theFirstViolationOfTheTableIsTheOneReported() {
        Target read = Target.parse("/a//%2F/%00");
        assertThat(read.violations())
                .containsExactly(UriViolation.CONTROL, UriViolation.ENCODED_SLASH, UriViolation.EMPTY_SEGMENT);
        assertThat(read.hardViolation()).contains(UriViolation.CONTROL);
    }

    @Test
    void aTargetOfEightKibibytesIsReadAndOneMoreCharacterIsRefused() {
        String longest = "/" + "a".repeat(Target.LONGEST - 1);
        assertThat(Target.parse(longest).violations()).isEmpty();
        assertThat(Target.parse(longest + "a").violations()).containsExactly(UriViolation.LENGTH);
        String query = "/?" + "a".repeat(Target.LONGEST - 2);
        assertThat(Target.parse(query).violations()).isEmpty();
        assertThat(Target.parse(query + "a").hardViolation()).contains(UriViolation.LENGTH);
    }

    @Test
    void anAsteriskStandsForTheServerOnOptionsAlone() {
        assertThat(RequestView.of("OPTIONS", "*").target().path()).isEqualTo("*");
        assertThatThrownBy(() -> RequestView.get("*")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> RequestView.of("OPTIONS", "*?a")).isInstanceOf(RefusedException.class);
    }

    @Test
    void anAbsoluteTargetMustNameTheHost() {
        Target absolute = Target.parse("http://app.example/a/../b?q");
        assertThat(absolute.authority()).contains("app.example");
        assertThat(absolute.path()).isEqualTo("/b");
        assertThat(absolute.rawQuery()).contains("q");
        assertThat(Target.parse("https://app.example").path()).isEqualTo("/");
        assertThat(RequestView.get("http://APP.example/a").target().path()).isEqualTo("/a");
        assertThatThrownBy(() -> RequestView.get("http://other.example/a"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("host.mismatch"));
    }

    @Test
    void segmentsAreTheNamesBetweenTheSlashes() {
        assertThat(Target.parse("/").segments()).isEmpty();
        assertThat(Target.parse("/a%20b/c").segments()).containsExactly("a b", "c");
        assertThat(Target.parse("/a/c/").segments()).containsExactly("a", "c");
    }

    @Test
    void itsTextShowsNoPartOfTheRequest() {
        assertThat(Target.parse("/secret?token=abc").toString())
                .contains("characters")
                .doesNotContain("secret", "abc");
    }

    private static Optional<Rejection> refusal(String target) throws IOException {
        RequestView view;
        try {
            view = RequestView.get(target);
        } catch (RefusedException refused) {
            return Optional.of(refused.rejection());
        }
        return Pipeline.builder().build().decide(view).rejection();
    }

    @Test
    void everyViolationHasOneWordAndARefusal() {
        for (UriViolation violation : UriViolation.values()) {
            Rejection rejection = violation.rejection();
            assertThat(rejection.hard()).isEqualTo(violation.hard());
            assertThat(rejection.reason()).isEqualTo(violation.word());
            int status = violation == UriViolation.LENGTH ? 414 : violation == UriViolation.HIDDEN_SEGMENT ? 404 : 400;
            assertThat(rejection.status()).isEqualTo(status);
        }
        assertThat(Set.of(UriViolation.values())).hasSize(18);
    }
}
