package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Claimed;
import io.gapura.rbac.PolicyDocument.ClaimedRoles;
import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.EndpointEntry;
import io.gapura.rbac.PolicyDocument.Mapping;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Scope;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Source;
import io.gapura.rbac.PolicyDocument.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Document to text to document: the same. */
class PolicyTextPropertiesTest {
    private static final List<String> ROLES = List.of("no", "true", "a", "Clerk.1", "1", "null", "r-_.", "yes");

    /** Whatever may stand in an id: syntax of YAML, of JSON, of nothing. */
    private static Arbitrary<Word> text() {
        Arbitrary<String> hard = Arbitraries.of(
                "no",
                "~",
                "null",
                "1",
                "1e3",
                "-",
                "- a",
                "a: b",
                "#x",
                "a #b",
                "*",
                "&a",
                "!t",
                "%x",
                "@x",
                "`",
                "{",
                "[",
                "\"",
                "'",
                "\\",
                "a\"b\\c",
                "<<",
                "?",
                "|",
                ">",
                " a ",
                "x,y",
                "é",
                "雪",
                "\uD83D\uDE00",
                "=",
                "---",
                "...");
        Arbitrary<String> free =
                Arbitraries.strings().ofMinLength(1).ofMaxLength(12).filter(WordKind.ID::admits);
        return Arbitraries.oneOf(hard, free).map(Word::of);
    }

    private static Arbitrary<List<Word>> words(List<String> texts) {
        return Arbitraries.of(texts).map(Word::of).list().ofMaxSize(3).uniqueElements();
    }

    private static Arbitrary<List<Word>> some(List<String> texts) {
        return words(texts).filter(list -> !list.isEmpty());
    }

    private static Arbitrary<List<Role>> roles() {
        List<String> grants = List.of("x:y", "x:*", "*:y", "x:y:1", "x:y:*", "on:off", "1:2", "x:**");
        return words(grants).list().ofSize(ROLES.size()).map(granted -> {
            List<Role> roles = new ArrayList<>();
            for (int i = 0; i < granted.size(); i++) {
                List<Word> juniors = i > 0 && granted.get(i).size() > 1 ? Word.all(ROLES.subList(0, 1)) : List.of();
                roles.add(new Role(Word.of(ROLES.get(i)), juniors, granted.get(i)));
            }
            roles.add(new Role(Word.of("everything"), List.of(), Word.all(List.of("**"))));
            return roles;
        });
    }

    private static Arbitrary<List<Assignment>> assignments() {
        Arbitrary<CallerId> id = Arbitraries.oneOf(
                text().map(name -> new CallerId.Proven(Word.of("signing"), name)),
                text().map(name -> new CallerId.Proven(Word.of("null"), name)),
                Arbitraries.of("CN=a,O=b", "dns:a", "uri:x:y", "email:a@b.c")
                        .map(name -> new CallerId.Certificate(Word.of(name))),
                text().map(CallerId.ContainerRole::new),
                Combinators.combine(text(), text()).as(CallerId.Subject::new));
        Arbitrary<Optional<Word>> tenant =
                Arbitraries.of("@global", "acme", "1", "no").map(Word::of).optional();
        return Combinators.combine(id, words(ROLES), tenant, words(List.of("s.read", "1", "no")))
                .as(Assignment::new)
                .list()
                .ofMaxSize(5)
                .uniqueElements(Assignment::id);
    }

    private static Arbitrary<List<Claimed>> claims() {
        Arbitrary<List<Mapping>> map = Combinators.combine(
                        text(), Arbitraries.of(ROLES).map(Word::of))
                .as((stated, role) -> new Mapping(Word.of("x" + stated.text()), role))
                .list()
                .ofMaxSize(2)
                .uniqueElements(Mapping::stated);
        Arbitrary<Claimed> tokens = Combinators.combine(text(), map, words(ROLES), Arbitraries.of(true, false))
                .as((issuer, mapped, same, refuse) -> new Claimed(
                        new Source.Issuer(issuer),
                        Optional.of(new ClaimedRoles(Optional.of(Word.of("a.b")), mapped, same, refuse)),
                        refuse ? Optional.of(Word.of("org")) : Optional.empty()));
        Arbitrary<Claimed> policies = some(ROLES)
                .map(same -> new Claimed(
                        new Source.Mechanism(Word.of("people")),
                        Optional.of(new ClaimedRoles(Optional.empty(), List.of(), same, false)),
                        Optional.empty()));
        return Arbitraries.oneOf(tokens, policies).list().ofMaxSize(3).uniqueElements(Claimed::source);
    }

    private static Arbitrary<Admission> admission() {
        Arbitrary<Admission> required = Combinators.combine(
                        words(ROLES),
                        words(List.of("x:y", "on:off")),
                        words(List.of("s.read", "null")),
                        words(List.of("phr", "1", "no")),
                        Arbitraries.of("PT5M", "PT1S", "PT8760H").map(Word::of).optional(),
                        words(List.of("org.acme.Owns", "Owns")))
                .as((roles, permissions, scopes, acr, age, checks) ->
                        new Admission.Required(roles, permissions, scopes, acr, age, Optional.empty(), checks));
        return Arbitraries.oneOf(required, text().map(Admission.Open::new), Arbitraries.just(new Admission.Closed()));
    }

    private static Arbitrary<List<PathEntry>> paths() {
        Arbitrary<Word> path = Arbitraries.of("/", "/a", "/a/*", "/a/{b}/c", "/**", "/é", "/a/**")
                .map(Word::of);
        return Combinators.combine(path, words(List.of("GET", "POST", "NO")), admission())
                .as(PathEntry::new)
                .list()
                .ofMaxSize(4)
                .uniqueElements(entry -> PathPattern.of(entry.path().text()).shape());
    }

