package io.gapura.rbac.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gapura.rbac.PolicyDocument;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CasbinCsvTest {
    private static final String MODEL = """
            [request_definition]
            r = sub, obj, act
            [policy_definition]
            p = sub, obj, act
            [role_definition]
            g = _, _
            [policy_effect]
            e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
            [matchers]
            m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act
            """;
    private static final String DOMAINS = MODEL.replace("g(r.sub, p.sub)", "g(r.sub, p.sub, r.dom) && r.dom == p.dom");
    private static final CasbinHints HINTS =
            CasbinHints.read("role admin\nrole editor\n# people\nuser alice signing\n");

    private static Imported read(String csv) {
        return CasbinCsv.read(csv, MODEL, HINTS);
    }

    private static Role role(Imported imported, String name) {
        return imported.document().roles().stream()
                .filter(role -> role.name().text().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSectionWhoseNamesAreNoUsersIsNoMechanism() {
        CasbinHints hints = CasbinHints.read("role admin\nuser alice container\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CasbinCsv.read("p, admin, data, read\ng, alice, admin\n", MODEL, hints))
                .withMessageContaining("container");
    }

    @Test
    void rulesBecomeGrantsAndGroupsIncludesAndAssignments() {
        Imported imported =
                read("p, editor, doc, write\np, admin, doc, delete, allow\ng, admin, editor\ng, alice, admin\n");
        assertThat(role(imported, "editor").grants()).extracting(Word::text).containsExactly("doc:write");
        assertThat(role(imported, "admin").includes()).extracting(Word::text).containsExactly("editor");
        assertThat(imported.document().assignments()).singleElement().satisfies(alice -> {
            assertThat(alice.id().word().text()).isEqualTo("alice");
            assertThat(alice.roles()).extracting(Word::text).containsExactly("admin");
        });
        assertThat(imported.notCarried()).isEmpty();
    }

    @Test
    void aDenialStaysOneAndWins() {
        Imported imported = read("p, editor, doc, write\np, editor, doc, delete, deny\n");
        assertThat(imported.document().denials())
                .singleElement()
                .satisfies(denial ->
                        assertThat(denial.permissions()).extracting(Word::text).containsExactly("doc:delete"));
        assertThat(imported.notCarried()).singleElement().asString().contains("wins here");
    }

    @Test
    void aDomainIsATenant() {
        Imported imported = CasbinCsv.read(
                "p, editor, acme, doc, write\ng, alice, editor, acme\ng, alice, editor, other\n", DOMAINS, HINTS);
        assertThat(role(imported, "editor.acme").grants())
                .extracting(Word::text)
                .containsExactly("doc:write");
        assertThat(imported.document().assignments()).singleElement().satisfies(alice -> {
            assertThat(alice.tenant()).contains(Word.of("acme"));
            assertThat(alice.roles()).extracting(Word::text).containsExactly("editor.acme");
        });
        assertThat(imported.notCarried())
                .containsExactly("g, alice, editor, other: a caller has roles in one tenant here");
    }

    @Test
    void aDenialThatCannotBeCarriedIsNotLeftOut() {
        String granted = "p, editor, doc, write\ng, alice, editor\n";
        for (String lost : List.of(
                "p, alice, doc, write, deny\n",
                "p, editor, \"doc\", write, deny\n",
                "p, no role, doc, write, deny\n",
                "p, no role, doc, write, deny\ng, alice, no role\n",
                "p, blocked, doc, write, deny\ng, bob, admin\ng, admin, editor\ng, editor, blocked\n",
                "p, blocked, doc, write, deny\ng, alice, suspended\ng, suspended, blocked\n",
                "p, blocked, doc, write, deny\ng, alice, \"blocked\"\n")) {
            assertThatIllegalArgumentException()
                    .as(lost)
                    .isThrownBy(() -> read(granted + lost))
                    .withMessageContaining("may deny");
        }
        assertThat(read(granted + "g, bob, editor\ng, alice, \"x\"\n").notCarried())
                .as("nothing is denied")
                .hasSize(2);
        assertThat(read(granted + "p, blocked, doc, write, deny\ng, alice, blocked\ng, bob, editor\n")
                        .document()
                        .denials())
                .hasSize(1);
    }

    @Test
    void rolesOfTwoDomainsThatWouldShareANameShareNothing() {
        Imported imported = CasbinCsv.read(
                "p, editor, a.b, doc, read\np, editor.a, b, doc, write\ng, alice, editor.a, b\n", DOMAINS, HINTS);
        assertThat(role(imported, "editor.a.b").grants()).extracting(Word::text).containsExactly("doc:read");
        assertThat(imported.document().assignments()).isEmpty();
        assertThat(imported.notCarried())
                .contains("role editor.a in domain b: would be called editor.a.b as editor in domain a.b is");
    }

    @Test
    void aNameThatNobodyExplainedIsLeftOut() {
        Imported imported = read("p, editor, doc, write\ng, bob, editor\np, alice, doc, read\n");
        assertThat(imported.document().assignments()).isEmpty();
        assertThat(imported.notCarried()).hasSize(2);
    }

    @Test
    void objectsThatAreNoPlainNamesAreLeftOut() {
        Imported imported =
                read("p, editor, /data/1, read\np, editor, doc, *\np, editor, \"a,b\", read\nx, y\np, editor\n"
                        + "p, editor, doc, read, maybe\n");
        assertThat(imported.document().roles()).isEmpty();
        assertThat(imported.notCarried()).hasSize(6);
    }

    @Test
    void aMatcherThatIsNotExactIsRefused() {
        for (String matcher : List.of(
                "g(r.sub, p.sub) && keyMatch(r.obj, p.obj) && r.act == p.act",
                "g(r.sub, p.sub) && regexMatch (r.obj, p.obj) && r.act == p.act",
                "r.sub == p.sub || r.obj == p.obj",
                "")) {
            String model = MODEL.replace("g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act", matcher);
            assertThatIllegalArgumentException().isThrownBy(() -> CasbinCsv.read("", model, HINTS));
        }
    }

    @Test
    void anotherEffectOrASecondDefinitionIsRefused() {
        String priority = MODEL.replace(
                "some(where (p.eft == allow)) && !some(where (p.eft == deny))", "priority(p.eft) || deny");
        assertThatIllegalArgumentException().isThrownBy(() -> CasbinCsv.read("", priority, HINTS));
        assertThatIllegalArgumentException().isThrownBy(() -> CasbinCsv.read("", MODEL + "m = true\n", HINTS));
        assertThatIllegalArgumentException().isThrownBy(() -> CasbinCsv.read("", MODEL + "g2 = _, _\n", HINTS));
    }

    @Test
    void tenStepsAreCarriedAndElevenGrantMoreHere() {
        assertThat(readChain(10).document().roles()).hasSize(11);
        assertThatIllegalArgumentException().isThrownBy(() -> readChain(11)).withMessageContaining("10 steps");
    }

    /** As long as a text can be: nobody's stack ends the import. */
    @Test
    void aChainOfAnyLengthIsRefusedAndNotFollowedToItsEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> readChain(20_000)).withMessageContaining("10 steps");
        StringBuilder csv = new StringBuilder("p, r20000, doc, read, deny\ng, \"x, r0\n");
        for (int i = 0; i < 20_000; i++) {
            csv.append("g, r").append(i).append(", r").append(i + 1).append('\n');
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CasbinCsv.read(csv.toString(), MODEL, CasbinHints.read("role r20000\n")))
                .withMessageContaining("would grant more");
    }

    private static Imported readChain(int length) {
        StringBuilder hints = new StringBuilder();
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < length; i++) {
            hints.append("role r").append(i).append('\n');
            csv.append("g, r").append(i).append(", r").append(i + 1).append('\n');
        }
        return CasbinCsv.read(csv.toString(), MODEL, CasbinHints.read(hints.toString()));
    }

    /** Juniors first, so that a role is met whose depth is known already. */
    @Test
    void stepsAreCountedInWhateverOrderTheyAreWritten() {
        String hints = IntStream.range(0, 12).mapToObj(i -> "role r" + i).collect(Collectors.joining("\n"));
        List<String> lines = IntStream.range(0, 11)
                .mapToObj(i -> "g, r" + (10 - i) + ", r" + (11 - i))
                .toList();
        String tenSteps = String.join("\n", lines.subList(0, 10));
        assertThat(CasbinCsv.read(tenSteps, MODEL, CasbinHints.read(hints)).notCarried())
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CasbinCsv.read(String.join("\n", lines), MODEL, CasbinHints.read(hints)));
    }

    /** As long as a text may be, and no stack is. */
    @Test
    void aChainOfFiftyThousandStepsIsRefusedLikeOneOfEleven() {
        String hints = IntStream.range(0, 50_000).mapToObj(i -> "role r" + i).collect(Collectors.joining("\n"));
        String csv = IntStream.range(0, 49_999)
                .mapToObj(i -> "g, r" + i + ", r" + (i + 1))
                .collect(Collectors.joining("\n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CasbinCsv.read(csv, MODEL, CasbinHints.read(hints)))
                .withMessageContaining("10 steps");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CasbinCsv.read(
                        csv + "\ng, nobody, r0\np, r49999, doc, read, deny\n", MODEL, CasbinHints.read(hints)))
                .withMessageContaining("may deny");
    }

    @Test
    void whatIsLeftOutIsNamedByItsLine() {
        assertThat(read("p, editor, doc, write\n\n# a note\nx, y\r\np, alice, doc, read\rq\n")
                        .notCarried())
                .containsExactly(
                        "line 4: is no p or g of this model",
                        "line 5: is about a user; permissions are granted to roles here",
                        "line 6: is no p or g of this model");
    }

    @Test
    void aRuleOfADomainMayAllowOrDeny() {
        Imported imported = CasbinCsv.read(
                "p, editor, acme, doc, write, allow\np, editor, acme, doc, read, deny\np, editor, doc, write\n",
                DOMAINS,
                HINTS);
        assertThat(role(imported, "editor.acme").grants())
                .extracting(Word::text)
                .containsExactly("doc:write");
        assertThat(imported.document().denials())
                .singleElement()
                .satisfies(denial ->
                        assertThat(denial.permissions()).extracting(Word::text).containsExactly("doc:read"));
        assertThat(imported.notCarried())
                .containsExactly(
                        "line 3: is no p or g of this model",
                        "deny: wins here whatever the model's effect says; compare");
    }

    @Test
    void policyAndModelHaveAMebibyteEachAtMost() {
        String longest = "#".repeat(1 << 20);
        String padded = MODEL + longest.substring(MODEL.length());
        assertThat(CasbinCsv.read(longest, padded, HINTS).document()).isEqualTo(PolicyDocument.empty());
        assertThatIllegalArgumentException().isThrownBy(() -> CasbinCsv.read("", padded + "#", HINTS));
    }

    @Test
    void aCircleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("g, admin, editor\ng, editor, admin\n"))
                .withMessageContaining("circle");
    }

    @Test
    void hintsAreOneForEachName() {
        assertThatIllegalArgumentException().isThrownBy(() -> CasbinHints.read("role a\nuser a signing\n"));
        assertThatIllegalArgumentException().isThrownBy(() -> CasbinHints.read("people a\n"));
        assertThat(CasbinCsv.read("p, a, b, c\ng, x, a\n", MODEL, CasbinHints.none())
                        .notCarried())
                .hasSize(1);
    }

    @Test
    void anEmptyPolicyIsAnEmptyDocument() {
        assertThat(read("# nothing\n").document()).isEqualTo(PolicyDocument.empty());
        assertThatIllegalArgumentException().isThrownBy(() -> read("#".repeat((1 << 20) + 1)));
    }
}
