package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand as a path in a document. */
class PathTextTest {
    private static String said(String path) {
        try {
            return PolicyExample.read("version: 1\npaths:\n  - { path: '" + path + "', deny: true }\n")
                    .paths()
                    .get(0)
                    .path()
                    .text();
        } catch (ConfigurationException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/a", "/a/b.c", "/é", "/*", "/**", "/a/{b}/c", "/{a}/{b}", "/a/*/**", "/a!$&()+,=:@~-_"})
    void aCanonicalPathMayHavePatternsForWholeSegments(String path) {
        assertThat(said(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a/b",
                "//",
                "/a/",
                "/a//b",
                "/.",
                "/a/..",
                "/a b",
                "/ ",
                "/a%20",
                "/a;b",
                "/a?b",
                "/a#b",
                "/a*",
                "/**/a",
                "/{",
                "/{}",
                "/{a",
                "/a}",
                "/a{b}",
                "/{a/b}",
                "/{a}/{a}",
                "/a\\b",
                "/a\"b",
                "/a<b",
                "/a>b",
                "/a|b",
                "/a^b",
                "/a`b"
            })
    void anythingElseIsNoPath(String path) {
        assertThat(said(path)).startsWith("p.yaml:3:13 bad-path ");
    }

    @Test
    void aPathHas2048CharactersAtMost() {
        assertThat(said("/" + "a".repeat(2_047))).hasSize(2_048);
        assertThat(said("/" + "a".repeat(2_048))).contains("bad-path");
    }
}
