package io.gapura.rbac.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gapura.rbac.PolicyDocument;
import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShiroIniTest {
    private static Imported read(String ini) {
        return ShiroIni.read(ini, "people");
    }

    private static List<String> grants(String ini, String role) {
        return read(ini).document().roles().stream()
                .filter(found -> found.name().text().equals(role))
                .map(Role::grants)
                .flatMap(List::stream)
                .map(Word::text)
                .toList();
    }

    private static List<String> paths(Imported imported) {
        return imported.document().paths().stream()
                .map(entry -> entry.path().text())
                .toList();
    }

    /** What is written under it would be read as roles of the container, and opened to whoever holds one of that name. */
    @ParameterizedTest
    @ValueSource(strings = {"container", "certificates", "subjects"})
    void aSectionWhoseNamesAreNoUsersIsNoMechanism(String section) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShiroIni.read("[users]\nada = secret, teller\n[roles]\nteller = a:b\n", section))
                .withMessageContaining("container");
    }

    @Test
    void anImpliedTailIsWritten() {
        String ini = "[roles]\neditor = doc:read, print\nall = *\nany = doc:*\nlast = doc:read:*\nthree = doc:read:7\n";
        assertThat(grants(ini, "editor")).containsExactly("doc:read", "doc:read:**", "print:**");
        assertThat(grants(ini, "all")).containsExactly("**");
        assertThat(grants(ini, "any")).containsExactly("doc:**");
        assertThat(grants(ini, "last")).containsExactly("doc:read", "doc:read:**");
        assertThat(grants(ini, "three")).containsExactly("doc:read:7");
    }

    @Test
    void choicesBecomeGrantsOfTheirOwn() {
        assertThat(grants("[roles]\na = \"doc:read,write:7\"\n", "a")).containsExactly("doc:read:7", "doc:write:7");
        assertThat(grants("[roles]\na = *:read:7\n", "a")).containsExactly("*:read:7");
    }

    @Test
    void whatHasFourSegmentsOrStrangeOnesIsLeftOut() {
        Imported imported = read("[roles]\na = doc:read:7:now, do c:read, doc:re/ad\n");
        assertThat(imported.document().roles().get(0).grants()).isEmpty();
        assertThat(imported.notCarried()).hasSize(3).allMatch(line -> line.contains("plain segments"));
    }

    @Test
    void caseThatIsFoldedThereIsReported() {
        Imported imported = read("[roles]\na = Doc:Read\n");
        assertThat(grants("[roles]\na = Doc:Read\n", "a")).containsExactly("doc:read", "doc:read:**");
        assertThat(imported.notCarried()).singleElement().asString().contains("folded");
    }

    @Test
    void usersHaveTheirRolesAndNoPassword() {
        Imported imported = read("""
                # people
                [users]
                ann = secret, editor, ghost
                bob: hidden
                [roles]
                editor = doc:read
                """);
        assertThat(imported.document().assignments())
                .singleElement()
                .satisfies(ann -> assertThat(ann.roles()).extracting(Word::text).containsExactly("editor"));
        assertThat(imported.toString()).doesNotContain("secret").doesNotContain("hidden");
        assertThat(imported.notCarried())
                .containsExactly("user ann, role ghost: the role is not declared, so that it grants nothing");
    }

    @Test
    void chainsBecomePathRulesWhereTheyDecideTheSame() {
        Imported imported = read("""
                [roles]
                admin = *
                [urls]
                /login = anon
                /admin/health = anon
                /admin/** = authc, roles[admin]
                /docs/** = perms["doc:read"]
                /** = authc
                """);
        assertThat(paths(imported)).containsExactly("/login", "/admin/health", "/admin/**", "/docs/**", "/**");
        assertThat(imported.notCarried()).isEmpty();
        assertThat(imported.document().paths().get(2).admission())
                .isInstanceOfSatisfying(
                        Admission.Required.class,
                        required -> assertThat(required.roles())
                                .extracting(Word::text)
                                .containsExactly("admin"));
    }

    @Test
    void aChainBehindAWiderOneIsLeftOutBecauseItWouldDecideHere() {
        Imported imported = read("[roles]\nadmin = *\n[urls]\n/admin/** = roles[admin]\n/admin/open = anon\n");
        assertThat(paths(imported)).containsExactly("/admin/**");
        assertThat(imported.notCarried()).singleElement().asString().contains("/admin/open");
    }

    @Test
    void whatLiesBehindAChainThatCannotBeSaidIsLeftOutToo() {
        Imported imported = read("""
                [roles]
                a = x:y
                b = x:y
                [urls]
                /admin/r*.html = roles[a]
                /admin/** = authc
                /both/** = roles[a,b]
                /both/x = authc
                /other = authc
                """);
        assertThat(paths(imported)).containsExactly("/other");
        assertThat(imported.notCarried()).hasSize(4);
    }

    @Test
    void aRoleThatNobodyDeclaredClosesItsPath() {
        Imported imported = read("[urls]\n/ghost = roles[ghost]\n");
        assertThat(imported.document().paths().get(0).admission()).isInstanceOf(Admission.Closed.class);
        assertThat(imported.notCarried()).singleElement().asString().contains("not declared");
    }

    @Test
    void whatStandsTwiceIsNobodysWish() {
        Imported imported = read("[roles]\na = x:y\na = *\n[urls]\n/p = anon\n/p = authc\n/p/** = anon\n");
        assertThat(imported.document().roles()).isEmpty();
        assertThat(imported.document().paths()).isEmpty();
        assertThat(imported.notCarried())
                .contains(
                        "roles a: stands twice; the last one counts there, which may be nobody's wish",
                        "urls /p: stands twice; the last one counts there, which may be nobody's wish");
    }

    @Test
    void aLineWithoutAValueIsARoleWithoutGrants() {
        assertThat(read("[roles]\nlonely").document().roles())
                .singleElement()
                .satisfies(role -> assertThat(role.grants()).isEmpty());
    }

    @Test
    void linesGoOnAfterABackslash() {
        assertThat(grants("[roles]\na = doc:read:7, \\\n  doc:write:7\n", "a"))
                .containsExactly("doc:read:7", "doc:write:7");
    }

    @Test
    void aFileHasAMebibyteAtMost() {
        assertThat(read(";".repeat(1 << 20)).document()).isEqualTo(PolicyDocument.empty());
        assertThatIllegalArgumentException().isThrownBy(() -> read(";".repeat((1 << 20) + 1)));
    }

    /** Apache Shiro's own rule, as its documentation says it, over folded text. */
    private static boolean impliedThere(String held, String asked) {
        List<Set<String>> has = parts(held);
        List<Set<String>> wants = parts(asked);
        for (int i = 0; i < wants.size(); i++) {
            if (i >= has.size()) {
                return true;
            }
            if (!has.get(i).contains("*") && !has.get(i).containsAll(wants.get(i))) {
                return false;
            }
        }
        return has.subList(wants.size(), has.size()).stream().allMatch(part -> part.contains("*"));
    }

    private static List<Set<String>> parts(String permission) {
        List<Set<String>> parts = new ArrayList<>();
        for (String part : permission.split(":", -1)) {
            parts.add(Set.of(part.split(",", -1)));
        }
        return parts;
    }

    private static boolean matchesHere(String pattern, String asked) {
        String[] has = pattern.split(":", -1);
        String[] wants = asked.split(":", -1);
        for (int i = 0; i < has.length; i++) {
            if (has[i].equals("**")) {
                return wants.length > i;
            }
            if (i >= wants.length || !has[i].equals("*") && !has[i].equals(wants[i])) {
                return false;
            }
        }
        return has.length == wants.length;
    }

    @Property(tries = 2_000)
    void aGrantCoversExactlyWhatItCoversThere(@ForAll("held") String held, @ForAll("asked") String asked) {
        boolean here = ShiroPermission.patterns(held).stream().anyMatch(pattern -> matchesHere(pattern, asked));
        assertThat(here).as("%s for %s", held, asked).isEqualTo(impliedThere(held, asked));
    }

    @Provide
    Arbitrary<String> held() {
        Arbitrary<String> part = Arbitraries.of("a", "b", "*", "a,b");
        return part.list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join(":", parts));
    }

    @Provide
    Arbitrary<String> asked() {
        return Arbitraries.of("a", "b", "c").list().ofMinSize(2).ofMaxSize(3).map(parts -> String.join(":", parts));
    }

    @Property(tries = 500)
    void noTextBreaksTheReader(@ForAll("inis") String ini) {
        assertThat(read(ini).document()).isNotNull();
    }

    @Provide
    Arbitrary<String> inis() {
        return Arbitraries.of(
                        "[roles]",
                        "[urls]",
                        "[users]",
                        "a = x:y",
                        "/a/** = roles[a]",
                        "=",
                        "[",
                        "\\",
                        "\"",
                        "/*/b = anon",
                        "x = ,,\"")
                .list()
                .ofMaxSize(12)
                .map(lines -> String.join("\n", lines));
    }
}
