package io.gapura.rbac;

import static io.gapura.rbac.Documents.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every document that is refused, with the line and column that it is refused for. */
class RefusedDocumentTest {
    /** The line that holds the problem stands at the end of its document. */
    static Stream<Arguments> refused() {
        String roles = "version: 1\nroles: { clerk: { grants: [ \"order:read\" ] }, auditor: {} }\n";
        return Stream.of(
                // YAML
                Arguments.of("", "1:1 missing-key version"),
                Arguments.of("# nothing\n", "1:1 missing-key version"),
                Arguments.of("roles: {}\n", "1:1 missing-key version"),
                Arguments.of("version: 2\n", "1:10 bad-value version must be 1"),
                Arguments.of("version: \"1\"\n", "1:10 bad-value version must be 1"),
                Arguments.of("- 1\n", "1:1 bad-value a mapping"),
                Arguments.of("version: 1\n---\nversion: 1\n", "2:1 syntax there is a second document"),
                Arguments.of("%YAML 1.2\n---\nversion: 1\n", "1:1 syntax directives"),
                Arguments.of("%TAG ! tag:x,2000:\n---\nversion: 1\n", "1:1 syntax directives"),
                Arguments.of("version: 1\nroles: &r {}\n", "2:8 syntax anchors"),
                Arguments.of("version: &v 1\n", "1:10 syntax anchors"),
                Arguments.of("version: 1\nroles: *r\n", "2:8 syntax aliases"),
                Arguments.of("version: 1\npermissions: [ *read ]\n", "2:16 syntax aliases"),
                Arguments.of("version: !!int 1\n", "1:10 syntax tags"),
                Arguments.of("version: 1\nroles: !!map {}\n", "2:8 syntax tags"),
                Arguments.of("version: 1\nroles: ! {}\n", "2:8 syntax tags"),
                Arguments.of("version: 1\nversion: 1\n", "2:1 duplicate"),
                Arguments.of("version: 1\nroles: { a: {}, a: {} }\n", "2:17 duplicate"),
                Arguments.of("version: 1\nroles: { a: {}, \"a\": {} }\n", "2:17 duplicate"),
                Arguments.of("version: 1\n? [ a ]\n: 1\n", "2:3 syntax a key must be text"),
                Arguments.of("version: 1\n1: x\n", "2:1 syntax a key must be text"),
                Arguments.of("version: 1\nnull: x\n", "2:1 syntax a key must be text"),
                Arguments.of("version: 1\n<<: { roles: {} }\n", "2:1 unknown-key"),
                Arguments.of("version: 1\nroles: {\n", "3:1 syntax this is not YAML"),
                Arguments.of("version: 1\n\troles: {}\n", "2:1 syntax this is not YAML"),
                Arguments.of("version: 1\npermissions: [ @a ]\n", "2:16 syntax this is not YAML"),
                Arguments.of("version: 1\u0007\n", "1:1 syntax the text holds a character"),
                // shapes
                Arguments.of("version: 1\nrole: {}\n", "2:1 unknown-key role is not a key here; the nearest is roles"),
                Arguments.of("version: 1\nroles: []\n", "2:8 bad-value a mapping"),
                Arguments.of("version: 1\nroles: { clerk: }\n", "2:16 bad-value a mapping"),
                Arguments.of("version: 1\nroles: { clerk: { grant: [] } }\n", "2:19 unknown-key grant"),
                Arguments.of("version: 1\nroles: { clerk: { grants: x } }\n", "2:27 bad-value a list"),
                Arguments.of("version: 1\nroles: { clerk: { grants: [ 1 ] } }\n", "2:29 bad-value text"),
                Arguments.of("version: 1\nroles: { clerk: { grants: [ true ] } }\n", "2:29 bad-value text"),
                Arguments.of("version: 1\nroles: { clerk: { grants: [ -1.5e+3 ] } }\n", "2:29 bad-value text"),
                Arguments.of("version: 1\nroles: { clerk: { grants: [ \"\" ] } }\n", "2:29 bad-value text"),
                Arguments.of("version: 1\nroles: { clerk: { grants: [ {} ] } }\n", "2:29 bad-value text"),
                Arguments.of("version: 1\nendpoints: {}\n", "2:12 bad-value a list"),
                Arguments.of("version: 1\nclaims: {}\n", "2:9 bad-value a list"),
                Arguments.of("version: 1\nscopes: []\n", "2:9 bad-value a mapping"),
                // roles
                Arguments.of("version: 1\nroles: { \"*\": {} }\n", "2:10 reserved-name"),
                Arguments.of("version: 1\nroles: { \"**\": {} }\n", "2:10 reserved-name"),
                Arguments.of("version: 1\nroles: { \"a b\": {} }\n", "2:10 bad-value a role is named"),
                Arguments.of("version: 1\nroles: { \"" + "a".repeat(129) + "\": {} }\n", "2:10 bad-value a role"),
                Arguments.of(
                        "version: 1\nroles: { clerk: {}, boss: { includes: [ clrek ] } }\n",
                        "2:41 unknown-role clrek is not declared; the nearest is clerk"),
                Arguments.of("version: 1\nroles: { a: { includes: [ b, b ] }, b: {} }\n", "2:30 duplicate b"),
                Arguments.of("version: 1\nroles: { a: { includes: [ a ] } }\n", "2:10 cycle a → a"),
                Arguments.of(
                        "version: 1\nroles:\n  s: { includes: [ a ] }\n  a: { includes: [ b ] }\n"
                                + "  b: { includes: [ a ] }\n",
                        "4:3 cycle a → b → a"),
                Arguments.of("version: 1\nroles: { a: { grants: [ order ] } }\n", "2:25 bad-permission"),
                Arguments.of("version: 1\nroles: { a: { grants: [ \"a:b:c:d\" ] } }\n", "2:25 bad-permission"),
                Arguments.of("version: 1\nroles: { a: { grants: [ \"**:read\" ] } }\n", "2:25 bad-permission"),
                Arguments.of("version: 1\nroles: { a: { grants: [ \"a*:read\" ] } }\n", "2:25 bad-permission"),
                Arguments.of("version: 1\nroles: { a: { grants: [ \"*\" ] } }\n", "2:25 bad-permission"),
                Arguments.of("version: 1\nroles: { a: { grants: [ \"a:b,c\" ] } }\n", "2:25 bad-permission"),
                // permissions
                Arguments.of(
                        roles + "permissions: [ \"order:raed\" ]\n",
                        "3:16 ungranted-permission no role is granted order:raed; the nearest is order:read"),
                Arguments.of(roles + "permissions: [ \"order:*\" ]\n", "3:16 bad-permission"),
                Arguments.of(roles + "permissions: [ \"order:read\", \"order:read\" ]\n", "3:30 duplicate"),
                // deny
                Arguments.of(
                        roles + "deny: [ { role: clrek, permissions: [ \"order:read\" ] } ]\n", "3:17 unknown-role"),
                Arguments.of(roles + "deny: [ { role: clerk, permissions: [ a ] } ]\n", "3:39 bad-permission"),
                Arguments.of(
                        roles + "deny: [ { role: clerk, permissions: [ \"order:raed\" ] } ]\n",
                        "3:39 unknown-permission no role is granted order:raed; the nearest is order:read"),
                Arguments.of(
                        roles + "deny: [ { role: clerk, permissions: [ \"order:read\", \"order:read\" ] } ]\n",
                        "3:53 duplicate"),
                Arguments.of(roles + "deny: [ { role: clerk, permissions: [] } ]\n", "3:37 bad-value at least one"),
                Arguments.of(roles + "deny: [ { role: clerk } ]\n", "3:9 missing-key permissions"),
                Arguments.of(roles + "deny: [ { permissions: [ \"a:b\" ] } ]\n", "3:9 missing-key role"),
                Arguments.of(roles + "deny: [ clerk ]\n", "3:9 bad-value a mapping"),
                // separation
                Arguments.of(roles + "separation: { sttic: [] }\n", "3:15 unknown-key sttic"),
                Arguments.of(
                        roles + "separation: { static: [ { name: x, roles: [ clerk, auditor ], max: 2 } ] }\n",
                        "3:33 bad-value max must be less"),
                Arguments.of(
                        roles + "separation: { static: [ { name: x, roles: [ clerk, auditor ], max: 0 } ] }\n",
                        "3:68 bad-value a whole number"),
                Arguments.of(
                        roles + "separation: { static: [ { name: x, roles: [ clerk, auditor ] } ] }\n",
                        "3:25 missing-key max"),
                Arguments.of(
                        roles + "separation: { static: [ { name: x, roles: [ clerk, clrek ], max: 1 } ] }\n",
                        "3:52 unknown-role clrek"),
                Arguments.of(
                        roles + "separation:\n"
                                + "  static: [ { name: x, roles: [ clerk, auditor ], max: 1 } ]\n"
                                + "  dynamic: [ { name: x, roles: [ clerk, auditor ], max: 1 } ]\n",
                        "5:22 duplicate"),
                Arguments.of(
                        "version: 1\nseparation: { static: [ { name: x, roles: [ a, b ], max: 1 } ] }\n"
                                + "roles: { a: {}, b: {}, c: { includes: [ a, b ] } }\n",
                        "3:24 separation-broken includes too many roles of x"),
                Arguments.of(
                        "version: 1\nseparation: { static: [ { name: x, roles: [ a, b ], max: 1 } ] }\n"
                                + "roles: { a: {}, b: {} }\n"
                                + "assignments: { signing: { eve: { roles: [ a, b ] } } }\n",
                        "4:27 separation-broken holds too many roles of x"),
                // assignments
                Arguments.of(roles + "assignments: { signing: { eve: { roles: [ clrek ] } } }\n", "3:43 unknown-role"),
                Arguments.of(
                        roles + "assignments: { signing: { eve: { roles: [ clerk, clerk ] } } }\n", "3:50 duplicate"),
                Arguments.of(roles + "assignments: { signing: { eve: {} } }\n", "3:32 missing-key roles"),
                Arguments.of(roles + "assignments: { signing: [ eve ] }\n", "3:25 bad-value a mapping"),
                Arguments.of(
                        roles + "assignments: { signing: { eve: { roles: [ clerk ], tenants: acme } } }\n",
                        "3:52 unknown-key tenants is not a key here; the nearest is tenant"),
                Arguments.of(
                        roles + "assignments: { signing: { eve: { roles: [ clerk ], tenant: \"@globl\" } } }\n",
                        "3:60 reserved-name no tenant has this name"),
                Arguments.of(
                        roles + "assignments: { signing: { eve: { roles: [ clerk ], tenant: \"*\" } } }\n",
                        "3:60 reserved-name no tenant has this name"),
                Arguments.of(
                        roles + "assignments: { signing: { eve: { roles: [ clerk ], tenant: \"" + "t".repeat(129)
                                + "\" } } }\n",
                        "3:60 over-limit"),
                Arguments.of(
                        roles + "assignments: { signing: { eve: { roles: [ clerk ], scopes: [ \"a b\" ] } } }\n",
                        "3:62 bad-value a scope"),
                Arguments.of(
                        roles + "assignments: { signing: { eve: { roles: [ clerk ], scopes: [ a, a ] } } }\n",
                        "3:65 duplicate"),
                Arguments.of(roles + "assignments: { none: { eve: { roles: [ clerk ] } } }\n", "3:16 reserved-name"),
                Arguments.of(roles + "assignments: { \"\": { eve: { roles: [ clerk ] } } }\n", "3:16 reserved-name"),
                Arguments.of(
                        roles + "assignments: { bearer: { eve: { roles: [ clerk ] } } }\n",
                        "3:16 reserved-name callers of this mechanism are named in assignments.subjects"),
                Arguments.of(
                        roles + "assignments: { certificate: { eve: { roles: [ clerk ] } } }\n",
                        "3:16 reserved-name callers of this mechanism are named in assignments.certificates"),
                Arguments.of(
                        roles + "assignments: { signing: { " + "e".repeat(257) + ": { roles: [ clerk ] } } }\n",
                        "3:27 over-limit"),
                Arguments.of(
                        roles + "assignments: { signing: { \"a\\u202eb\": { roles: [ clerk ] } } }\n",
                        "3:27 bad-value text without"),
                Arguments.of(
                        roles + "assignments: { certificates: { batch: { roles: [ clerk ] } } }\n",
                        "3:32 bad-value a certificate is named"),
                Arguments.of(
                        roles + "assignments: { certificates: { \"dns:\": { roles: [ clerk ] } } }\n",
                        "3:32 bad-value a certificate is named"),
                Arguments.of(
                        roles + "assignments:\n  certificates:\n    \"CN=a,O=b\": { roles: [ clerk ] }\n"
                                + "    \"cn=a, o=b\": { roles: [ auditor ] }\n",
                        "6:5 duplicate this caller"),
                Arguments.of(roles + "assignments: { subjects: {} }\n", "3:26 bad-value a list"),
                Arguments.of(
                        roles + "assignments: { subjects: [ { subject: a, roles: [ clerk ] } ] }\n",
                        "3:28 missing-key issuer"),
                Arguments.of(
                        roles + "assignments: { subjects: [ { issuer: a, roles: [ clerk ] } ] }\n",
                        "3:28 missing-key subject"),
                Arguments.of(
                        roles + "assignments:\n  subjects:\n"
                                + "    - { issuer: a, subject: b, roles: [ clerk ], tenant: t }\n"
                                + "    - { issuer: a, subject: b, roles: [ clerk ], tenant: t }\n",
                        "6:29 duplicate this caller"),
                // claims
                Arguments.of(roles + "claims: [ clerk ]\n", "3:11 bad-value a mapping"),
                Arguments.of(
                        roles + "claims: [ { roles: { claim: a, same-name: [ clerk ] } } ]\n",
                        "3:11 rule-conflict exactly one of issuer and mechanism"),
                Arguments.of(
                        roles + "claims: [ { issuer: i, mechanism: m, roles: { claim: a, same-name: [ clerk ] } } ]\n",
                        "3:11 rule-conflict exactly one of issuer and mechanism"),
                Arguments.of(
                        roles + "claims: [ { issuer: i } ]\n", "3:11 missing-key one of roles and tenant is expected"),
                Arguments.of(
                        roles + "claims: [ { issuer: i, roles: { claim: a } } ]\n",
                        "3:31 missing-key one of map and same-name is expected"),
                Arguments.of(
                        roles + "claims: [ { issuer: i, roles: { same-name: [ clerk ] } } ]\n",
                        "3:21 bad-claim roles.claim is missing"),
                Arguments.of(
                        roles + "claims: [ { issuer: i, roles: { claim: \"a b\", same-name: [ clerk ] } } ]\n",
                        "3:40 bad-claim a claim is"),
                Arguments.of(
                        roles + "claims: [ { issuer: i, roles: { claim: a, same-name: [ clrek ] } } ]\n",
                        "3:56 unknown-role clrek"),
                Arguments.of(
                        roles + "claims: [ { issuer: i, roles: { claim: a, same-name: [ \"*\" ] } } ]\n",
                        "3:56 unknown-role"),
                Arguments.of(
                        roles + "claims: [ { issuer: i, roles: { claim: a, map: { x: clrek } } } ]\n",
                        "3:53 unknown-role clrek"),
                Arguments.of(
                        roles + "claims: [ { issuer: i, roles: { claim: a, map: { \"*\": clerk } } } ]\n",
                        "3:50 reserved-name there are no wildcards"),
                Arguments.of(
                        roles + "claims: [ { issuer: i, roles: { claim: a, map: { clerk: auditor }, "
                                + "same-name: [ clerk ] } } ]\n",
                        "3:50 bad-claim this stated role would become two roles"),
                Arguments.of(
                        roles + "claims: [ { issuer: i, roles: { claim: a, map: { \"" + "x".repeat(129)
                                + "\": clerk } } } ]\n",
                        "3:50 over-limit"),
                Arguments.of(
                        roles
                                + "claims: [ { issuer: i, roles: { claim: a, same-name: [ clerk ], unmapped: deny } } ]\n",
                        "3:75 bad-value one of ignore and refuse"),
                Arguments.of(roles + "claims: [ { issuer: i, tenant: org } ]\n", "3:32 bad-value a mapping"),
                Arguments.of(
                        roles + "claims: [ { mechanism: people, tenant: { claim: org } } ]\n",
                        "3:49 bad-claim callers without issuer have no claims"),
                Arguments.of(
                        roles + "claims: [ { mechanism: people, roles: { claim: org, same-name: [ clerk ] } } ]\n",
                        "3:48 bad-claim callers without issuer have no claims"),
                Arguments.of(
                        roles + "claims: [ { mechanism: none, roles: { same-name: [ clerk ] } } ]\n",
                        "3:24 reserved-name"),
                Arguments.of(
                        roles + "claims:\n  - { issuer: i, tenant: { claim: a } }\n"
                                + "  - { issuer: i, tenant: { claim: b } }\n",
                        "5:15 duplicate there are claims of this twice"),
                Arguments.of(
                        roles + "claims: [ { mechanism: bearer, roles: { same-name: [ clerk ] } } ]\n",
                        "3:24 bad-claim claims of tokens are named by their issuer"),
                // scopes
                Arguments.of(roles + "scopes: { \"a b\": {} }\n", "3:11 bad-value a scope"),
                Arguments.of(roles + "scopes: { a: { roles: [ clrek ] } }\n", "3:25 unknown-role clrek"),
                Arguments.of(roles + "scopes: { a: { permissions: [ order ] } }\n", "3:31 bad-permission"),
                Arguments.of(
                        roles + "scopes: { a: { permissions: [ \"order:raed\" ] } }\n",
                        "3:31 unknown-permission no role is granted order:raed; the nearest is order:read"),
                Arguments.of(roles + "scopes: { a: { role: [ clerk ] } }\n", "3:16 unknown-key role"),
                // endpoints
                Arguments.of(roles + "endpoints: [ { public: x } ]\n", "3:14 missing-key class"),
                Arguments.of(roles + "endpoints: [ { class: a.B } ]\n", "3:14 rule-conflict exactly one"),
                Arguments.of(roles + "endpoints: [ { class: \"a..B\", deny: true } ]\n", "3:23 bad-value a class"),
                Arguments.of(roles + "endpoints: [ { class: a/B, deny: true } ]\n", "3:23 bad-value a class"),
                Arguments.of(
                        roles + "endpoints: [ { class: a.B, method: run, deny: true } ]\n", "3:36 bad-value a method"),
                Arguments.of(
                        roles + "endpoints: [ { class: a.B, method: \"run(int,)\", deny: true } ]\n",
                        "3:36 bad-value a method"),
                Arguments.of(
                        roles + "endpoints:\n  - { class: a.B, deny: true }\n  - { class: a.B, public: x }\n",
                        "5:14 rule-conflict this endpoint has another rule"),
                Arguments.of(
                        roles + "endpoints:\n  - { class: a.B, method: \"x()\", deny: true }\n"
                                + "  - { class: a.B, method: \"x()\", public: x }\n",
                        "5:27 rule-conflict this endpoint has another rule"),
                Arguments.of(
                        roles + "endpoints: [ { class: a.B, require: { roles: [ clrek ] } } ]\n", "3:48 unknown-role"),
                // what a rule may ask for
                Arguments.of(
                        roles + "paths: [ { path: /a, require: { max-age: 5 } } ]\n",
                        "3:42 bad-value text is expected"),
                Arguments.of(
                        roles + "paths: [ { path: /a, require: { max-age: PT0S } } ]\n", "3:42 bad-value a time from"),
                Arguments.of(
                        roles + "paths: [ { path: /a, require: { max-age: PT8761H } } ]\n",
                        "3:42 bad-value a time from"),
                Arguments.of(
                        roles + "paths: [ { path: /a, require: { max-age: PT0.5S } } ]\n",
                        "3:42 bad-value a time from"),
                Arguments.of(
                        roles + "paths: [ { path: /a, require: { max-age: 5m } } ]\n", "3:42 bad-value a time from"),
                Arguments.of(roles + "paths: [ { path: /a, require: { acr: [] } } ]\n", "3:38 bad-value at least"),
                Arguments.of(roles + "paths: [ { path: /a, require: { acr: {} } } ]\n", "3:38 bad-value text"),
                Arguments.of(roles + "paths: [ { path: /a, require: { scopes: [] } } ]\n", "3:41 bad-value at least"),
                Arguments.of(
                        roles + "paths: [ { path: /a, require: { scopes: [ \"a b\" ] } } ]\n",
                        "3:43 bad-value a scope"),
                Arguments.of(
                        roles + "paths: [ { path: /a, require: { check: \"a b\" } } ]\n", "3:40 bad-value a class"),
                Arguments.of(
                        roles + "paths: [ { path: \"/a/{order}\", require: { tenant: ordre } } ]\n",
                        "3:51 bad-path the path has no {ordre}; the nearest is order"),
                Arguments.of(
                        roles + "paths: [ { path: /a, require: { authenticated: true, amr: [ x ] } } ]\n",
                        "3:54 unknown-key amr"),
                // paths
                Arguments.of(roles + "paths: [ /a ]\n", "3:10 bad-value a mapping"),
                Arguments.of(roles + "paths: [ { path: /a, require: a } ]\n", "3:31 bad-value a mapping"),
                Arguments.of(roles + "paths: [ { path: a, deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(roles + "paths: [ { path: /a/, deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(roles + "paths: [ { path: //a, deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(roles + "paths: [ { path: /a/../b, deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(roles + "paths: [ { path: /a%2Fb, deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(roles + "paths: [ { path: \"/a b\", deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(roles + "paths: [ { path: /" + "a".repeat(2_048) + ", deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(roles + "paths: [ { path: \"/a;b\", deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(roles + "paths: [ { path: /**/a, deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(roles + "paths: [ { path: /a*, deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(roles + "paths: [ { path: \"/{a\", deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(roles + "paths: [ { path: \"/{}\", deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(roles + "paths: [ { deny: true } ]\n", "3:10 missing-key path"),
                Arguments.of(roles + "paths: [ { path: /a } ]\n", "3:10 rule-conflict exactly one"),
                Arguments.of(roles + "paths: [ { path: /a, deny: true, public: x } ]\n", "3:10 rule-conflict"),
                Arguments.of(roles + "paths: [ { path: /a, deny: false } ]\n", "3:28 bad-value only true"),
                Arguments.of(roles + "paths: [ { path: /a, public: true } ]\n", "3:30 bad-value text"),
                Arguments.of(roles + "paths: [ { path: /a, public: \"\" } ]\n", "3:30 bad-value text"),
                Arguments.of(roles + "paths: [ { path: /a, require: {} } ]\n", "3:31 missing-key one of"),
                Arguments.of(
                        roles + "paths: [ { path: /a, require: { authenticated: false } } ]\n", "3:48 bad-value only"),
                Arguments.of(roles + "paths: [ { path: /a, require: { roles: [] } } ]\n", "3:40 bad-value at least"),
                Arguments.of(
                        roles + "paths: [ { path: /a, require: { roles: [ clrek ] } } ]\n", "3:42 unknown-role clrek"),
                Arguments.of(
                        roles + "paths: [ { path: /a, require: { permissions: [ \"order:x\" ] } } ]\n",
                        "3:48 ungranted-permission"),
                Arguments.of(
                        roles + "paths: [ { path: /a, require: { permissions: [ \"order:*\" ] } } ]\n",
                        "3:48 bad-permission"),
                Arguments.of(roles + "paths: [ { path: \"/{a}/{a}\", deny: true } ]\n", "3:18 bad-path"),
                Arguments.of(
                        roles + "paths: [ { path: /a, method: [ get ], deny: true } ]\n", "3:32 bad-value an HTTP"),
                Arguments.of(roles + "paths: [ { path: /a, method: [], deny: true } ]\n", "3:30 bad-value at least"),
                Arguments.of(
                        roles + "paths: [ { path: /a, method: [ GET, GET ], deny: true } ]\n", "3:37 duplicate GET"),
                Arguments.of(
                        roles + "paths:\n  - { path: /a, deny: true }\n  - { path: /a, public: x }\n",
                        "5:13 ambiguous-paths"),
                Arguments.of(
                        roles + "paths:\n  - { path: /a/*, deny: true }\n  - { path: \"/a/{b}\", public: x }\n",
                        "5:13 ambiguous-paths"),
                Arguments.of(
                        roles + "paths:\n  - { path: /a, method: [ GET ], deny: true }\n  - { path: /a, public: x }\n",
                        "5:13 ambiguous-paths"),
                Arguments.of(
                        roles + "paths:\n  - { path: /a, public: x }\n  - { path: /a, method: [ GET ], deny: true }\n",
                        "5:13 ambiguous-paths"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aDocumentIsRefusedWithThePlaceOfTheProblem(String text, String expected) {
        assertThat(problems(text))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).startsWith("p.yaml:" + expected));
    }
}
