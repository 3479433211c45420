package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ConfigurationException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message says of a name that is not known. */
class NamesTest {
    /** The complaint about a role that is assigned and not declared. */
    private static String complaint(String assigned, List<String> declared) {
        String roles = declared.stream().map(role -> "\"" + role + "\": {}").collect(Collectors.joining(", "));
        String text = "version: 1\nroles: { " + roles + " }\nassignments: { signing: { x: { roles: [ \"" + assigned
                + "\" ] } } }\n";
        try {
            PolicyExample.read(text);
        } catch (ConfigurationException refused) {
            return String.valueOf(refused.getMessage()).replaceFirst("^p.yaml:[0-9:]* ", "");
        }
        throw new AssertionError("this is a policy: " + text);
    }

    /** An edit distance of two, or of a third of what was written; the first in order among equals. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            clrek|     clerk manager| ; the nearest is clerk
            clerks|    clerk manager| ; the nearest is clerk
            cl|        clerk| ; known are [clerk]
            cle|       clerk| ; the nearest is clerk
            lerk|      clerk| ; the nearest is clerk
            abcdefghi| abcdef ab| ; the nearest is abcdef
            abcdefghi| abcde ab| ; known are [ab, abcde]
            abcdefgh|  abcdef| ; the nearest is abcdef
            abcdefgh|  abcde| ; known are [abcde]
            bab|       cab aab dab| ; the nearest is aab
            bab|       xab bax aaaa| ; the nearest is bax
            zzzzzz|    clerk a| ; known are [a, clerk]
            """)
    void theNearestNameIsSaidOrAllWhereTheyAreFew(String assigned, String declared, String hint) {
        assertThat(complaint(assigned, List.of(declared.split(" ", -1))))
                .isEqualTo("unknown-role " + assigned + " is not declared" + hint);
    }

    @Test
    void upToTwelveNamesAreListedAndNoMore() {
        List<String> twelve =
                IntStream.range(0, 12).mapToObj(i -> "role-number-" + i).toList();
        assertThat(complaint("zzz", twelve))
                .contains("; known are [role-number-0, ")
                .endsWith(", role-number-9]");
        List<String> thirteen =
                IntStream.range(0, 13).mapToObj(i -> "role-number-" + i).toList();
        assertThat(complaint("zzz", thirteen)).isEqualTo("unknown-role zzz is not declared");
    }

    @Test
    void theLongestNameIsComparedToo() {
        String longest = "a".repeat(128);
        assertThat(complaint("a".repeat(127), List.of(longest, "b"))).endsWith("; the nearest is " + longest);
    }

    @Test
    void aTextThatIsNoNameIsNotRepeated() {
        for (String strange : List.of("a\u00e9", "a b", "a@b", "a/b", "a[b", "a`b", "a{b")) {
            assertThat(complaint(strange, List.of("role-of-us")))
                    .as(strange)
                    .isEqualTo("unknown-role this text is not declared; known are [role-of-us]");
        }
        for (String plain : List.of("azAZ09._-", "m:read", "zz*")) {
            assertThat(complaint(plain, List.of("role-of-us"))).startsWith("unknown-role " + plain + " is not");
        }
        assertThat(complaint("z".repeat(201), List.of("role-of-us"))).startsWith("unknown-role this text is not");
        assertThat(complaint("z".repeat(200), List.of("role-of-us"))).startsWith("unknown-role zzz");
    }
}