    private static Arbitrary<List<EndpointEntry>> endpoints() {
        Arbitrary<Optional<Word>> method = Arbitraries.of("run()", "run(int,java.lang.String[])")
                .map(Word::of)
                .optional();
        return Combinators.combine(Arbitraries.of("a.B", "A$B").map(Word::of), method, admission())
                .as(EndpointEntry::new)
                .list()
                .ofMaxSize(3)
                .uniqueElements(entry -> entry.type().text() + entry.method());
    }

    @Provide
    Arbitrary<PolicyDocument> documents() {
        Arbitrary<List<Separation>> sets = Combinators.combine(Arbitraries.of(true, false), text())
                .as((dynamic, name) -> new Separation(dynamic, name, Word.all(List.of("1", "yes")), 1))
                .list()
                .ofMaxSize(2)
                .uniqueElements(Separation::name);
        Arbitrary<List<Denial>> denials = Combinators.combine(
                        Arbitraries.of(ROLES).map(Word::of), some(List.of("x:*", "**", "x:y:1")))
                .as(Denial::new)
                .list()
                .ofMaxSize(2);
        Arbitrary<List<Scope>> scopes = Combinators.combine(
                        Arbitraries.of("a", "no", "1", "x:y", "*").map(Word::of), words(ROLES), words(List.of("x:**")))
                .as(Scope::new)
                .list()
                .ofMaxSize(3)
                .uniqueElements(Scope::name);
        return Combinators.combine(roles(), denials, sets, assignments(), claims(), scopes, paths(), endpoints())
                .as((roles, denied, apart, assigned, claimed, ceiling, pathed, placed) -> new PolicyDocument(
                        Word.all(List.of("x:y")), roles, denied, apart, assigned, claimed, ceiling, pathed, placed));
    }

    private static boolean isSound(PolicyDocument document) {
        Problems problems = new Problems();
        PolicyCheck.check(document, problems);
        return problems.none();
    }

    /** Some generated documents break a separation; all others are sound, and most of them are. */
    @Property(tries = 500)
    void whatIsWrittenIsReadBackAsTheSame(@ForAll("documents") PolicyDocument document) {
        if (!isSound(document)) {
            assertThat(document.separations()).isNotEmpty();
            return;
        }
        String yaml = document.toYaml();
        PolicyDocument again = PolicyDocument.read("p.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        assertThat(again).as(yaml).isEqualTo(document);
        assertThat(again.toYaml()).isEqualTo(yaml);
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefusedWithAPlace(@ForAll("texts") String text) {
        try {
            PolicyDocument read = PolicyDocument.read("p.yaml", text.getBytes(StandardCharsets.UTF_8));
            assertThat(PolicyExample.read(read.toYaml())).isEqualTo(read);
        } catch (ConfigurationException refused) {
            assertThat(refused.getMessage().lines().filter(line -> !line.startsWith("and ")))
                    .allSatisfy(line -> assertThat(line).matches("p\\.yaml:[0-9]+:[0-9]+ [a-z-]+ .*"));
        }
    }

    /** The page's document with a line left out, doubled, or cut. */
    @Provide
    Arbitrary<String> texts() {
        List<String> lines = PolicyExample.PAGE.lines().toList();
        return Combinators.combine(
                        Arbitraries.integers().between(0, lines.size() - 1),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 80))
                .as((at, kind, column) -> {
                    List<String> changed = new ArrayList<>(lines);
                    String line = lines.get(at);
                    switch (kind) {
                        case 0 -> changed.remove((int) at);
                        case 1 -> changed.add(at, line);
                        case 2 -> changed.set(at, line.substring(0, Math.min(column, line.length())));
                        default ->
                            changed.set(at, line.replace(String.valueOf(line.charAt(column % line.length())), ""));
                    }
                    return changed.stream().collect(Collectors.joining("\n", "", "\n"));
                });
    }

    @Test
    void theTextIsWhatAPersonWouldWrite() {
        PolicyDocument document = PolicyExample.read("""
                {"version": 1, "roles": {"clerk": {"grants": ["order:read"]}, "boss": {"includes": ["clerk"]}},
                 "assignments": {"signing": {"eve": {"roles": ["clerk"], "tenant": "acme"}},
                                 "subjects": [{"issuer": "https://idp", "subject": "8f", "roles": ["boss"]}]},
                 "paths": [{"path": "/a/**", "method": ["GET"], "require": {"roles": ["clerk"]}},
                           {"path": "/b", "deny": true}]}
                """);
        assertThat(document.toYaml()).isEqualTo("""
                version: 1
                roles:
                  clerk: { grants: [ "order:read" ] }
                  boss: { includes: [ clerk ] }
                assignments:
                  signing:
                    eve: { roles: [ clerk ], tenant: acme }
                  subjects:
                    - { issuer: "https://idp", subject: "8f", roles: [ boss ] }
                paths:
                  - { path: "/a/**", method: [ GET ], require: { roles: [ clerk ] } }
                  - { path: "/b", deny: true }
                """);
    }

    @Test
    void thePageIsWrittenAndReadBack() {
        assertThat(PolicyExample.read(PolicyExample.page().toYaml())).isEqualTo(PolicyExample.page());
        assertThat(PolicyExample.page().endpoints()).hasSize(4);
        assertThat(PolicyExample.page().claims()).hasSize(2);
    }
}
