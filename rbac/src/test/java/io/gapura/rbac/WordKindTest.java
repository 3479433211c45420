package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What names may look like: the pattern that editors get, and the test that the reader makes. */
class WordKindTest {
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "Z", "0", ".", "..", "_", "-", ":", "*", "**", "/", "{", "}", "{a}", "(", ")", "[]", ",",
                        "int", " ", "\"", "\\", "~", "é", "PT", "5M", "1H", "\u0007")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 5_000)
    void whatTheReaderAdmitsTheSchemaAdmits(@ForAll("texts") String text) {
        for (WordKind kind : WordKind.values()) {
            if (kind.admits(text) && kind.pattern().isPresent()) {
                assertThat(matches(kind, text)).as(kind + " " + text).isTrue();
            }
        }
    }

    @Property(tries = 5_000)
    void aPatternSaysAllThatThereIsToSayOfANameWithoutInnerOrder(@ForAll("texts") String text) {
        for (WordKind kind : List.of(
                WordKind.ROLE,
                WordKind.PERMISSION,
                WordKind.GRANT,
                WordKind.SCOPE,
                WordKind.ACR,
                WordKind.METHOD,
                WordKind.PARAMETER)) {
            boolean matches = text.length() <= kind.longest() && matches(kind, text);
            assertThat(kind.admits(text)).as(kind + " " + text).isEqualTo(matches);
        }
    }

    private static boolean matches(WordKind kind, String text) {
        return Pattern.compile("^(?:" + kind.pattern().orElseThrow() + ")$")
                .matcher(text)
                .matches();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ID          | eve@acme.example      | true
                    ID          | 雪                    | true
                    MECHANISM   | signing               | true
                    MECHANISM   | none                  | false
                    MECHANISM   | a b                   | false
                    CERTIFICATE | CN=a,O=b              | true
                    CERTIFICATE | dns:a.example         | true
                    CERTIFICATE | a.example             | false
                    CERTIFICATE | email:                | false
                    CLAIM       | https://a.example/roles | true
                    CLAIM       | a b                   | false
                    CLASS       | org.acme.Shop$Orders  | true
                    CLASS       | org..Shop             | false
                    CLASS       | 1.Shop                | false
                    JAVA_METHOD | run()                 | true
                    JAVA_METHOD | run(int,java.lang.String[][]) | true
                    JAVA_METHOD | run(int,)             | false
                    JAVA_METHOD | run                   | false
                    JAVA_METHOD | run(                  | false
                    AGE         | PT1S                  | true
                    AGE         | PT8760H               | true
                    AGE         | PT0S                  | false
                    AGE         | PT8760H1S             | false
                    AGE         | PT-5M                 | false
                    AGE         | 5M                    | false
                    """)
    void aNameIsAdmittedOrNot(WordKind kind, String text, boolean admitted) {
        assertThat(kind.admits(text)).isEqualTo(admitted);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0A, 0x7F, 0x85, 0xAD, 0x200B, 0x202E, 0x2028, 0x2029, 0xD800, 0xFEFF, 0xFFFF, 0xE0001})
    void whatNobodySeesStandsInNoText(int codePoint) {
        String text = "a" + Character.toString(codePoint) + "b";
        assertThat(WordKind.ID.admits(text)).isFalse();
        assertThat(WordKind.REASON.admits(text)).isFalse();
        assertThat(WordKind.PATH.admits("/" + text)).isFalse();
        assertThat(WordKind.CLASS.admits("A" + text)).isFalse();
    }

    @Test
    void eachLengthHasItsBoundAndNoNameIsEmpty() {
        for (WordKind kind : Stream.of(WordKind.values())
                .filter(kind -> kind.admits("a".repeat(4)))
                .toList()) {
            assertThat(kind.admits("a".repeat(kind.longest()))).as(kind.name()).isTrue();
            assertThat(kind.admits("a".repeat(kind.longest() + 1)))
                    .as(kind.name())
                    .isFalse();
            assertThat(kind.admits("")).as(kind.name()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CN=batch,O=acme       | cn=batch, o=acme       | true
                    CN=batch,O=acme       | CN=Batch,O=acme        | false
                    CN=batch,O=acme       | O=acme,CN=batch        | false
                    dns:A.example         | dns:a.EXAMPLE          | true
                    uri:x:a               | uri:x:A                | false
                    email:a@b.c           | dns:b.c                | false
                    """)
    void namesOfCertificatesAreComparedInOneSpelling(String one, String other, boolean same) {
        assertThat(CertificateName.canonical(one).equals(CertificateName.canonical(other)))
                .isEqualTo(same);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                "a:b", "a:*", "*:b", "*:*", "**", "a:**", "*:**", "a:b:c", "a:*:c", "*:*:*", "a:b:**", "b:**", "b:b",
                "*:b:d");
    }

    @Property(tries = 1_000)
    void patternsOverlapExactlyWhenAPermissionMatchesBoth(
            @ForAll("patterns") String one, @ForAll("patterns") String other) {
        List<String> words = List.of("a", "b", "c", "d", "e");
        boolean both = words.stream()
                .flatMap(domain -> words.stream()
                        .flatMap(action -> Stream.concat(
                                Stream.of(domain + ":" + action),
                                words.stream().map(instance -> domain + ":" + action + ":" + instance))))
                .map(Permission::of)
                .anyMatch(permission -> PermissionPattern.of(one).matches(permission)
                        && PermissionPattern.of(other).matches(permission));
        assertThat(PermissionPattern.of(one).overlaps(PermissionPattern.of(other)))
                .isEqualTo(both);
    }
}
