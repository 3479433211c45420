package io.gapura.rbac.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains in the order of a file, and what becomes of the later one. */
class ShiroUrlsTest {
    private static Imported read(String urls) {
        return ShiroIni.read("[roles]\na = x:y\nb = x:y\n[urls]\n" + urls, "people");
    }

    private static List<String> carried(String urls) {
        return read(urls).document().paths().stream()
                .map(entry -> entry.path().text())
                .toList();
    }

    /** There the first decides where both match; here the more specific one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /**        | /         | left out
            /**        | /a        | left out
            /a/**      | /a        | left out
            /a/**      | /a/b      | left out
            /a/**      | /a/*      | left out
            /a/**      | /*/b      | carried
            /a/**      | /b        | carried
            /a/**      | /b/**     | carried
            /a/**      | /**       | carried
            /a/*       | /a/b      | left out
            /a/*       | /a/b/c    | carried
            /a/*       | /a        | carried
            /a/*       | /b/c      | carried
            /a/*       | /*/b      | carried
            /*/b       | /a/*      | left out
            /*/b       | /a/b      | left out
            /*/b       | /a/c      | carried
            /*/**      | /a/**     | left out
            /a/b       | /a/*      | carried
            /a/b       | /a/c      | carried
            /          | /**       | carried
            /a         | /         | carried
            """)
    void aLaterChainIsCarriedWhereItDecidesNoMoreHereThanThere(String earlier, String later, String what) {
        List<String> expected = what.equals("carried") ? List.of(earlier, later) : List.of(earlier);
        assertThat(carried(earlier + " = authc\n" + later + " = anon\n")).isEqualTo(expected);
    }

    /** A segment that cannot be said may match any. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /*.html    | /x.html   | left out
            /r*        | /x        | left out
            /?         | /x        | left out
            /a?/x      | /ab/x     | left out
            /a?/x      | /ab/y     | carried
            /a?/x      | /ab/x/y   | carried
            /a?/x      | /ab       | carried
            /{id}      | /x        | left out
            /{id}/x    | /a/y      | carried
            /a/**/z    | /a/b      | left out
            /a/**/z    | /b        | carried
            """)
    void whatLiesBehindAChainThatCannotBeSaidIsLeftOut(String unsaid, String later, String what) {
        List<String> found = carried(unsaid + " = perms[NO]\n" + later + " = authc\n");
        assertThat(found).isEqualTo(what.equals("carried") ? List.of(later) : List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "/a/",
                "//a",
                "/./a",
                "/../a",
                "/a\u007f",
                "/a\u00e9",
                "/a\\b",
                "/a%20",
                "/a;b",
                "/a?b",
                "/a#b",
                "/a*",
                "/a{b}",
                "/a\"b",
                "/a<b",
                "/a>b",
                "/a|b",
                "/a^b",
                "/a`b",
                "/**/a",
                "/a**",
                "/**/**"
            })
    void aPatternOfAnotherFormIsLeftOut(String pattern) {
        Imported imported = read(pattern + " = authc\n");
        assertThat(imported.document().paths()).isEmpty();
        assertThat(imported.notCarried())
                .containsExactly("url " + pattern + ": a pattern has whole segments, *, and ** at its end alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a.b-c_~!$&'()+,@", "/*", "/**", "/a/*/c/**", "/a.."})
    void aPatternOfOursIsCarried(String pattern) {
        assertThat(carried(pattern + " = authc\n")).containsExactly(pattern);
    }

    private static String said(PathEntry entry) {
        if (entry.admission() instanceof Admission.Required required) {
            return words(required.roles()) + " " + words(required.permissions());
        }
        return entry.admission().getClass().getSimpleName();
    }

    private static String words(List<Word> words) {
        return words.stream().map(Word::text).collect(Collectors.joining(",", "[", "]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            anon                              | Open
            authc                             | [] []
            authcBasic                        | [] []
            authcBearer                       | [] []
            roles[a]                          | [a] []
            authc, roles["a"], perms[x:y]     | [a] [x:y]
            perms["x:y", "x:y:7"]             | [] [x:y,x:y:7]
            perms[x:y], perms[x:z]            | [] [x:y,x:z]
            """)
    void aChainBecomesARule(String chain, String rule) {
        assertThat(read("/p = " + chain + "\n").document().paths())
                .singleElement()
                .satisfies(entry -> assertThat(said(entry)).isEqualTo(rule));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "''",
                "anon, authc",
                "authc, anon",
                "logout",
                "roles",
                "roles[a,b]",
                "roles[a], roles[b]",
                "roles[]",
                "roles[a b]",
                "roles[a",
                "perms[x]",
                "perms[x:y:z:w]",
                "perms[X:y]",
                "perms[x:re/ad]",
                "perms[x:*]",
                "perms[x::y]",
                "perms[\"x:y,z\"]",
                "xroles[a]",
                "authc, ssl"
            })
    void aChainThatAsksForSomethingElseIsLeftOut(String chain) {
        Imported imported = read("/p = " + (chain.equals("''") ? "" : chain) + "\n");
        assertThat(imported.document().paths()).isEmpty();
        assertThat(imported.notCarried()).containsExactly("url /p: this chain of filters cannot be said in one rule");
    }

    @Test
    void bracketsKeepTheCommasInside() {
        assertThat(read("/p = perms[x:y,x:z], roles[a]\n").document().paths())
                .singleElement()
                .satisfies(entry -> assertThat(said(entry)).isEqualTo("[a] [x:y,x:z]"));
    }
}
